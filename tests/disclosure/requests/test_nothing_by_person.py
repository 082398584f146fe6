"""What does not exist: a person's rate, a rank, who reviewed whom, what a person was told.

Everything readers can reach is listed here, so that what is new must be looked at before it is
added, and each is tried.
"""

from __future__ import annotations

import csv
import io
import re

import click
import pandas as pd
import pytest

from dashboard.access.roles import PAGES
from dashboard.commands.cli import COMMANDS, load
from dashboard.measures.definition import AXES
from dashboard.published.sql_box import box_tables
from dashboard.sql_files import query_folder
from dashboard.ui.navigation import NAVIGATION
from tests.disclosure.requests.asked import Command, Page
from tests.disclosure.requests.judged import breaches
from tests.disclosure.requests.sent import Department
from tests.house.project_files import ROOT, project_files, shown

# The department is opened once for all of them.
READERS_TABLES = {
    "actions": {"title", "theme", "site", "section", "opened_on", "closed_on"},
    "as_first_published": {"measure", "axis", "from_month", "to_month"},
    "closing": {"base", "last_month", "closing_days", "is_kept"},
    "coverage": {"table_name", "site", "first_day", "last_day"},
    "events": {"happened_on", "event_kind", "site", "label", "phase_in_months"},
    "held": {"base", "month_start", "held"},
    "ledger": {
        "measure", "base", "axis", "grain", "from_month", "to_month", "members", "part",
        "numerator", "denominator", "median", "median_lower", "median_upper", "complete",
    },
    "measures": {"name", "definition", "base_definition"},
    "receipts": {
        "generation", "received_on", "file", "sheet", "system", "layout", "table_name", "read",
        "accepted", "rejected", "duplicate", "superseded", "redacted", "covers_from", "covers_to",
        "notes",
    },
    "rejected_rows": {"file", "row_number", "column_name", "reason"},
    "rostered": {"month_start", "rostered", "in_peer_learning"},
    "targets": {
        "metric", "threshold", "period", "effective_from", "effective_to", "prorated",
    },
    "vanished_rows": {"file", "row_number", "table_name", "gone_from", "gone_since"},
    "vocabularies": {"vocabulary", "code", "label", "about", "position"},
}  # fmt: skip
"""Each table of the readers' file with its columns; not one of them is about one person."""
OF_A_PERSON = re.compile(
    r"person|radiologist_id|reviewer|reviewed_by|reader|interpret|submitter|receiver|employee|"
    r"e?mail|pseudonym|rank|league|worst|best|percentile|initials"
)
AXES_ASKED_FOR = (
    "radiologist", "reviewer", "reviewed", "person", "person_id", "interpreting_radiologist",
    "submitting_radiologist", "receiving_radiologist", "name", "employee", "rank",
)  # fmt: skip
ANSWERS = {"measures", "measure", "analysis", "report", "publish"}
OF_THE_CUSTODIAN = {
    "start", "serve", "demo", "template", "ingest", "layout", "generations", "rollback", "migrate",
    "backup", "restore", "people", "audit", "policy", "extract",
}  # fmt: skip
ON_OWN_FILES = {
    "chart", "funnel", "survival", "agreement", "compare", "its", "pool", "published", "power",
}  # fmt: skip
TARGET_COLUMNS = ["name", "site", "section", "from_month", "grain", "target", "put_forward", "met"]
BUILT = [entry.url_path for entry in NAVIGATION]


@pytest.fixture(scope="module")
def tables(asked_department: Department) -> dict[str, pd.DataFrame]:
    """Every table of the readers' file, whole."""
    cursor = asked_department.published.connection.cursor()
    names = cursor.execute("select table_name from duckdb_tables()").fetchall()
    views = cursor.execute("select view_name from duckdb_views() where not internal").fetchall()
    assert views == []
    return {name: cursor.execute(f'from "{name}"').df() for (name,) in names}


def test_the_readers_file_holds_these_tables_and_columns_alone(
    tables: dict[str, pd.DataFrame],
) -> None:
    assert {name: set(frame) for name, frame in tables.items()} == READERS_TABLES
    named = [column for columns in READERS_TABLES.values() for column in columns]
    assert [column for column in named if OF_A_PERSON.search(column)] == []


def test_no_cell_of_the_readers_file_is_somebodys(
    asked_department: Department, tables: dict[str, pd.DataFrame]
) -> None:
    for name, frame in tables.items():
        texts = frame.select_dtypes(exclude=["number", "datetime", "bool"])
        cells = {str(cell) for column in texts for cell in texts[column].astype(str).unique()}
        assert asked_department.personal.found_in("\n".join(sorted(cells))) == [], name


def test_every_unit_of_the_ledger_is_a_place_or_a_kind_of_exam(
    asked_department: Department, tables: dict[str, pd.DataFrame]
) -> None:
    ledger, words = tables["ledger"], tables["vocabularies"]
    assert set(ledger["axis"]) == {"all", *AXES}
    units = ledger[["axis", "members"]].explode("members").drop_duplicates()
    codes = {
        axis: set(words[words["vocabulary"] == axis]["code"]) | {"not given"}
        for axis in ("modality", "patient_group")
    }
    cursor = asked_department.published.connection.cursor()
    places = cursor.execute("select distinct site from coverage where site <> ''").fetchall()
    codes |= {"site": {site for (site,) in places} | {"not given"}, "all": {"all"}}
    for axis, unit in units.itertuples(index=False):
        if axis != "section":
            assert unit in codes[axis], (axis, unit)
    # Sections are the department's own words; there are far fewer than people.
    sections = units[units["axis"] == "section"]
    assert len(sections) < len(asked_department.staff_words) / 8


def test_parts_are_kinds_and_bands_of_the_vocabularies(
    asked_department: Department, tables: dict[str, pd.DataFrame]
) -> None:
    # Words that a measure's own file spells out are nobody's either.
    measures = asked_department.published.measures.values()
    spelled = {
        word for each in measures for word in re.findall(r"'([a-z ]+)' (?:else|end)", each.sql)
    }
    codes = {*tables["vocabularies"]["code"], *spelled, "other", "none"}
    parts = set(tables["ledger"]["part"].dropna())
    assert {part for part in parts if not re.fullmatch(r"\d+(-\d+|\+)?", part)} <= codes


def test_no_measure_is_split_by_a_person(asked_department: Department) -> None:
    for name, measure in asked_department.published.measures.items():
        assert set(measure.by or ()) <= set(AXES), name
        for word in (name, measure.title, measure.unit):
            assert not re.search(r"\b(rank|league|worst|top ten|best reader)", word, re.I), name


@pytest.mark.parametrize("axis", AXES_ASKED_FOR)
def test_a_measure_by_person_is_no_question_the_command_knows(
    asked_department: Department, axis: str
) -> None:
    for name in asked_department.published.measures:
        command = Command(("measure", name, "--by", axis, "--format", "csv"))
        reply = asked_department.send(command)
        assert (reply.code, reply.text) == (2, ""), name
        assert breaches(asked_department, command, reply) == []


def test_every_command_is_looked_at_here() -> None:
    known = ANSWERS | OF_THE_CUSTODIAN | ON_OWN_FILES
    assert set(COMMANDS) <= known
    for name in ANSWERS:
        loaded = load(COMMANDS[name])
        inner = loaded.commands.values() if isinstance(loaded, click.Group) else [loaded]
        options = [option.name or "" for one in inner for option in one.params]
        assert [option for option in options if OF_A_PERSON.search(option)] == [], name


def test_every_table_of_the_sql_box_is_one_of_the_readers_file() -> None:
    for table in box_tables():
        assert table.name in READERS_TABLES
        assert [name for name, _ in table.columns if OF_A_PERSON.search(name)] == []


@pytest.mark.parametrize("address", BUILT)
def test_no_page_or_download_has_a_column_of_people(
    asked_department: Department, address: str
) -> None:
    """Each page, as a role that has it; and what each of its Download buttons holds."""
    page = Page(PAGES[address][0], address, ())
    reply = asked_department.send(page)
    assert breaches(asked_department, page, reply) == []
    for name, content in reply.files:
        if not name.endswith(".csv"):
            continue
        columns = next(csv.reader(io.StringIO(content.decode())))
        if address == "targets-by-person":
            assert columns == [*TARGET_COLUMNS, "confidentiality"]
        elif address not in ("measures", "my-participation"):
            assert [column for column in columns if OF_A_PERSON.search(column)] == [], name


def test_what_a_person_received_answers_to_that_person_alone() -> None:
    """One look-up reads learning points; its parameter is the signed-in person."""
    statements = {file.name: file.sql for file in query_folder("published/own")}
    reading = [name for name, sql in statements.items() if "own_learning_points" in sql]
    assert reading == ["learning_points_of_person"]
    assert "where person_id = $person::uuid" in statements["learning_points_of_person"]
    chairs = statements["targets_by_person"].partition("*/")[2]
    assert not re.search(r"received|theme|case_kind|learning|score|impact", chairs)
    assert [name for name, sql in statements.items() if "person_id" not in sql] == []


def test_one_view_alone_opens_the_file_of_people() -> None:
    asking = re.compile(r"\b(own_rows|targets_by_person)\(")
    readers = {
        shown(path)
        for path in project_files(".py")
        if path.is_relative_to(ROOT / "dashboard") or path.is_relative_to(ROOT / "pages")
        if asking.search(path.read_text(encoding="utf-8"))
    }
    assert readers == {"dashboard/published/own.py", "dashboard/ui/own_view.py"}


def test_every_download_of_numbers_is_written_into_the_audit_trail() -> None:
    """Buttons that go past `download` hand out an empty form, or what the reader brought."""
    past_it = {
        path.name
        for path in (ROOT / "dashboard" / "ui").glob("*.py")
        if "st.download_button(" in path.read_text(encoding="utf-8")
    }
    assert past_it == {
        "download.py",
        "exports_drop.py",  # rows that were not taken, handed back once, with a line of their own
        "published_evidence.py",  # an example row
        "workbench_choice.py",  # the settings of an analysis
    }
