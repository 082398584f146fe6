"""Small files as a new system writes them, and what the home looks like before and after."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

from dashboard.home import Home
from dashboard.intake.draft import first_draft
from dashboard.intake.finished_layout import Layout, finished
from dashboard.intake.looking import look_at
from dashboard.intake.uploads import Upload

MRN, PATIENT = "48210977", "Zorblatt, Quincy"
FLAG = {
    "Flag No": "RF-2000",
    "Flagged By": "Lee, Ann",
    "Read By": "Roe, Bob",
    "Flagged On": "03/10/2025",
    "Hospital": "North Campus",
    "Team": "Neuro",
    "Exam Type": "CT",
    "Error Category": "Missed finding",
    "Teaching Comment": "Look again at the lung bases on every abdominal CT.",
    "MRN": MRN,
    "Pt Name": PATIENT,
    "Reviewed In": "Room 2",
}


def flags(*rows: Mapping[str, str], name: str = "radflow_flags_2025-10.csv") -> Upload:
    """Return the flags of a system nobody has described: a title line, semicolons, odd names."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["RadFlow flags, printed 2 November 2025"])
    writer.writerow(FLAG)
    for row in rows or ({},):
        assert set(row) <= set(FLAG), set(row) - set(FLAG)
        writer.writerow({**FLAG, **row}.values())
    return Upload(name, text.getvalue().encode())


def numbered_flags(count: int, **same: str) -> list[dict[str, str]]:
    """Return flags that differ in number and day; keyword names have _ for a space."""
    fixed = {name.replace("_", " "): value for name, value in same.items()}
    return [
        {"Flag No": f"RF-{2000 + n}", "Flagged On": f"{n % 9 + 1:02}/10/2025", **fixed}
        for n in range(count)
    ]


def day_first_layout(home: Home, upload: Upload, name: str = "radflow_flags") -> Layout:
    """Return the layout that is proposed for flags, their dates read with the day first."""
    (looked,) = look_at(home, upload)
    draft = first_draft(home, looked)
    return finished(replace(draft, dates={"submitted_on": "%d/%m/%Y"}), looked, name)


def table(headings: Sequence[str], *rows: Sequence[str], name: str = "table.csv") -> Upload:
    """Return a plain table with commas."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return Upload(name, text.getvalue().encode())


def contents(home: Home) -> dict[str, str]:
    """Return a hash of every file of the home but its locks, by its path in it."""
    return {
        path.relative_to(home.path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.path.rglob("*"))
        if path.is_file() and not path.name.endswith("lock")
    }


def holds(folder: Path, *words: str) -> list[str]:
    """Return the files under a folder that hold one of the words."""
    wanted = [word.encode() for word in words]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    ]
