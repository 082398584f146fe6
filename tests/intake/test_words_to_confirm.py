"""A masked word of a title is confirmed by a person, and stands once its log is taken again."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboard.home import Home
from dashboard.intake.refused import Refused
from dashboard.intake.taking import Taken, take_in
from dashboard.intake.uploads import Upload
from dashboard.intake.words_to_confirm import Masked, confirm_words, confirmed, masked_texts
from dashboard.warehouse.open import read_warehouse
from tests.ingest.exports import leave_a_file, table

TODAY = date(2026, 1, 12)
ACTION = {
    "Action No": "QI-1",
    "Action": "Qorvath pathway and Preston template for trauma CT",
    "Category": "Detection",
    "Site": "North Campus",
    "Section": "Chest",
    "Opened": "2025-01-02",
    "Closed": "",
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.intake.taking.publish", leave_a_file)


def take(home: Home) -> Taken:
    return take_in(home, [Upload("actions.csv", table(ACTION, [{}], ",").encode())])


def title(home: Home) -> str:
    path = home.warehouse_path()
    assert path is not None
    with read_warehouse(path) as connection:
        ((words,),) = connection.execute("select title from actions").fetchall()
    return str(words)


def test_a_confirmed_word_stands_when_the_same_log_is_dropped_again(home: Home) -> None:
    assert masked_texts(home) == ()
    take(home)
    assert title(home).count("[") == 2
    (masked,) = masked_texts(home)
    assert (masked.holds, masked.texts) == ("Improvement actions", 1)
    assert confirm_words(home, "qorvath, Preston", TODAY) == ("qorvath", "Preston")
    again = take(home).receipts[0]
    assert (again.superseded, again.duplicate) == (1, 0)
    assert title(home) == ACTION["Action"]
    assert masked_texts(home) == ()
    assert take(home).new is False


def test_it_is_a_dated_record_and_counts_once(home: Home) -> None:
    confirm_words(home, "Qorvath", TODAY)
    assert confirm_words(home, "QORVATH Zelm", TODAY) == ("Zelm",)
    assert [(one.word, one.confirmed_on) for one in confirmed(home)] == [
        ("Zelm", "2026-01-12"),
        ("Qorvath", "2026-01-12"),
    ]
    path = home.path / "confirmed_words.json"
    assert path.stat().st_mode & 0o077 == 0
    last = json.loads((home.path / "audit.log").read_text().splitlines()[-1])
    assert (last["event"], last["words"]) == ("confirm words", 1)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "Write the word"),
        ("MRN12345", "is no word"),
        ("[name]", "is no word"),
        ("Q" * 41, "is no word"),
        ("Lee", "in a name of the roster"),
        ("Qorvath-Roe", "in a name of the roster"),
    ],
)
def test_what_is_no_word_or_a_colleague_is_refused(home: Home, words: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        confirm_words(home, words, TODAY)
    assert confirmed(home) == ()


def test_a_confirmed_word_is_one_in_titles_alone(home: Home) -> None:
    """In free text it may still be somebody: learning points are redacted as before."""
    from tests.ingest.exports import CASE

    confirm_words(home, "Henderson", TODAY)
    words = {"Case ID": "PL-77", "Learning Point": "Spoke to Henderson about it."}
    take_in(home, [Upload("cases.csv", table(CASE, [words], ";").encode())])
    path = home.warehouse_path()
    assert path is not None
    with read_warehouse(path) as connection:
        found = connection.execute("select learning_point from cases")
        assert ("Spoke to [name] about it.",) in found.fetchall()


def test_a_damaged_list_is_named(home: Home) -> None:
    (home.path / "confirmed_words.json").write_text("[1]")
    with pytest.raises(Refused, match=r"confirmed_words\.json: damaged"):
        confirmed(home)


def test_the_count_is_a_sentence() -> None:
    assert Masked("Events", "Label", 1).in_words == (
        "Events, Label: 1 text has a word that no list knows."
    )
    assert "2 texts have" in Masked("Events", "Label", 2).in_words
