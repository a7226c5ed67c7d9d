"""A region's files go into the tables whole, or are refused with the place of the mistake."""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from cafedata import catalog, language, model, people
from cafedata.access import Viewer
from cafedata.administration import catalogue, territories
from cafedata.database import reading, writing
from cafedata.errors import Unavailable
from cafedata.seeding import BadFile, Kept, Loaded, load
from cafedata.vocabulary import AdministrativeSubject, ProgramKind, Role
from seed import LAURENTIDES
from tests.world import MIRABEL, TODAY, World


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the region's files, to spoil."""
    return Path(shutil.copytree(LAURENTIDES, tmp_path / "region"))


def _loaded(url: str, folder: Path = LAURENTIDES) -> Loaded:
    with writing(url) as session:
        return load(session, folder)


def _replace(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def _refusal(url: str, folder: Path) -> BadFile:
    with pytest.raises(BadFile) as refused:
        _loaded(url, folder)
    return refused.value


def _rows(url: str) -> dict[str, list[Any]]:
    """All that the tables hold, but for the number that only counts how often they were written."""
    with reading(url) as session:
        return {
            table.name: sorted(
                session.execute(select(*(c for c in table.c if c.name != "data_version"))).all(),
                key=repr,
            )
            for table in model.Base.metadata.sorted_tables
        }


def test_the_laurentides_are_six_services_and_76_municipalities(database_url: str) -> None:
    loaded = _loaded(database_url)

    with reading(database_url) as session:
        region = catalog.read(session)
    assert loaded == Loaded(
        services=8,
        municipalities=76,
        populations=228,
        coverage=76,
        themes=35,
        programs=34,
        outlines=8,
    )
    assert set(region.partner_services) == {"BLV", "DXM", "MIR", "SQ", "STE", "STJ"}
    assert len(region.municipalities) == 76
    found = region.municipality_by_slug("lac-des-seize-iles")
    assert found is not None
    assert found.name == "Lac-des-Seize-Îles"


def test_every_municipality_has_one_service_today(database_url: str) -> None:
    _loaded(database_url)

    with reading(database_url) as session:
        region = catalog.read(session)
    policed = [code for service in region.services for code in region.policed_by(service, TODAY)]
    assert sorted(policed) == sorted(region.municipalities)


def test_a_dated_coverage_starts_on_its_day(database_url: str) -> None:
    _loaded(database_url)

    with reading(database_url) as session:
        region = catalog.read(session)
    day_before, day = TODAY.replace(2021, 6, 21), TODAY.replace(2021, 6, 22)
    assert "78102" not in region.policed_by("SQ", day_before)
    assert "78102" in region.policed_by("SQ", day)


def test_programs_keep_their_owners_answers_and_successors(database_url: str) -> None:
    _loaded(database_url)

    with reading(database_url) as session:
        region = catalog.read(session)
    assert region.programs["ralentis"].owners == {"STE", "BLV", "DXM", "SQ"}
    assert region.programs["ralentis"].answers == {"speeding"}
    assert region.programs["info_crime"].successor == "echec_crime"
    measures = [row for row in region.programs.values() if row.kind is ProgramKind.measure]
    assert len(measures) == 6
    assert all(row.name_en for row in measures)


def test_loading_twice_changes_nothing(database_url: str) -> None:
    _loaded(database_url)
    before = _rows(database_url)

    _loaded(database_url)

    assert _rows(database_url) == before
    assert before["installation"]


def test_loading_keeps_meetups_and_what_the_files_do_not_name(world: World) -> None:
    with writing(world.url) as session:
        meetups = session.scalar(select(func.count()).select_from(model.Meetup))
        session.add(model.Theme(code="kites", label_fr="Cerfs-volants", family="other"))

    _loaded(world.url)

    with reading(world.url) as session:
        assert session.scalar(select(func.count()).select_from(model.Meetup)) == meetups
        assert "kites" in catalog.read(session).themes


def test_a_corrected_file_brings_its_rows_up_to_date(database_url: str, folder: Path) -> None:
    _loaded(database_url, folder)
    _replace(folder / "programs.csv", "STE;BLV;DXM;SQ,active", "STE,active")
    _replace(folder / "themes.csv", "Stationnement,", "Stationnement gênant,")

    _loaded(database_url, folder)

    with reading(database_url) as session:
        region = catalog.read(session)
    assert region.programs["ralentis"].owners == {"STE"}
    assert region.themes["parking"].label_fr == "Stationnement gênant"


def test_a_program_that_nobody_owns_any_more_loses_its_owners(
    database_url: str, folder: Path
) -> None:
    _loaded(database_url, folder)
    _replace(folder / "programs.csv", "STE;BLV;DXM;SQ,active", ",active")

    _loaded(database_url, folder)

    with reading(database_url) as session:
        assert catalog.read(session).programs["ralentis"].owners == frozenset()


@pytest.mark.parametrize(
    ("file", "before", "after", "line", "column"),
    [
        ("municipalities.csv", ",72.45,", ",large,", 2, "area_km2"),
        ("municipalities.csv", ",45.54138,", ",145.5,", 3, "latitude"),
        ("municipalities.csv", "saint-eustache", "Saint Eustache", 2, "slug"),
        ("municipalities.csv", "deux-montagnes,", "saint-eustache,", 3, "slug"),
        ("populations.csv", "72005,2023,46434", "72005,2023,beaucoup", 3, "residents"),
        ("populations.csv", "72005,2023,46434", "72005,2023,", 3, "residents"),
        ("populations.csv", "72005,2023", "72005,2021", 3, "municipality_code, year"),
        ("populations.csv", "72005,2023", "99999,2023", 3, "municipality_code"),
        ("services.csv", "Mirabel,yes", "Mirabel,perhaps", 4, "is_partner"),
        ("services.csv", "DXM,", "BLV,", 3, "code"),
        ("coverage.csv", "STE,72005,,", "STE,72005,22/06/2021,", 2, "starts_on"),
        ("coverage.csv", "STE,72005,,", "STE,72005,20210622,", 2, "starts_on"),
        ("coverage.csv", "STE,72005,,", "STE,72005,2021-06-22,2020-01-01", 2, "ends_on"),
        ("coverage.csv", "STE,72005", "XYZ,72005", 2, "service_code"),
        ("programs.csv", "aine_avise,program", "aine_avise,programme", 2, "kind"),
        ("programs.csv", "senior_fraud;seniors", "senior_fraud;elders", 2, "themes"),
        ("programs.csv", ",population,SQ,active,2010", ",population,XYZ,active,2010", 2, "owner"),
        ("programs.csv", "population,SQ,active,2010", "everyone,SQ,active,2010", 2, "clientele"),
        ("programs.csv", "2012,echec_crime", "2012,nothing", 7, "successor"),
        ("themes.csv", "speeding,", "s" * 41 + ",", 2, "code"),
    ],
)
def test_a_mistake_is_told_with_its_file_line_and_column(
    database_url: str, folder: Path, file: str, before: str, after: str, line: int, column: str
) -> None:
    if "2020-01-01" in after:
        before += ","
        after += ","
    _replace(folder / file, before, after)

    error = _refusal(database_url, folder)

    assert (error.values["file"], error.values["line"]) == (file, line)
    assert error.values["column"] == column
    told = language.sentence(error.message, **error.values)
    assert told.startswith(f"{file}, ligne {line}, colonne {column}")
    assert "{" not in told


def test_nothing_is_kept_of_a_folder_with_a_mistake(database_url: str, folder: Path) -> None:
    _replace(folder / "programs.csv", "senior_fraud;seniors", "elders")

    _refusal(database_url, folder)

    with reading(database_url) as session:
        assert session.scalar(select(func.count()).select_from(model.Service)) == 0


def test_a_missing_file_is_named(database_url: str, folder: Path) -> None:
    (folder / "coverage.csv").unlink()

    assert _refusal(database_url, folder).values["file"] == "coverage.csv"


def test_a_missing_column_is_named(database_url: str, folder: Path) -> None:
    _replace(folder / "populations.csv", "residents", "people")

    error = _refusal(database_url, folder)

    assert (error.values["file"], error.values["column"]) == ("populations.csv", "residents")


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(database_url: str, folder: Path) -> None:
    themes = folder / "themes.csv"
    themes.write_bytes(themes.read_bytes().replace("à l'étalage".encode(), b"\xe0 l'\xe9talage"))

    error = _refusal(database_url, folder)

    assert error.values == {"file": "themes.csv", "line": _line_of(themes, b"shoplifting,")}


def test_a_file_saved_by_a_spreadsheet_with_its_mark_is_read(
    database_url: str, folder: Path
) -> None:
    themes = folder / "themes.csv"
    themes.write_bytes(b"\xef\xbb\xbf" + themes.read_bytes().replace(b"\n", b"\r\n"))

    assert _loaded(database_url, folder).themes == 35


@pytest.mark.parametrize("line", ['"open,1,2', "72005,2020,1,source,too much", "72005"])
def test_a_line_that_does_not_hold_together_is_refused(
    database_url: str, folder: Path, line: str
) -> None:
    populations = folder / "populations.csv"
    text = populations.read_text(encoding="utf-8") + line + "\n"
    populations.write_text(text, encoding="utf-8")

    error = _refusal(database_url, folder)

    assert error.values["file"] == "populations.csv"
    assert error.values["line"] >= 230


def _line_of(file: Path, start: bytes) -> int:
    return next(
        number
        for number, line in enumerate(file.read_bytes().split(b"\n"), start=1)
        if line.startswith(start)
    )


def test_loading_again_does_not_take_back_a_territory_that_changed_hands(
    database_url: str,
) -> None:
    _loaded(database_url)
    with writing(database_url) as session:
        row = session.scalars(select(model.Coverage).where(model.Coverage.service_code == "STE"))
        closed = row.one()
        closed.ends_on = dt.date(2026, 6, 30)
        code, since = closed.municipality_code, dt.date(2026, 7, 1)
        session.add(model.Coverage(service_code="SQ", municipality_code=code, starts_on=since))
    before = _rows(database_url)
    with pytest.raises(Unavailable, match="Deux services"):
        _loaded(database_url)
    assert _rows(database_url) == before


# Outlines


def test_each_part_of_the_laurentides_has_its_outline(database_url: str) -> None:
    _loaded(database_url)
    with reading(database_url) as session:
        outlines = set(session.scalars(select(model.Outline.name)))
        assert {row.mrc for row in catalog.read(session).municipalities.values()} == outlines


def test_a_region_may_be_loaded_without_outlines(database_url: str, folder: Path) -> None:
    (folder / "mrc.geojson").unlink()
    assert _loaded(database_url, folder).outlines == 0


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"type": "FeatureCollection", "features": [{}]}',
        '{"type": "FeatureCollection", "features": [{"properties": {"name": "Mirabel"}, '
        '"geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
        '{"type": "FeatureCollection", "features": [{"properties": {"name": "Mirabel"}, '
        '"geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 600], [1, 2]]]}}]}',
    ],
)
def test_outlines_that_are_no_named_polygons_are_refused(
    database_url: str, folder: Path, text: str
) -> None:
    (folder / "mrc.geojson").write_text(text)
    assert _refusal(database_url, folder).values == {"file": "mrc.geojson"}


def test_an_outline_named_twice_is_refused(database_url: str, folder: Path) -> None:
    path = folder / "mrc.geojson"
    collection = json.loads(path.read_text())
    collection["features"].append(collection["features"][0])
    path.write_text(json.dumps(collection))
    assert "deux fois" in _refusal(database_url, folder).message


# What the administration changed in the app


def _administrator(url: str) -> Viewer:
    with writing(url) as session:
        email = "admin@exemple.qc.ca"
        account_id = people.add(session, email=email, name="Anne", role=Role.administrator)
        return people.viewer_of(session, account_id)


def test_loading_again_keeps_what_the_administration_changed_and_says_so(database_url: str) -> None:
    _loaded(database_url)
    viewer = _administrator(database_url)
    names = {"label_fr": "Vitesse", "label_en": "Speed", "family": "road"}
    with writing(database_url) as session:
        catalogue.rename_theme(session, viewer, "speeding", **names)
        catalogue.change_program(
            session, viewer, "ralentis", name_fr="Ralentis!", owners=["MIR"], answers=["noise"]
        )
        catalogue.reactivate_program(session, viewer, "info_crime")
        territories.set_residents(
            session, viewer, MIRABEL, year=2021, residents=61_001, source="Recensement"
        )
        day = dt.date(2026, 7, 1)
        territories.hand_over(session, viewer, MIRABEL, to_service="SQ", from_day=day)
    before = _rows(database_url)
    loaded = _loaded(database_url)
    assert _rows(database_url) == before
    assert set(loaded.kept) == {
        Kept(AdministrativeSubject.theme, "speeding"),
        Kept(AdministrativeSubject.program, "ralentis"),
        Kept(AdministrativeSubject.program, "info_crime"),
        Kept(AdministrativeSubject.population, f"{MIRABEL}/2021"),
        Kept(AdministrativeSubject.coverage, MIRABEL),
    }


def test_loading_again_still_brings_the_other_rows_up_to_date(
    database_url: str, folder: Path
) -> None:
    _loaded(database_url)
    viewer = _administrator(database_url)
    names = {"label_fr": "Vitesse", "label_en": "Speed", "family": "road"}
    with writing(database_url) as session:
        catalogue.rename_theme(session, viewer, "speeding", **names)
    before = _order_of_themes(database_url)
    _replace(folder / "themes.csv", "Bruit", "Tapage")
    _loaded(database_url, folder)
    with reading(database_url) as session:
        themes = catalog.read(session).themes
    assert themes["speeding"].label_fr == "Vitesse"
    assert any("Tapage" in theme.label_fr for theme in themes.values())
    assert _order_of_themes(database_url) == before


def _order_of_themes(url: str) -> dict[str, int]:
    with reading(url) as session:
        return {row.code: row.position for row in session.scalars(select(model.Theme))}
