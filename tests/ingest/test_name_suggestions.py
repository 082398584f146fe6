"""Who an unknown name may be: suggested by likeness, merged only on a person's word."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.command_line import PROGRAM
from dashboard.commands.cli import main
from dashboard.home import Home, HomeProblem, create_home
from dashboard.ingest.confirmed_names import confirm
from dashboard.ingest.name_suggestions import suggest_names, unknown_people
from dashboard.ingest.people import People, RosterEntry, open_people
from tests.ingest.exports import ANN, BOB, Department, leave_a_file

ROSTER = (
    "Amelia Thornbury",
    "Benedikt Sorensen",
    "Chidinma Okeke-Brandt",
    "Dmitri Volkonsky",
    "Esperanza Villalobos",
    "Fiona MacGregor",
    "Giancarlo Bertolucci",
    "Hye-Won Cho",
    "Ignatius Fairweather",
    "Jacqueline Desrosiers",
    "Kofi Mensah",
    "Lakshmi Raghunathan",
    "Magnus Bjornstad",
    "Nadia El-Khoury",
    "Oluwaseun Adebayo",
    "Pat O'Brien",
    "Patrick O'Brien",
    "Joan Smith",
    "John Smith",
    "Wei Zhang",
)
Spelling = Callable[[str, str], str]
SPELLINGS: dict[str, Spelling] = {
    "an initial": lambda first, last: f"{first[0]}. {last}",
    "last, initial": lambda first, last: f"{last}, {first[0]}",
    "a middle name": lambda first, last: f"{first} Marie {last}",
    "a married name": lambda first, last: f"{first} {last}-Carter",
    "a letter lost": lambda first, last: f"{last[:2]}{last[3:]}, {first}",
    "letters swapped": lambda first, last: f"{first} {last[:-2]}{last[-1]}{last[-2]}",
    "a short first name": lambda first, last: f"{first[:3]} {last}",
    "an e-mail": lambda first, last: f"{first[0]}.{last}@elsewhere.example",
    "run together": lambda first, last: f"{first}{last}",
}


def book_of(*names: str) -> People:
    people = People(bytes(range(32)), {})
    for number, name in enumerate(names):
        people.enrol(RosterEntry(name, None, {"employee": f"E{number}"}, ()))
    people.settle()
    return people


def suggested(people: People, written: str, most: int = 3) -> list[str]:
    stranger, on_roster = people.resolve(written)
    assert not on_roster, written
    return [one.name for one in suggest_names(people, most).get(stranger, ())]


def test_the_first_suggestion_is_nearly_always_right() -> None:
    """Of names without a look-alike on the roster, in nine spellings each."""
    people, meant = book_of(*ROSTER), {}
    for name in ROSTER[:15]:
        first, last = name.split()
        for write in SPELLINGS.values():
            stranger, on_roster = people.resolve(write(first, last))
            assert not on_roster
            meant[stranger] = name
    found = suggest_names(people)
    firsts = {who: [one.name for one in found.get(who, ())[:1]] for who in meant}
    right = sum(firsts[who] == [name] for who, name in meant.items())
    assert len(meant) == 15 * (len(SPELLINGS) - 1)  # both with an initial are one spelling
    assert right >= 0.95 * len(meant), firsts


@pytest.mark.parametrize("written", ["J. Smith", "Smith, Jo", "P O'Brien", "Smith"])
def test_look_alikes_are_both_suggested(written: str) -> None:
    found = suggested(book_of(*ROSTER), written)
    alike = {"S": {"Joan Smith", "John Smith"}, "B": {"Pat O'Brien", "Patrick O'Brien"}}
    assert alike["S" if "Smith" in written else "B"] <= set(found)


def test_more_words_in_common_come_first() -> None:
    people = book_of("Ann Maria Lee", "Annamaria Leeds", "Ann Roe")
    assert suggested(people, "Lee, Maria A.")[0] == "Ann Maria Lee"


@pytest.mark.parametrize("written", ["408213", "Xu Qi", "#", "7 Tesla"])
def test_what_is_like_nobody_gets_no_suggestion(written: str) -> None:
    assert suggested(book_of(*ROSTER), written) == []


def test_no_more_are_suggested_than_asked_for() -> None:
    people = book_of(*(f"{first} Smith" for first in ("Ada", "Bea", "Cal", "Dov", "Eve")))
    assert len(suggested(people, "Smith, F", most=2)) == 2


def test_nothing_is_merged_by_a_suggestion() -> None:
    people = book_of(*ROSTER)
    people.resolve("A. Thornbury")
    before = json.dumps({who: person.names for who, person in people.book.items()})
    suggest_names(people)
    assert json.dumps({who: person.names for who, person in people.book.items()}) == before
    assert people.replaced == {}
    assert not people.resolve("A. Thornbury")[1]


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows of one radiologist under two names, and of a number the roster does not know."""
    folder = tmp_path_factory.mktemp("names")
    (folder / "exports").mkdir()
    department = Department(create_home(folder / "home"), folder / "exports")
    department.roster(ANN, BOB)
    department.cases(
        {"Submitted By": "Roe, Robert", "Interpreting Radiologist": "Lee, Ann"},
        {"Case ID": "PL-2", "Submitted By": "Robert ROE", "Interpreting Radiologist": ""},
        {"Case ID": "PL-3", "Submitted By": "Roe, Bob", "Interpreting Radiologist": "Qi, Xu"},
    )
    department.reviews({"Reviewer ID": "999"})
    department.take()
    return folder


@pytest.fixture
def department(tmp_path: Path, made_once: Path) -> Department:
    """A copy of them."""
    shutil.copytree(made_once, tmp_path, dirs_exist_ok=True)
    return Department(Home(tmp_path / "home"), tmp_path / "exports")


def submitters(department: Department) -> int:
    return int(department.one("select count(distinct submitting_radiologist) from cases"))


def test_unknown_people_come_with_how_often_they_are_named(department: Department) -> None:
    found = unknown_people(department.home, open_people(department.home))
    assert [(one.written, one.cells) for one in found] == [
        ("Roe, Robert", 2),
        ("999", 1),
        ("Qi, Xu", 1),
    ]
    (best,) = found[0].candidates
    assert (best.name, best.known_by, best.shared) == ("Bob Roe", "E2", 1)


@pytest.mark.parametrize(
    ("alias", "person"),
    [
        ("Roe, Robert", "E2"),
        ("Dr. Robert ROE", "Bob Roe"),
        ("robert roe", "bob.roe@radiology.example"),
    ],
)
def test_a_confirmed_name_is_one_person_before_and_after(
    department: Department, alias: str, person: str
) -> None:
    assert submitters(department) == 2
    confirmed = confirm(department.home, alias, person, leave_a_file)
    assert (confirmed.name, confirmed.cells, confirmed.generation) == ("Bob Roe", 2, 2)
    assert submitters(department) == 1
    department.cases({"Case ID": "PL-4", "Submitted By": "Roe, Robert"}, name="more.csv")
    department.take("more.csv")
    assert submitters(department) == 1
    assert not department.take("cases.csv").new


def test_a_confirmed_number_is_known_in_its_column_ever_after(department: Department) -> None:
    assert confirm(department.home, "999", "E1", leave_a_file).cells == 1
    department.reviews({"Reviewer ID": "999", "Case ID": "RP-2"}, name="more.csv")
    department.take("more.csv")
    assert department.rows(
        "select reviewing_radiologist in (select person_id from radiologists), count(*), "
        "count(distinct reviewing_radiologist) from reviews group by 1"
    ) == [(True, 2, 1)]


def test_the_generation_before_and_the_log_name_nobody(department: Department) -> None:
    confirm(department.home, "Roe, Robert", "E2", leave_a_file)
    assert department.home.generations() == [1, 2]
    log = (department.home.path / "audit.log").read_text()
    assert json.loads(log.splitlines()[-1])["event"] == "confirm"
    assert "Roe" not in log
    assert "E2" not in log


@pytest.mark.parametrize(
    ("alias", "person", "says"),
    [
        ("Roe, Robert", "Robert Roe", "has nobody, or more than one, of that name or number"),
        ("Roe, Robert", "E9", "has nobody, or more than one"),
        ("Roe, Roberta", "E2", f"`{PROGRAM} people suggest` lists who is"),
        ("Roe, Bob", "E2", "is Bob Roe already; there is nothing to do"),
        ("Lee, Ann", "E2", "is Ann Lee of the roster, so it cannot be somebody else"),
    ],
)
def test_a_word_that_fits_nobody_changes_nothing(
    department: Department, alias: str, person: str, says: str
) -> None:
    book = department.home.people_path.read_text()
    with pytest.raises(HomeProblem, match=says):
        confirm(department.home, alias, person, leave_a_file)
    assert department.home.people_path.read_text() == book
    assert department.home.generations() == [1]


def test_a_name_two_of_the_roster_share_cannot_be_given_to_one(department: Department) -> None:
    twin = ["E3", "Lee", "Ann", "a.lee@radiology.example", "5"]
    department.roster(ANN, BOB, twin, name="roster2.xlsx")
    department.cases({"Case ID": "PL-9", "Submitted By": "Lee, Ann"}, name="more.csv")
    department.take("roster2.xlsx", "more.csv")
    with pytest.raises(HomeProblem, match="two people of the roster have that name"):
        confirm(department.home, "Lee, Ann", "E3", leave_a_file)


def test_a_publishing_that_fails_confirms_nothing(department: Department) -> None:
    def fail(_warehouse: Path, _published: Path) -> None:
        raise ValueError("no")

    book = department.home.people_path.read_text()
    with pytest.raises(ValueError, match="no"):
        confirm(department.home, "Roe, Robert", "E2", fail)
    assert department.home.people_path.read_text() == book
    assert submitters(department) == 2


def test_the_commands(department: Department, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(department.home.path)]
    assert main(["people", "suggest", "--format", "csv", *home]) == 0
    listed = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["written"], row["may_be"], row["known_by"]) for row in listed] == [
        ("Roe, Robert", "Bob Roe", "E2"),
        ("999", "", ""),
        ("Qi, Xu", "", ""),
    ]
    for alias, person in (("Roe, Robert", "E2"), ("999", "E1")):
        assert main(["people", "confirm", alias, person, *home]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "Generation 3 is current now."
    assert main(["people", "confirm", "999", "E1", *home]) == 2
    assert capsys.readouterr().err.count("\n") == 1
