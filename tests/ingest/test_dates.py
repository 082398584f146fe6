"""A format is passed over only where its signs cannot fit: whatever it reads, its pattern fits."""

from __future__ import annotations

import random
from datetime import date, timedelta

import duckdb
import pytest

from dashboard.ingest.dates import date_formats, pattern_of
from dashboard.ingest.month_words import in_english

SLIPS = (" ", "  ", "0", "1", "9", "-", "/", ".", ",", "+", "a", "\t", "T", "\u00a0", "é")


def written_dates(seed: int, count: int) -> list[str]:
    """Dates in every format, most of them with a slip of the pen."""
    chance = random.Random(seed)
    cells = []
    for _ in range(count):
        day = date(1990, 1, 1) + timedelta(chance.randrange(15_000))
        cell = day.strftime(chance.choice(date_formats()))
        for _ in range(chance.choice([0, 0, 1, 2])):
            place = chance.randrange(len(cell) + 1)
            cell = cell[:place] + chance.choice(SLIPS) + cell[place + chance.choice([0, 0, 1]) :]
        cells.append(chance.choice([cell, cell, cell.upper(), cell.replace("0", "")]))
    return cells


@pytest.mark.parametrize(
    ("cell", "english"),
    [
        ("3. März 2025 14:05 Uhr", "3 Mar 2025 14:05 Uhr"),
        ("Dienstag, 4. März 2025", "4 Mar 2025"),
        ("14-Sept-2025", "14-Sep-2025"),
        ("Sept. 3, 2025", "Sep 3, 2025"),
        ("4 de marzo de 2025", "4 Mar 2025"),
        ("mar. 4 mars 2025", "mar. 4 mars 2025"),
        ("4 mars or so", "4 mars or so"),
        ("2025-03-04", "2025-03-04"),
    ],
)
def test_a_month_in_words_is_read_in_english(cell: str, english: str) -> None:
    assert in_english(cell) == english


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def test_no_format_reads_what_its_pattern_does_not_fit(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    cells, read = written_dates(4, 6_000), 0
    for style in date_formats():
        missed, count = connection.execute(
            "select list(cell) filter (not regexp_full_match(cell, $pattern)), count(*) "
            "from (select unnest($cells) as cell) where try_strptime(cell, $style) is not null",
            {"cells": cells, "style": style, "pattern": pattern_of(style)},
        ).fetchall()[0]
        assert missed is None, style
        read += count
    assert read > 4_000


@pytest.mark.parametrize(
    ("style", "cell", "fits"),
    [
        ("%Y-%m-%d", "2025-3-4", True),
        ("%Y-%m-%d", "03/04/2025", False),
        ("%d%b%Y", "03Mar2025", True),
        ("%b %d, %Y", "Mar 3, 2025", True),
        ("%m/%d/%Y", "2025.03.04", False),
    ],
)
def test_a_pattern_passes_over_other_signs(
    connection: duckdb.DuckDBPyConnection, style: str, cell: str, fits: bool
) -> None:
    found = connection.execute("select regexp_full_match(?, ?)", [cell, pattern_of(style)])
    assert found.fetchall() == [(fits,)]
