"""Leaks put in on purpose: the attack must see each of them, or it proves nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.access.reader import Reader
from dashboard.commands import measures
from dashboard.home import Home
from dashboard.measures.definition import Measure
from dashboard.published import lookup, sql_child
from dashboard.ui import page_foot
from tests.disclosure.requests.asked import Command, Page, Statement
from tests.disclosure.requests.judged import breaches
from tests.disclosure.requests.sent import Department, department

BY_SECTION = Command(("measure", "great_call_share", "--by", "section", "--format", "csv"))
OVERVIEW = Page("chair", "overview", ())
LISTING = Statement(
    "select members, numerator, denominator from ledger where axis = 'section'", False
)
UNSAFE_ROW = """
insert into ledger by name
select * replace (['Chest'] as members, 1.0 as numerator, 2.0 as denominator)
from ledger where measure = 'great_call_share' and axis = 'section' limit 1
"""


@pytest.fixture
def with_an_unsafe_row(
    demo_home: Home, tmp_path: Path, asked_department: Department
) -> Iterator[Department]:
    """A department whose readers' file has a row that publishing never wrote."""
    served = tmp_path / "served.duckdb"
    path = demo_home.published_path()
    assert path is not None
    shutil.copy(path, served)
    with duckdb.connect(str(served)) as connection:
        connection.execute(UNSAFE_ROW)
    with department(demo_home, tmp_path, served) as opened:
        yield opened


def found(asked: Department, request: Command | Page | Statement) -> list[str]:
    return breaches(asked, request, asked.send(request))


@pytest.mark.parametrize(
    "request_", [BY_SECTION, OVERVIEW, LISTING], ids=["command", "page", "sql"]
)
def test_without_a_leak_nothing_is_found(
    asked_department: Department, request_: Command | Page | Statement
) -> None:
    assert found(asked_department, request_) == []


def test_an_unsafe_row_in_the_readers_file_is_seen(with_an_unsafe_row: Department) -> None:
    assert any("no row of the ledger" in breach for breach in found(with_an_unsafe_row, BY_SECTION))
    assert any("not what the ledger" in breach for breach in found(with_an_unsafe_row, LISTING))


def test_one_case_taken_out_of_a_sum_is_seen(
    asked_department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a person would be told by: everybody's number less one's own."""
    real = lookup.with_estimates

    def less_one(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
        return real(rows.assign(numerator=rows["numerator"] - 1), measure)

    monkeypatch.setattr(lookup, "with_estimates", less_one)
    assert any("no row of the ledger" in breach for breach in found(asked_department, BY_SECTION))
    # A lens of its own: what a page says of a lens is kept.
    page = Page("chair", "participation", (("months", ("2024-02", "2024-11")),))
    assert any("no sum of rows" in breach for breach in found(asked_department, page))


def test_a_name_on_a_page_is_seen(
    asked_department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = next(word for word in asked_department.staff_words if " " in word)
    monkeypatch.setattr(page_foot, "_who", lambda _reader: f"Most discrepancies: {name}.")
    assert any(name.split()[0] in breach for breach in found(asked_department, OVERVIEW))


@pytest.mark.parametrize("mark", ["employee number", "accession", "pseudonym"])
def test_a_number_of_somebody_in_a_commands_output_is_seen(
    asked_department: Department, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    words = asked_department.personal.words
    looks = {
        "employee number": lambda word: word.startswith("e") and word[1:].isdigit(),
        "accession": lambda word: word.startswith("nc"),
        "pseudonym": lambda word: word in asked_department.staff_words,
    }
    told = next(word for word in words if looks[mark](word))
    monkeypatch.setattr(
        measures, "_rows", lambda answer: [{"member": told.upper(), "numerator": 3}]
    )
    assert any("somebody's" in breach for breach in found(asked_department, BY_SECTION))


def test_a_page_drawn_for_a_role_without_it_is_seen(
    asked_department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "may_see", lambda _self, _page: True)
    opened = found(asked_department, Page("radiologist", "participation", ()))
    assert "a page the role does not have was not refused" in opened
    assert any(breach.startswith("a refused page holds") for breach in opened)


def test_a_box_that_was_opened_on_the_warehouse_is_seen(
    asked_department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = asked_department.home.warehouse_path()
    monkeypatch.setattr(sql_child, "check_reach", lambda *_: None)
    with duckdb.connect() as box:
        box.execute(f"attach '{path}' as warehouse (read_only)")
        box.execute("use warehouse")
        leaking = replace(asked_department, box=box)
        listed = found(leaking, Statement("select * from cases limit 5", True))
        counted = found(leaking, Statement("select count(*) from reviews", True))
    assert any("somebody's" in b or "answered what the ledger alone" in b for b in listed)
    assert any("answered what the ledger alone cannot answer" in b for b in counted)


def test_a_fault_is_seen(asked_department: Department, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "_rows", lambda answer: 1 / 0)
    assert any(breach.startswith("exit code 1") for breach in found(asked_department, BY_SECTION))
