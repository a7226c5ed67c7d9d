"""Accounts, their roles, and the browsers that are signed in."""

import datetime as dt
import hashlib
import math
import os
import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cafedata.access import Viewer, may_preview, require_own_view
from cafedata.errors import InvalidEntry, NotAllowed, NotFound, Problem, Unavailable
from cafedata.language import N_, Language
from cafedata.model import (
    Account,
    AccountMunicipality,
    Installation,
    Municipality,
    Service,
    SignIn,
)
from cafedata.vocabulary import Role

HOURS_VARIABLE = "CAFE_SIGN_IN_HOURS"
_USUAL_HOURS = "12"
_MOST_HOURS = 30 * 24
VISIT_LASTS = dt.timedelta(hours=8)
"""Coming back within that time is the same visit."""
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


@dataclass(frozen=True)
class Person:
    """An account as a list of accounts shows it."""

    account_id: int
    email: str
    name: str
    role: Role
    service_code: str | None
    municipality_codes: frozenset[str]


def add(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    service_code: str | None = None,
    municipality_codes: Iterable[str] = (),
) -> int:
    """Open an account and return its id.

    A liaison or a commander has one service; a partner has at least one municipality. Raises
    :class:`InvalidEntry` with one problem per broken rule.
    """
    email = email.strip().lower()
    municipality_codes = sorted(set(municipality_codes))
    problems = [
        *_email_problems(session, email),
        *belonging_problems(session, role, service_code, municipality_codes),
    ]
    if problems:
        raise InvalidEntry(N_("Ce compte ne peut pas être ouvert."), problems)
    account = Account(email=email, name=name or email, role=role, service_code=service_code)
    session.add(account)
    session.flush()
    session.add_all(
        AccountMunicipality(account_id=account.id, municipality_code=code)
        for code in municipality_codes
    )
    session.flush()
    return account.id


def _email_problems(session: Session, email: str) -> Iterable[Problem]:
    if not _EMAIL.fullmatch(email):
        yield Problem("email", N_("Cette adresse de courriel est incomplète."))
    elif session.scalar(select(Account.id).where(Account.email == email)):
        yield Problem("email", N_("Cette adresse de courriel a déjà un compte."))


def belonging_problems(
    session: Session, role: Role, service_code: str | None, municipality_codes: Collection[str]
) -> Iterable[Problem]:
    """What does not fit between a role, its service and its municipalities."""
    if role in (Role.liaison, Role.commander):
        if service_code is None or session.get(Service, service_code) is None:
            yield Problem("service", N_("Choisissez un des services de police."))
    elif service_code is not None:
        yield Problem("service", N_("Ce rôle n'a pas de service de police."))
    known = set(
        session.scalars(select(Municipality.code).where(Municipality.code.in_(municipality_codes)))
    )
    if role is Role.partner and not municipality_codes:
        yield Problem("municipality", N_("Un partenaire a au moins une municipalité."))
    if known != set(municipality_codes):
        yield Problem("municipality", N_("Cette municipalité n'existe pas."))


def sign_in_lasts() -> dt.timedelta:
    """How long a sign-in lasts: ``CAFE_SIGN_IN_HOURS``, or 12 hours.

    Raises :class:`Unavailable` unless that is a number above 0 and up to 720, thirty days.
    """
    try:
        hours = float(os.environ.get(HOURS_VARIABLE) or _USUAL_HOURS)
    except ValueError:
        hours = math.nan
    if not 0 < hours <= _MOST_HOURS:
        raise Unavailable(
            N_("{variable} doit être un nombre d'heures, de plus de 0 à {most}."),
            variable=HOURS_VARIABLE,
            most=_MOST_HOURS,
        )
    return dt.timedelta(hours=hours)


def start_sign_in(session: Session, account_id: int, now: dt.datetime) -> str:
    """Sign a browser in for :func:`sign_in_lasts`; returns the secret that its cookie holds."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_fingerprint=_fingerprint(token),
            account_id=account_id,
            started_at=now,
            ends_at=now + sign_in_lasts(),
        )
    )
    session.flush()
    return token


def start_sign_in_by_email(session: Session, email: str, now: dt.datetime) -> str:
    """Sign a browser in as the open account of this address, which a provider has verified.

    Raises :class:`NotAllowed`, in the same words for an unknown address and for a closed account.
    """
    account_id = session.scalar(
        select(Account.id).where(Account.email == email.strip().lower(), Account.is_active)
    )
    if account_id is None:
        raise NotAllowed(N_("Cette adresse n'ouvre pas ce site."))
    return start_sign_in(session, account_id, now)


def end_sign_in(session: Session, token: str, now: dt.datetime) -> None:
    """Sign a browser out for good: a copy of its cookie opens nothing any more."""
    session.execute(
        update(SignIn)
        .where(SignIn.token_fingerprint == _fingerprint(token), SignIn.ended_at.is_(None))
        .values(ended_at=now)
    )


def find_viewer(session: Session, token: str, now: dt.datetime) -> Viewer | None:
    """Who is signed in with this secret, as their account stands now, or ``None``."""
    account = session.scalar(
        select(Account)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(
            SignIn.token_fingerprint == _fingerprint(token),
            SignIn.ended_at.is_(None),
            SignIn.ends_at > now,
            Account.is_active,
        )
    )
    return _viewer(session, account) if account else None


def viewer_of(session: Session, account_id: int) -> Viewer:
    """The viewer that an active account is. Raises :class:`NotFound`."""
    account = session.get(Account, account_id)
    if account is None or not account.is_active:
        raise NotFound(N_("Ce compte n'existe pas ou il est fermé."))
    return _viewer(session, account)


def choose_language(session: Session, viewer: Viewer, chosen: Language) -> None:
    """Remember the language in which a person reads. Raises :class:`NotAllowed` in a preview."""
    require_own_view(viewer)
    session.execute(
        update(Account).where(Account.id == viewer.account_id).values(language=chosen.value)
    )


def partner_territories(session: Session, viewer: Viewer) -> list[frozenset[str]]:
    """The municipalities of each open partner account, told once each, and whose they are never.

    Raises :class:`NotAllowed` for who may not preview.
    """
    if not may_preview(viewer):
        raise NotAllowed(N_("Les comptes des partenaires ne sont pas ouverts à votre rôle."))
    rows = session.execute(
        select(AccountMunicipality.account_id, AccountMunicipality.municipality_code)
        .join(Account, Account.id == AccountMunicipality.account_id)
        .where(Account.is_active, Account.role == Role.partner)
    )
    territories: dict[int, set[str]] = {}
    for account_id, code in rows:
        territories.setdefault(account_id, set()).add(code)
    return sorted({frozenset(codes) for codes in territories.values()}, key=sorted)


def is_new_visit(session: Session, viewer: Viewer, now: dt.datetime) -> bool:
    """Whether the person comes back, their last visit having begun eight hours ago or more."""
    began = session.scalar(select(Account.visit_began_at).where(Account.id == viewer.account_id))
    return began is None or now - began >= VISIT_LASTS


def begin_visit(session: Session, viewer: Viewer, now: dt.datetime) -> None:
    """Remember when this visit begins, and when the one before it did.

    Raises :class:`NotAllowed` in a preview.
    """
    require_own_view(viewer)
    session.execute(
        update(Account)
        .where(Account.id == viewer.account_id)
        .values(visit_before_at=Account.visit_began_at, visit_began_at=now)
    )


def visit_before(session: Session, viewer: Viewer) -> dt.datetime | None:
    """When the visit before the present one began; ``None`` when this is the first."""
    return session.scalar(select(Account.visit_before_at).where(Account.id == viewer.account_id))


def is_welcomed(session: Session, viewer: Viewer) -> bool:
    """Whether this person has put away what greets a first visit."""
    asked = select(Account.is_welcomed).where(Account.id == viewer.account_id)
    return bool(session.scalar(asked))


def put_welcome_away(session: Session, viewer: Viewer) -> None:
    """Greet this person no more, in any browser. Raises :class:`NotAllowed` in a preview."""
    require_own_view(viewer)
    session.execute(update(Account).where(Account.id == viewer.account_id).values(is_welcomed=True))


def is_demonstration(session: Session) -> bool:
    """Whether this database is marked as a demonstration."""
    installation = session.get(Installation, 1)
    return installation is not None and installation.is_demonstration


def demonstration_people(session: Session) -> list[Person]:
    """The accounts that one click signs in, in the order of their ids.

    Raises :class:`NotAllowed` on a database that is not marked as a demonstration.
    """
    if not is_demonstration(session):
        raise NotAllowed(N_("Cette base de données n'est pas une démonstration."))
    accounts = session.scalars(select(Account).where(Account.is_active).order_by(Account.id))
    return [
        Person(
            account.id,
            account.email,
            account.name,
            account.role,
            account.service_code,
            _municipalities_of(session, account.id),
        )
        for account in accounts
    ]


def _viewer(session: Session, account: Account) -> Viewer:
    installation = session.get(Installation, 1)
    return Viewer(
        account_id=account.id,
        name=account.name,
        role=account.role,
        service_code=account.service_code,
        municipality_codes=_municipalities_of(session, account.id),
        language=Language(account.language),
        small_number=installation.small_number if installation else 5,
    )


def _municipalities_of(session: Session, account_id: int) -> frozenset[str]:
    return frozenset(
        session.scalars(
            select(AccountMunicipality.municipality_code).where(
                AccountMunicipality.account_id == account_id
            )
        )
    )


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
