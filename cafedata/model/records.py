"""What is kept of acts: histories, drafts, and the register of incidents."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cafedata.model.columns import Base, Line, Paragraph
from cafedata.vocabulary import AdministrativeSubject, AdministrativeVerb, ChangeVerb, InjuryRisk


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
    """One act on an account, a catalogue or a setting. Rows are only ever added.

    Without an account it was the command line's.
    """

    __tablename__ = "administrative_change"
    __table_args__ = (
        CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    verb: Mapped[AdministrativeVerb]
    subject: Mapped[AdministrativeSubject]
    subject_key: Mapped[Line]
    """What names the subject in its own table: a code, an id, or codes joined by ``/``."""
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


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
