"""Layouts: how the columns of one system's export become the columns of one of our tables."""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dashboard.command_line import PROGRAM
from dashboard.ingest.identifiers import exam_number_names
from dashboard.ingest.refusal import CannotTake
from dashboard.vocabularies import normalise, vocabularies
from dashboard.warehouse.tables import Column, Table, tables

LAYOUT_NAME = re.compile(r"[a-z][a-z0-9_]{2,59}")
BUILT_IN = Path(__file__).resolve().parent.parent.parent / "data" / "layouts"


class ColumnRule(BaseModel):
    """Where one of our columns comes from.

    `source`: the names the export may give the column, the first one present is read.
    `constant`: the same value for every row. `pattern`: the part of the cell that counts, as a
    regular expression with one group. `values`: words of the export to words of ours (codes of
    the vocabulary, or the name of a site or section). `dates`: the formats dates are written
    in. `ids`: which kind of number a person column holds, for example eradpeer.
    `together_with`: our columns that only together with this number make a row one of its kind,
    for a system that numbers exams and not their reviews.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: tuple[str, ...] = ()
    constant: str | None = None
    pattern: str | None = None
    values: dict[str, str] = Field(default_factory=dict)
    dates: tuple[str, ...] = ()
    ids: str | None = None
    together_with: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_a_name(cls, given: Any) -> Any:
        """Allow "Name", or a list of names, in place of a table with `source`."""
        if isinstance(given, str | list):
            return {"source": given if isinstance(given, list) else [given]}
        if isinstance(given, dict) and isinstance(given.get("source"), str):
            return {**given, "source": [given["source"]]}
        return given

    @model_validator(mode="after")
    def _one_origin(self) -> ColumnRule:
        if bool(self.source) == (self.constant is not None):
            raise ValueError("give either source or constant")
        if self.pattern is not None:
            try:
                groups = re.compile(self.pattern).groups
            except re.error as error:
                raise ValueError(f"pattern is not a regular expression ({error})") from error
            if groups != 1:
                raise ValueError("pattern needs exactly one group in parentheses")
        if both := _day_and_month_first(self.dates):
            raise ValueError(f"dates: {both[0]} and {both[1]} read 03/04 as two days; keep one")
        return self

    def code_of(self, raw: str) -> str:
        """Return the value `values` gives for `raw`, or `raw` itself."""
        words = normalise(raw)
        return next(
            (ours for theirs, ours in self.values.items() if normalise(theirs) == words), raw
        )


def _day_and_month_first(formats: tuple[str, ...]) -> tuple[str, str] | None:
    """Return two formats that differ only in whether the day or the month comes first."""
    for style in formats:
        other = style.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")
        if other != style and other in formats:
            return style, other
    return None


class PeopleColumns(BaseModel):
    """The columns of a roster that say who a person is; they go to people.json alone.

    `name`: columns that make up the name, first name first. `ids`: kind of number to column;
    the kind `employee` is the one pseudonyms are made from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: tuple[str, ...] = ()
    email: str | None = None
    ids: dict[str, str] = Field(default_factory=dict)
    aliases: str | None = None


class Recognise(BaseModel):
    """What else tells the layout apart: columns it does not keep, the name of the sheet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[str, ...] = ()
    sheet: str | None = None


class Layout(BaseModel):
    """One export of one system and the table its rows go to.

    `system` is whose numbers its rows have. `assumes` is what its values take for granted, in
    words that stand in every receipt.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    system: str
    table: str
    about: str = ""
    assumes: str = ""
    recognise: Recognise = Recognise()
    columns: dict[str, ColumnRule]
    people: PeopleColumns | None = None
    generic: bool = False
    fingerprint: str = ""

    @model_validator(mode="after")
    def _fits_the_table(self) -> Layout:
        if self.table not in tables():
            raise ValueError(f"table = {self.table!r} is none of {', '.join(tables())}")
        table = tables()[self.table]
        for name, rule in self.columns.items():
            if not table.has(name):
                raise ValueError(f"columns.{name}: {table.name} has no such column")
            _check_values(table, name, rule)
            _check_together(table, name, rule)
        missing = [c.name for c in table.columns if c.required and c.name not in self.columns]
        if missing:
            raise ValueError(f"columns: {missing[0]} is required by {table.name}")
        return self

    def sources(self) -> dict[str, tuple[str, ...]]:
        """Return our column names to the names the export may give them."""
        return {name: rule.source for name, rule in self.columns.items() if rule.source}

    def column_names(self) -> tuple[str, ...]:
        """Return every column name of the export this layout knows, kept or not."""
        names = [name for rule in self.columns.values() for name in rule.source]
        people = self.people or PeopleColumns()
        known = (*people.name, people.email, people.aliases, *people.ids.values())
        return (*names, *(name for name in known if name), *self.recognise.columns)


def _check_values(table: Table, name: str, rule: ColumnRule) -> None:
    column = table.column(name)
    if not column.vocabulary:
        return
    vocabulary = vocabularies()[column.vocabulary]
    known = {entry.code for entry in vocabulary.codes}
    for theirs, ours in rule.values.items():
        if ours not in known:
            raise ValueError(f"columns.{name}.values: {theirs!r} = {ours!r} is no code of it")


def together_with(table: Table, column: Column, heading: str) -> tuple[str, ...]:
    """Return our columns that make an accession number the number of one row; none elsewhere.

    Two people may review one exam: who, and when, tells their reviews apart.
    """
    numbers_exams = table.same_exam and table.key == (column.name,)
    if not numbers_exams or normalise(heading) not in exam_number_names():
        return ()
    who = next(name for name in table.same_exam if table.column(name).kind == "person")
    return (who, *([table.day] if table.day else []))


def _check_together(table: Table, name: str, rule: ColumnRule) -> None:
    if rule.together_with and (table.column(name).kind != "id" or rule.pattern is not None):
        raise ValueError(f"columns.{name}: together_with is for plain numbers of rows alone")
    for other in rule.together_with:
        if not table.has(other):
            raise ValueError(f"columns.{name}.together_with: {table.name} has no {other}")


@cache
def built_in_layouts() -> tuple[Layout, ...]:
    """Return the layouts of data/layouts and the generic one of each table; read once."""
    files = tuple(read_layout(path) for path in sorted(BUILT_IN.glob("*.toml")))
    return files + tuple(generic_layout(table) for table in tables().values())


def known_layouts(own_folder: Path | None = None) -> tuple[Layout, ...]:
    """Return the department's own layouts, then the built-in ones they do not replace.

    An empty file is none: `layout suggest FILE > layouts/NAME.toml` makes one before it runs.
    """
    own = tuple(read_layout(path) for path in _own_files(own_folder) if not _is_empty(path))
    names = {layout.name for layout in own}
    return own + tuple(layout for layout in built_in_layouts() if layout.name not in names)


def empty_layouts(own_folder: Path) -> tuple[str, ...]:
    """Return a sentence for each of the department's layout files that says nothing yet."""
    return tuple(
        f"{path}: empty, so it is no layout yet; "
        f"`{PROGRAM} layout suggest FILE --save {path.stem}` writes a proposal there."
        for path in _own_files(own_folder)
        if _is_empty(path)
    )


def layout_named(name: str, layouts: tuple[Layout, ...]) -> Layout:
    """Return the layout called `name`. Raises CannotTake with the names there are."""
    for layout in layouts:
        if layout.name == name:
            return layout
    raise CannotTake(
        f"--layout {name}: no such layout; `{PROGRAM} layout list` prints those known."
    )


def _own_files(folder: Path | None) -> list[Path]:
    return sorted(folder.glob("*.toml")) if folder and folder.is_dir() else []


def _is_empty(path: Path) -> bool:
    try:
        return not path.read_bytes().strip()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> CannotTake:
    return CannotTake(
        f"layout {path.name}: cannot be read ({error.strerror or error}); give yourself access to "
        f"{path}."
    )


def read_layout(path: Path) -> Layout:
    """Return the layout in a file. Raises CannotTake with the file and the first mistakes."""
    try:
        text = path.read_text(encoding="utf-8")
        return layout_from(text, path.stem)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CannotTake(f"layout {path.name}: not TOML ({error}); mend {path}.") from error
    except ValidationError as error:
        mistakes = "; ".join(_in_words(mistake) for mistake in error.errors()[:3])
        raise CannotTake(f"layout {path.name}: {mistakes}; mend {path}.") from error


def layout_from(text: str, name: str) -> Layout:
    """Return the layout in TOML text. Raises TOMLDecodeError or ValidationError."""
    fingerprint = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Layout.model_validate({"name": name, **tomllib.loads(text), "fingerprint": fingerprint})


def generic_layout(table: Table) -> Layout:
    """Return the layout of the table's own template: our labels, or our column names."""
    columns = {
        column.name: {"source": _distinct(column.label, column.name)} for column in table.columns
    }
    labels = {person.name: person.label for person in table.people}
    people = (
        {
            "name": [labels["name"]],
            "email": labels["email"],
            "ids": {"employee": labels["employee_id"]},
            "aliases": labels["aliases"],
        }
        if labels
        else None
    )
    return Layout.model_validate(
        {
            "name": f"template_{table.name}",
            "title": f"{table.title} (template)",
            "system": "template",
            "table": table.name,
            "about": f"What `template {table.name}` writes.",
            "columns": columns,
            "people": people,
            "generic": True,
            "fingerprint": hashlib.sha256(repr(columns).encode()).hexdigest()[:16],
        }
    )


def _distinct(*names: str) -> list[str]:
    return list({normalise(name): name for name in reversed(names)}.values())[::-1]


def _in_words(mistake: Any) -> str:
    place = ".".join(str(part) for part in mistake["loc"])
    if mistake["type"] == "missing":
        return f"{place} is missing"
    if mistake["type"] == "extra_forbidden":
        return f"{place} is nothing a layout has"
    message = str(mistake["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
