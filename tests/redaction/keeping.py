"""Take texts in as learning points, by the product itself, and read what the warehouse keeps."""

from __future__ import annotations

from pathlib import Path

from dashboard.home import create_home
from tests.ingest.exports import Department

COLUMNS = ("Patient Name", "MRN", "Accession")


def kept(
    folder: Path,
    texts: list[str],
    patients: list[tuple[str, ...]] | None,
    roster: tuple[str, ...],
) -> list[str]:
    """Return what is kept of each text, its row with or without the patient columns."""
    patients = patients or [()] * len(texts)
    (folder / "exports").mkdir()
    department = Department(create_home(folder / "home"), folder / "exports")
    department.roster(*map(_roster_row, range(len(roster)), roster))
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


def _roster_row(number: int, name: str) -> list[str]:
    first, _, last = name.rpartition(" ")
    return [f"E{number}", last, first, f"p{number}@radiology.example", f"{5000 + number}"]
