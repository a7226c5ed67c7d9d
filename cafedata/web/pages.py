"""The pages of the dashboard, as data: where each lies, what it is called and who opens it."""

from dataclasses import dataclass
from pathlib import Path

from cafedata.language import N_
from cafedata.vocabulary import Role

ROOT = Path(__file__).parents[2]
"""The folder that holds ``dashboard.py`` and ``pages/``."""

_POLICE = frozenset({Role.liaison, Role.commander, Role.administrator})
_EVERYONE = frozenset(Role)


@dataclass(frozen=True)
class Page:
    """``address`` is its path in the browser; ``has_filters`` puts the filter bar beside it."""

    address: str
    file: Path
    section: str
    title: str
    icon: str
    purpose: str
    roles: frozenset[Role]
    has_filters: bool = True


_RECORD = N_("Rencontres")
_COMPARE = N_("Comparer")
_MANAGE = N_("Administration")
_ABOUT = N_("À propos")

PAGES = {
    page.address: page
    for page in (
        Page(
            "overview",
            ROOT / "pages/compare/overview.py",
            _COMPARE,
            N_("Vue d'ensemble"),
            ":material/dashboard:",
            N_("Qui a saisi ses cafés, qui est en retard, et l'essentiel de la région."),
            _EVERYONE,
        ),
        Page(
            "attendance",
            ROOT / "pages/compare/attendance.py",
            _COMPARE,
            N_("Fréquentation"),
            ":material/groups:",
            N_("Combien de personnes sont rencontrées, service par service."),
            _EVERYONE,
        ),
        Page(
            "themes",
            ROOT / "pages/compare/themes.py",
            _COMPARE,
            N_("Thèmes soulevés"),
            ":material/forum:",
            N_("Ce dont les citoyens parlent, à part de ce que la police apporte."),
            _EVERYONE,
        ),
        Page(
            "programs",
            ROOT / "pages/compare/programs.py",
            _COMPARE,
            N_("Programmes promus"),
            ":material/campaign:",
            N_("Les programmes de prévention que chaque service fait connaître."),
            _EVERYONE,
        ),
        Page(
            "map",
            ROOT / "pages/compare/map.py",
            _COMPARE,
            N_("Carte"),
            ":material/map:",
            N_("Où les cafés se tiennent, et les municipalités qui en attendent un."),
            _EVERYONE,
        ),
        Page(
            "compare",
            ROOT / "pages/compare/compare.py",
            _COMPARE,
            N_("Comparer deux à deux"),
            ":material/compare_arrows:",
            N_(
                "Deux services, deux municipalités ou deux périodes, et ce qui les distingue vraiment."
            ),
            _EVERYONE,
        ),
        Page(
            "my-cafes",
            ROOT / "pages/record/my_cafes.py",
            _RECORD,
            N_("Mes cafés"),
            ":material/event_note:",
            N_("Ce qui reste à saisir, ce qui s'en vient et les suivis à rendre."),
            frozenset({Role.liaison}),
            has_filters=False,
        ),
        Page(
            "record",
            ROOT / "pages/record/record.py",
            _RECORD,
            N_("Saisir un café"),
            ":material/edit_square:",
            N_("Inscrire une rencontre en moins de deux minutes."),
            frozenset({Role.liaison}),
            has_filters=False,
        ),
        Page(
            "plan",
            ROOT / "pages/record/plan.py",
            _RECORD,
            N_("Planifier"),
            ":material/event_repeat:",
            N_("Prévoir un café, ou une série dont on voit d'abord les dates."),
            frozenset({Role.liaison}),
            has_filters=False,
        ),
        Page(
            "tour",
            ROOT / "pages/record/tour.py",
            _RECORD,
            N_("Saisir une tournée"),
            ":material/route:",
            N_("Inscrire en une fois les arrêts d'une même sortie."),
            frozenset({Role.liaison}),
            has_filters=False,
        ),
        Page(
            "meetups",
            ROOT / "pages/record/meetups.py",
            _RECORD,
            N_("Toutes les rencontres"),
            ":material/list_alt:",
            N_("Chercher une rencontre, la lire, la corriger."),
            _EVERYONE,
        ),
        Page(
            "follow-ups",
            ROOT / "pages/manage/follow_ups.py",
            _RECORD,
            N_("Suivis"),
            ":material/task_alt:",
            N_("Ce qui a été promis aux citoyens, et ce qui en est advenu."),
            _EVERYONE,
            has_filters=False,
        ),
        Page(
            "administration",
            ROOT / "pages/manage/administration.py",
            _MANAGE,
            N_("Administration"),
            ":material/admin_panel_settings:",
            N_("Les comptes, les catalogues, les territoires et les registres."),
            frozenset({Role.administrator}),
            has_filters=False,
        ),
        Page(
            "privacy",
            ROOT / "pages/about/privacy.py",
            _ABOUT,
            N_("Vie privée"),
            ":material/shield_person:",
            N_("Ce qui est gardé, pourquoi, combien de temps, et qui le voit."),
            _EVERYONE,
            has_filters=False,
        ),
    )
}


def home_of(role: Role) -> Page:
    """The first page after signing in."""
    return PAGES["my-cafes" if role is Role.liaison else "overview"]


def in_menu_order(role: Role | None) -> list[Page]:
    """Every page, the section of the role's own first page before the other."""
    if role is None:
        return list(PAGES.values())
    first = home_of(role).section
    return sorted(PAGES.values(), key=lambda page: page.section != first)
