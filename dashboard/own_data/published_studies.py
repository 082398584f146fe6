"""Published results as a page shows them: those that come with us, and those a reader adds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.own_data.own_file import OwnFile, read_own_file
from dashboard.own_data.published_rows import (
    PUBLISHED_RESULTS,
    Record,
    published_records,
    published_row,
)
from dashboard.own_data.refusal import WrongInput

ARM_WORDS = {
    "score_based": "scored review",
    "peer_learning": "peer learning",
    "voluntary_qa": "voluntary reports",
    "survey": "survey",
}
COLUMNS = (
    "study_id", "citation", "year", "setting", "arm", "measure", "events", "denominator",
    "denominator_unit", "published_percent", "published_ci_low", "published_ci_high",
    "published_p", "published_test", "note",
)  # fmt: skip
SAYS_SOMETHING = ("study_id", "citation", "measure", "denominator_unit")
MOST_ROWS, LONGEST_CELL = 500, 500
AUTHOR = re.compile(r"^([A-Z][\w'’-]+) [A-Z]{1,3}\b")


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """One arm and measure of a study. percent: from the counts; printed and note: as said there.

    verdict: whether the counts give the printed percent. mine: a row the reader added.
    """

    study: str
    label: str
    citation: str
    year: str
    setting: str
    arm: str
    measure: str
    events: int
    denominator: int
    unit: str
    printed: str
    verdict: str
    note: str
    mine: bool = False

    @property
    def system(self) -> str:
        """The arm in words."""
        return ARM_WORDS.get(self.arm, self.arm.replace("_", " "))


@cache
def shipped_results() -> tuple[PublishedResult, ...]:
    """The published results that come with the product."""
    file = read_own_file(PUBLISHED_RESULTS)
    records = published_records(file)
    return tuple(_result(file, row, records, mine=False) for row in range(len(records)))


def added_results(file: OwnFile) -> tuple[tuple[PublishedResult, ...], tuple[str, ...]]:
    """The usable rows of a reader's own file, and one sentence for each row that is not.

    Raises WrongInput when a column is missing or the file is too long to be a table of studies.
    """
    if len(file.rows) > MOST_ROWS:
        raise WrongInput(
            f"{file.name}: has {len(file.rows):,} rows; a table of studies has at most {MOST_ROWS}."
        )
    for column in SAYS_SOMETHING:
        file.text(column)
    records, results, sentences = published_records(file), [], []
    for row, record in enumerate(records):
        try:
            _complete(file, row, record)
            results.append(_result(file, row, records, mine=True))
        except WrongInput as refusal:
            sentences.append(refusal.message)
    return tuple(results), tuple(sentences)


def _complete(file: OwnFile, row: int, record: Record) -> None:
    for column in (*SAYS_SOMETHING, "arm"):
        if not record[column]:
            raise WrongInput(f"{file.name}: row {row + 1} has no {column}. Fill it in.")
    if record["arm"] not in ARM_WORDS:
        raise WrongInput(
            f"{file.name}: row {row + 1} has the arm '{record['arm'][:40]}'; use one of "
            f"{', '.join(ARM_WORDS)}."
        )
    long = next((name for name, cell in record.items() if len(cell) > LONGEST_CELL), None)
    if long is not None:
        raise WrongInput(
            f"{file.name}: row {row + 1} has over {LONGEST_CELL} letters in {long}. Shorten it."
        )


def _result(file: OwnFile, row: int, records: Sequence[Record], mine: bool) -> PublishedResult:
    record, printed = records[row], published_row(file, row, records)
    if not printed["denominator"]:
        raise WrongInput(f"{file.name}: row {row + 1} is out of 0, which gives no percent.")
    return PublishedResult(
        record["study_id"],
        _label(record),
        record.get("citation", ""),
        record.get("year", ""),
        record.get("setting", ""),
        record["arm"],
        record["measure"],
        printed["events"],
        printed["denominator"],
        record.get("denominator_unit", ""),
        printed["published_percent"] or "",
        printed["verdict"],
        printed["note"],
        mine,
    )


def _label(record: Record) -> str:
    """Return "Trinh 2019": the first author where the citation begins with one, else the study."""
    author = AUTHOR.match(record.get("citation", ""))
    year = record.get("year", "")
    name = author[1] if author else record["study_id"].removesuffix(year)
    known = name if author or any(letter.isupper() for letter in name) else name.capitalize()
    return f"{known} {year}".strip()
