"""Words of a file beside ours: those known, those new with a guess, and the ways of dates."""

from __future__ import annotations

from dataclasses import replace

from dashboard.home import Home
from dashboard.intake.column_words import ColumnWords, hardly_dates, open_dates, words_to_map
from dashboard.intake.draft import Draft, first_draft
from dashboard.intake.looking import LookedAt, look_at
from dashboard.intake.uploads import Upload
from tests.intake.dropped import flags, numbered_flags, table

PLACES = {"site": ("North Campus", "Westgate"), "section": ("Neuro",)}


def drafted(home: Home, *rows: dict[str, str]) -> tuple[LookedAt, Draft]:
    (looked,) = look_at(home, flags(*rows))
    return looked, first_draft(home, looked)


def words(home: Home, column: str, *rows: dict[str, str]) -> ColumnWords:
    return next(
        one for one in words_to_map(*drafted(home, *rows), PLACES) if one.column.name == column
    )


def test_a_known_word_needs_no_answer(home: Home) -> None:
    found = words(home, "modality", {"Exam Type": "MRI"})
    assert [(w.word, w.rows, w.proposed, w.known) for w in found.words] == [("MRI", 1, "MR", True)]


def test_a_new_word_is_told_from_a_known_one(home: Home) -> None:
    rows = [*numbered_flags(4), *numbered_flags(2, Error_Category="Hanging protocol")]
    found = words(home, "theme", *rows)
    assert [(w.word, w.rows, w.proposed, w.known) for w in found.words] == [
        ("Missed finding", 4, "perception", True),
        ("Hanging protocol", 2, "", False),
    ]


def test_a_misspelt_word_is_guessed_and_still_asked(home: Home) -> None:
    (word, *_) = words(home, "theme", {"Error Category": "Communicaton"}).words
    assert (word.proposed, word.known) == ("communication", False)


def test_the_word_for_not_mapped_is_no_choice(home: Home) -> None:
    found = words(home, "theme")
    assert "unmapped" not in found.choices
    assert found.choices[""] == "Keep as it is, not mapped"


def test_a_required_word_left_open_says_what_becomes_of_its_rows(home: Home) -> None:
    headings = ["Metric", "Goal", "Period", "Effective From", "Note"]
    upload = table(headings, ["Quota", "3", "month", "2026-01-01", ""])
    (looked,) = look_at(home, upload)
    draft = first_draft(home, looked, "targets")
    metric, period = words_to_map(looked, draft, PLACES)
    assert metric.choices[""] == "Leave open: its rows are rejected"
    assert "" in metric.choices_for(metric.words[0])
    assert "" not in period.choices_for(period.words[0])


def test_a_site_under_another_name_is_proposed_by_whole_words(home: Home) -> None:
    rows = [{"Hospital": site} for site in ("NORTH CAMPUS", "Westgate Hosp.", "South Campus")]
    found = words(home, "site", *rows)
    assert {w.word: w.proposed for w in found.words} == {
        "Westgate Hosp.": "Westgate",
        "South Campus": "",
    }
    assert found.choices[""] == "A site of its own"


def test_a_department_without_sites_is_asked_nothing_of_them(home: Home) -> None:
    asked = words_to_map(*drafted(home), {"site": (), "section": ()})
    assert {one.column.kind for one in asked} == {"vocabulary"}


def test_what_the_layout_says_already_is_known(home: Home, cases: Upload) -> None:
    upload = Upload(cases.name, cases.data.replace(b";CT;", b";CR/DX;"))
    (looked,) = look_at(home, upload)
    found = words_to_map(looked, first_draft(home, looked), PLACES)
    (modality,) = [one for one in found if one.column.name == "modality"]
    assert [(w.word, w.proposed, w.known) for w in modality.words] == [("CR/DX", "XR", True)]


def test_dates_are_asked_with_an_example_that_tells(home: Home) -> None:
    looked, draft = drafted(home, {"Flagged On": "04/04/2025"}, {"Flagged On": "03/10/2025"})
    ways = open_dates(looked, draft)["submitted_on"]
    assert [(way.style, way.in_words) for way in ways] == [
        ("%m/%d/%Y", "03/10/2025 is 10 March 2025"),
        ("%d/%m/%Y", "03/10/2025 is 3 October 2025"),
    ]
    assert [way.unread for way in ways] == [0, 0]


def test_cells_that_are_no_dates_are_counted_and_a_column_of_them_is_told(home: Home) -> None:
    days = ["03/10/2025", "04/10/2025", "tbd"]
    looked, draft = drafted(home, *({"Flagged On": day} for day in days))
    assert [way.unread for way in open_dates(looked, draft)["submitted_on"]] == [1, 1]
    assert hardly_dates(looked, draft) == ()
    for cells, told in ((["Q1 2025", "Q2 2025"], True), (["45750", "45751.5"], False)):
        looked, draft = drafted(home, *({"Flagged On": cell} for cell in cells))
        draft = replace(draft, meanings={**draft.meanings, "Flagged On": "submitted_on"})
        (sentence,) = hardly_dates(looked, draft) or ("",)
        assert ("Hardly a cell of “Flagged On” is a date" in sentence) is told


def test_a_layout_that_says_its_dates_is_not_asked(home: Home, cases: Upload) -> None:
    (looked,) = look_at(home, cases)
    draft = first_draft(home, looked)
    assert open_dates(looked, draft) == {}
    assert set(open_dates(looked, replace(draft, base=None))) >= {"submitted_on", "exam_on"}
