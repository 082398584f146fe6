"""Published counts beside what was printed, row by row, and the two arms of a study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard.analysis.denominators import unlike_denominators
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.published_consistency import check_p, check_percent
from dashboard.own_data.own_file import OwnFile
from dashboard.own_data.refusal import WrongInput

PUBLISHED_RESULTS = Path(__file__).resolve().parents[2] / "data/published/published_results.csv"
PUBLISHED_COLUMNS = [
    "study_id", "measure", "arm", "events", "denominator", "denominator_unit", "percent",
    "published_percent", "gap", "verdict", "published_lower", "published_upper",
    "interval_method", "note",
]  # fmt: skip
NEEDED = ("study_id", "measure", "arm", "events", "denominator")
Record = dict[str, str]


def published_rows(file: OwnFile) -> list[dict[str, Any]]:
    """A row a published result. Raises WrongInput for a missing column or impossible counts."""
    records = published_records(file)
    return [published_row(file, number, records) for number in range(len(records))]


def published_records(file: OwnFile) -> list[Record]:
    """The cells of each row by column. Raises WrongInput when a needed column is not there."""
    for column in NEEDED:
        file.text(column)
    return [
        {name: cell or "" for name, cell in zip(file.header, row, strict=True)} for row in file.rows
    ]


def published_row(file: OwnFile, number: int, records: Sequence[Record]) -> dict[str, Any]:
    """What row `number` (from 0) prints. Raises WrongInput when it cannot be used."""
    record = records[number]
    events, denominator = (
        file.number(record[name], number + 1, name) for name in ("events", "denominator")
    )
    if events is None or denominator is None:
        raise WrongInput(
            f"{file.name}: row {number + 1} has no events or no denominator. Fill both in, or "
            "leave the row out."
        )
    try:
        found = check_percent(
            events,
            denominator,
            record.get("published_percent"),
            record.get("published_ci_low"),
            record.get("published_ci_high"),
        )
        notes = [found.note, *_arm_notes(record, records)]
    except CannotCompute as refusal:
        raise WrongInput(f"{file.name}: row {number + 1}: {refusal}.") from refusal
    return {
        **{name: record.get(name) or None for name in ("study_id", "measure", "arm")},
        "events": int(events),
        "denominator": int(denominator),
        "denominator_unit": record.get("denominator_unit") or None,
        "percent": found.percent,
        "published_percent": found.published_percent,
        "gap": found.gap,
        "verdict": found.verdict,
        "published_lower": found.published_lower,
        "published_upper": found.published_upper,
        "interval_method": found.interval_method,
        "note": "; ".join(note for note in (*notes, record.get("note", "")) if note),
    }


def _arm_notes(record: Record, records: Sequence[Record]) -> list[str]:
    """What can be said where the same study has another arm for the same measure."""
    key = (record["study_id"], record["measure"])
    others = [
        other
        for other in records
        if (other["study_id"], other["measure"]) == key and other["arm"] != record["arm"]
    ]
    if len(others) != 1:
        return []
    other = others[0]
    notes = [unlike_denominators(record.get("denominator_unit"), other.get("denominator_unit"))]
    if record.get("published_p"):
        checked = check_p(
            float(record["events"]),
            float(record["denominator"]),
            float(other["events"]),
            float(other["denominator"]),
            record["published_p"],
            record.get("published_test", ""),
        )
        notes.append(checked.note)
    return notes
