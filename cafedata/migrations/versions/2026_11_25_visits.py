"""visits.

Revision: visits; follows: outings.
"""

import sqlalchemy as sa
from alembic import op

revision = "visits"
down_revision = "outings"
branch_labels = None
depends_on = None


COLUMNS = ("visit_began_at", "visit_before_at")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("account", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # Other tables refer to this one: SQLite may not make it anew while they do.
    for name in reversed(COLUMNS):
        op.drop_column("account", name)
