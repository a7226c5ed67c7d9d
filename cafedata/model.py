"""The tables: reference data, accounts, meetups with all that belongs to them, and their history.

SQLite and PostgreSQL hold the same tables and the same constraints. Closed sets are stored as text
with a CHECK, because PostgreSQL's own enumerations have no twin in SQLite.
"""

import datetime as dt
import enum
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from cafedata.vocabulary import (
    Action,
    AdministrativeSubject,
    AdministrativeVerb,
    AnswersFor,
    CatalogStatus,
    ChangeVerb,
    Clientele,
    Coming,
    Context,
    CountPrecision,
    CountUnit,
    DatePrecision,
    FollowUpState,
    Formula,
    InjuryRisk,
    MeetupState,
    OffenceFamily,
    OfficerRole,
    Orientation,
    PartnerPart,
    PartOfDay,
    ProgramKind,
    RaisedBy,
    Role,
    Tag,
    TalkLanguage,
    VenueKind,
    Victim,
    WhyNotReported,
)

Code = Annotated[str, mapped_column(String(40))]
Line = Annotated[str, mapped_column(String(300), default="")]
Paragraph = Annotated[str, mapped_column(Text, default="")]


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite has no time zones, so the offset is put back when reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=24,
            values_callable=lambda members: [member.value for member in members],
        ),
        dt.datetime: Moment,
        dict[str, Any]: JSON(none_as_null=True),
    }


class Installation(Base):
    """The one row that says what this database is."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("small_number >= 2", name="small_number"),
        CheckConstraint("data_version >= 1", name="data_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    small_number: Mapped[int] = mapped_column(default=5)
    """Counts about people below this number are masked (k)."""
    data_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Grows with each saved change of a meetup or of the catalogue: memory follows it."""


class Service(Base):
    """A police service; ``is_partner`` marks the six that run the program."""

    __tablename__ = "service"

    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[Line]
    short_name: Mapped[Line]
    is_partner: Mapped[bool]


class Municipality(Base):
    """A municipality; ``slug`` is its readable name in addresses."""

    __tablename__ = "municipality"

    code: Mapped[Code] = mapped_column(primary_key=True)
    slug: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Line]
    designation: Mapped[Code]
    mrc: Mapped[Line]
    area_km2: Mapped[float | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class Outline(Base):
    """The outline of a part of the region, named as municipalities name their regional county."""

    __tablename__ = "outline"

    name: Mapped[Line] = mapped_column(primary_key=True)
    geometry: Mapped[dict[str, Any]]
    """A GeoJSON polygon or several (RFC 7946), in degrees."""


class Population(Base):
    """How many residents a municipality had in a year, and who says so."""

    __tablename__ = "population"
    __table_args__ = (CheckConstraint("residents >= 0", name="residents"),)

    municipality_code: Mapped[Code] = mapped_column(
        ForeignKey("municipality.code"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    residents: Mapped[int]
    source: Mapped[Line]


class Coverage(Base):
    """That a service polices a municipality, from a day to a day, both included; empty is open."""

    __tablename__ = "coverage"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="days"),
        UniqueConstraint("municipality_code", "service_code", "starts_on"),
        # An empty first day equals no other for the rule above.
        Index(
            "uq_coverage_from_the_start",
            "municipality_code",
            "service_code",
            unique=True,
            sqlite_where=text("starts_on IS NULL"),
            postgresql_where=text("starts_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_code: Mapped[Code] = mapped_column(ForeignKey("service.code"))
    municipality_code: Mapped[Code] = mapped_column(ForeignKey("municipality.code"), index=True)
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    confidence: Mapped[Line]
    as_of_year: Mapped[int | None]
    source: Mapped[Paragraph]
    note: Mapped[Paragraph]


class Theme(Base):
    """A subject that people talk about at a café."""

    __tablename__ = "theme"

    code: Mapped[Code] = mapped_column(primary_key=True)
    label_fr: Mapped[Line]
    label_en: Mapped[Line]
    family: Mapped[Code]
    duc_codes: Mapped[Line]
    status: Mapped[CatalogStatus] = mapped_column(default=CatalogStatus.active)
    successor_code: Mapped[Code | None] = mapped_column(ForeignKey("theme.code"))
    position: Mapped[int] = mapped_column(default=0)


class Program(Base):
    """A prevention program or a security measure, and its life."""

    __tablename__ = "program"
    __table_args__ = (CheckConstraint("until >= since", name="life"),)

    code: Mapped[Code] = mapped_column(primary_key=True)
    kind: Mapped[ProgramKind]
    name_fr: Mapped[Line]
    name_en: Mapped[Line]
    purpose_fr: Mapped[Line]
    clienteles: Mapped[Line]
    status: Mapped[CatalogStatus]
    since: Mapped[int | None]
    until: Mapped[int | None]
    successor_code: Mapped[Code | None] = mapped_column(ForeignKey("program.code"))
    source_year: Mapped[int | None]
    verified: Mapped[Line]
    position: Mapped[int] = mapped_column(default=0)


class ProgramOwner(Base):
    """A service, or another body, that runs a program. A program without owner is everyone's."""

    __tablename__ = "program_owner"

    program_code: Mapped[Code] = mapped_column(ForeignKey("program.code"), primary_key=True)
    owner: Mapped[Code] = mapped_column(primary_key=True)


class ProgramTheme(Base):
    """That a program answers a theme."""

    __tablename__ = "program_theme"

    program_code: Mapped[Code] = mapped_column(ForeignKey("program.code"), primary_key=True)
    theme_code: Mapped[Code] = mapped_column(ForeignKey("theme.code"), primary_key=True)


class Account(Base):
    """A person who may sign in. Only police officers have a service."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "(role IN ('liaison', 'commander')) = (service_code IS NOT NULL)", name="service"
        ),
        CheckConstraint("language IN ('fr', 'en')", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[Line] = mapped_column(unique=True)
    name: Mapped[Line]
    role: Mapped[Role]
    service_code: Mapped[Code | None] = mapped_column(ForeignKey("service.code"))
    language: Mapped[str] = mapped_column(String(2), default="fr")
    is_active: Mapped[bool] = mapped_column(default=True)
    visit_began_at: Mapped[dt.datetime | None]
    visit_before_at: Mapped[dt.datetime | None]
    """When the visit before the present one began: what is new is counted from there."""


class AccountMunicipality(Base):
    """A municipality that a partner looks at."""

    __tablename__ = "account_municipality"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    municipality_code: Mapped[Code] = mapped_column(
        ForeignKey("municipality.code"), primary_key=True
    )


class SignIn(Base):
    """A signed-in browser. Only the fingerprint of its token is kept, so a copy of this table opens
    nothing."""

    __tablename__ = "sign_in"

    token_fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    started_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


_COUNT_HOLDS_TOGETHER = (
    "({prefix}precision IN ('exact', 'about', 'at_least')) = ({prefix}value IS NOT NULL)"
)


class Tour(Base):
    """Several stops of one outing."""

    __tablename__ = "tour"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_code: Mapped[Code] = mapped_column(ForeignKey("service.code"))
    title: Mapped[Line]


class UndividedTotal(Base):
    """How many people all the stops of a tour met together, where nobody counted stop by stop.

    The row of the highest version is what holds; those before it are its history, and "unknown" says
    that there is no such total any more. No stop of a tour with a total has a count of its own.
    """

    __tablename__ = "undivided_total"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("value >= 0", name="not_negative"),
        CheckConstraint(_COUNT_HOLDS_TOGETHER.format(prefix=""), name="holds_together"),
        CheckConstraint("(precision = 'in_words') = (words <> '')", name="says_words"),
    )

    tour_id: Mapped[int] = mapped_column(ForeignKey("tour.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]
    value: Mapped[int | None]
    precision: Mapped[CountPrecision]
    unit: Mapped[CountUnit]
    words: Mapped[Line]


class Series(Base):
    """Cafés that come back."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_code: Mapped[Code] = mapped_column(ForeignKey("service.code"))
    title: Mapped[Line]


class Meetup(Base):
    """One stop: one venue, one municipality, one time."""

    __tablename__ = "meetup"
    __table_args__ = (
        CheckConstraint("end_time > start_time", name="end_after_start"),
        CheckConstraint("duration_minutes BETWEEN 1 AND 1440", name="duration"),
        CheckConstraint("attendance_value >= 0", name="attendance_not_negative"),
        CheckConstraint(
            _COUNT_HOLDS_TOGETHER.format(prefix="attendance_"), name="attendance_holds_together"
        ),
        CheckConstraint(
            "(attendance_precision = 'in_words') = (attendance_words <> '')",
            name="attendance_words",
        ),
        CheckConstraint(
            "state IN ('planned', 'held') OR state_reason <> ''", name="reason_is_given"
        ),
        CheckConstraint(
            "state <> 'planned' OR attendance_precision = 'unknown'", name="planned_has_no_count"
        ),
        CheckConstraint("version >= 1", name="version"),
        Index("ix_meetup_municipality_code_date", "municipality_code", "date"),
        Index("ix_meetup_date_state", "date", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[MeetupState]
    state_reason: Mapped[Line]
    date: Mapped[dt.date]
    date_precision: Mapped[DatePrecision]
    start_time: Mapped[dt.time | None]
    end_time: Mapped[dt.time | None]
    part_of_day: Mapped[PartOfDay | None]
    duration_minutes: Mapped[int | None]
    municipality_code: Mapped[Code] = mapped_column(ForeignKey("municipality.code"))
    venue_name: Mapped[Line]
    venue_kind: Mapped[VenueKind | None]
    attendance_value: Mapped[int | None]
    attendance_precision: Mapped[CountPrecision]
    attendance_unit: Mapped[CountUnit]
    attendance_words: Mapped[Line]
    talk_language: Mapped[TalkLanguage | None]
    coming: Mapped[Coming | None]
    formula: Mapped[Formula | None]
    context: Mapped[Context | None]
    source: Mapped[Line]
    notes: Mapped[Paragraph]
    searchable: Mapped[Paragraph]
    """The words by which the meetup is found, in small letters without accents."""
    tour_id: Mapped[int | None] = mapped_column(ForeignKey("tour.id"), index=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)


class MeetupService(Base):
    """A service that takes part in a meetup; exactly one leads."""

    __tablename__ = "meetup_service"
    __table_args__ = (
        Index(
            "uq_meetup_service_lead",
            "meetup_id",
            unique=True,
            sqlite_where=text("is_lead"),
            postgresql_where=text("is_lead"),
        ),
        Index("ix_meetup_service_service_code_meetup_id", "service_code", "meetup_id"),
    )

    meetup_id: Mapped[int] = mapped_column(ForeignKey("meetup.id"), primary_key=True)
    service_code: Mapped[Code] = mapped_column(ForeignKey("service.code"), primary_key=True)
    is_lead: Mapped[bool]


class Announcement(Base):
    """What was announced, kept beside what happened."""

    __tablename__ = "announcement"
    __table_args__ = (CheckConstraint("end_time > start_time", name="end_after_start"),)

    meetup_id: Mapped[int] = mapped_column(ForeignKey("meetup.id"), primary_key=True)
    date: Mapped[dt.date]
    date_precision: Mapped[DatePrecision]
    start_time: Mapped[dt.time | None]
    end_time: Mapped[dt.time | None]
    part_of_day: Mapped[PartOfDay | None]
    municipality_code: Mapped[Code | None] = mapped_column(ForeignKey("municipality.code"))
    venue_name: Mapped[Line]


class Postponement(Base):
    """The planned meetup that takes the place of a postponed one."""

    __tablename__ = "postponement"
    __table_args__ = (CheckConstraint("meetup_id <> moved_to_id", name="another_meetup"),)

    meetup_id: Mapped[int] = mapped_column(ForeignKey("meetup.id"), primary_key=True)
    moved_to_id: Mapped[int] = mapped_column(ForeignKey("meetup.id"), unique=True)


class MeetupPart:
    """A row that belongs to a meetup, in the order in which it was entered."""

    meetup_id: Mapped[int] = mapped_column(ForeignKey("meetup.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ClienteleCount(MeetupPart, Base):
    __tablename__ = "clientele_count"
    __table_args__ = (
        CheckConstraint("value >= 0", name="not_negative"),
        CheckConstraint(_COUNT_HOLDS_TOGETHER.format(prefix=""), name="holds_together"),
        CheckConstraint("precision <> 'in_words'", name="is_a_number"),
        UniqueConstraint("meetup_id", "clientele"),
    )

    clientele: Mapped[Clientele]
    value: Mapped[int | None]
    precision: Mapped[CountPrecision]


class MeetupTag(MeetupPart, Base):
    __tablename__ = "meetup_tag"
    __table_args__ = (UniqueConstraint("meetup_id", "tag"),)

    tag: Mapped[Tag]


class OfficersPresent(MeetupPart, Base):
    """How many officers of a role were there, on the same scale of precision as people."""

    __tablename__ = "officers_present"
    __table_args__ = (
        CheckConstraint("value >= 0", name="not_negative"),
        CheckConstraint(_COUNT_HOLDS_TOGETHER.format(prefix=""), name="holds_together"),
        CheckConstraint("precision <> 'in_words'", name="is_a_number"),
        UniqueConstraint("meetup_id", "role"),
    )

    role: Mapped[OfficerRole]
    value: Mapped[int | None]
    precision: Mapped[CountPrecision]


class RaisedTheme(MeetupPart, Base):
    """A theme that citizens raised, or a topic that the police brought."""

    __tablename__ = "raised_theme"
    __table_args__ = (
        CheckConstraint("mentions >= 1", name="mentions"),
        UniqueConstraint("meetup_id", "theme_code", "raised_by", "other_text"),
        Index(
            "uq_raised_theme_dominant",
            "meetup_id",
            unique=True,
            sqlite_where=text("is_dominant"),
            postgresql_where=text("is_dominant"),
        ),
        Index("ix_raised_theme_theme_code_meetup_id", "theme_code", "meetup_id"),
    )

    theme_code: Mapped[Code] = mapped_column(ForeignKey("theme.code"))
    raised_by: Mapped[RaisedBy]
    mentions: Mapped[int | None]
    clientele: Mapped[Clientele | None]
    is_dominant: Mapped[bool]
    other_text: Mapped[Line]


class UnreportedOffence(MeetupPart, Base):
    """Unreported offences heard of: counts, never a story about a person."""

    __tablename__ = "unreported_offence"
    __table_args__ = (CheckConstraint("count >= 1", name="count"),)

    family: Mapped[OffenceFamily]
    victim: Mapped[Victim]
    count: Mapped[int]
    why_not_reported: Mapped[WhyNotReported]
    orientation: Mapped[Orientation]
    action: Mapped[Action]


class PromotedProgram(MeetupPart, Base):
    """A program promoted or a security measure explained."""

    __tablename__ = "promoted_program"
    __table_args__ = (
        CheckConstraint("people_reached >= 0", name="people_reached"),
        CheckConstraint("material_handed_out >= 0", name="material_handed_out"),
        CheckConstraint("sign_ups >= 0", name="sign_ups"),
        UniqueConstraint("meetup_id", "program_code"),
        Index("ix_promoted_program_program_code_meetup_id", "program_code", "meetup_id"),
    )

    program_code: Mapped[Code] = mapped_column(ForeignKey("program.code"))
    people_reached: Mapped[int | None]
    material_handed_out: Mapped[int | None]
    sign_ups: Mapped[int | None]


class PresentPartner(MeetupPart, Base):
    __tablename__ = "present_partner"

    name: Mapped[Line]
    part: Mapped[PartnerPart]


class FollowUp(MeetupPart, Base):
    """Something promised at a café, and the sentence to bring back to the citizens."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("what <> ''", name="what"),
        CheckConstraint("state = 'open' OR outcome <> ''", name="outcome_is_given"),
    )

    what: Mapped[Line]
    answers_for: Mapped[AnswersFor]
    due_on: Mapped[dt.date | None]
    state: Mapped[FollowUpState]
    outcome: Mapped[Line]
    public_sentence: Mapped[Line]


class Change(Base):
    """One act on one meetup: who, when, before and after. Rows are only ever added."""

    __tablename__ = "change"
    __table_args__ = (
        UniqueConstraint("meetup_id", "version"),
        UniqueConstraint("account_id", "submission"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meetup_id: Mapped[int] = mapped_column(ForeignKey("meetup.id"))
    version: Mapped[int]
    verb: Mapped[ChangeVerb]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]
    submission: Mapped[str | None] = mapped_column(String(36))
    """The form that the account sent, so that sending it twice saves it once."""


class Draft(Base):
    """A form that is typed and not yet saved, kept as it stands."""

    __tablename__ = "draft"
    __table_args__ = (CheckConstraint("(meetup_id IS NULL) = (version IS NULL)", name="corrects"),)

    submission: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    meetup_id: Mapped[int | None] = mapped_column(ForeignKey("meetup.id"))
    version: Mapped[int | None]
    typed: Mapped[dict[str, Any]]
    kept_at: Mapped[dt.datetime]


class AdministrativeChange(Base):
    """One act on an account, a catalogue or a setting. Rows are only ever added."""

    __tablename__ = "administrative_change"
    __table_args__ = (
        CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    verb: Mapped[AdministrativeVerb]
    subject: Mapped[AdministrativeSubject]
    subject_key: Mapped[Line]
    """What names the subject in its own table: a code, an id, or codes joined by ``/``."""
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


class VenueSpelling(Base):
    """That a venue of a municipality, as somebody wrote it, is known by another name.

    The meetups keep what was written; lists and searches follow ``known_as``.
    """

    __tablename__ = "venue_spelling"
    __table_args__ = (
        CheckConstraint("spelling <> '' AND known_as <> ''", name="named"),
        CheckConstraint("spelling <> known_as", name="two_names"),
    )

    municipality_code: Mapped[Code] = mapped_column(
        ForeignKey("municipality.code"), primary_key=True
    )
    spelling: Mapped[str] = mapped_column(String(300), primary_key=True)
    known_as: Mapped[Line]


class ThemeRegrouping(Base):
    """The theme under which an "other" theme of that text is counted; the meetups keep the text."""

    __tablename__ = "theme_regrouping"
    __table_args__ = (CheckConstraint("text <> ''", name="text"),)

    text: Mapped[str] = mapped_column(String(300), primary_key=True)
    theme_code: Mapped[Code] = mapped_column(ForeignKey("theme.code"))


class ConfidentialityIncident(Base):
    """An entry of the register that Québec's regulation A-2.1, r. 3.1 asks for (section 7)."""

    __tablename__ = "confidentiality_incident"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="days"),
        CheckConstraint("starts_on IS NOT NULL OR period_words <> ''", name="period"),
        CheckConstraint("people_count >= 0", name="people"),
        CheckConstraint("circumstances <> '' AND information <> ''", name="described"),
        CheckConstraint("risk = 'not_assessed' OR risk_reasons <> ''", name="risk_is_reasoned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    period_words: Mapped[Line]
    known_on: Mapped[dt.date]
    circumstances: Mapped[Paragraph]
    cause: Mapped[Paragraph]
    information: Mapped[Paragraph]
    people_count: Mapped[int | None]
    people_are_estimated: Mapped[bool] = mapped_column(default=False)
    risk: Mapped[InjuryRisk]
    risk_reasons: Mapped[Paragraph]
    commission_notified_on: Mapped[dt.date | None]
    people_notified_on: Mapped[dt.date | None]
    public_notice: Mapped[Paragraph]
    measures: Mapped[Paragraph]
