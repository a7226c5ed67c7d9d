"""command line: an administrative act may be the command line's, which has no account.

Revision: command_line; follows: welcome.
"""

import sqlalchemy as sa
from alembic import op

from cafedata.migrations import guards

revision = "command_line"
down_revision = "welcome"
branch_labels = None
depends_on = None

_TABLE = "administrative_change"
_VERBS = ("added", "changed", "retired", "reactivated", "undone")
_SUBJECTS = (
    "account",
    "theme",
    "program",
    "venue",
    "coverage",
    "population",
    "small_number",
    "regrouping",
    "incident",
)


def upgrade() -> None:
    _let_the_account_be_absent(is_absent=True)


def downgrade() -> None:
    guards.release([_TABLE])
    # The older tables cannot hold what nobody's account did.
    op.execute("DELETE FROM administrative_change WHERE account_id IS NULL")
    guards.guard([_TABLE])
    _let_the_account_be_absent(is_absent=False)


def _let_the_account_be_absent(*, is_absent: bool) -> None:
    guards.release([_TABLE])
    # SQLite makes the table anew, and Alembic reads back neither its checks nor its kinds of words.
    with op.batch_alter_table(_TABLE, copy_from=_table(is_absent=not is_absent)) as batch_op:
        batch_op.alter_column("account_id", existing_type=sa.Integer(), nullable=is_absent)
    guards.guard([_TABLE])


def _table(*, is_absent: bool) -> sa.Table:
    words = {"native_enum": False, "create_constraint": True, "length": 24}
    return sa.Table(
        _TABLE,
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=is_absent),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "verb",
            sa.Enum(*_VERBS, name=op.f("ck_administrative_change_administrativeverb"), **words),
            nullable=False,
        ),
        sa.Column(
            "subject",
            sa.Enum(
                *_SUBJECTS, name=op.f("ck_administrative_change_administrativesubject"), **words
            ),
            nullable=False,
        ),
        sa.Column("subject_key", sa.String(length=300), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL",
            name=op.f("ck_administrative_change_says_something"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_administrative_change_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administrative_change")),
        sa.Index(op.f("ix_administrative_change_account_id"), "account_id"),
        sa.Index(op.f("ix_administrative_change_at"), "at"),
    )
