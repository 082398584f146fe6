"""Identifiers planted in every column of every format: none is left in the home or beside it."""

import json
import tempfile
from pathlib import Path

import duckdb
import pytest

from tests.ingest.exports import ANN, BOB, CASE, Department, table, write_workbook

MRN, ACCESSION, SURNAME = "83641957", "QX25-7719264", "Quonsetter"
PATIENT = f"{SURNAME}, Wilhelmina"
PLANTED = (MRN, ACCESSION, "7719264", SURNAME.lower(), "wilhelmina")


def planted_rows() -> list[dict[str, str]]:
    """Return a row for each column, the patient's name and numbers written into that column."""
    own = {"MRN": MRN, "Patient Name": PATIENT}
    exams = (f"{ACCESSION}{n}" for n in range(len(CASE)))
    rows = [
        {**CASE, **own, "Accession": exam, "Case ID": f"PL-{n}"} for n, exam in enumerate(exams)
    ]
    for row, column in zip(rows, CASE, strict=True):
        if column not in (*own, "Accession"):
            row[column] = f"{row[column]} {PATIENT} MRN {MRN} {row['Accession']}"
    return rows


def write(department: Department, form: str) -> None:
    rows = planted_rows()
    path = department.folder / f"cases.{form}"
    if form == "csv":
        path.write_text(table(CASE, rows, ";"), encoding="utf-16")
    elif form == "json":
        path.write_text(json.dumps(rows))
    elif form == "xlsx":
        write_workbook(path, {"Cases": [list(CASE), *(list(row.values()) for row in rows)]})
    else:
        with duckdb.connect() as connection:
            source = department.folder.parent / "rows.json"
            source.write_text(json.dumps(rows))
            connection.execute(f"copy (from read_json('{source}')) to '{path}'")


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet"])
def test_nothing_planted_is_left(
    department: Department, form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    department.roster(ANN, BOB)
    write(department, form)
    (_, receipt) = department.take().receipts
    assert receipt.accepted > 10
    assert receipt.redacted >= 3
    kept = [path for path in department.home.path.rglob("*") if path.is_file()]
    assert len(kept) > 5
    for path in [*kept, *temporary.rglob("*")]:
        if path.is_file() and path != department.home.people_path:
            content = path.read_bytes().lower()
            assert not [word for word in PLANTED if word.lower().encode() in content], path
    words = " ".join(
        str(row)
        for name in ("cases", "receipts", "rejected_rows", "exports", "coverage")
        for row in department.rows(f"from {name}")
    ).lower()
    assert not [word for word in PLANTED if word.lower() in words]
    assert "lung bases" in words


def test_what_a_refused_run_read_is_gone(department: Department) -> None:
    department.write("cases.csv", table(CASE, planted_rows(), ";").encode("utf-16"))
    department.write("strange.csv", "a,b\n1,2\n")
    with pytest.raises(Exception, match=r"strange\.csv"):
        department.take()
    for path in department.home.path.rglob("*"):
        if path.is_file():
            assert SURNAME.encode() not in path.read_bytes()
