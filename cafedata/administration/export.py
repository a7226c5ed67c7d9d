"""The register of incidents as files: a spreadsheet, and CSV."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from cafedata.administration.incidents import FIELDS, RegisteredIncident
from cafedata.labels import label
from cafedata.language import N_
from cafedata.language import gettext as _
from cafedata.vocabulary import InjuryRisk

TITLES = {
    "known_on": N_("Date où l'organisme l'a appris"),
    "starts_on": N_("Début de l'incident"),
    "ends_on": N_("Fin de l'incident"),
    "period_words": N_("Période, si la date n'est pas connue"),
    "circumstances": N_("Circonstances"),
    "cause": N_("Cause"),
    "information": N_("Renseignements personnels visés"),
    "people_count": N_("Nombre de personnes concernées"),
    "people_are_estimated": N_("Ce nombre est une approximation"),
    "risk": N_("Risque de préjudice sérieux"),
    "risk_reasons": N_("Ce qui mène à cette conclusion"),
    "commission_notified_on": N_("Avis à la Commission d'accès à l'information"),
    "people_notified_on": N_("Avis aux personnes concernées"),
    "public_notice": N_("Avis public et sa raison"),
    "measures": N_("Mesures prises"),
}
"""What people read for each field of an incident."""


def title(field: str) -> str:
    """What people read for a field of an incident, in the current language."""
    return _(TITLES[field])


def as_csv(incidents: Iterable[RegisteredIncident]) -> bytes:
    """One line per incident, in UTF-8 with the mark by which spreadsheets know it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(_header())
    for row in incidents:
        writer.writerow([_harmless(cell) for cell in _cells(row)])
    return written.getvalue().encode("utf-8-sig")


def as_workbook(incidents: Iterable[RegisteredIncident]) -> bytes:
    """One sheet with one line per incident, days as days and numbers as numbers."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        texts = book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Registre")[:31])
        sheet.write_row(0, 0, _header(), bold)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, len(FIELDS), 24)
        sheet.freeze_panes(1, 1)
        for line, row in enumerate(incidents, start=1):
            for column, cell in enumerate(_cells(row)):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(line, column, cell, days)
                else:
                    sheet.write(line, column, cell, texts)
    return written.getvalue()


def _header() -> list[str]:
    return [_("Numéro"), *(title(name) for name in FIELDS)]


def _cells(row: RegisteredIncident) -> list[Any]:
    return [row.number, *(_cell(getattr(row.incident, name)) for name in FIELDS)]


def _cell(value: Any) -> Any:
    match value:
        case InjuryRisk():
            return label(value)
        case bool():
            return _("Oui") if value else _("Non")
        case None:
            return ""
        case _:
            return value


def _harmless(cell: Any) -> Any:
    """A spreadsheet would run a text that begins like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in set("=+-@\t\r") else cell
