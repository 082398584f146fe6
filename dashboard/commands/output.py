"""Print results: a table for people, CSV or JSON for programs; and say what was wrong."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from dashboard.formula_cells import without_formula

FORMATS = ("table", "csv", "json")
DIGITS_IN_A_TABLE = 6

Function = TypeVar("Function", bound=Callable[..., Any])

data_option = click.option(
    "--data", "data", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Your own CSV, TSV or Parquet file, with a header row.",
)  # fmt: skip


def output_format(command: Function) -> Function:
    """Give a command `--format table|csv|json`, passed on as `output`."""
    option = click.option(
        "--format",
        "output",
        type=click.Choice(FORMATS),
        callback=lambda _context, _option, value: value or default_format(),
        help="How to print; default a table on a terminal, else CSV.",
    )
    return option(command)


def default_format() -> str:
    """A table where a person is reading, CSV where a program is."""
    return "table" if sys.stdout.isatty() else "csv"


def say(*sentences: str) -> None:
    """Print words to stderr, away from the results."""
    for sentence in sentences:
        if sentence:
            click.echo(sentence, err=True)


def write_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], format: str) -> None:
    """Print `rows` to stdout with the given columns, in their order.

    `format` is table, csv or json. CSV has full doubles, an empty field for None, true or false,
    ISO dates, and an apostrophe before text that a spreadsheet would take for a formula. A number
    that is not finite is printed as missing, in every format.
    """
    if format == "json":
        records = [{column: _json_value(row.get(column)) for column in columns} for row in rows]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False))
    elif format == "csv":
        click.echo(_as_csv(rows, columns), nl=False)
    else:
        click.echo(_as_table(rows, columns), nl=False)


def _finite(value: Any) -> Any:
    """`value`, or None for nan and infinity; numpy's numbers become plain ones."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _json_value(value: Any) -> Any:
    plain = _finite(value)
    return plain.isoformat() if isinstance(plain, date | datetime) else plain


def _csv_cell(value: Any) -> str:
    plain = _json_value(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return repr(plain) if isinstance(plain, float) else str(plain)


def _as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([without_formula(column) for column in columns])
    writer.writerows([_safe_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def _safe_cell(value: Any) -> str:
    return without_formula(value) if isinstance(value, str) else _csv_cell(value)


def _table_cell(value: Any) -> str:
    plain = _finite(value)
    if isinstance(plain, float):
        return f"{plain:.{DIGITS_IN_A_TABLE}g}"
    return _csv_cell(plain)


def _as_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        numeric = any(_is_number(row.get(column)) for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_table_cell(row.get(column))) for column in columns))
    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


_WIDE = 10_000
"""Width of a table printed to a file: nothing is folded."""


def _is_number(value: Any) -> bool:
    plain = _finite(value)
    return isinstance(plain, int | float) and not isinstance(plain, bool)
