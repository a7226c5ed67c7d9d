"""What a tour counted as a whole, what replaces a postponed meetup, and all that was announced.

Revision: outings; follows: outlines.
"""

import sqlalchemy as sa
from alembic import op

from cafedata.migrations import guards

revision = "outings"
down_revision = "outlines"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def _precisions() -> sa.Enum:
    return _words("countprecision", "exact", "about", "at_least", "in_words", "unknown")


def upgrade() -> None:
    op.create_table(
        "undivided_total",
        sa.Column("tour_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("precision", _precisions(), nullable=False),
        sa.Column(
            "unit",
            _words("countunit", "people", "conversations", "coffees", "other"),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_undivided_total_version")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_undivided_total_not_negative")),
        sa.CheckConstraint(
            "(precision IN ('exact', 'about', 'at_least')) = (value IS NOT NULL)",
            name=op.f("ck_undivided_total_holds_together"),
        ),
        sa.CheckConstraint(
            "(precision = 'in_words') = (words <> '')", name=op.f("ck_undivided_total_says_words")
        ),
        sa.ForeignKeyConstraint(["tour_id"], ["tour.id"], name=op.f("fk_undivided_total_tour_id")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_undivided_total_account_id")
        ),
        sa.PrimaryKeyConstraint("tour_id", "version", name=op.f("pk_undivided_total")),
    )
    guards.guard(["undivided_total"])
    op.create_table(
        "postponement",
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("moved_to_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("meetup_id <> moved_to_id", name=op.f("ck_postponement_another_meetup")),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_postponement_meetup_id")
        ),
        sa.ForeignKeyConstraint(
            ["moved_to_id"], ["meetup.id"], name=op.f("fk_postponement_moved_to_id")
        ),
        sa.PrimaryKeyConstraint("meetup_id", name=op.f("pk_postponement")),
        sa.UniqueConstraint("moved_to_id", name=op.f("uq_postponement_moved_to_id")),
    )
    _make_anew(
        sa.Column(
            "date_precision", _words("dateprecision", "day", "month", "year"), nullable=False
        ),
        sa.Column(
            "part_of_day",
            _words("partofday", "morning", "midday", "afternoon", "evening"),
            nullable=True,
        ),
        sa.Column("municipality_code", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipality.code"],
            name=op.f("fk_announcement_municipality_code"),
        ),
        new={"date_precision": "'day'"},
    )


_KEPT = ("meetup_id", "date", "start_time", "end_time", "venue_name")


def _make_anew(*more: sa.schema.SchemaItem, new: dict[str, str]) -> None:
    """Nothing refers to this table: made anew, it keeps its checks on SQLite as well."""
    op.execute("CREATE TABLE announcement_before AS SELECT * FROM announcement")
    op.drop_table("announcement")
    op.create_table(
        "announcement",
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("start_time", sa.Time(), nullable=True),
        sa.Column("end_time", sa.Time(), nullable=True),
        sa.Column("venue_name", sa.String(length=300), nullable=False),
        sa.CheckConstraint("end_time > start_time", name=op.f("ck_announcement_end_after_start")),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_announcement_meetup_id")
        ),
        sa.PrimaryKeyConstraint("meetup_id", name=op.f("pk_announcement")),
        *more,
    )
    names, values = ", ".join([*_KEPT, *new]), ", ".join([*_KEPT, *new.values()])
    copy = f"INSERT INTO announcement ({names}) SELECT {values} FROM announcement_before"  # noqa: S608
    op.execute(copy)
    op.drop_table("announcement_before")


def downgrade() -> None:
    _make_anew(new={})
    op.drop_table("postponement")
    op.drop_table("undivided_total")
