"""The accounts that one click signs in; they name a role, never a person."""

from sqlalchemy.orm import Session

from cafedata import language, people
from cafedata.catalog import Catalog, Service
from cafedata.vocabulary import Role

_PARTNERS = {
    "partenaire.mirabel": ("Partenaire, Mirabel", ("74005",)),
    "partenaire.deux-montagnes": (
        "Partenaire, Deux-Montagnes et Sainte-Marthe-sur-le-Lac",
        ("72010", "72015"),
    ),
}


def open_all(session: Session, catalog: Catalog) -> dict[str, int]:
    """Open them all; returns the id of each service's liaison account."""
    liaisons = {
        service.code: people.add(
            session,
            email=_email(f"liaison.{_readable(service)}"),
            name=f"Liaison, {service.short_name}",
            role=Role.liaison,
            service_code=service.code,
        )
        for service in catalog.partner_services.values()
    }
    for service in catalog.partner_services.values():
        people.add(
            session,
            email=_email(f"commandement.{_readable(service)}"),
            name=f"Commandement, {service.short_name}",
            role=Role.commander,
            service_code=service.code,
        )
    for address, (name, towns) in _PARTNERS.items():
        people.add(
            session,
            email=_email(address),
            name=name,
            role=Role.partner,
            municipality_codes=towns,
        )
    people.add(
        session, email=_email("administration"), name="Administration", role=Role.administrator
    )
    return liaisons


def administrator(session: Session) -> int:
    """The id of the administrator's account."""
    found = people.demonstration_people(session)
    return next(row.account_id for row in found if row.role is Role.administrator)


def _email(address: str) -> str:
    # The domain .invalid belongs to nobody, so that no message can leave (RFC 2606).
    return f"{address}@demonstration.invalid"


def _readable(service: Service) -> str:
    letters, _, _ = language.sorting_key(service.short_name).partition("\0")
    return letters.replace(" ", "-")
