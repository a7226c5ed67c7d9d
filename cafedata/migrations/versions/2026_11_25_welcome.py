"""welcome: whether a person has put the first visit away.

Revision: welcome; follows: visits.
"""

import sqlalchemy as sa
from alembic import op

revision = "welcome"
down_revision = "visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "account",
        sa.Column("is_welcomed", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("account", "is_welcomed")
