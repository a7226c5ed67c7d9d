"""The accounts: who may sign in, as what, and until when."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from cafedata import people
from cafedata.access import Viewer, require_administrator
from cafedata.administration import records
from cafedata.administration.checks import Checks
from cafedata.errors import NotAllowed, NotFound
from cafedata.language import N_
from cafedata.model import Account, AccountMunicipality, SignIn
from cafedata.vocabulary import AdministrativeSubject, AdministrativeVerb, Role

_NO_ROLE = N_("Choisissez un rôle.")


@dataclass(frozen=True)
class KnownAccount:
    """An account, disabled or not; only the police have a service, only partners municipalities."""

    account_id: int
    email: str
    name: str
    role: Role
    service_code: str | None
    municipality_codes: frozenset[str]
    is_active: bool


def accounts(session: Session, viewer: Viewer) -> tuple[KnownAccount, ...]:
    """All accounts, the open ones first, then by name."""
    require_administrator(viewer)
    looked_at: dict[int, set[str]] = {}
    for link in session.scalars(select(AccountMunicipality)):
        looked_at.setdefault(link.account_id, set()).add(link.municipality_code)
    rows = session.scalars(select(Account).order_by(Account.is_active.desc(), Account.name))
    return tuple(
        KnownAccount(
            row.id,
            row.email,
            row.name,
            row.role,
            row.service_code,
            frozenset(looked_at.get(row.id, ())),
            row.is_active,
        )
        for row in rows
    )


def open_account(
    session: Session,
    viewer: Viewer,
    *,
    email: str,
    name: str,
    role: Role | None,
    service_code: str | None = None,
    municipality_codes: Iterable[str] = (),
) -> int:
    """Open an account and return its id. Raises :class:`InvalidEntry`, whose fields are ``email``,
    ``name``, ``role``, ``service`` and ``municipality``."""
    require_administrator(viewer)
    checks = Checks()
    email, name = checks.line("email", email), checks.required_line("name", name)
    if role is None:
        checks.refuse("role", _NO_ROLE)
    checks.settle()
    account_id = people.add(
        session,
        email=email,
        name=name,
        role=role,
        service_code=service_code,
        municipality_codes=municipality_codes,
    )
    after = _told(session, _held(session, account_id))
    _leave(session, viewer, AdministrativeVerb.added, account_id, None, after)
    return account_id


def open_from_command_line(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    service_code: str | None = None,
    municipality_codes: Iterable[str] = (),
) -> int:
    """Open an account where nobody is signed in, the first one among them, and return its id.

    Raises :class:`InvalidEntry` as :func:`cafedata.people.add` does.
    """
    account_id = people.add(
        session,
        email=email,
        name=name,
        role=role,
        service_code=service_code,
        municipality_codes=municipality_codes,
    )
    after = _told(session, _held(session, account_id))
    verb, subject = AdministrativeVerb.added, AdministrativeSubject.account
    records.leave_of_command_line(session, verb, subject, account_id, after=after)
    return account_id


def change_account(
    session: Session,
    viewer: Viewer,
    account_id: int,
    *,
    name: str,
    role: Role | None,
    service_code: str | None = None,
    municipality_codes: Iterable[str] = (),
) -> None:
    """Change the name, the role and what belongs to it, from that person's next interaction on.

    Raises :class:`NotFound`, :class:`InvalidEntry` as :func:`open_account` does, or
    :class:`NotAllowed` for one's own role.
    """
    require_administrator(viewer)
    account = _held(session, account_id)
    codes = sorted(set(municipality_codes))
    checks = Checks()
    name = checks.required_line("name", name)
    if role is None:
        checks.refuse("role", _NO_ROLE)
    checks.extend(people.belonging_problems(session, role, service_code, codes))
    checks.settle()
    if account.role is Role.administrator and role is not Role.administrator:
        _require_another_administrator(session, viewer, account)
    before = _told(session, account)
    account.name, account.role, account.service_code = name, role, service_code
    session.execute(delete(AccountMunicipality).where(AccountMunicipality.account_id == account_id))
    session.add_all(AccountMunicipality(account_id=account_id, municipality_code=c) for c in codes)
    session.flush()
    after = _told(session, account)
    if after != before:
        _leave(session, viewer, AdministrativeVerb.changed, account_id, before, after)


def disable_account(session: Session, viewer: Viewer, account_id: int) -> None:
    """Close an account from its next interaction on; all that the person wrote stays.

    Its signed-in browsers are signed out for good. Raises :class:`NotFound`, or
    :class:`NotAllowed` for one's own account and for the last administrator.
    """
    require_administrator(viewer)
    account = _held(session, account_id)
    if not account.is_active:
        return
    if account.role is Role.administrator:
        _require_another_administrator(session, viewer, account)
    before = _told(session, account)
    account.is_active = False
    now = dt.datetime.now(dt.UTC)
    still_open = (SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    session.execute(update(SignIn).where(*still_open).values(ended_at=now))
    after = _told(session, account)
    _leave(session, viewer, AdministrativeVerb.retired, account_id, before, after)


def enable_account(session: Session, viewer: Viewer, account_id: int) -> None:
    """Open a disabled account again, as it was. Raises :class:`NotFound`."""
    require_administrator(viewer)
    account = _held(session, account_id)
    if account.is_active:
        return
    before = _told(session, account)
    account.is_active = True
    after = _told(session, account)
    _leave(session, viewer, AdministrativeVerb.reactivated, account_id, before, after)


def _held(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NotFound(N_("Ce compte n'existe pas ou il est fermé."))
    return account


def _require_another_administrator(session: Session, viewer: Viewer, account: Account) -> None:
    if account.id == viewer.account_id:
        raise NotAllowed(
            N_("Demandez à une autre personne de l'administration de changer votre propre compte.")
        )
    # Two administrators who close each other's account at the same moment wait here for one another.
    is_open = (Account.role == Role.administrator, Account.is_active)
    administrators = session.scalars(select(Account.id).where(*is_open).with_for_update())
    if set(administrators) <= {account.id}:
        raise NotAllowed(N_("La région garde au moins une personne à l'administration."))


def _told(session: Session, account: Account) -> dict[str, Any]:
    codes = session.scalars(
        select(AccountMunicipality.municipality_code)
        .where(AccountMunicipality.account_id == account.id)
        .order_by(AccountMunicipality.municipality_code)
    )
    return {
        "email": account.email,
        "name": account.name,
        "role": account.role.value,
        "service": account.service_code,
        "municipalities": list(codes),
        "is_active": account.is_active,
    }


def _leave(
    session: Session,
    viewer: Viewer,
    verb: AdministrativeVerb,
    account_id: int,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> None:
    subject = AdministrativeSubject.account
    records.leave(session, viewer, verb, subject, account_id, before=before, after=after)
