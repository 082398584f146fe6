"""Propose a layout for a file nobody has described yet: which column is which, and how sure."""

from __future__ import annotations

import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.command_line import PROGRAM
from dashboard.ingest.identifiers import identifier_positions
from dashboard.ingest.layouts import Layout, PeopleColumns
from dashboard.ingest.likeness import alike_names
from dashboard.ingest.limits import ROWS_SEARCHED_FOR_HEADER
from dashboard.ingest.people import EMPLOYEE
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.roster_columns import is_staff_number, people_among, says_of_a_person
from dashboard.ingest.roster_doubts import doubts_of_roster
from dashboard.ingest.sources import read_sources
from dashboard.ingest.suggest_by_values import told_by_values
from dashboard.ingest.suggested_layout import ProposedColumn, suggested_toml
from dashboard.ingest.table_text import TableText
from dashboard.ingest.value_shapes import date_readings, knows, share_fitting
from dashboard.vocabularies import heading_words, normalise, vocabularies
from dashboard.warehouse.tables import Column, Table, tables

OTHER_NAMES = Path(__file__).resolve().parent.parent.parent / "data" / "column_names.toml"
SURE_ENOUGH = 0.6
NAME_COUNTS = 0.7
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed layout: the table, its columns, the headings left over, the layout as TOML.

    `people` are the columns of a roster that say who its people are, None for any other table.
    `doubts` are sentences on whether its rows are what they look like.
    """

    table: Table
    columns: tuple[ProposedColumn, ...]
    people: PeopleColumns | None
    missing: tuple[Column, ...]
    dropped: tuple[str, ...]
    unused: tuple[str, ...]
    text: str
    remarks: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Heading:
    place: int
    name: str
    values: tuple[str, ...]


def suggest_layout(path: Path, layouts: tuple[Layout, ...], table: str | None = None) -> Proposal:
    """Return a proposal for the table in the file at `path` that is most like one of ours.

    `table` names the table its rows belong to, None to propose that too. Raises CannotTake when
    the file cannot be read or is like no table.
    """
    if not path.is_file():
        raise CannotTake(f"{path}: there is no such file; check the path.")
    if table is not None and table not in tables():
        raise CannotTake(f"--table {table}: no such table; the tables are {', '.join(tables())}.")
    with tempfile.TemporaryDirectory(prefix="peer-learning-") as folder:
        sources = read_sources([path], layouts, Path(folder))
        sheets = tuple(sheet for source in sources for sheet in source.tables)
        return _most_alike(sheets, layouts, table)


def _most_alike(
    sheets: tuple[TableText, ...], layouts: tuple[Layout, ...], table: str | None
) -> Proposal:
    """Return the proposal that finds most: a workbook often begins with a sheet of remarks."""
    proposals, refusals = [], []
    for sheet in sheets:
        try:
            proposals.append(propose(sheet, layouts, table))
        except CannotTake as refusal:
            refusals.append(refusal)
    if not proposals:
        raise refusals[0]
    return max(proposals, key=lambda one: sum(column.score for column in one.columns))


def propose(source: TableText, layouts: tuple[Layout, ...], table: str | None = None) -> Proposal:
    """Return a proposal for a table of text. Raises CannotTake when it is like no table of ours."""
    headings = _headings(source)
    candidates = [tables()[table]] if table else list(tables().values())
    proposed = {
        one.name: _with_person(one, _assign(one, headings, layouts), headings) for one in candidates
    }
    best = max(candidates, key=lambda one: _fit(one, proposed[one.name], len(headings)))
    columns = _with_told(best, proposed[best.name], headings)
    if not columns:
        raise CannotTake(
            f"{source.called}: no column is like one of ours; start from "
            f"`{PROGRAM} template TABLE` instead."
        )
    return _proposal(source, best, columns, headings)


def _headings(source: TableText) -> list[_Heading]:
    """Return the headings with their values; the header is the first row with most cells."""
    searched = source.first_rows[:ROWS_SEARCHED_FOR_HEADER]
    filled = [sum(1 for cell in row if cell.strip()) for row in searched]
    if not filled or not max(filled):
        raise CannotTake(
            f"{source.called}: no header was found; expected a row of column names: "
            "write them above the rows, or export the file again with its headings."
        )
    row = filled.index(max(filled))
    below = source.first_rows[row + 1 :]
    return [
        _Heading(place, name.strip(), _values(below, place))
        for place, name in enumerate(searched[row])
        if name.strip()
    ]


def _values(rows: tuple[tuple[str, ...], ...], place: int) -> tuple[str, ...]:
    cells = (row[place].strip() for row in rows if place < len(row))
    return tuple(cell for cell in cells if cell)


def _assign(
    table: Table, headings: list[_Heading], layouts: tuple[Layout, ...]
) -> tuple[ProposedColumn, ...]:
    """Return the best heading for each column, the surest pairs first, none used twice."""
    patients = set(identifier_positions(tuple(heading.name for heading in headings), set()))
    scored = [
        (_score(column, heading, _names_of(column, table, layouts)), column, heading)
        for column in table.columns
        for number, heading in enumerate(headings)
        if (number not in patients or column.kind == "id")
        and _may_be(table, column, heading, headings)
    ]
    taken: dict[str, ProposedColumn] = {}
    used: set[int] = set()
    for score, column, heading in sorted(scored, key=lambda one: -one[0]):
        if score < SURE_ENOUGH or column.name in taken or heading.place in used:
            continue
        taken[column.name] = _proposed(column, heading, score)
        used.add(heading.place)
    return tuple(taken[column.name] for column in table.columns if column.name in taken)


def _may_be(table: Table, column: Column, heading: _Heading, headings: list[_Heading]) -> bool:
    """Return whether a heading of a roster may be this column, however alike their words are.

    "Employee no." is nobody's "Employment", and where it stands it is who the person is.
    """
    if not table.people:
        return True
    if column.kind == "person":
        numbered = any(is_staff_number(one.name) for one in headings)
        return is_staff_number(heading.name) or not numbered
    says = says_of_a_person(heading.name)
    return not is_staff_number(heading.name) and (says is None or says == "number")


def _with_person(
    table: Table, columns: tuple[ProposedColumn, ...], headings: list[_Heading]
) -> tuple[ProposedColumn, ...]:
    """Return the columns of a roster with what its people go by, if nothing names them yet."""
    if not table.people or not columns or any(one.column.kind == "person" for one in columns):
        return columns
    used = {one.heading for one in columns}
    people = people_among([one.name for one in headings if one.name not in used], None, ())
    best = next(filter(None, (people.ids.get(EMPLOYEE), people.email, *people.name[-1:])), None)
    heading = next((one for one in headings if one.name == best), None)
    if heading is None:
        return columns
    (person,) = table.columns_of("person")
    return (_proposed(person, heading, SURE_ENOUGH), *columns)


def _with_told(
    table: Table, columns: tuple[ProposedColumn, ...], headings: list[_Heading]
) -> tuple[ProposedColumn, ...]:
    """Return the columns with those whose values tell what a heading nobody knows may be."""
    if not columns:
        return ()
    used = {one.heading for one in columns}
    patients = set(identifier_positions(tuple(heading.name for heading in headings), set()))
    left = {
        heading.name: heading
        for number, heading in enumerate(headings)
        if number not in patients and heading.name not in used
    }
    have = {one.column.name: one for one in columns}
    open_columns = tuple(one for one in table.columns if one.name not in have)
    told = told_by_values(table, open_columns, {name: one.values for name, one in left.items()})
    have |= {c.name: _proposed(c, left[name], SURE_ENOUGH) for c, name in told}
    return tuple(have[one.name] for one in table.columns if one.name in have)


def _names_of(column: Column, table: Table, layouts: tuple[Layout, ...]) -> set[str]:
    """Return every name a known export gives the column, in plain words."""
    names = {column.label, column.name, *_other_names().get(table.name, {}).get(column.name, ())}
    for layout in layouts:
        if layout.table == table.name and column.name in layout.columns:
            names |= set(layout.columns[column.name].source)
    return {normalise(name) for name in names}


@cache
def _other_names() -> dict[str, dict[str, list[str]]]:
    """Return the names in data/column_names.toml by table and column; read once a process."""
    names: dict[str, dict[str, list[str]]] = tomllib.loads(OTHER_NAMES.read_text(encoding="utf-8"))
    return names


def _score(column: Column, heading: _Heading, names: set[str]) -> float:
    spellings = {normalise(heading.name), heading_words(heading.name)}
    alike = max(alike_names(words, name) for words in spellings for name in names)
    shape = share_fitting(column, heading.values)
    return NAME_COUNTS * alike + (1 - NAME_COUNTS) * shape


def _fit(table: Table, columns: tuple[ProposedColumn, ...], headings: int) -> float:
    """Return how well a table fits: our columns found, the file's columns explained.

    The harmonic mean of both, required columns of ours counting twice.
    """
    found = sum(one.score * (2 if one.column.required else 1) for one in columns)
    wanted = sum(2 if column.required else 1 for column in table.columns)
    explained = sum(one.score for one in columns)
    return 2 / (wanted / found + headings / explained) if columns else 0.0


def _proposed(column: Column, heading: _Heading, score: float) -> ProposedColumn:
    unknown: tuple[tuple[str, int], ...] = ()
    formats: tuple[str, ...] = ()
    if column.vocabulary:
        vocabulary = vocabularies()[column.vocabulary]
        strange = Counter(value for value in heading.values if not knows(vocabulary, value))
        unknown = tuple(strange.most_common())
    if column.kind == "day" and heading.values:
        formats = date_readings(heading.values)
    samples = tuple(dict.fromkeys(heading.values))[:SAMPLES]
    return ProposedColumn(column, heading.name, score, unknown, formats, samples)


def _proposal(
    source: TableText,
    table: Table,
    columns: tuple[ProposedColumn, ...],
    headings: list[_Heading],
) -> Proposal:
    used = {one.heading for one in columns}
    names = tuple(heading.name for heading in headings)
    kept = {place for place, name in enumerate(names) if name in used}
    dropped = tuple(names[place] for place in identifier_positions(names, kept))
    have = {one.column.name for one in columns}
    missing = tuple(c for c in table.columns if c.required and c.name not in have)
    unused = tuple(name for name in names if name not in used and name not in dropped)
    people = _people(table, columns, headings, unused)
    if people is not None:
        told = {*people.name, people.email, people.aliases, *people.ids.values()}
        unused = tuple(name for name in unused if name not in told)
    values = {heading.name: heading.values for heading in headings}
    doubts = doubts_of_roster(values, {one.column.name: one.heading for one in columns}, table)
    return Proposal(
        table=table,
        columns=columns,
        people=people,
        missing=missing,
        dropped=dropped,
        unused=unused,
        text=suggested_toml(source.file, table, columns, missing, people),
        remarks=(*_remarks(source, table, columns, missing, dropped, unused), *doubts),
        doubts=doubts,
    )


def _people(
    table: Table,
    columns: tuple[ProposedColumn, ...],
    headings: list[_Heading],
    unused: tuple[str, ...],
) -> PeopleColumns | None:
    """Return which columns of a roster say who its people are, None for any other table."""
    if not table.people:
        return None
    person = next((one.heading for one in columns if one.column.kind == "person"), None)
    values = next((one.values for one in headings if one.name == person), ())
    return people_among(unused, person, values)


def _remarks(
    source: TableText,
    table: Table,
    columns: tuple[ProposedColumn, ...],
    missing: tuple[Column, ...],
    dropped: tuple[str, ...],
    unused: tuple[str, ...],
) -> tuple[str, ...]:
    remarks = [f"{source.called}: proposed for the table {table.name} ({table.title})."]
    remarks += [f"{one.heading}: {one.column.name}, {one.score:.0%} sure." for one in columns]
    remarks += [
        f"{one.heading}: can be read as {' and as '.join(one.formats)}; say which under dates."
        for one in columns
        if len(one.formats) > 1
    ]
    remarks += [f"Required and not found: {column.label} ({column.name})." for column in missing]
    remarks += [f"Dropped as a patient identifier: {name}." for name in dropped]
    remarks += [f"Not used: {name}." for name in unused]
    return tuple(remarks)
