"""outlines.

Revision: outlines; follows: incidents.
"""

import sqlalchemy as sa
from alembic import op

revision = "outlines"
down_revision = "incidents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outline",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("geometry", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_outline")),
    )


def downgrade() -> None:
    op.drop_table("outline")
