"""Write the extract: a file of rows and a codebook a table, and a line in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.extract.generalise import PLACES, Generalised, generalise
from dashboard.findings.table import csv_text
from dashboard.home import Home, HomeProblem
from dashboard.private_files import private_file
from dashboard.sql_files import SqlFile, query_folder
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.open import read_warehouse

PEOPLE = 5
SHORTEST_REASON = 12


@dataclass(frozen=True, slots=True)
class Extracted:
    """One table's file, and what was given up for it."""

    file: Path
    found: Generalised


def write_extract(home: Home, folder: Path, why: str, people: int = PEOPLE) -> list[Extracted]:
    """Write de-identified cases and reviews of `home` into the new folder `folder`.

    `people` different people in each role stand behind every kind of row. The audit trail gets
    the reason and the numbers. Raises HomeProblem when there is nothing to extract, the folder
    is there already, the reason says nothing, or it cannot be written.
    """
    _check(home, folder, why)
    path = home.warehouse_path()
    if path is None:
        raise HomeProblem(f"{home.path}: nothing was taken yet; take exports first.")
    connection = read_warehouse(path)
    try:
        tables = [(file, connection.execute(file.sql).df()) for file in query_folder("extract")]
    finally:
        connection.close()
    found = [(file, generalise(rows, people)) for file, rows in tables]
    # The line comes first: what cannot be written down is not handed out.
    home.record(
        "extract",
        why=why,
        people=people,
        rows={file.name: len(one.rows) for file, one in found},
        dropped={file.name: one.dropped for file, one in found},
    )
    try:
        folder.mkdir(mode=0o700, parents=True)
        written = [_write(folder, file, one) for file, one in found]
        _write_codebook(folder, found, people, why)
    except OSError as error:
        raise HomeProblem(f"{folder}: cannot be written ({error.strerror}).") from error
    return written


def _check(home: Home, folder: Path, why: str) -> None:
    if len(why.strip()) < SHORTEST_REASON:
        raise HomeProblem(
            f'--why "{why}": say for whom and by whose approval, for example '
            '--why "Study 2026-14, approved by the quality committee on 3 March".'
        )
    if folder.exists():
        raise HomeProblem(f"{folder}: is there already; choose a new folder.")
    if folder.absolute().is_relative_to(home.path.absolute()):
        raise HomeProblem(f"{folder}: lies inside the home; choose a folder elsewhere.")


def _write(folder: Path, file: SqlFile, found: Generalised) -> Extracted:
    path = folder / f"{file.name}.csv"
    with private_file(path) as out:
        out.write(csv_text(found.rows))
    return Extracted(path, found)


def _write_codebook(
    folder: Path, found: list[tuple[SqlFile, Generalised]], people: int, why: str
) -> None:
    lines = [
        "# Codebook",
        "",
        f"Extracted for: {why}",
        "",
        f"At least {people} different people in each role stand behind each combination of period, "
        "site, section, modality and patient group. There is no key of a person, case or exam, no "
        "day and no free text; the order of rows means nothing. Do not try to find out who "
        "anybody is, and do not join these rows with other data about people.",
        "",
    ]
    for file, one in found:
        lines += _described(file, one)
    with private_file(folder / "codebook.md") as out:
        out.write("\n".join(lines) + "\n")


def _described(file: SqlFile, found: Generalised) -> list[str]:
    given_up = [
        f"- {rows:,} rows: {words}, and all above" for words, rows in found.given_up.items()
    ]
    return [
        f"## {file.name}.csv",
        "",
        f"{file.header['title'].partition(',')[0]}: {len(found.rows):,} rows. Behind every kind of "
        f"row stand at least {found.fewest} people in each role.",
        "",
        f"Left out altogether: {found.dropped:,} rows. Made coarser, in this order:",
        "",
        *(given_up or ["- nothing"]),
        "",
        "| column | values |",
        "|---|---|",
        *[f"| {column} | {_values(column)} |" for column in found.rows],
        "",
    ]


def _values(column: str) -> str:
    words = {
        "period": "a month (2025-03), quarter (2025 Q1), half-year (2025 H1), year, or any",
        "site": "as the exports name it, or any",
        "section": "as the exports name it, not given, or any",
    }.get(column)
    known = vocabularies().get(column)
    if words or known is None:
        return words or "true, false, or empty where nobody said"
    coarse = "; not given; any" if column in PLACES else ""
    return "; ".join(f"{code.code}: {code.label}" for code in known.codes) + coarse
