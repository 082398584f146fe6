"""How much redaction takes out of free text no rule was written from: never less than is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.home import create_home
from tests.house.project_files import ROOT
from tests.ingest.exports import Department
from tests.redaction.unseen import Planted, read_unseen, recall, taken_out

UNSEEN = read_unseen()
DOCUMENT = ROOT / "docs" / "redaction.md"
COLUMNS = ("Patient Name", "MRN", "Accession")
# A colleague of that surname is on the roster, and the word before could introduce one.
LOST_TO_A_COLLEAGUE = {"Baker", "Colles", "Young"}
ROW = r"^\| ([\w, -]+) \| (\d+) \| (\d+) \| (\d+) \|$"
KINDS = {
    "names of patients and relatives": "name",
    "record numbers": "mrn",
    "exam numbers": "accession",
    "birth dates and great ages": "born",
    "other dates": "date",
    "telephone, fax, pager": "phone",
    "e-mail and web addresses": "email",
    "postal addresses, wards, beds": "address",
    "numbers of states and insurers": "number",
    "colleagues on the roster": "colleague",
    "clinicians on no roster": "clinician",
}
Found = dict[str, tuple[int, int]]


def kept(
    folder: Path,
    texts: list[str],
    patients: list[tuple[str, ...]] | None = None,
    roster: tuple[str, ...] = UNSEEN.roster,
) -> list[str]:
    """Take texts in as learning points, by the product itself; return what the warehouse keeps."""
    patients = patients or [()] * len(texts)
    (folder / "exports").mkdir()
    department = Department(create_home(folder / "home"), folder / "exports")
    department.roster(*map(roster_row, range(len(roster)), roster))
    rows = [
        {
            "Case ID": f"PL-{number}",
            "Submitted By": "E1",
            "Interpreting Radiologist": "E2",
            "Learning Point": text,
            **dict(zip(COLUMNS, (*patient, "", "", ""), strict=False)),
        }
        for number, (text, patient) in enumerate(zip(texts, patients, strict=True))
    ]
    department.cases(*rows)
    department.take()
    found = department.rows("select learning_point from cases order by row_number")
    return [text or "" for (text,) in found]


def roster_row(number: int, name: str) -> list[str]:
    first, _, last = name.rpartition(" ")
    return [f"E{number}", last, first, f"p{number}@radiology.example", f"{5000 + number}"]


@pytest.fixture(scope="module")
def by_rules(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What is taken out when the export has no patient columns."""
    texts = [sentence.text for sentence in UNSEEN.sentences]
    return taken_out(UNSEEN.sentences, kept(tmp_path_factory.mktemp("rules"), texts))


@pytest.fixture(scope="module")
def with_columns(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What is taken out when the row's own patient columns are there."""
    texts = [sentence.text for sentence in UNSEEN.sentences]
    patients = [sentence.patient for sentence in UNSEEN.sentences]
    return taken_out(UNSEEN.sentences, kept(tmp_path_factory.mktemp("deny"), texts, patients))


def test_the_set_is_large_and_varied() -> None:
    planted = [one for sentence in UNSEEN.sentences for one in sentence.planted]
    assert len(UNSEEN.sentences) >= 150
    assert len({sentence.text for sentence in UNSEEN.sentences}) == len(UNSEEN.sentences)
    assert sum(len(eponym.keep) for eponym in UNSEEN.eponyms) >= 100
    assert len({one.kind for one in planted}) == 11
    unnoticed = [
        one.value
        for sentence in UNSEEN.sentences
        for one in sentence.planted
        if not one.is_left_in(sentence.text)
    ]
    assert unnoticed == ["KA"]  # initials: a word too short to count as left in


@pytest.mark.parametrize(
    ("value", "text", "left"),
    [
        ("Harold Venkataraman", "missed on Mr [name], apex", False),
        ("Harold Venkataraman", "missed on [patient] VENKATARAMAN, apex", True),
        ("7731-204-8", "mrn [number]-8 double booked", True),
        ("Mrs. Abernathy-Cole", "Mrs. [name] again", False),
    ],
)
def test_half_an_identifier_counts_as_left_in(value: str, text: str, left: bool) -> None:
    assert Planted("name", value).is_left_in(text) == left


def test_recall_by_rules_alone(by_rules: Found) -> None:
    assert recall(by_rules) >= 0.40, by_rules
    assert recall(by_rules, "mrn") >= 0.75
    assert recall(by_rules, "date", "born") >= 0.60


def test_recall_with_the_rows_own_patient_columns(with_columns: Found, by_rules: Found) -> None:
    assert recall(with_columns) >= 0.55, with_columns
    assert recall(with_columns, "name") >= 0.85
    assert recall(with_columns, "mrn", "accession") >= recall(by_rules, "mrn", "accession")


@pytest.mark.parametrize(
    ("roster", "may_be_lost"),
    [(("Hannah Whitlock", "Viktor Petrossian"), set()), (UNSEEN.roster, LOST_TO_A_COLLEAGUE)],
    ids=["nobody has the name", "a colleague has the name"],
)
def test_eponyms_stay(tmp_path: Path, roster: tuple[str, ...], may_be_lost: set[str]) -> None:
    left = kept(tmp_path, [eponym.text for eponym in UNSEEN.eponyms], roster=roster)
    pairs = zip(UNSEEN.eponyms, left, strict=True)
    lost = [word for eponym, text in pairs for word in eponym.keep if word not in text]
    assert set(lost) <= may_be_lost
    assert len(lost) <= len(may_be_lost)


def test_the_document_promises_no_more_than_is_found(by_rules: Found, with_columns: Found) -> None:
    rows = re.findall(ROW, DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    said = {words: tuple(map(int, numbers)) for words, *numbers in rows}
    assert said.keys() == {*KINDS, "all"}
    for words, kinds in {
        **{words: (kind,) for words, kind in KINDS.items()},
        "all": by_rules,
    }.items():
        planted, rules_alone, columns_too = said[words]
        assert planted == sum(by_rules[kind][1] for kind in kinds), words
        assert rules_alone <= sum(by_rules[kind][0] for kind in kinds), words
        assert columns_too <= sum(with_columns[kind][0] for kind in kinds), words
