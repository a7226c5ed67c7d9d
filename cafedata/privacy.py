"""What the software keeps, why, how long and who sees it: the privacy page, and the template of the
privacy impact assessment that section 63.5 of Québec's *Act respecting Access* (CQLR c. A-2.1) asks for.

What is said here must be true of the code: whoever changes what is kept changes this too.
"""

from dataclasses import dataclass
from html import escape

from cafedata import language
from cafedata.administration.incidents import YEARS_KEPT
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.people import sign_in_lasts


@dataclass(frozen=True)
class Kept:
    """One kind of information, in words."""

    what: str
    why: str
    how_long: str
    seen_by: str


@dataclass(frozen=True)
class Chapter:
    """A title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def kept() -> tuple[Kept, ...]:
    """Every kind of information that the software keeps, in the current language."""
    hours = int(sign_in_lasts().total_seconds() // 3600)
    administration = _("L'administration")
    return (
        Kept(
            _("Compte : nom, courriel, rôle, service ou municipalités, langue"),
            _("Savoir qui se connecte et ce que son rôle permet"),
            _("Tant que l'organisme garde la base; un compte désactivé n'ouvre plus rien"),
            _(
                "L'administration; le nom paraît aussi dans l'historique des cafés que la personne a "
                "saisis ou corrigés"
            ),
        ),
        Kept(
            _("Connexion : l'empreinte d'un secret, le début et la fin"),
            _("Garder une personne connectée et pouvoir la déconnecter"),
            sentence("Une connexion dure au plus {hours} heures; sa trace reste", hours=hours),
            _("Personne dans l'application"),
        ),
        Kept(
            _(
                "Rencontre : date, lieu, nombre de personnes, thèmes, programmes, effectif par "
                "fonction, organismes présents, notes"
            ),
            _("Savoir ce que le programme accomplit et y donner suite"),
            _("Tant que l'organisme garde la base; annuler ne détruit rien"),
            _(
                "La police; les notes, les délits non déclarés et les suivis, seulement les services "
                "qui ont tenu le café et l'administration"
            ),
        ),
        Kept(
            _("Brouillon : ce qui est tapé et pas encore enregistré"),
            _("Ne rien perdre d'une saisie interrompue"),
            _("Jusqu'à l'enregistrement ou à l'abandon du brouillon"),
            _("La personne qui l'a tapé"),
        ),
        Kept(
            _(
                "Historique : qui a fait quoi, quand, avant et après; qui a compté une tournée entière"
            ),
            _("Pouvoir vérifier et rétablir"),
            _(
                "Tant que l'organisme garde la base; l'application ne peut ni le changer ni l'effacer"
            ),
            _("Les services qui ont tenu le café, pour ce café; l'administration, pour tout"),
        ),
        Kept(
            _("Registre des incidents de confidentialité"),
            _("La loi l'exige"),
            sentence(
                "Au moins {years} ans après que l'organisme a appris l'incident; rien ne l'efface ici",
                years=YEARS_KEPT,
            ),
            administration,
        ),
    )


def statement(small_number: int) -> tuple[Chapter, ...]:
    """The chapters of the privacy page; ``small_number`` is the threshold k in force."""
    return (
        Chapter(
            _("Aucun renseignement sur les citoyens"),
            (
                _(
                    "Aucun champ ne demande le nom, l'adresse, le téléphone ou l'histoire d'une "
                    "citoyenne ou d'un citoyen. On compte des personnes, des thèmes et des délits; on "
                    "ne décrit personne."
                ),
                _(
                    "Les textes libres sont relus par le logiciel avant d'être enregistrés : ce qui "
                    "ressemble à un nom, à un téléphone, à un courriel, à une plaque ou à une adresse "
                    "est signalé à qui écrit. Cette lecture n'attrape pas tout : relisez-vous."
                ),
            ),
        ),
        Chapter(
            _("Les petits nombres sont masqués"),
            (
                sentence(
                    "Un partenaire ne voit pas un nombre qui porte sur des personnes quand il est plus "
                    "petit que {k}. Le masquage a lieu avant tout affichage : le nombre ne part pas "
                    "vers le navigateur.",
                    k=small_number,
                ),
            ),
        ),
        Chapter(
            _("Qui voit quoi"),
            (
                _(
                    "Liaison : lit et saisit tout ce qui est de son service; des autres services, les "
                    "chiffres et les cafés tenus, sans les notes, les délits ni les suivis."
                ),
                _(
                    "Commandement : lit la même chose et clôt les suivis de son service; ne saisit pas."
                ),
                _(
                    "Partenaire : lit les chiffres de ses municipalités, les cafés à venir et les "
                    "phrases destinées aux citoyens."
                ),
                _("Administration : lit tout, tient les comptes, les catalogues et les registres."),
            ),
        ),
        Chapter(
            _("Dans votre navigateur"),
            (
                _(
                    "Un témoin (cookie) sert à vous garder connecté. Aucun ne sert à vous suivre, et "
                    "l'application n'envoie aucune statistique d'utilisation."
                ),
            ),
        ),
        Chapter(
            _("Vos droits"),
            (
                _(
                    "Vous pouvez demander à l'administration de votre région de voir ce qui est gardé "
                    "sur vous, de le corriger ou d'en recevoir une copie. Votre nom reste dans "
                    "l'historique de ce que vous avez inscrit."
                ),
                _(
                    "Vous croyez qu'un renseignement personnel a été vu, perdu ou écrit par erreur? "
                    "Dites-le tout de suite à l'administration : elle l'inscrit au registre des "
                    "incidents."
                ),
            ),
        ),
    )


def impact_assessment(small_number: int) -> str:
    """The template of the assessment as a web page of its own, to print or to open in a word processor.

    What the software does is filled in; what is for the organisation to say is left to write.
    """
    title = _("Évaluation des facteurs relatifs à la vie privée (gabarit)")
    body = [
        f"<h1>{escape(title)}</h1>",
        _paragraph(
            _(
                "L'article 63.5 de la Loi sur l'accès aux documents des organismes publics et sur la "
                "protection des renseignements personnels (RLRQ, c. A-2.1) demande cette évaluation "
                "avant d'acquérir, de développer ou de refondre un système qui touche des "
                "renseignements personnels, et de consulter dès le début le comité sur l'accès à "
                "l'information. Elle est proportionnée à la sensibilité, à la quantité, à la "
                "répartition et au support des renseignements. Ceci décrit le logiciel; ce n'est pas "
                "un avis juridique."
            )
        ),
        _blanks(
            _("1. Le projet"),
            _("Organisme"),
            _("Responsable de la protection des renseignements personnels"),
            _("Date de consultation du comité sur l'accès à l'information"),
            _("Date de l'évaluation et version"),
        ),
        _paragraph(
            _(
                "But : tenir un carnet commun des rencontres « Café avec un policier », comparer "
                "l'activité des services et rendre compte aux municipalités."
            )
        ),
        _heading(_("2. Ce qui est gardé")),
        _table_of_what_is_kept(),
        _heading(_("3. Ce que fait le logiciel")),
        *(_chapter(chapter) for chapter in statement(small_number)),
        _heading(_("4. Les risques")),
        _table_of_risks(),
        _blanks(
            _("5. Ce que l'organisme décide"),
            _("Où la base est hébergée, et par qui (hors du Québec : voir l'article 70.1)"),
            _("Sauvegardes : où, chiffrées comment, gardées combien de temps"),
            _("Durée de conservation des comptes désactivés, des rencontres et de l'historique"),
            _("Destruction ou anonymisation à la fin de cette durée : par qui et comment"),
            _("Qui ouvre et désactive les comptes, et dans quel délai après un départ"),
            _("Comment une personne reçoit une copie de ses renseignements"),
            _("Qui tient le registre des incidents et avise la Commission"),
        ),
        _blanks(
            _("6. Conclusion"),
            _("Risques qui restent, et pourquoi ils sont acceptables"),
            _("Mesures à prendre, responsable et échéance"),
            _("Décision, nom, fonction, date"),
        ),
    ]
    return (
        f'<!doctype html><html lang="{language.current()}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_LOOK}</style></head><body>"
        + "".join(body)
        + "</body></html>"
    )


_LOOK = (
    "body{font:11pt/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #888;padding:.4em;text-align:left;vertical-align:top}"
    ".write{height:3.5em}@media print{h2{break-after:avoid}tr{break-inside:avoid}}"
)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _heading(title: str) -> str:
    return f"<h2>{escape(title)}</h2>"


def _chapter(chapter: Chapter) -> str:
    return f"<h3>{escape(chapter.title)}</h3>" + "".join(map(_paragraph, chapter.paragraphs))


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    titles = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table><tr>{titles}</tr>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _blanks(title: str, *questions: str) -> str:
    rows = "".join(
        f'<tr><th>{escape(question)}</th><td class="write"></td></tr>' for question in questions
    )
    return f"{_heading(title)}<table>{rows}</table>"


def titles_of_what_is_kept() -> tuple[str, str, str, str]:
    """The titles of the four columns of :func:`kept`."""
    return _("Quoi"), _("Pourquoi"), _("Combien de temps"), _("Qui le voit")


def _table_of_what_is_kept() -> str:
    rows: list[tuple[str, ...]] = [(row.what, row.why, row.how_long, row.seen_by) for row in kept()]
    return _table(titles_of_what_is_kept(), rows)


def _table_of_risks() -> str:
    header = _("Risque"), _("Ce que fait le logiciel"), _("Ce que fait l'organisme")
    to_say = ""
    rows: list[tuple[str, ...]] = [
        (
            _("Un texte libre nomme une personne"),
            _("Avertit avant d'enregistrer; corriger garde l'ancien texte dans l'historique"),
            to_say,
        ),
        (
            _("Un petit nombre laisse deviner une personne"),
            _("Masque les petits nombres pour les partenaires"),
            to_say,
        ),
        (
            _("Quelqu'un lit ce que son rôle ne permet pas"),
            _("Vérifie le rôle là où sont les données, à chaque lecture et à chaque écriture"),
            to_say,
        ),
        (
            _("Un compte reste ouvert après un départ"),
            _("Un compte désactivé est fermé dès le prochain clic, sur tous les appareils"),
            to_say,
        ),
        (
            _("Une modification passe inaperçue"),
            _("Garde qui, quand, avant et après; la base refuse de changer l'historique"),
            to_say,
        ),
        (
            _("La base ou une sauvegarde est copiée"),
            _("Ne garde que l'empreinte du secret des connexions; ne chiffre pas la base"),
            to_say,
        ),
    ]
    return _table(header, rows)
