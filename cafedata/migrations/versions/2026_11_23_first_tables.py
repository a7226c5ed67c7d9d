"""first tables.

Revision: 0001; follows: None.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("small_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.CheckConstraint("small_number >= 2", name=op.f("ck_installation_small_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "municipality",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("designation", sa.String(length=40), nullable=False),
        sa.Column("mrc", sa.String(length=300), nullable=False),
        sa.Column("area_km2", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipality")),
        sa.UniqueConstraint("slug", name=op.f("uq_municipality_slug")),
    )
    op.create_table(
        "program",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "program",
                "measure",
                name="programkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name_fr", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("purpose_fr", sa.String(length=300), nullable=False),
        sa.Column("clienteles", sa.String(length=300), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "retired",
                "unknown",
                name="catalogstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("successor_code", sa.String(length=40), nullable=True),
        sa.Column("source_year", sa.Integer(), nullable=True),
        sa.Column("verified", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("until >= since", name=op.f("ck_program_life")),
        sa.ForeignKeyConstraint(
            ["successor_code"], ["program.code"], name=op.f("fk_program_successor_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_program")),
    )
    op.create_table(
        "service",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("short_name", sa.String(length=300), nullable=False),
        sa.Column("is_partner", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_service")),
    )
    op.create_table(
        "theme",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_fr", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("duc_codes", sa.String(length=300), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "retired",
                "unknown",
                name="catalogstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("successor_code", sa.String(length=40), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["successor_code"], ["theme.code"], name=op.f("fk_theme_successor_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_theme")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "liaison",
                "commander",
                "partner",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("service_code", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(role IN ('liaison', 'commander')) = (service_code IS NOT NULL)",
            name=op.f("ck_account_service"),
        ),
        sa.CheckConstraint("language IN ('fr', 'en')", name=op.f("ck_account_language")),
        sa.ForeignKeyConstraint(
            ["service_code"], ["service.code"], name=op.f("fk_account_service_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "coverage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_code", sa.String(length=40), nullable=False),
        sa.Column("municipality_code", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("confidence", sa.String(length=300), nullable=False),
        sa.Column("as_of_year", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_coverage_days")),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_coverage_municipality_code")
        ),
        sa.ForeignKeyConstraint(
            ["service_code"], ["service.code"], name=op.f("fk_coverage_service_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage")),
        sa.UniqueConstraint(
            "municipality_code",
            "service_code",
            "starts_on",
            name=op.f("uq_coverage_municipality_code_service_code_starts_on"),
        ),
    )
    with op.batch_alter_table("coverage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_coverage_municipality_code"), ["municipality_code"], unique=False
        )

    op.create_table(
        "population",
        sa.Column("municipality_code", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("residents", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint("residents >= 0", name=op.f("ck_population_residents")),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipality.code"],
            name=op.f("fk_population_municipality_code"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "year", name=op.f("pk_population")),
    )
    op.create_table(
        "program_owner",
        sa.Column("program_code", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["program_code"], ["program.code"], name=op.f("fk_program_owner_program_code")
        ),
        sa.PrimaryKeyConstraint("program_code", "owner", name=op.f("pk_program_owner")),
    )
    op.create_table(
        "program_theme",
        sa.Column("program_code", sa.String(length=40), nullable=False),
        sa.Column("theme_code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["program_code"], ["program.code"], name=op.f("fk_program_theme_program_code")
        ),
        sa.ForeignKeyConstraint(
            ["theme_code"], ["theme.code"], name=op.f("fk_program_theme_theme_code")
        ),
        sa.PrimaryKeyConstraint("program_code", "theme_code", name=op.f("pk_program_theme")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_code"], ["service.code"], name=op.f("fk_series_service_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_table(
        "tour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_code"], ["service.code"], name=op.f("fk_tour_service_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tour")),
    )
    op.create_table(
        "account_municipality",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("municipality_code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_municipality_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipality.code"],
            name=op.f("fk_account_municipality_municipality_code"),
        ),
        sa.PrimaryKeyConstraint(
            "account_id", "municipality_code", name=op.f("pk_account_municipality")
        ),
    )
    op.create_table(
        "meetup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "cancelled",
                "postponed",
                "interrupted",
                name="meetupstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.String(length=300), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column(
            "date_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="dateprecision",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("start_time", sa.Time(), nullable=True),
        sa.Column("end_time", sa.Time(), nullable=True),
        sa.Column(
            "part_of_day",
            sa.Enum(
                "morning",
                "midday",
                "afternoon",
                "evening",
                name="partofday",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("municipality_code", sa.String(length=40), nullable=False),
        sa.Column("venue_name", sa.String(length=300), nullable=False),
        sa.Column(
            "venue_kind",
            sa.Enum(
                "restaurant",
                "shop",
                "mall",
                "transit",
                "school",
                "library",
                "workplace",
                "seniors_home",
                "park",
                "community_centre",
                "street",
                "ferry",
                "other",
                name="venuekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("attendance_value", sa.Integer(), nullable=True),
        sa.Column(
            "attendance_precision",
            sa.Enum(
                "exact",
                "about",
                "at_least",
                "in_words",
                "unknown",
                name="countprecision",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "attendance_unit",
            sa.Enum(
                "people",
                "conversations",
                "coffees",
                "other",
                name="countunit",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attendance_words", sa.String(length=300), nullable=False),
        sa.Column(
            "talk_language",
            sa.Enum(
                "french",
                "english",
                "both",
                "other",
                name="talklanguage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "coming",
            sa.Enum(
                "on_purpose",
                "by_surprise",
                "both",
                name="coming",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "formula",
            sa.Enum(
                "cafe",
                "on_request",
                "special_edition",
                name="formula",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "context",
            sa.Enum(
                "police_week",
                "fraud_month",
                "other",
                name="context",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("searchable", sa.Text(), nullable=False),
        sa.Column("tour_id", sa.Integer(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(attendance_precision = 'in_words') = (attendance_words <> '')",
            name=op.f("ck_meetup_attendance_words"),
        ),
        sa.CheckConstraint(
            "(attendance_precision IN ('exact', 'about', 'at_least')) = (attendance_value IS NOT NULL)",
            name=op.f("ck_meetup_attendance_holds_together"),
        ),
        sa.CheckConstraint(
            "state <> 'planned' OR attendance_precision = 'unknown'",
            name=op.f("ck_meetup_planned_has_no_count"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'held') OR state_reason <> ''",
            name=op.f("ck_meetup_reason_is_given"),
        ),
        sa.CheckConstraint("attendance_value >= 0", name=op.f("ck_meetup_attendance_not_negative")),
        sa.CheckConstraint("duration_minutes BETWEEN 1 AND 1440", name=op.f("ck_meetup_duration")),
        sa.CheckConstraint("end_time > start_time", name=op.f("ck_meetup_end_after_start")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_meetup_version")),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_meetup_municipality_code")
        ),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_meetup_series_id")),
        sa.ForeignKeyConstraint(["tour_id"], ["tour.id"], name=op.f("fk_meetup_tour_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetup")),
    )
    with op.batch_alter_table("meetup", schema=None) as batch_op:
        batch_op.create_index("ix_meetup_date_state", ["date", "state"], unique=False)
        batch_op.create_index(
            "ix_meetup_municipality_code_date", ["municipality_code", "date"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meetup_series_id"), ["series_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetup_tour_id"), ["tour_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("token_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id")),
        sa.PrimaryKeyConstraint("token_fingerprint", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_account_id"), ["account_id"], unique=False)

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
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "verb",
            sa.Enum(
                "recorded",
                "corrected",
                "cancelled",
                "restored",
                name="changeverb",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("submission", sa.String(length=36), nullable=True),
        sa.CheckConstraint("version >= 1", name=op.f("ck_change_version")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_change_account_id")),
        sa.ForeignKeyConstraint(["meetup_id"], ["meetup.id"], name=op.f("fk_change_meetup_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint("meetup_id", "version", name=op.f("uq_change_meetup_id_version")),
        sa.UniqueConstraint(
            "account_id", "submission", name=op.f("uq_change_account_id_submission")
        ),
    )
    op.create_table(
        "clientele_count",
        sa.Column(
            "clientele",
            sa.Enum(
                "population",
                "merchants",
                "partners",
                name="clientele",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column(
            "precision",
            sa.Enum(
                "exact",
                "about",
                "at_least",
                "in_words",
                "unknown",
                name="countprecision",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(precision IN ('exact', 'about', 'at_least')) = (value IS NOT NULL)",
            name=op.f("ck_clientele_count_holds_together"),
        ),
        sa.CheckConstraint("precision <> 'in_words'", name=op.f("ck_clientele_count_is_a_number")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_clientele_count_not_negative")),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_clientele_count_meetup_id")
        ),
        sa.PrimaryKeyConstraint("meetup_id", "position", name=op.f("pk_clientele_count")),
        sa.UniqueConstraint(
            "meetup_id", "clientele", name=op.f("uq_clientele_count_meetup_id_clientele")
        ),
    )
    op.create_table(
        "follow_up",
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column(
            "answers_for",
            sa.Enum(
                "own_service",
                "town",
                "transport_ministry",
                "partner",
                name="answersfor",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "done",
                "dropped",
                name="followupstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("outcome", sa.String(length=300), nullable=False),
        sa.Column("public_sentence", sa.String(length=300), nullable=False),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "state = 'open' OR outcome <> ''", name=op.f("ck_follow_up_outcome_is_given")
        ),
        sa.CheckConstraint("what <> ''", name=op.f("ck_follow_up_what")),
        sa.ForeignKeyConstraint(["meetup_id"], ["meetup.id"], name=op.f("fk_follow_up_meetup_id")),
        sa.PrimaryKeyConstraint("meetup_id", "position", name=op.f("pk_follow_up")),
    )
    op.create_table(
        "meetup_service",
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("service_code", sa.String(length=40), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_meetup_service_meetup_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_code"], ["service.code"], name=op.f("fk_meetup_service_service_code")
        ),
        sa.PrimaryKeyConstraint("meetup_id", "service_code", name=op.f("pk_meetup_service")),
    )
    with op.batch_alter_table("meetup_service", schema=None) as batch_op:
        batch_op.create_index(
            "ix_meetup_service_service_code_meetup_id", ["service_code", "meetup_id"], unique=False
        )
        batch_op.create_index(
            "uq_meetup_service_lead",
            ["meetup_id"],
            unique=True,
            sqlite_where=sa.text("is_lead"),
            postgresql_where=sa.text("is_lead"),
        )

    op.create_table(
        "meetup_tag",
        sa.Column(
            "tag",
            sa.Enum(
                "seniors",
                "youth",
                "newcomers",
                "workers",
                "travellers",
                "elected_officials",
                name="tag",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["meetup_id"], ["meetup.id"], name=op.f("fk_meetup_tag_meetup_id")),
        sa.PrimaryKeyConstraint("meetup_id", "position", name=op.f("pk_meetup_tag")),
        sa.UniqueConstraint("meetup_id", "tag", name=op.f("uq_meetup_tag_meetup_id_tag")),
    )
    op.create_table(
        "officers_present",
        sa.Column(
            "role",
            sa.Enum(
                "patrol",
                "prevention",
                "school",
                "investigation",
                "supervisor",
                "command",
                "cadet",
                "other",
                name="officerrole",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column(
            "precision",
            sa.Enum(
                "exact",
                "about",
                "at_least",
                "in_words",
                "unknown",
                name="countprecision",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(precision IN ('exact', 'about', 'at_least')) = (value IS NOT NULL)",
            name=op.f("ck_officers_present_holds_together"),
        ),
        sa.CheckConstraint("precision <> 'in_words'", name=op.f("ck_officers_present_is_a_number")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_officers_present_not_negative")),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_officers_present_meetup_id")
        ),
        sa.PrimaryKeyConstraint("meetup_id", "position", name=op.f("pk_officers_present")),
        sa.UniqueConstraint("meetup_id", "role", name=op.f("uq_officers_present_meetup_id_role")),
    )
    op.create_table(
        "present_partner",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "host",
                "pays_the_coffee",
                "stand",
                "organiser",
                "other",
                name="partnerpart",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_present_partner_meetup_id")
        ),
        sa.PrimaryKeyConstraint("meetup_id", "position", name=op.f("pk_present_partner")),
    )
    op.create_table(
        "promoted_program",
        sa.Column("program_code", sa.String(length=40), nullable=False),
        sa.Column("people_reached", sa.Integer(), nullable=True),
        sa.Column("material_handed_out", sa.Integer(), nullable=True),
        sa.Column("sign_ups", sa.Integer(), nullable=True),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "material_handed_out >= 0", name=op.f("ck_promoted_program_material_handed_out")
        ),
        sa.CheckConstraint("people_reached >= 0", name=op.f("ck_promoted_program_people_reached")),
        sa.CheckConstraint("sign_ups >= 0", name=op.f("ck_promoted_program_sign_ups")),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_promoted_program_meetup_id")
        ),
        sa.ForeignKeyConstraint(
            ["program_code"], ["program.code"], name=op.f("fk_promoted_program_program_code")
        ),
        sa.PrimaryKeyConstraint("meetup_id", "position", name=op.f("pk_promoted_program")),
        sa.UniqueConstraint(
            "meetup_id", "program_code", name=op.f("uq_promoted_program_meetup_id_program_code")
        ),
    )
    with op.batch_alter_table("promoted_program", schema=None) as batch_op:
        batch_op.create_index(
            "ix_promoted_program_program_code_meetup_id",
            ["program_code", "meetup_id"],
            unique=False,
        )

    op.create_table(
        "raised_theme",
        sa.Column("theme_code", sa.String(length=40), nullable=False),
        sa.Column(
            "raised_by",
            sa.Enum(
                "citizens",
                "police",
                name="raisedby",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("mentions", sa.Integer(), nullable=True),
        sa.Column(
            "clientele",
            sa.Enum(
                "population",
                "merchants",
                "partners",
                name="clientele",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("is_dominant", sa.Boolean(), nullable=False),
        sa.Column("other_text", sa.String(length=300), nullable=False),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("mentions >= 1", name=op.f("ck_raised_theme_mentions")),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_raised_theme_meetup_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_code"], ["theme.code"], name=op.f("fk_raised_theme_theme_code")
        ),
        sa.PrimaryKeyConstraint("meetup_id", "position", name=op.f("pk_raised_theme")),
        sa.UniqueConstraint(
            "meetup_id",
            "theme_code",
            "raised_by",
            "other_text",
            name=op.f("uq_raised_theme_meetup_id_theme_code_raised_by_other_text"),
        ),
    )
    with op.batch_alter_table("raised_theme", schema=None) as batch_op:
        batch_op.create_index(
            "ix_raised_theme_theme_code_meetup_id", ["theme_code", "meetup_id"], unique=False
        )
        batch_op.create_index(
            "uq_raised_theme_dominant",
            ["meetup_id"],
            unique=True,
            sqlite_where=sa.text("is_dominant"),
            postgresql_where=sa.text("is_dominant"),
        )

    op.create_table(
        "unreported_offence",
        sa.Column(
            "family",
            sa.Enum(
                "property",
                "fraud",
                "person",
                "drugs",
                "road",
                "other",
                name="offencefamily",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "victim",
            sa.Enum(
                "citizen",
                "merchant",
                name="victim",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column(
            "why_not_reported",
            sa.Enum(
                "fear",
                "shame",
                "too_minor",
                "nothing_done",
                "did_not_know_how",
                "settled_otherwise",
                "other",
                "unknown",
                name="whynotreported",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "orientation",
            sa.Enum(
                "report_to_police",
                "anonymous_line",
                "victim_support",
                "town",
                "other",
                "none",
                name="orientation",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "action",
            sa.Enum(
                "none",
                "report_opened",
                "investigators_informed",
                "patrol_adjusted",
                "prevention_planned",
                "other",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("meetup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("count >= 1", name=op.f("ck_unreported_offence_count")),
        sa.ForeignKeyConstraint(
            ["meetup_id"], ["meetup.id"], name=op.f("fk_unreported_offence_meetup_id")
        ),
        sa.PrimaryKeyConstraint("meetup_id", "position", name=op.f("pk_unreported_offence")),
    )


def downgrade() -> None:
    op.drop_table("unreported_offence")
    with op.batch_alter_table("raised_theme", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_raised_theme_dominant",
            sqlite_where=sa.text("is_dominant"),
            postgresql_where=sa.text("is_dominant"),
        )
        batch_op.drop_index("ix_raised_theme_theme_code_meetup_id")

    op.drop_table("raised_theme")
    with op.batch_alter_table("promoted_program", schema=None) as batch_op:
        batch_op.drop_index("ix_promoted_program_program_code_meetup_id")

    op.drop_table("promoted_program")
    op.drop_table("present_partner")
    op.drop_table("officers_present")
    op.drop_table("meetup_tag")
    with op.batch_alter_table("meetup_service", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_meetup_service_lead",
            sqlite_where=sa.text("is_lead"),
            postgresql_where=sa.text("is_lead"),
        )
        batch_op.drop_index("ix_meetup_service_service_code_meetup_id")

    op.drop_table("meetup_service")
    op.drop_table("follow_up")
    op.drop_table("clientele_count")
    op.drop_table("change")
    op.drop_table("announcement")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_account_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("meetup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetup_tour_id"))
        batch_op.drop_index(batch_op.f("ix_meetup_series_id"))
        batch_op.drop_index("ix_meetup_municipality_code_date")
        batch_op.drop_index("ix_meetup_date_state")

    op.drop_table("meetup")
    op.drop_table("account_municipality")
    op.drop_table("tour")
    op.drop_table("series")
    op.drop_table("program_theme")
    op.drop_table("program_owner")
    op.drop_table("population")
    with op.batch_alter_table("coverage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coverage_municipality_code"))

    op.drop_table("coverage")
    op.drop_table("account")
    op.drop_table("theme")
    op.drop_table("service")
    op.drop_table("program")
    op.drop_table("municipality")
    op.drop_table("installation")
