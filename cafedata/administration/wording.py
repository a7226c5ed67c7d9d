"""An administrative act in words: what it is about, and each value before and after."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cafedata import language
from cafedata.administration.export import TITLES
from cafedata.administration.records import AdministrativeAct
from cafedata.catalog import Catalog
from cafedata.labels import THEME_FAMILIES, label
from cafedata.language import N_
from cafedata.language import gettext as _
from cafedata.vocabulary import AdministrativeSubject, CatalogStatus, InjuryRisk, Role

_FIELDS = {
    "email": N_("Courriel"),
    "name": N_("Nom"),
    "role": N_("Rôle"),
    "service": N_("Service"),
    "municipalities": N_("Municipalités"),
    "is_active": N_("Compte actif"),
    "status": N_("État"),
    "successor": N_("Successeur"),
    "label_fr": N_("Nom français"),
    "label_en": N_("Nom anglais"),
    "family": N_("Famille"),
    "name_fr": N_("Nom français"),
    "name_en": N_("Nom anglais"),
    "purpose": N_("But"),
    "answers": N_("Répond aux thèmes"),
    "owners": N_("Mené par"),
    "until": N_("Jusqu'en"),
    "known_as": N_("Connu sous le nom"),
    "theme": N_("Compté sous le thème"),
    "starts_on": N_("Depuis le"),
    "ends_on": N_("Jusqu'au"),
    "source": N_("Source"),
    "residents": N_("Habitants"),
    "k": N_("Seuil"),
}


@dataclass(frozen=True)
class Difference:
    """One value that an act changed, as people read it; empty where there was or is none."""

    about: str
    before: str
    after: str


def about(act: AdministrativeAct, catalog: Catalog) -> str:
    """What an act was about: the name of the account, the theme, the place."""
    first, _slash, rest = act.key.partition("/")
    match act.subject:
        case AdministrativeSubject.account:
            return str({**act.before, **act.after}.get("name", ""))
        case AdministrativeSubject.theme | AdministrativeSubject.program:
            return _code(first, catalog)
        case AdministrativeSubject.coverage | AdministrativeSubject.population:
            return ", ".join([_code(first, catalog), _code(rest, catalog)])
        case AdministrativeSubject.venue:
            return ", ".join([_code(first, catalog), rest])
        case AdministrativeSubject.regrouping | AdministrativeSubject.incident:
            return act.key
        case AdministrativeSubject.small_number:
            return ""


def differences(act: AdministrativeAct, catalog: Catalog) -> list[Difference]:
    """The values that differ between before and after, in the order in which they are written."""
    names = dict.fromkeys([*act.before, *act.after])
    is_incident = act.subject is AdministrativeSubject.incident
    titles = TITLES if is_incident else _FIELDS
    told = (
        Difference(
            _(titles.get(name, name)),
            _shown(name, act.before.get(name), catalog),
            _shown(name, act.after.get(name), catalog),
        )
        for name in names
    )
    return [row for row in told if row.before != row.after]


def _shown(name: str, value: Any, catalog: Catalog) -> str:
    match value:
        case None | "" | []:
            return ""
        case bool():
            return _("Oui") if value else _("Non")
        case int():
            return language.number(value) if name != "until" else str(value)
        case list():
            return language.listing(_code(str(code), catalog) for code in value)
    words: dict[str, Any] = {"role": Role, "status": CatalogStatus, "risk": InjuryRisk}
    if name in words:
        return label(words[name](value))
    if name.endswith("_on"):
        return language.day(dt.date.fromisoformat(value))
    if name == "family":
        return _(THEME_FAMILIES[value])
    return _code(str(value), catalog) if name in ("service", "successor", "theme") else str(value)


def _code(code: str, catalog: Catalog) -> str:
    """The name of what has this code, whatever it is, or the code itself."""
    names = {
        **{key: row.name for key, row in catalog.municipalities.items()},
        **{key: row.label for key, row in catalog.themes.items()},
        **{key: row.name for key, row in catalog.programs.items()},
        **catalog.owners,
    }
    return names.get(code, code)
