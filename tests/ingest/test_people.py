"""One person under several names and numbers is one; nobody is merged by guess."""

import json
import uuid
from pathlib import Path

import pytest

from dashboard.home import HomeProblem, create_home
from dashboard.ingest.people import People, RosterEntry, open_people, plain_name
from tests.ingest.exports import ANN, BOB, Department

KEY = bytes(range(32))
NUMBERS = {"employee": "E1", "eradpeer": "9"}
ANN_LEE = RosterEntry("Ann Lee", "ann.lee@radiology.example", NUMBERS, ())


def people(*entries: RosterEntry) -> People:
    book = People(KEY, {})
    for entry in entries:
        book.enrol(entry)
    book.settle()
    return book


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Lee, Ann", "ann lee"),
        ("Dr. Ann LEE, MD", "ann lee"),
        ("Ann  Lee", "ann lee"),
        ("Novák, Elif", "elif novak"),
        ("O'Brien, Pat", "obrien pat"),
        ("O\u2019Brien, Pat", "obrien pat"),
        ("Smith-Jones, A.", "a jones smith"),
        ("Prof Max Müller", "max muller"),
    ],
)
def test_names_without_order_accents_marks_and_titles(written: str, plain: str) -> None:
    assert plain_name(written) == plain


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Lee, Ann", None),
        ("ann lee", None),
        ("Dr. Ann Lee", "eradpeer"),
        ("ANN.LEE@radiology.example ", None),
        ("E1", "employee"),
        ("e1", None),
        ("9", "eradpeer"),
        ("9", None),
        ("9.0", "eradpeer"),
    ],
)
def test_every_spelling_is_the_same_person(cell: str, kind: str | None) -> None:
    book = people(ANN_LEE)
    assert book.resolve(cell, kind) == (book.resolve("E1", "employee")[0], True)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("Lee, Anne", None), ("Lee", None), ("9", "employee"), ("E1", "eradpeer"), ("10", None)],
)
def test_what_is_only_alike_is_somebody_else(cell: str, kind: str | None) -> None:
    book = people(ANN_LEE)
    pseudonym, on_roster = book.resolve(cell, kind)
    assert not on_roster
    assert pseudonym != book.resolve("E1", "employee")[0]


def test_a_name_two_people_share_goes_to_neither() -> None:
    other = RosterEntry("Lee, Ann", "a.lee@radiology.example", {"employee": "E2"}, ())
    book = people(ANN_LEE, other)
    assert book.resolve("Ann Lee") == (book.resolve("Lee, Ann")[0], False)
    assert book.resolve("E1", "employee")[0] != book.resolve("E2", "employee")[0]


def test_a_number_of_two_kinds_goes_to_neither_unless_its_kind_is_known() -> None:
    other = RosterEntry("Bob Roe", None, {"employee": "9"}, ())
    book = people(ANN_LEE, other)
    assert not book.resolve("9")[1]
    assert book.resolve("9", "eradpeer")[0] == book.resolve("Ann Lee")[0]
    assert book.resolve("9", "employee")[0] == book.resolve("Bob Roe")[0]


def test_pseudonyms_depend_on_the_key_alone() -> None:
    first, second = people(ANN_LEE), people(ANN_LEE)
    other = People(bytes(32), {})
    other.enrol(ANN_LEE)
    assert first.resolve("Ann Lee") == second.resolve("Ann Lee")
    assert first.resolve("Ann Lee")[0] != other.resolve("Ann Lee")[0]
    assert uuid.UUID(first.resolve("Ann Lee")[0])


def test_a_roster_takes_over_who_was_met_before_it() -> None:
    book = people()
    stranger, _ = book.resolve("Lee, Ann")
    number, _ = book.resolve("9", "eradpeer")
    book.enrol(ANN_LEE)
    book.settle()
    ann, on_roster = book.resolve("Lee, Ann")
    assert on_roster
    assert book.replaced == {stranger: ann, number: ann}
    assert book.resolve("9", "eradpeer") == (ann, True)


def test_a_roster_row_is_found_again_by_number_though_the_name_changed() -> None:
    book = people(ANN_LEE)
    before, _ = book.resolve("Ann Lee")
    book.enrol(RosterEntry("Ann Roe", None, {"employee": "E1"}, ()))
    assert book.resolve("Roe, Ann") == (before, True)
    assert book.resolve("Lee, Ann") == (before, True)


def test_the_book_is_private_and_survives(tmp_path: Path) -> None:
    home = create_home(tmp_path / "home")
    book = open_people(home)
    book.enrol(ANN_LEE)
    stranger, _ = book.resolve("44", "eradpeer")
    assert book.changed
    book.save(home)
    assert home.people_path.stat().st_mode & 0o777 == 0o600
    again = open_people(home)
    assert not again.changed
    assert again.resolve("Lee, Ann") == book.resolve("Lee, Ann")
    assert again.resolve("44", "eradpeer") == (stranger, False)


def test_a_damaged_book_is_said(tmp_path: Path) -> None:
    home = create_home(tmp_path / "home")
    home.people_path.write_text("{")
    with pytest.raises(HomeProblem, match="the list of people is damaged"):
        open_people(home)


def test_one_person_across_four_exports(department: Department) -> None:
    department.roster(ANN, BOB)
    department.cases({})
    department.feedback({})
    department.reviews({})
    department.take()
    assert department.one("select count(distinct person_id) from radiologists") == 2
    assert (
        department.one(
            """
        select count(*) from cases, feedback, reviews
        where cases.submitting_radiologist = reviews.reviewing_radiologist
          and cases.interpreting_radiologist = feedback.receiving_radiologist
          and cases.interpreting_radiologist = reviews.interpreting_radiologist
        """
        )
        == 1
    )


def test_people_on_no_roster_are_counted_apart_and_said(department: Department) -> None:
    department.roster(ANN)
    department.cases({}, {"Case ID": "PL-2"})
    receipt = department.receipt("roster.xlsx") and department.receipt("cases.csv")
    (note,) = receipt.notes
    assert note.startswith("Interpreting radiologist is on no roster")
    assert note.endswith("2 rows")
    assert "Roe" not in json.dumps(receipt.as_record())


def test_rows_taken_before_the_roster_are_given_to_it(department: Department) -> None:
    department.cases({})
    department.feedback({})
    department.take("cases.csv", "feedback.tsv")
    department.roster(ANN, BOB)
    department.take("roster.xlsx")
    on_the_roster = "in (select person_id from radiologists)"
    assert department.rows(
        f"select submitting_radiologist {on_the_roster}, "
        f"interpreting_radiologist {on_the_roster} from cases"
    ) == [(True, True)]
    again = department.take()
    assert [receipt.accepted + receipt.superseded for receipt in again.receipts] == [0, 0, 0]


def test_rows_that_turn_out_to_be_one_persons_are_one(department: Department) -> None:
    department.feedback({}, {"Recipient": "Roe, Bob", "Feedback Acknowledged": "2025-03-09"})
    department.take()
    assert department.one("select count(*) from feedback") == 2
    department.roster(ANN, BOB)
    department.take("roster.xlsx")
    assert department.rows("select acknowledged_on::text from feedback") == [("2025-03-09",)]


def test_places_are_spelled_as_the_roster_does_whenever_it_comes(department: Department) -> None:
    department.reviews({})
    department.take("reviews.csv")
    assert department.one("select site from reviews") == "NORTH CAMPUS"
    department.roster(ANN, BOB)
    department.take("roster.xlsx")
    assert department.one("select site from reviews") == "North Campus"
    assert department.rows("select distinct site from coverage where site is not null") == [
        ("North Campus",)
    ]
    assert not department.take().new
