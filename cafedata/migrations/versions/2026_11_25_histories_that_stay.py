"""histories that stay: no row of a history is changed or removed, whoever asks the database.

Revision: histories_stay; follows: data_version.
"""

import sqlalchemy as sa
from alembic import op

from cafedata.migrations import guards

revision = "histories_stay"
down_revision = "data_version"
branch_labels = None
depends_on = None

HISTORIES = ("change", "administrative_change")


def upgrade() -> None:
    op.create_table(
        "administrative_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "verb",
            sa.Enum(
                "added",
                "changed",
                "retired",
                "reactivated",
                "undone",
                name="administrativeverb",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "subject",
            sa.Enum(
                "account",
                "theme",
                "program",
                "venue",
                "coverage",
                "population",
                "small_number",
                "regrouping",
                "incident",
                name="administrativesubject",
                native_enum=False,
                create_constraint=True,
                length=24,
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
    )
    with op.batch_alter_table("administrative_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_administrative_change_account_id"), ["account_id"])
        batch_op.create_index(batch_op.f("ix_administrative_change_at"), ["at"])
    guards.prepare()
    guards.guard(HISTORIES)


def downgrade() -> None:
    guards.release(HISTORIES)
    guards.forget()
    with op.batch_alter_table("administrative_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_administrative_change_at"))
        batch_op.drop_index(batch_op.f("ix_administrative_change_account_id"))
    op.drop_table("administrative_change")
