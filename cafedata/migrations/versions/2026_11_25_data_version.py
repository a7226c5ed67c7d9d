"""data version.

Revision: data_version; follows: 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "data_version"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("installation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("data_version", sa.Integer(), server_default="1", nullable=False)
        )
        batch_op.create_check_constraint(op.f("ck_installation_data_version"), "data_version >= 1")


def downgrade() -> None:
    with op.batch_alter_table("installation", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_installation_data_version"), type_="check")
        batch_op.drop_column("data_version")
