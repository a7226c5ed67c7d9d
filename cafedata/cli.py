"""The ``cafe`` command."""

import datetime as dt
import gc
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

import seed as regions
from cafedata import database as databases
from cafedata import model, people, seeding
from cafedata.administration import accounts
from cafedata.errors import Unavailable
from cafedata.labels import label
from cafedata.language import N_, gettext, sentence
from cafedata.terminal import Command, Commands, progress
from cafedata.vocabulary import Role
from seed import demo as demonstration

app = typer.Typer(
    cls=Commands,
    help=N_("Le tableau de bord des cafés avec un policier."),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    subcommand_metavar="COMMANDE...",
)
users = typer.Typer(
    cls=Commands, help=N_("Gère les comptes."), rich_markup_mode=None, subcommand_metavar="COMMANDE"
)
app.add_typer(users, name="user")

_DEMONSTRATION_FILE = "demonstration.db"
_USUAL_SEED = 2014

Database = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help=N_("Adresse de la base de données, au lieu de celle de CAFE_DATABASE_URL."),
    ),
]
Port = Annotated[
    int, typer.Option(min=1, max=65_535, metavar="PORT", help=N_("Port du site (8501)."))
]
Address = Annotated[
    str, typer.Option(metavar="ADRESSE", help=N_("Adresse où le site écoute (127.0.0.1)."))
]


@app.command(cls=Command, help=N_("Crée les tables ou les met à jour."))
def migrate(database: Database = None) -> None:
    databases.migrate(_usable(database or databases.configured_url()))
    typer.echo(gettext(N_("Les tables sont à jour.")))


@app.command(cls=Command, help=N_("Charge les données de référence d'une région."))
def load(
    folder: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help=N_("Dossier des fichiers CSV de la région."))
    ],
    database: Database = None,
) -> None:
    with databases.writing(_current(database)) as session:
        loaded = seeding.load(session, folder)
    typer.echo(
        sentence(
            N_(
                "Chargé : services {services}, municipalités {municipalities}, "
                "thèmes {themes}, programmes {programs}."
            ),
            services=loaded.services,
            municipalities=loaded.municipalities,
            themes=loaded.themes,
            programs=loaded.programs,
        )
    )
    for kept in loaded.kept:
        typer.echo(
            sentence(
                N_("Gardé comme l'administration l'a modifié dans le site : {subject} {key}."),
                subject=label(kept.subject).lower(),
                key=kept.key,
            )
        )


@app.command(cls=Command, help=N_("Prépare une démonstration et l'ouvre."))
def demo(
    meetups: Annotated[
        int,
        typer.Option(min=0, max=1_000_000, metavar="N", help=N_("Nombre de rencontres (600).")),
    ] = 600,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="S",
            help=N_("Graine du tirage (2014). La préciser refait la démonstration."),
        ),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help=N_("Base de la démonstration, au lieu de son propre fichier.")
        ),
    ] = None,
    port: Port = 8501,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help=N_("Prépare seulement, sans ouvrir le site."))
    ] = False,
) -> None:
    url = _usable(database or databases.file_url(_DEMONSTRATION_FILE))
    if seed is not None or not _is_ready(url, meetups):
        _make_room(url)
        _fill(url, meetups, _USUAL_SEED if seed is None else seed)
    typer.echo(sentence(N_("Démonstration prête, rencontres : {meetups}."), meetups=meetups))
    if not no_serve:
        _serve(url, "127.0.0.1", port)


@app.command(cls=Command, help=N_("Ouvre le site."))
def serve(port: Port = 8501, address: Address = "127.0.0.1", database: Database = None) -> None:
    _serve(_current(database), address, port)


@users.command("add", cls=Command, help=N_("Ouvre un compte."))
def add_user(
    email: Annotated[str, typer.Argument(metavar="COURRIEL", help=N_("Adresse de courriel."))],
    role: Annotated[
        Role,
        typer.Option(
            metavar="RÔLE",
            help=N_("Rôle : liaison, commander, partner ou administrator."),
        ),
    ],
    service: Annotated[
        str | None,
        typer.Option(metavar="CODE", help=N_("Service de police d'un agent, par exemple MIR.")),
    ] = None,
    municipality: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help=N_("Municipalité d'un partenaire, par exemple 74005. L'option se répète."),
        ),
    ] = None,
    name: Annotated[
        str, typer.Option(metavar="NOM", help=N_("Nom à montrer, au lieu du courriel."))
    ] = "",
    database: Database = None,
) -> None:
    with databases.writing(_current(database)) as session:
        accounts.open_from_command_line(
            session,
            email=email,
            name=name,
            role=role,
            service_code=service,
            municipality_codes=municipality or (),
        )
    typer.echo(sentence(N_("Compte ouvert : {email}."), email=email))


def _usable(url: str) -> str:
    try:
        databases.engine_for(url)
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise Unavailable(
            N_(
                "Cette adresse de base de données ne convient pas : "
                "employez sqlite:/// ou postgresql+psycopg://."
            )
        ) from error
    return url


def _current(database: str | None) -> str:
    """The database to work on. Raises :class:`Unavailable` unless it has the newest tables."""
    url = _usable(database or databases.configured_url())
    if not databases.is_current(url):
        raise Unavailable(
            N_("La base de données ne répond pas ou n'est pas à jour : lancez « cafe migrate ».")
        )
    return url


def _is_ready(url: str, meetups: int) -> bool:
    if not databases.is_current(url):
        return False
    with databases.reading(url) as session:
        number = session.scalar(select(func.count()).select_from(model.Meetup))
        return people.is_demonstration(session) and number == meetups


def _make_room(url: str) -> None:
    """Empty an older demonstration; a database that is in use stays as it is.

    Raises :class:`NotAllowed`, before any migration, when it is not a demonstration.
    """
    if not inspect(databases.engine_for(url)).has_table(model.Installation.__tablename__):
        return
    with databases.reading(url) as session:
        if not people.is_demonstration(session):
            demonstration.require_room(session)
            return
    databases.migrate(url, "base")


def _fill(url: str, meetups: int, chosen_seed: int) -> None:
    databases.migrate(url)
    # What is loaded by now stays, and batches of plain rows make no cycles: looking for them at the
    # usual pace takes a sixth of the time.
    gc.freeze()
    gc.set_threshold(200_000)
    title = gettext(N_("Rencontres"))
    with databases.writing(url) as session, progress(title, meetups) as tell:
        seeding.load(session, regions.LAURENTIDES)
        demonstration.fill(
            session, meetups=meetups, seed=chosen_seed, today=dt.date.today(), progress=tell
        )


def _serve(url: str, address: str, port: int) -> None:
    # Streamlit is slow to import, and the other commands do without it.
    from cafedata.web import server

    server.serve(url, address=address, port=port)
