"""The privacy page and the template of the impact assessment say what is true of the code."""

from html.parser import HTMLParser

import pytest

from cafedata import language, privacy
from cafedata.language import Language
from cafedata.model import Base
from cafedata.people import sign_in_lasts

# The row of privacy.kept() that tells of each table that knows an account, by its first word.
TOLD_BY = {
    "account_municipality": "Compte",
    "administrative_change": "Historique",
    "change": "Historique",
    "draft": "Brouillon",
    "sign_in": "Connexion",
    "undivided_total": "Historique",
}


class _Words(HTMLParser):
    """The words of a page, and the tags that are still open at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.open_tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta",):
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += f" {data}"


def read(page: str) -> _Words:
    words = _Words()
    words.feed(page)
    return words


def test_every_table_that_knows_a_person_of_the_app_is_told_of() -> None:
    knowing = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.column.table.name == "account" for key in table.foreign_keys)
    }
    assert knowing == set(TOLD_BY), "say in cafedata/privacy.py what the new table keeps, and why"
    told = [row.what for row in privacy.kept()]
    for start in TOLD_BY.values():
        assert any(what.startswith(start) for what in told), start


def test_how_long_a_sign_in_lasts_is_what_the_code_does() -> None:
    hours = sign_in_lasts().total_seconds() / 3600
    assert any(f"au plus {hours:.0f} heures" in row.how_long for row in privacy.kept())


def test_the_statement_says_the_threshold_in_force() -> None:
    told = " ".join(text for row in privacy.statement(9) for text in row.paragraphs)
    assert "plus petit que 9" in told


@pytest.mark.parametrize("spoken", Language)
def test_the_template_is_a_whole_page_in_the_language_of_who_takes_it(spoken: Language) -> None:
    language.use(spoken)
    page = privacy.impact_assessment(5)
    words = read(page)
    assert words.open_tags == []
    assert f'<html lang="{spoken}">' in page
    assert ("Décision" in words.words) == (spoken is Language.fr)
    for row in privacy.kept():
        assert row.what in words.words


def test_the_template_leaves_to_the_organisation_what_the_software_cannot_know() -> None:
    page = privacy.impact_assessment(5)
    assert page.count('class="write"') >= 10
    assert "63.5" in page
