"""A layout written to a file and read again is the same layout."""

from __future__ import annotations

import pytest

from dashboard.home import Home
from dashboard.ingest.layouts import Layout, built_in_layouts, known_layouts, layout_from
from dashboard.intake.layout_file import (
    check_name,
    free_name,
    layout_toml,
    name_from,
    save_layout,
)
from dashboard.intake.refused import Refused

NASTY = 'say "no"\\ to\t§ “this” \x7f\n= 1'


def built_in(name: str) -> Layout:
    return next(layout for layout in built_in_layouts() if layout.name == name)


@pytest.mark.parametrize("layout", built_in_layouts(), ids=lambda layout: layout.name)
def test_reading_what_was_written_gives_the_layout(layout: Layout) -> None:
    again = layout_from(layout_toml(layout), layout.name)
    assert again.model_copy(update={"fingerprint": layout.fingerprint}) == layout


def test_any_word_of_an_export_can_be_written() -> None:
    columns = built_in("peer_learning_cases").model_dump()["columns"]
    columns["theme"] = {"source": [NASTY], "values": {NASTY: "perception"}}
    given = {"name": "nasty", "title": NASTY, "system": "s", "table": "cases", "columns": columns}
    layout = Layout.model_validate(given)
    again = layout_from(layout_toml(layout), "nasty")
    assert again.columns["theme"].source == (NASTY,)
    assert again.columns["theme"].values == {NASTY: "perception"}


@pytest.mark.parametrize(
    "name", ["", "ab", "Flags", "../key", "flags.toml", "1st", "a" * 61, "a b"]
)
def test_a_name_that_cannot_be_one_is_refused(home: Home, name: str) -> None:
    with pytest.raises(Refused, match="cannot be a layout’s name"):
        save_layout(home, name, built_in("targets"))


def test_another_layouts_name_is_refused(home: Home) -> None:
    with pytest.raises(Refused, match="There is a layout called events already"):
        check_name(home, "events")
    check_name(home, "events", replacing="events")
    check_name(home, "radflow_flags")


def test_a_saved_layout_takes_the_place_of_the_built_in_one(home: Home) -> None:
    layout = built_in("targets").model_copy(update={"system": "Our policy"})
    path = save_layout(home, "targets", layout, replacing="targets")
    assert path.stat().st_mode & 0o077 == 0
    (known,) = [one for one in known_layouts(home.layouts_folder) if one.name == "targets"]
    assert known.system == "Our policy"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("radflow_flags_2025-10.csv", "radflow_flags"),
        ("RadFlow Flags (October).XLSX", "radflow_flags_october"),
        ("2025.csv", "new_export"),
        ("Übersicht März.csv", "ubersicht_marz"),
    ],
)
def test_a_name_from_a_file(file: str, name: str) -> None:
    assert name_from(file) == name


def test_the_name_offered_is_one_that_no_layout_has(home: Home) -> None:
    assert free_name(home, "radflow_flags.csv") == "radflow_flags"
    assert free_name(home, "peer_learning_cases.csv") == "our_peer_learning_cases"
    save_layout(home, "our_peer_learning_cases", built_in("peer_learning_cases"))
    assert free_name(home, "peer_learning_cases.csv") == "our_peer_learning_cases_2"
