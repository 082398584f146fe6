"""Every SQL file: one statement, a header that says what it is, written one way."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb

from dashboard.sql_files import read_sql_file
from tests.house.project_files import ROOT, project_files, shown

SQLFMT = Path(sys.executable).with_name("sqlfmt")
SQL = project_files(".sql")
# What the rows of a file are is said by its grain; measures and checks say it in their own words.
SAID_BY = {"measures": "question", "checks": "reason"}
COMMENT_OR_TEXT = re.compile(r"/\*.*?\*/|--[^\n]*|'(?:[^']|'')*'", re.DOTALL)


def bare(path: Path) -> str:
    """The statement without its header, comments and texts."""
    return COMMENT_OR_TEXT.sub("''", read_sql_file(path).sql)


def test_they_all_stand_in_queries() -> None:
    assert len(SQL) >= 50
    assert [shown(path) for path in SQL if not shown(path).startswith("queries/")] == []


def test_each_header_has_a_title_and_says_what_the_rows_are() -> None:
    silent = []
    for path in SQL:
        header = read_sql_file(path).header
        said_by = SAID_BY.get(path.parent.name, "grain")
        silent += [f"{shown(path)}: {key}" for key in ("title", said_by) if not header.get(key)]
    assert silent == []


def test_each_holds_one_statement() -> None:
    assert [shown(path) for path in SQL if ";" in bare(path).rstrip().removesuffix(";")] == []


def test_each_has_its_keywords_in_lower_case() -> None:
    assert {shown(path): found for path in SQL if (found := upper_case_keywords(path))} == {}


def test_none_divides_whole_numbers_with_a_sign_that_sqlfmt_breaks() -> None:
    """sqlfmt takes // for a comment: write divide(a, b)."""
    assert [shown(path) for path in SQL if "//" in bare(path)] == []


def test_sqlfmt_would_change_nothing() -> None:
    command = [str(SQLFMT), "--check", "--no-progressbar", str(ROOT / "queries")]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def upper_case_keywords(path: Path) -> list[str]:
    body = bare(path)
    starts = duckdb.tokenize(body)
    ends = [start for start, _ in starts[1:]] + [len(body)]
    keywords = [
        body[start:end].strip()
        for (start, kind), end in zip(starts, ends, strict=True)
        if kind == duckdb.token_type.keyword
    ]
    return [word for word in keywords if re.match(r"[A-Z]{2,}\b", word)]
