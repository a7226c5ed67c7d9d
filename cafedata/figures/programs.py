"""Which programs are promoted and which security measures are explained."""

from typing import Any

import pandas as pd
from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.figures.scope import (
    Conditions,
    held,
    in_alphabetical_order,
    meetups_held,
    meetups_held_by_service,
    of_each_service,
    read_frame,
    service_names,
    services_concerned,
    with_shares,
)
from cafedata.language import listing
from cafedata.model import Meetup, Program, PromotedProgram
from cafedata.selection import Selection
from cafedata.vocabulary import CatalogStatus, ProgramKind


def programs_promoted(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per program or security measure that came up, the most often promoted first.

    Columns: ``program`` (code), ``label``, ``kind``, ``status``, ``meetups`` (that promoted it), ``n``
    (meetups held), ``share``, ``low``, ``high`` (Wilson), ``people_reached`` (people, known ones
    added), ``reached_known`` (meetups that said how many).
    """
    catalog = catalogs.read(session)
    frame = read_frame(session, program_counts(held(viewer, selection)))
    frame = frame.assign(n=meetups_held(session, viewer, selection))
    return _labelled(with_shares(frame), catalog)


def programs_by_service(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service and program it promoted, services in alphabetical order.

    Columns: ``service``, ``name``, then those of :func:`programs_promoted`; ``n`` is the service's own
    number of meetups.
    """
    catalog = catalogs.read(session)
    names = service_names(catalog, selection)
    frame = read_frame(session, of_each_service(program_counts(held(viewer, selection)), names))
    n = meetups_held_by_service(session, viewer, selection, names)
    frame = frame.assign(n=frame["service"].map(n).astype(int), name=frame["service"].map(names))
    return in_alphabetical_order(_labelled(with_shares(frame), catalog))


def promotion_by_service(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service concerned: in what share of its meetups at least one program was promoted.

    Columns: ``service``, ``name``, ``meetups`` (that promoted at least one; security measures are not
    counted), ``n``, ``share``, ``low``, ``high`` (Wilson). Services without a meetup have ``n`` 0.
    """
    names = services_concerned(session, viewer, selection, catalogs.read(session))
    statement = (
        select(func.count(distinct(Meetup.id)).label("meetups"))
        .select_from(Meetup)
        .join(PromotedProgram, PromotedProgram.meetup_id == Meetup.id)
        .join(Program, Program.code == PromotedProgram.program_code)
        .where(*held(viewer, selection), Program.kind == ProgramKind.program)
    )
    found = read_frame(session, of_each_service(statement, names)).set_index("service")["meetups"]
    n = meetups_held_by_service(session, viewer, selection, names)
    frame = pd.DataFrame({"service": list(names), "name": list(names.values())})
    frame = frame.assign(
        meetups=frame["service"].map(found).fillna(0).astype(int), n=frame["service"].map(n)
    )
    return with_shares(frame)


def retired_promoted(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per retired program that was promoted all the same, the most often first.

    Columns: ``program`` (code), ``label``, ``successor`` (name of what took its place, empty without
    one), ``meetups`` (that promoted it), ``n`` (meetups held), ``services`` (names of those that did),
    ``last_on`` (the last time).
    """
    catalog = catalogs.read(session)
    retired = [
        code for code, row in catalog.programs.items() if row.status is CatalogStatus.retired
    ]
    promoted = program_counts(held(viewer, selection)).where(
        PromotedProgram.program_code.in_(retired)
    )
    frame = read_frame(session, promoted.add_columns(func.max(Meetup.date).label("last_on")))
    by_service = read_frame(session, of_each_service(promoted, catalog.services))
    short_names = by_service["service"].map(
        {code: row.short_name for code, row in catalog.services.items()}
    )
    services = short_names.groupby(by_service["program"]).agg(lambda names: listing(sorted(names)))
    successors = {code: catalog.programs[code].successor for code in retired}
    frame = frame.assign(
        services=frame["program"].map(services).astype(str),
        successor=[_name(catalog, successors[code]) for code in frame["program"]],
        n=meetups_held(session, viewer, selection),
        last_on=pd.to_datetime(frame["last_on"]),
    )
    columns = ["program", "label", "successor", "meetups", "n", "services", "last_on"]
    return _labelled(frame, catalog)[columns]


def _name(catalog: Catalog, program: str | None) -> str:
    return catalog.programs[program].name if program else ""


def program_counts(conditions: Conditions) -> Select[*tuple[Any, ...]]:
    """In how many meetups each program was promoted, and what is known of whom it reached."""
    return (
        select(
            PromotedProgram.program_code.label("program"),
            func.count(PromotedProgram.meetup_id).label("meetups"),
            func.sum(PromotedProgram.people_reached).label("people_reached"),
            func.count(PromotedProgram.people_reached).label("reached_known"),
        )
        .select_from(Meetup)
        .join(PromotedProgram, PromotedProgram.meetup_id == Meetup.id)
        .where(*conditions)
        .group_by(PromotedProgram.program_code)
    )


def _labelled(frame: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    programs = catalog.programs
    return frame.assign(
        label=frame["program"].map({code: row.name for code, row in programs.items()}),
        kind=frame["program"].map({code: row.kind for code, row in programs.items()}),
        status=frame["program"].map({code: row.status for code, row in programs.items()}),
        people_reached=pd.to_numeric(frame["people_reached"]).astype("Int64"),
    ).sort_values(["meetups", "label"], ascending=[False, True], ignore_index=True)
