"""incidents: the register of confidentiality incidents.

Revision: incidents; follows: names_and_regrouping.
"""

import sqlalchemy as sa
from alembic import op

revision = "incidents"
down_revision = "names_and_regrouping"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "confidentiality_incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("period_words", sa.String(length=300), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("circumstances", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("information", sa.Text(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=True),
        sa.Column("people_are_estimated", sa.Boolean(), nullable=False),
        sa.Column(
            "risk",
            sa.Enum(
                "not_assessed",
                "not_serious",
                "serious",
                name="injuryrisk",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("risk_reasons", sa.Text(), nullable=False),
        sa.Column("commission_notified_on", sa.Date(), nullable=True),
        sa.Column("people_notified_on", sa.Date(), nullable=True),
        sa.Column("public_notice", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_confidentiality_incident_days")),
        sa.CheckConstraint(
            "starts_on IS NOT NULL OR period_words <> ''",
            name=op.f("ck_confidentiality_incident_period"),
        ),
        sa.CheckConstraint("people_count >= 0", name=op.f("ck_confidentiality_incident_people")),
        sa.CheckConstraint(
            "circumstances <> '' AND information <> ''",
            name=op.f("ck_confidentiality_incident_described"),
        ),
        sa.CheckConstraint(
            "risk = 'not_assessed' OR risk_reasons <> ''",
            name=op.f("ck_confidentiality_incident_risk_is_reasoned"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidentiality_incident")),
    )


def downgrade() -> None:
    op.drop_table("confidentiality_incident")
