"""names and regrouping: spellings of a venue, "other" themes counted under a theme, one first service.

Revision: names_and_regrouping; follows: histories_stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "names_and_regrouping"
down_revision = "histories_stay"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "venue_spelling",
        sa.Column("municipality_code", sa.String(length=40), nullable=False),
        sa.Column("spelling", sa.String(length=300), nullable=False),
        sa.Column("known_as", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "spelling <> '' AND known_as <> ''", name=op.f("ck_venue_spelling_named")
        ),
        sa.CheckConstraint("spelling <> known_as", name=op.f("ck_venue_spelling_two_names")),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipality.code"],
            name=op.f("fk_venue_spelling_municipality_code"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "spelling", name=op.f("pk_venue_spelling")),
    )
    op.create_table(
        "theme_regrouping",
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("theme_code", sa.String(length=40), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_theme_regrouping_text")),
        sa.ForeignKeyConstraint(
            ["theme_code"], ["theme.code"], name=op.f("fk_theme_regrouping_theme_code")
        ),
        sa.PrimaryKeyConstraint("text", name=op.f("pk_theme_regrouping")),
    )
    # The same service entered twice without a first day says one thing twice: the first is kept.
    op.execute(
        "DELETE FROM coverage WHERE starts_on IS NULL AND EXISTS (SELECT 1 FROM coverage AS first "
        "WHERE first.municipality_code = coverage.municipality_code "
        "AND first.service_code = coverage.service_code "
        "AND first.starts_on IS NULL AND first.id < coverage.id)"
    )
    op.create_index(
        "uq_coverage_from_the_start",
        "coverage",
        ["municipality_code", "service_code"],
        unique=True,
        sqlite_where=sa.text("starts_on IS NULL"),
        postgresql_where=sa.text("starts_on IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_coverage_from_the_start", table_name="coverage")
    op.drop_table("theme_regrouping")
    op.drop_table("venue_spelling")
