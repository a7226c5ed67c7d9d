"""The register of confidentiality incidents that Québec's law asks of every organisation.

Its content is that of section 7 of the *Règlement sur les incidents de confidentialité* (CQLR
c. A-2.1, r. 3.1, https://www.legisquebec.gouv.qc.ca/fr/document/rc/A-2.1, r. 3.1), and its section 8
has each entry kept at least five years from the day on which the organisation knew of the incident.
Nothing here removes an entry; each correction keeps what was written before.
"""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata.access import Viewer, require_administrator
from cafedata.administration import records
from cafedata.administration.checks import Checks
from cafedata.errors import NotFound
from cafedata.language import N_
from cafedata.model import ConfidentialityIncident
from cafedata.vocabulary import AdministrativeSubject, AdministrativeVerb, InjuryRisk

YEARS_KEPT = 5
_MOST_PEOPLE = 2**31 - 1


@dataclass(frozen=True)
class Incident:
    """One incident. Its days are both included; ``period_words`` tells them where unknown.

    ``information`` says which personal information is concerned, or why that is not known;
    ``people_count`` is unknown when empty; ``public_notice`` says whether and why a public notice
    was given.
    """

    known_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    period_words: str = ""
    circumstances: str = ""
    cause: str = ""
    information: str = ""
    people_count: int | None = None
    people_are_estimated: bool = False
    risk: InjuryRisk = InjuryRisk.not_assessed
    risk_reasons: str = ""
    commission_notified_on: dt.date | None = None
    people_notified_on: dt.date | None = None
    public_notice: str = ""
    measures: str = ""

    @property
    def lacks_a_notice(self) -> bool:
        """Whether the law asks for a notice that has not been given yet."""
        notices = (self.commission_notified_on, self.people_notified_on)
        return self.risk is InjuryRisk.serious and None in notices


FIELDS = tuple(field.name for field in dataclasses.fields(Incident))
_PARAGRAPHS = ("circumstances", "cause", "information", "risk_reasons", "public_notice", "measures")


@dataclass(frozen=True)
class RegisteredIncident:
    """An incident with its number in the register."""

    number: int
    incident: Incident


def register(session: Session, viewer: Viewer) -> tuple[RegisteredIncident, ...]:
    """All incidents, the last that was known first."""
    require_administrator(viewer)
    order = (ConfidentialityIncident.known_on.desc(), ConfidentialityIncident.id.desc())
    rows = session.scalars(select(ConfidentialityIncident).order_by(*order))
    return tuple(RegisteredIncident(row.id, _incident(row)) for row in rows)


def record_incident(session: Session, viewer: Viewer, incident: Incident, *, today: dt.date) -> int:
    """Enter an incident and return its number. Raises :class:`InvalidEntry`, field by field."""
    require_administrator(viewer)
    row = ConfidentialityIncident(**_checked(incident, today))
    session.add(row)
    session.flush()
    _leave(session, viewer, AdministrativeVerb.added, row.id, None, _incident(row))
    return row.id


def correct_incident(
    session: Session, viewer: Viewer, number: int, incident: Incident, *, today: dt.date
) -> None:
    """Correct or complete an incident. Raises :class:`NotFound`, or as :func:`record_incident`."""
    require_administrator(viewer)
    row = session.get(ConfidentialityIncident, number, with_for_update=True)
    if row is None:
        raise NotFound(N_("Cet incident n'est pas au registre."))
    before = _incident(row)
    for name, value in _checked(incident, today).items():
        setattr(row, name, value)
    session.flush()
    after = _incident(row)
    if after != before:
        _leave(session, viewer, AdministrativeVerb.changed, number, before, after)


def _checked(incident: Incident, today: dt.date) -> dict[str, Any]:
    checks = Checks()
    values = {name: getattr(incident, name) for name in FIELDS}
    for name in _PARAGRAPHS:
        values[name] = checks.paragraph(name, values[name])
    values["period_words"] = checks.line("period_words", incident.period_words)
    _check_days(checks, incident, values["period_words"], today)
    _check_people_and_risk(checks, incident, values)
    checks.settle()
    return values


def _check_days(checks: Checks, incident: Incident, period_words: str, today: dt.date) -> None:
    checks.require(
        incident.starts_on or period_words,
        "starts_on",
        N_("Inscrivez la date, ou dites la période en mots si elle n'est pas connue."),
    )
    in_order = not (incident.starts_on and incident.ends_on) or (
        incident.ends_on >= incident.starts_on
    )
    checks.require(in_order, "ends_on", N_("La fin vient avant le début."))
    known_on = incident.known_on
    checks.require(known_on, "known_on", N_("Inscrivez le jour où vous l'avez appris."))
    for name in ("starts_on", "known_on", "commission_notified_on", "people_notified_on"):
        day = getattr(incident, name)
        checks.require(day is None or day <= today, name, N_("Cette date est dans l'avenir."))
    if known_on and incident.starts_on:
        after_the_fact = N_("On ne peut l'apprendre avant que cela arrive.")
        checks.require(known_on >= incident.starts_on, "known_on", after_the_fact)


def _check_people_and_risk(checks: Checks, incident: Incident, values: dict[str, Any]) -> None:
    told = N_("Décrivez les circonstances en quelques mots.")
    checks.require(values["circumstances"], "circumstances", told)
    concerned = N_("Dites de quels renseignements il s'agit, ou pourquoi on ne le sait pas.")
    checks.require(values["information"], "information", concerned)
    people = incident.people_count
    is_count = people is None or 0 <= people <= _MOST_PEOPLE
    checks.require(is_count, "people_count", N_("Inscrivez un nombre de personnes."))
    is_reasoned = incident.risk is InjuryRisk.not_assessed or values["risk_reasons"]
    why = N_("Dites ce qui vous mène à cette conclusion.")
    checks.require(is_reasoned, "risk_reasons", why)


def _incident(row: ConfidentialityIncident) -> Incident:
    return Incident(**{name: getattr(row, name) for name in FIELDS})


def _leave(
    session: Session,
    viewer: Viewer,
    verb: AdministrativeVerb,
    number: int,
    before: Incident | None,
    after: Incident,
) -> None:
    records.leave(
        session,
        viewer,
        verb,
        AdministrativeSubject.incident,
        number,
        before=dataclasses.asdict(before) if before else None,
        after=dataclasses.asdict(after),
    )
