"""Words taken without a code are mapped later, without their file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.home import Home
from dashboard.ingest.layouts import known_layouts, layout_named
from dashboard.intake.refused import Refused
from dashboard.intake.taking import take_in
from dashboard.intake.uploads import Upload
from dashboard.intake.words_later import map_words, unmapped_words
from dashboard.warehouse.open import read_warehouse
from tests.ingest.exports import CASE, leave_a_file, table
from tests.intake.dropped import contents

PLACE = ("peer_learning_cases", "theme")


@pytest.fixture
def home_with_words(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("dashboard.intake.taking.publish", leave_a_file)
    monkeypatch.setattr("dashboard.intake.words_later.publish_and_restate", leave_a_file)
    odd = ["Hanging protocol", "Hanging protocol", "Communicaton", "Unmapped"]
    rows = [{"Case ID": f"PL-{10 + n}", "Category": word} for n, word in enumerate(odd)]
    take_in(home, [Upload("cases.csv", table(CASE, rows, ";").encode())])
    return home


def themes(home: Home) -> list[tuple[Any, ...]]:
    path = home.warehouse_path()
    assert path is not None
    with read_warehouse(path) as connection:
        sql = "select cast(theme as text), theme_raw, count(*) from cases group by all order by all"
        return connection.execute(sql).fetchall()


def test_they_are_listed_with_rows_layout_and_a_guess(home_with_words: Home) -> None:
    found = unmapped_words(home_with_words)
    assert [(w.layout, w.column, w.word, w.rows, w.proposed) for w in found] == [
        (*PLACE, "Hanging protocol", 2, ""),
        (*PLACE, "Communicaton", 1, "communication"),
    ]
    assert "unmapped" not in found[0].choices


def test_mapping_them_makes_a_generation_in_which_they_count(home_with_words: Home) -> None:
    number = map_words(home_with_words, {PLACE: {"Hanging protocol": "technique"}})
    assert number == 3
    assert ("technique", "Hanging protocol", 2) in themes(home_with_words)
    assert [one.word for one in unmapped_words(home_with_words)] == ["Communicaton"]


def test_the_built_in_layout_gets_a_copy_that_knows_the_word(home_with_words: Home) -> None:
    map_words(home_with_words, {PLACE: {"Hanging protocol": "technique"}})
    layout = layout_named(PLACE[0], known_layouts(home_with_words.layouts_folder))
    assert layout.columns["theme"].values == {"Hanging protocol": "technique"}
    assert layout.columns["modality"].values == {"CR/DX": "XR"}
    rows = [{"Case ID": "PL-99", "Category": "hanging PROTOCOL"}]
    take_in(home_with_words, [Upload("more.csv", table(CASE, rows, ";").encode())])
    assert ("technique", "hanging PROTOCOL", 1) in themes(home_with_words)


def test_a_word_that_repeats_a_known_case_type_is_no_category_to_map(home_with_words: Home) -> None:
    rows = [
        {"Case ID": "PL-30", "Case Type": "Great call", "Category": "Great call"},
        {"Case ID": "PL-31", "Case Type": "Sunspots", "Category": "Sunspots"},
    ]
    take_in(home_with_words, [Upload("more.csv", table(CASE, rows, ";").encode())])
    found = {(w.column, w.word) for w in unmapped_words(home_with_words)}
    assert found == {
        ("case_kind", "Sunspots"),
        ("theme", "Sunspots"),
        ("theme", "Hanging protocol"),
        ("theme", "Communicaton"),
    }


def test_saying_nothing_is_refused(home_with_words: Home) -> None:
    with pytest.raises(Refused, match="No word was mapped"):
        map_words(home_with_words, {PLACE: {"Hanging protocol": ""}})


def test_layouts_come_back_when_the_generation_cannot_be_made(
    home_with_words: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(warehouse: Path, published: Path, tell: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.intake.words_later.publish_and_restate", no_room)
    before = contents(home_with_words)
    with pytest.raises(Refused, match="No space left"):
        map_words(home_with_words, {PLACE: {"Hanging protocol": "technique"}})
    assert contents(home_with_words) == before


def test_a_home_without_words_has_none(home: Home) -> None:
    assert unmapped_words(home) == ()
