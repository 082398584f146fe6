"""Planted patients are nowhere in a home, logs, temporary files, nor in anything that goes out."""

from __future__ import annotations

import json
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

import duckdb
import pytest

from dashboard.commands.cli import main
from dashboard.findings.received import received
from dashboard.findings.table import csv_text
from dashboard.measures.catalogue import read_catalogue
from dashboard.published.open import open_published
from tests.faults.department import Department, copy_of
from tests.faults.planted import (
    FRAGMENTS,
    NUMBER,
    ROWS,
    finds,
    patient_name,
    plain_hashes,
    planted_cases,
    planted_reviews,
    planted_titles,
    texts_of,
)
from tests.faults.trials import DONE, REFUSED, run_ingest, stand_in
from tests.faults.valid_exports import STAFF, cases, email, write_as, zipped

DROPPED = ("Accession", "MRN", "Patient Name")
KINDS = ("csv", "tsv", "xlsx", "json", "jsonl", "parquet", "zip")
PRINTED = (
    ("generations", "--format", "csv"),
    ("measure", "learning_themes", "--by", "theme", "--format", "csv"),
    ("people", "--help"),
    ("audit", "list", "--format", "csv"),
    ("layout", "list", "--format", "csv"),
    ("report", "deck", "--out", "{out}/deck.pptx"),
    ("report", "deck", "--audience", "staff", "--out", "{out}/staff.pptx"),
    ("report", "accreditation", "--out", "{out}/summary.docx"),
    ("extract", "--out", "{out}/extract", "--why", "A study of planted patients"),
)
"""Every way out that is a command, beside each measure; {out} is where its files go."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A department all of whose homes, logs and temporary files lie in one folder."""

    department: Department
    around: Path
    said: str
    rejects: list[Path]
    out: Path


@pytest.fixture(scope="module")
def sandbox(untouched: Department, tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """Planted exports of every kind, taken by the command, published, and asked for."""
    folder = tmp_path_factory.mktemp("planted")
    department, around = copy_of(untouched, folder), folder / "around"
    (around / "temporary").mkdir(parents=True)
    rejects = folder / "rejects" / "rejects.csv"
    rejects.parent.mkdir()
    for number, kind in enumerate((*KINDS, "utf-16")):
        first = 100 * (number + 1)
        export, named = planted_cases(first), f"Zqxvark{first}_{NUMBER}{first} {kind}"
        if kind == "utf-16":
            path = department.folder / f"{named}.csv"
            path.write_bytes(export.text().encode("utf-16"))
        else:
            write_as(export, kind, department.folder, named)
    write_as(planted_reviews(), "csv", department.folder)
    titles, labels = planted_titles()
    write_as(titles, "csv", department.folder)
    write_as(labels, "json", department.folder)
    (out := folder / "out").mkdir()
    measures = [("measure", name, "--format", "csv") for name in read_catalogue().measures]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(around / "temporary"))
        patch.setenv("TMPDIR", str(around / "temporary"))
        for variable in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            patch.setenv(variable, str(around / variable.lower()))
        said = [run(department, "ingest", str(department.folder), "--rejects", str(rejects))]
        for command in (*measures, *PRINTED):
            said += [run(department, *(part.format(out=out) for part in command))]
        _download(department, out)
    return Sandbox(department, around, "".join(said), sorted(rejects.parent.iterdir()), out)


def _download(department: Department, out: Path) -> None:
    """Write what the Data page and the tables of the SQL box offer as CSV, all of it."""
    path = department.home.published_path()
    assert path is not None
    published = open_published(path)
    page = received(published, date(2026, 1, 10))
    assert page.rejected is not None
    for table in (page.receipts, page.rejected, page.coverage):
        (out / f"{table.name}.csv").write_text(csv_text(table.raw))
        (out / f"{table.name}_shown.csv").write_text(csv_text(table.shown))
    for name in published.connection.sql("show tables").df()["name"]:
        (out / f"table_{name}.csv").write_text(
            csv_text(published.connection.sql(f"from {name}").df())
        )


def run(department: Department, *arguments: str) -> str:
    """Run a command; return what it printed on either stream."""
    said = StringIO()
    home = [] if "--help" in arguments else ["--home", str(department.home.path)]
    with redirect_stdout(said), redirect_stderr(said):
        code = main([*arguments, *home])
    assert code == DONE, said.getvalue()
    return said.getvalue()


def test_every_kind_of_file_was_taken_and_half_of_it_rejected(sandbox: Sandbox) -> None:
    department, files = sandbox.department, len(KINDS) + 1
    # reviews, roster, actions, events
    assert department.one("select count(*) from receipts") == files + 4
    assert department.one("select count(*) from cases") == files * ROWS // 2
    assert department.one("select sum(rejected) from receipts") == files * ROWS // 2
    assert department.one("select count(*) from reviews") == ROWS
    receipts = "select min(redacted) from receipts where table_name in ('cases', 'reviews')"
    assert department.one(receipts) > 0


def test_a_file_called_after_a_patient_keeps_the_rest_of_its_name(sandbox: Sandbox) -> None:
    files = {file for (file,) in sandbox.department.rows("select file from receipts")}
    assert {"…_… csv.csv", "…_… parquet.parquet", "…_… utf-16.csv"} <= files
    trail = (sandbox.department.home.path / "audit.log").read_text()
    assert json.dumps("…_… xlsx.xlsx") in trail


def test_no_patient_is_in_the_home(sandbox: Sandbox) -> None:
    assert finds([sandbox.department.home.path], FRAGMENTS) == []


def test_no_patient_is_in_logs_or_temporary_files(sandbox: Sandbox) -> None:
    assert finds([sandbox.around], FRAGMENTS) == []
    assert list((sandbox.around / "temporary").iterdir()) == []


def test_no_patient_is_in_what_was_printed(sandbox: Sandbox, tmp_path: Path) -> None:
    printed = tmp_path / "printed"
    printed.write_text(sandbox.said)
    assert len(sandbox.said) > 1000
    assert finds([printed], FRAGMENTS) == []


def test_no_patient_is_in_any_file_that_goes_out(sandbox: Sandbox) -> None:
    names = {path.name for path in sandbox.out.rglob("*") if path.is_file()}
    assert {"deck.pptx", "staff.pptx", "summary.docx", "cases.csv", "codebook.md"} <= names
    assert {"rejected_rows.csv", "table_events.csv", "table_ledger.csv"} <= names
    assert "[unconfirmed]" in (sandbox.out / "table_events.csv").read_text()
    assert "Submitted on" in (sandbox.out / "rejected_rows.csv").read_text()
    assert finds([sandbox.out], FRAGMENTS) == []


def test_no_number_is_kept_as_its_plain_hash(sandbox: Sandbox) -> None:
    numbers = [f"{NUMBER}{n}" for n in range(100, 900)] + [f"NC25-{NUMBER}{n}" for n in range(900)]
    hashes = plain_hashes([*numbers, *map(patient_name, range(100, 900))])
    short = {one[:32] for one in hashes}
    for path in sandbox.department.home.path.rglob("*.duckdb"):
        kept = {cell.replace("-", "") for _, cell in texts_of(path)}
        assert kept & (hashes | short) == set(), path


def test_the_full_rejected_rows_are_in_the_file_asked_for_alone(sandbox: Sandbox) -> None:
    assert len(sandbox.rejects) == len(KINDS) + 1
    for path in sandbox.rejects:
        assert finds([path], [NUMBER]) != []
        assert path.stat().st_mode & 0o077 == 0


def test_staff_are_named_in_people_json_alone(sandbox: Sandbox) -> None:
    home = sandbox.department.home
    who = [part for last, first, employee, number in STAFF for part in (last, employee, number)]
    who += [email(number) for number in range(len(STAFF))]
    assert finds([home.people_path], who) != []
    others = [path for path in home.path.iterdir() if path != home.people_path]
    assert finds([*others, sandbox.around, sandbox.out], who) == []
    assert [name for name in who if name in sandbox.said] == []


PEOPLE = ("Interpreting Radiologist", "Submitted By")
OTHERS = tuple(name for name in cases(1).headings if name not in (*PEOPLE, *DROPPED))


@pytest.mark.parametrize("columns", [OTHERS, PEOPLE], ids=["words", "people"])
@pytest.mark.parametrize("how", ["{name}", "Ask about {number} Zqxvark{row}"])
def test_the_rows_own_patient_in_any_column(
    department: Department, columns: tuple[str, ...], how: str
) -> None:
    """A person types the patient into the wrong field: the nth row has it in the nth column."""
    export = cases(len(columns))
    for row, column in enumerate(columns):
        own = {"Patient_Name": patient_name(row), "MRN": f"{NUMBER}{row}"}
        typed = how.format(name=patient_name(row), number=f"{NUMBER}{row}", row=row)
        export = export.with_cells(row, **own, **{column.replace(" ", "_"): typed})
    (department.folder / "cases.csv").write_text(export.text())
    assert run_ingest(department.home, department.folder, publish=stand_in).code == DONE
    assert finds([department.home.path], FRAGMENTS) == []


REFUSALS = {
    "no header": lambda text: text.split("\r\n", 1)[1],
    "a column missing": lambda text: text.replace("Submitted On", "Zqxvark"),
    "a quote left open": lambda text: text.replace("Seen with", '"Seen with', 1) + '"x',
    "columns swapped": lambda text: text.replace("Case ID", "MRN").replace(",MRN,", ",Case ID,"),
    "cut off": lambda text: text[: len(text) // 40],
    "another layout": lambda text: text.replace("Case ID", "Group ID"),
}


@pytest.mark.parametrize("damage", REFUSALS)
def test_no_sentence_quotes_a_patient(department: Department, tmp_path: Path, damage: str) -> None:
    path = department.folder / "cases.csv"
    path.write_text(REFUSALS[damage](planted_cases(first=1).text()))
    ran = run_ingest(department.home, path, publish=stand_in)
    assert ran.code in (DONE, REFUSED)
    said = tmp_path / "said"
    said.write_text(ran.out + ran.error)
    cells = [part for part in FRAGMENTS if part != "zqxv" or damage != "a column missing"]
    assert finds([said, department.home.path], cells) == []


def test_a_fault_of_ours_logs_no_patient(
    department: Department, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (department.folder / "cases.csv").write_text(planted_cases(first=1).text())

    def fail(warehouse: Path, published: Path, progress: object) -> None:
        raise ValueError(f"could not publish {patient_name(1)}")

    ran = run_ingest(department.home, department.folder, publish=fail)
    assert ran.code == 1 and "a fault of ours" in ran.error
    logs = [path for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert len(logs) == 1
    said = tmp_path / "said"
    said.write_text(ran.out + ran.error)
    assert finds([said, *logs, department.home.path], FRAGMENTS) == []


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """In a compressed column, in another case, in UTF-16, in a name, as a date."""
    with duckdb.connect(str(tmp_path / "some.duckdb")) as connection:
        connection.execute("create table notes as select 'day ' || range as words from range(9999)")
        connection.execute(f"insert into notes values ('{patient_name(1)}'), ('1931-07-23')")
        connection.execute("create table days as select date '1931-07-23' as born")
        connection.execute("checkpoint")
    (tmp_path / "wide.txt").write_bytes(patient_name(2).upper().encode("utf-16"))
    (tmp_path / "zqxvark.txt").touch()
    (tmp_path / "deck.pptx").write_bytes(zipped({"slide.xml": patient_name(3).encode() * 99}))
    places = [line.split(":")[0] for line in finds([tmp_path], FRAGMENTS)]
    assert {"some.duckdb", "wide.txt", "deck.pptx", str(tmp_path / "zqxvark.txt")} <= set(places)
    found = finds([tmp_path / "some.duckdb"], FRAGMENTS)
    assert any("notes.words" in line for line in found)
    assert any("days.born" in line for line in found)
    assert finds([tmp_path / "some.duckdb"], ["nobody"]) == []
