"""The tables of the warehouse as queries/schema describes them: columns, keys, what each means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.sql_files import BrokenQueryFile, SqlFile, query_folder

COLUMN_LINE = re.compile(r"^\s+(\w+)\s+([\w\[\]]+)(.*?),?\s*$")
NUMBER_TYPES = frozenset({"bigint", "integer", "double"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column an export can fill.

    `kind` is what its values are: id (kept as a keyed hash), person, vocabulary, day, number,
    yes_no, place (site or section), words (free text) or text. `vocabulary` names the
    vocabulary of a vocabulary column and is empty for any other. `often_in` is the column whose
    cells say this one too in many exports, `implied` the code that is then likely where a word
    is of that column alone; both are empty where there is no such column.
    """

    name: str
    label: str
    about: str
    kind: str
    sql_type: str
    required: bool
    may_be_null: bool
    vocabulary: str = ""
    keeps_raw: bool = False
    is_published: bool = False
    often_in: str = ""
    implied: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table that exports fill. `day` is the column its coverage follows, None without.

    `same_exam` are the columns in which two rows of one exam agree if they are one row written
    twice; empty for a table that knows no exams.
    """

    name: str
    title: str
    grain: str
    key: tuple[str, ...]
    day: str | None
    whole_months: bool
    columns: tuple[Column, ...]
    people: tuple[Column, ...]
    same_exam: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column called `name`. Raises KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def columns_of(self, *kinds: str) -> tuple[Column, ...]:
        """Return the columns of these kinds, in the order of the table."""
        return tuple(column for column in self.columns if column.kind in kinds)

    def repeated_by(self, column: Column) -> Column | None:
        """Return the column whose words may stand in this one and say nothing of it, if any.

        Where one list tells kind and category, "Great call" is no category. A column its rows
        can hardly do without has none: there such a word is open.
        """
        return None if column.implied or not column.often_in else self.column(column.often_in)

    def has(self, name: str) -> bool:
        """Return whether the table has a column called `name`."""
        return any(column.name == name for column in self.columns)


@cache
def tables() -> dict[str, Table]:
    """Return the tables that exports fill, by name. Raises BrokenQueryFile."""
    files = (file for file in query_folder("schema") if not file.header.get("book"))
    return {file.name: _table(file) for file in files}


def table_called(words: str) -> Table | None:
    """Return the table of this name or title ("radiologists", "roster"), None if there is none."""
    plain = words.replace("_", " ").strip().lower()
    for name, table in tables().items():
        if plain in (name.replace("_", " "), table.title.lower()):
            return table
    return None


@cache
def books() -> tuple[str, ...]:
    """Return the names of the tables the warehouse keeps about its exports, not from them."""
    return tuple(file.name for file in query_folder("schema") if file.header.get("book"))


def _table(file: SqlFile) -> Table:
    types = _column_types(file)
    described = _described(file, "columns")
    unknown = [name for name in described if name not in types]
    if unknown:
        raise BrokenQueryFile(f"{file.path.name}: the header has {unknown[0]}, the table has not.")
    header = file.header
    return Table(
        name=file.name,
        title=header["title"],
        grain=header["grain"],
        key=tuple(header["key"]),
        day=header.get("day"),
        whole_months=header.get("covers") == "month",
        columns=tuple(_column(name, about, types) for name, about in described.items()),
        people=tuple(
            _column(name, about, {name: ("text", "")})
            for name, about in _described(file, "people").items()
        ),
        same_exam=tuple(header.get("same_exam", ())),
    )


def _described(file: SqlFile, section: str) -> dict[str, dict[str, Any]]:
    described: dict[str, dict[str, Any]] = file.header.get(section, {})
    return described


def _column_types(file: SqlFile) -> dict[str, tuple[str, str]]:
    """Return the type and the rest of the line of each column in the create statement."""
    _, _, body = file.sql.partition("create table")
    lines = (COLUMN_LINE.match(line) for line in body.splitlines())
    return {line.group(1): (line.group(2), line.group(3)) for line in lines if line}


def _column(name: str, header: dict[str, Any], types: dict[str, tuple[str, str]]) -> Column:
    sql_type, rest = types[name]
    return Column(
        name=name,
        label=header["label"],
        about=header.get("about", ""),
        kind=_kind(name, header, sql_type),
        sql_type=sql_type,
        required=bool(header.get("required", False)),
        may_be_null="not null" not in rest or "default" in rest,
        vocabulary=header.get("vocabulary", ""),
        keeps_raw=f"{name}_raw" in types,
        is_published=bool(header.get("published", False)),
        often_in=header.get("often_in", ""),
        implied=header.get("implied", ""),
    )


def _kind(name: str, header: dict[str, Any], sql_type: str) -> str:
    for flag, kind in (("hashed", "id"), ("person", "person"), ("free_text", "words")):
        if header.get(flag):
            return kind
    if "vocabulary" in header:
        return "vocabulary"
    if name in ("site", "section"):
        return "place"
    if sql_type in NUMBER_TYPES:
        return "number"
    return {"date": "day", "boolean": "yes_no"}.get(sql_type, "text")
