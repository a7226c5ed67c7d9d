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
    """``address`` is its path in the browser; ``has_filters`` puts the filter bar beside it;
    ``reading`` says how to read it, in a sentence or two; ``one`` is the name, in the address, of the
    one thing that it can read alone: that has a title of its own, and no filters."""

    address: str
    file: Path
    section: str
    title: str
    icon: str
    purpose: str
    roles: frozenset[Role]
    has_filters: bool = True
    reading: str = ""
    one: str = ""


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
            reading=N_(
                "Chaque barre compte les rencontres d'un service par état. « À saisir » veut dire que "
                "la date est passée et que rien n'est encore inscrit; ce n'est ni une annulation ni "
                "un café sans personne."
            ),
        ),
        Page(
            "attendance",
            ROOT / "pages/compare/attendance.py",
            _COMPARE,
            N_("Fréquentation"),
            ":material/groups:",
            N_("Combien de personnes sont rencontrées, service par service."),
            _EVERYONE,
            reading=N_(
                "Seules les personnes comptées s'additionnent : un nombre inconnu n'est jamais zéro. "
                "La barre fine montre l'intervalle : deux services dont les intervalles se "
                "chevauchent largement ne se classent pas."
            ),
        ),
        Page(
            "themes",
            ROOT / "pages/compare/themes.py",
            _COMPARE,
            N_("Thèmes soulevés"),
            ":material/forum:",
            N_("Ce dont les citoyens parlent, à part de ce que la police apporte."),
            _EVERYONE,
            reading=N_(
                "Un thème compte une fois par rencontre où des citoyens l'ont soulevé. Ce que la "
                "police apporte elle-même est compté à part."
            ),
        ),
        Page(
            "programs",
            ROOT / "pages/compare/programs.py",
            _COMPARE,
            N_("Programmes promus"),
            ":material/campaign:",
            N_("Les programmes de prévention que chaque service fait connaître."),
            _EVERYONE,
            reading=N_(
                "La part dit dans combien de rencontres un programme a été promu, pas combien de "
                "personnes s'y sont inscrites. Les personnes rejointes ne sont additionnées que si "
                "elles sont connues."
            ),
        ),
        Page(
            "map",
            ROOT / "pages/compare/map.py",
            _COMPARE,
            N_("Carte"),
            ":material/map:",
            N_("Où les cafés se tiennent, et les municipalités qui en attendent un."),
            _EVERYONE,
            reading=N_(
                "Chaque symbole est une municipalité; sa taille dit combien de cafés y ont été tenus."
                " Choisissez ce que dit la couleur; la liste sous la carte nomme celles qui attendent"
                " un café."
            ),
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
            reading=N_(
                "La différence est donnée avec son intervalle. S'il contient zéro, elle est dite non "
                "concluante : le hasard suffit à l'expliquer."
            ),
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
            reading=N_(
                "Ce qui est en retard vient d'abord, puis vos brouillons, les cafés à venir et les "
                "suivis à rendre. Chaque ligne mène à la page qui la règle."
            ),
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
            reading=N_(
                "Quatre réponses suffisent : le jour, le lieu, combien de personnes et de quoi on a "
                "parlé. Le reste est facultatif; ce que vous tapez est gardé, même si la connexion se "
                "coupe."
            ),
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
            reading=N_(
                "Choisissez un rythme, puis regardez les dates avant de les créer : vous pouvez en "
                "retirer, et les jours fériés sont nommés."
            ),
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
            reading=N_(
                "Inscrivez une fois ce que les arrêts ont en commun, puis chaque arrêt. Un total que "
                "personne n'a partagé entre les arrêts reste à part."
            ),
        ),
        Page(
            "meetups",
            ROOT / "pages/record/meetups.py",
            _RECORD,
            N_("Toutes les rencontres"),
            ":material/list_alt:",
            N_("Chercher une rencontre, la lire, la corriger."),
            _EVERYONE,
            reading=N_(
                "La recherche ignore les accents et les majuscules. Ouvrez une rencontre pour la lire "
                "en entier; les notes ne sont montrées qu'à son service."
            ),
            one="meetup",
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
            reading=N_(
                "Un suivi est une promesse faite à des citoyens. En le fermant, écrivez la phrase à "
                "leur rapporter : c'est ce que les partenaires liront."
            ),
        ),
        Page(
            "principles",
            ROOT / "pages/about/principles.py",
            _ABOUT,
            N_("Principes"),
            ":material/local_cafe:",
            N_("D'où vient le programme, ce qu'il vise et à qui il s'adresse."),
            _EVERYONE,
            has_filters=False,
            reading=N_(
                "Cette page raconte le programme; les autres laissent voir si chacun de ses avantages "
                "se vérifie."
            ),
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
            reading=N_(
                "Rien ne s'efface ici : ce qui est fini est retiré, et chaque geste laisse une ligne "
                "dans l'historique."
            ),
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
            reading=N_(
                "Cette page dit ce que le logiciel garde vraiment; le gabarit d'évaluation en reprend"
                " les mêmes phrases."
            ),
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
