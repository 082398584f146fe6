"""The files of a coordinator's first hour, made from the demo department's exports.

Three systems: the roster of human resources, the exam volumes of the RIS, the cases of the peer
learning tool. The tool was updated and calls one column otherwise; its October cases have a
category nobody has heard of. A month later the tool exports again: one case corrected, one gone.
"""

from __future__ import annotations

import csv
import shutil
import zipfile
from pathlib import Path

OLD_NAME, NEW_NAME = "Submitted By", "Reporter"
NEW_WORD = "Voice recognition"
CASES = "cases.csv"


def write_first_month(exports: Path, folder: Path) -> None:
    """Write what the three systems export at the end of October 2025 into an empty folder."""
    folder.mkdir(parents=True)
    roster = shutil.copy(exports / "roster.xlsx", folder)
    with zipfile.ZipFile(roster, "a") as book:
        book.comment = b"Not the demo's own file: one of those never goes into another home."
    rows = _read(exports / "exam_volumes.csv", ",")
    _write(folder / "exam_volumes.csv", [row for row in rows if row["Month"] <= "2025-10"], ",")
    _write(folder / CASES, _cases(exports, "2025-10-31"), ";")


def write_next_month(exports: Path, folder: Path) -> None:
    """Write the tool's export at the end of November 2025: one case corrected, one gone."""
    folder.mkdir(parents=True)
    rows = _cases(exports, "2025-11-30")
    october = [row for row in rows if row["Submitted On"].startswith("2025-10")]
    october[0]["Section"] = "Chest" if october[0]["Section"] != "Chest" else "Body"
    _write(folder / CASES, [row for row in rows if row is not october[1]], ";")


def _cases(exports: Path, last_day: str) -> list[dict[str, str]]:
    rows = _read(exports / "peer_learning_cases.csv", ";")
    kept = [row for row in rows if row["Submitted On"][:10] <= last_day]
    for row in kept:
        if row["Submitted On"].startswith("2025-10") and row["Category"] == "Dictation":
            row["Category"] = NEW_WORD
    return [{NEW_NAME if n == OLD_NAME else n: value for n, value in row.items()} for row in kept]


def _read(path: Path, separator: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def _write(path: Path, rows: list[dict[str, str]], separator: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
