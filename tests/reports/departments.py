"""Departments that try a deck: the demo's published file, cut or renamed, and a small one taken in.

Cutting a copy takes a tenth of a second where taking exports in takes many; what readers open is
the published file alone, so that a cut one is as good to them as one of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from dashboard.published.open import Published, open_published

LONGEST = {
    "North Campus": "North Campus and Women’s Hospital of the Holy Sisters of Mercy",
    "Harbour": "Harbourfront Ambulatory Imaging and Interventional Procedure Center",
    "Riverside": "Riverside Veterans Affairs Regional Medical Center, East Pavilion",
    "Westgate": "Westgate Community Hospital with Level II Trauma and Stroke Center",
}
LONG_EVENTS = {
    "Scoring built into PACS": "Scored peer review built into the enterprise picture archive and "
    "its dictation software, all workstations at all four hospitals",
    "Worklist shows priors": "The reading worklist now opens prior examinations, outside studies "
    "and the referring clinician’s note before a report can be signed",
    "Laterality check": "Dictation software compares laterality between findings and impression "
    "and asks before signing",
}
LONG_THEMES = {
    "prior_history": "Prior examination, outside study or clinical history available but not used",
    "perception": "Perceptual: the finding was on the images and was not seen by the reader",
    "recommendation": "Recommendation for follow-up missing, unclear or not in line with guidance",
}
Edit = Callable[[duckdb.DuckDBPyConnection], None]


def edited(demo: Published, folder: Path, name: str, edit: Edit) -> Published:
    """Return a copy of the demo's published file after `edit`."""
    path = folder / f"{name}.duckdb"
    shutil.copy(demo.path, path)
    connection = duckdb.connect(str(path))
    edit(connection)
    connection.close()
    return open_published(path)


def longest_names(connection: duckdb.DuckDBPyConnection) -> None:
    for short, long in LONGEST.items():
        connection.execute(
            "update ledger set members = list_transform(members, lambda m: if(m = ?, ?, m))",
            [short, long],
        )
        connection.execute(
            "update events set site = ?, label = 'Peer learning at ' || ? where site = ?",
            [long, long, short],
        )
        connection.execute("update coverage set site = ? where site = ?", [long, short])
    for short, long in LONG_EVENTS.items():
        connection.execute("update events set label = ? where label = ?", [long, short])
    for code, label in LONG_THEMES.items():
        connection.execute(
            "update vocabularies set label = ? where vocabulary = 'theme' and code = ?",
            [label, code],
        )


def three_months(connection: duckdb.DuckDBPyConnection) -> None:
    """Only the last three months were ever received, of peer learning alone."""
    first = date(2025, 10, 1)
    connection.execute("delete from ledger where from_month < ?", [first])
    connection.execute("delete from ledger where base in ('reviews', 'double_scored_exams')")
    connection.execute("delete from coverage where table_name = 'reviews'")
    connection.execute("update coverage set first_day = ? where first_day < ?", [first, first])
    connection.execute("delete from events where happened_on < ?", [first])
    connection.execute("delete from actions where opened_on < ?", [first])


def one_site(connection: duckdb.DuckDBPyConnection) -> None:
    """The department has one site, which went live once."""
    connection.execute("delete from ledger where axis = 'site'")
    connection.execute("delete from events where site in ('Harbour', 'Riverside')")
    connection.execute("update coverage set site = 'North Campus' where site is not null")
