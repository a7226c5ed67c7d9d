"""The filters as one value, and how they are written in an address."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from cafedata.catalog import Catalog
from cafedata.vocabulary import Clientele

ADDRESS_NAMES = ("from", "to", "service", "municipality", "clientele")
"""The names that filters have in every address, in both languages."""


@dataclass(frozen=True)
class Selection:
    """Which meetups are looked at. Both days are included; an empty tuple leaves nothing out."""

    starts_on: dt.date
    ends_on: dt.date
    services: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    clientele: Clientele | None = None

    @classmethod
    def last_twelve_months(cls, today: dt.date) -> Self:
        """The twelve months that end today: what is looked at when nothing is chosen."""
        return cls(_a_year_before(today) + dt.timedelta(days=1), today)

    def of_service(self, code: str) -> "Selection":
        return replace(self, services=(code,))

    def to_address(self, catalog: Catalog, today: dt.date) -> dict[str, list[str]]:
        """The address's values, without the period when it is the last twelve months."""
        address: dict[str, list[str]] = {
            "service": [code.lower() for code in self.services],
            "municipality": [catalog.municipalities[code].slug for code in self.municipalities],
            "clientele": [self.clientele] if self.clientele else [],
        }
        usual = Selection.last_twelve_months(today)
        if (self.starts_on, self.ends_on) != (usual.starts_on, usual.ends_on):
            address |= {"from": [self.starts_on.isoformat()], "to": [self.ends_on.isoformat()]}
        return {name: values for name, values in address.items() if values}


def from_address(
    address: Mapping[str, Iterable[str]], catalog: Catalog, today: dt.date
) -> Selection:
    """The selection that an address asks for; what it misspells is left out of the filter."""
    values = {name: list(address.get(name, ())) for name in ADDRESS_NAMES}
    usual = Selection.last_twelve_months(today)
    starts_on = _day(values["from"]) or usual.starts_on
    ends_on = _day(values["to"]) or max(usual.ends_on, starts_on)
    if ends_on < starts_on:
        starts_on, ends_on = ends_on, starts_on
    services = [code.upper() for code in values["service"]]
    found = [catalog.municipality_by_slug(slug) for slug in values["municipality"]]
    return Selection(
        starts_on,
        ends_on,
        tuple(code for code in catalog.partner_services if code in services),
        tuple(sorted({row.code for row in found if row})),
        next((word for word in Clientele if [word] == values["clientele"]), None),
    )


def _day(values: list[str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(values[0])
    except (IndexError, ValueError):
        return None


def _a_year_before(date: dt.date) -> dt.date:
    try:
        return date.replace(year=date.year - 1)
    except ValueError:  # 29 February
        return date.replace(year=date.year - 1, day=28)
