"""How much redaction takes out, on text rules were written from and on text nobody looked at."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.house.project_files import ROOT
from tests.redaction.keeping import kept
from tests.redaction.sentences import Planted, read_set, recall, taken_out

UNSEEN, SEEN = read_set("unseen"), read_set("seen")
DOCUMENT = ROOT / "docs" / "redaction.md"
CASES = ROOT / "data" / "demo" / "peer_learning_cases.csv"
ROW = r"^\| ([\w, -]+) \| (\d+) \| (\d+) \| (\d+) \|$"
SHARE = r"^\| (seen|unseen), ([\w ]+) \| (\d+) of (\d+) \| ([\d.]+) % \| ([\d.]+) to ([\d.]+) % \|$"
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


@dataclass(frozen=True)
class Measured:
    """What is left of the sentences, eponyms and harmless texts of both sets, and what that is."""

    unseen: Found
    seen: Found
    eponyms_lost: int
    harmless_changed: list[str]


@pytest.fixture(scope="module", params=["rules alone", "with the patient columns"])
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Both sets taken in at once, their rosters together: Baker, Colles and Young are on it."""
    columns = request.param != "rules alone"
    folder = tmp_path_factory.mktemp("sets")
    sentences = (*UNSEEN.sentences, *SEEN.sentences)
    eponyms = (*UNSEEN.eponyms, *SEEN.eponyms)
    texts = [one.text for one in (*sentences, *eponyms)] + list(SEEN.harmless)
    patients = [one.patient if columns else () for one in sentences]
    patients += [()] * (len(texts) - len(sentences))
    roster = tuple(dict.fromkeys((*UNSEEN.roster, *SEEN.roster)))
    left = kept(folder, texts, patients, roster)
    middle, end = len(UNSEEN.sentences), len(sentences)
    signs = zip(eponyms, left[end : end + len(eponyms)], strict=True)
    return Measured(
        unseen=taken_out(UNSEEN.sentences, left[:middle]),
        seen=taken_out(SEEN.sentences, left[middle:end]),
        eponyms_lost=sum(word not in text for eponym, text in signs for word in eponym.keep),
        harmless_changed=[
            text
            for text, now in zip(SEEN.harmless, left[end + len(eponyms) :], strict=True)
            if text != now
        ],
    )


def test_the_sets_are_large_and_varied() -> None:
    for one in (UNSEEN, SEEN):
        planted = [value for sentence in one.sentences for value in sentence.planted]
        assert len(one.sentences) >= 150
        assert len({sentence.text for sentence in one.sentences}) == len(one.sentences)
        assert len({value.kind for value in planted}) == 11
    assert sum(len(eponym.keep) for eponym in UNSEEN.eponyms) >= 100
    assert not {one.text for one in UNSEEN.sentences} & {one.text for one in SEEN.sentences}


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


def test_recall_and_what_must_stay(measured: Measured) -> None:
    """The document says the exact numbers; these floors are for those who change a rule."""
    assert recall(measured.unseen) >= 0.90
    assert recall(measured.seen) >= 0.97
    assert measured.eponyms_lost == 0
    assert measured.harmless_changed == []


def test_the_document_says_what_is_found(
    request: pytest.FixtureRequest, measured: Measured
) -> None:
    words = DOCUMENT.read_text(encoding="utf-8")
    columns = "columns" in request.node.callspec.id
    rows = {name: tuple(map(int, found)) for name, *found in re.findall(ROW, words, re.MULTILINE)}
    assert rows.keys() == {*KINDS, "all"}
    for name, (planted, rules_alone, columns_too) in rows.items():
        counted = [measured.unseen[KINDS[name]]] if name in KINDS else measured.unseen.values()
        gone = sum(one for one, _ in counted)
        assert planted == sum(one for _, one in counted), name
        assert (columns_too if columns else rules_alone) == gone, name
    how = "with the patient columns" if columns else "rules and roster alone"
    shares = {one[:2]: one[2:] for one in re.findall(SHARE, words, re.MULTILINE)}
    for which, found in (("unseen", measured.unseen), ("seen", measured.seen)):
        gone, planted = (sum(counts) for counts in zip(*found.values(), strict=True))
        low, high = proportion_confint(gone, planted, method="wilson")
        said = (str(gone), str(planted), *(f"{100 * x:.1f}" for x in (gone / planted, low, high)))
        assert shares[which, how] == said, said


def test_few_harmless_words_of_the_demo_go(tmp_path: Path) -> None:
    """The demo plants identifiers in one text of a hundred; all other words are to stay."""
    with CASES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    texts = sorted({row["Learning Point"] for row in rows if row["Learning Point"]})
    left = kept(tmp_path, texts, None, ("Ann Lee", "Bob Roe"))
    words = sum(len(text.split()) for text in texts)
    names = {row["Patient Name"].split(",")[0] for row in rows}
    stands_in = re.compile(r"\[(?:name|place|contact|age over 89)\]")
    lost = [
        text
        for text, now in zip(texts, left, strict=True)
        if stands_in.search(now) and not any(name and name in text for name in names)
    ]
    assert words > 40_000
    assert len(lost) / words < 0.0005, lost
