"""Meetups with all that belongs to them, and what ties them: tours, series, postponements."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cafedata.model.columns import COUNT_HOLDS_TOGETHER, Base, Code, Line, Paragraph
from cafedata.vocabulary import (
    Action,
    AnswersFor,
    Clientele,
    Coming,
    Context,
    CountPrecision,
    CountUnit,
    DatePrecision,
    FollowUpState,
    Formula,
    MeetupState,
    OffenceFamily,
    OfficerRole,
    Orientation,
    PartnerPart,
    PartOfDay,
    RaisedBy,
    Tag,
    TalkLanguage,
    VenueKind,
    Victim,
    WhyNotReported,
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
        CheckConstraint(COUNT_HOLDS_TOGETHER.format(prefix=""), name="holds_together"),
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
            COUNT_HOLDS_TOGETHER.format(prefix="attendance_"), name="attendance_holds_together"
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
        CheckConstraint(COUNT_HOLDS_TOGETHER.format(prefix=""), name="holds_together"),
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
        CheckConstraint(COUNT_HOLDS_TOGETHER.format(prefix=""), name="holds_together"),
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
