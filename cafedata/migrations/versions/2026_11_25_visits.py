"""visits.

Revision: visits; follows: outlines.
"""

import sqlalchemy as sa
from alembic import op

revision = "visits"
down_revision = "outings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        for name in ("visit_began_at", "visit_before_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        for name in ("visit_before_at", "visit_began_at"):
            batch_op.drop_column(name)
