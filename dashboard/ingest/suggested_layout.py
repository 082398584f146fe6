"""A proposed layout as a TOML file: what is sure as it is, what a person must say commented out.

Lines of prose begin with two number signs, lines to be filled in with one: with those signs
taken away and the blanks filled, the file is the layout.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from dashboard.command_line import PROGRAM
from dashboard.ingest.layouts import LAYOUT_NAME, PeopleColumns, known_layouts, together_with
from dashboard.ingest.refusal import CannotTake
from dashboard.private_files import write_privately
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.tables import Column, Table

HOW_TO = (
    "## A proposed layout. Lines that begin with a single # are for you: take the # away and fill\n"
    "## in what is empty, or leave them. Its place is layouts/NAME.toml in the home, where --save\n"
    f"## NAME puts it; then: {PROGRAM} ingest FILE --layout NAME\n"
)


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """One of our columns and the heading proposed for it.

    `score` is between 0 and 1; `unknown` are words the vocabulary does not know, with the number
    of rows looked at that have each; `formats` are date formats, several if they fit equally.
    `samples` are values to show a person; they are in no file we write.
    """

    column: Column
    heading: str
    score: float
    unknown: tuple[tuple[str, int], ...] = ()
    formats: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


def suggested_toml(
    file: str,
    table: Table,
    columns: tuple[ProposedColumn, ...],
    missing: tuple[Column, ...],
    people: PeopleColumns | None,
) -> str:
    """Return the layout of the export called `file` as TOML."""
    title = Path(file).stem
    lines = [HOW_TO, f"title = {_text(title)}"]
    lines += ["## Exports of one system share its case numbers; another name is another system."]
    lines += [f"system = {_text(system_from(title))}", f"table = {_text(table.name)}"]
    lines += ["", "[columns]"]
    lines += [f"{one.column.name} = {_rule(table, one)}" for one in columns if not _asks(one)]
    lines += [f'# {column.name} = "name its column"' for column in missing]
    lines += _which_scale(table, columns)
    lines += _which_kind(table, columns)
    for one in columns:
        lines += _with_questions(one) if _asks(one) else []
    lines += _people(people) if people is not None else []
    return "\n".join(lines) + "\n"


def save_proposal(folder: Path, name: str, text: str) -> Path:
    """Write a proposed layout into the folder of a home's layouts as `name`; return its path.

    Raises CannotTake for a name that cannot be one, or that a layout has: it may be corrected.
    """
    if not LAYOUT_NAME.fullmatch(name):
        raise CannotTake(
            f"--save {name}: expected 3 to 60 small letters, figures and underscores, a letter "
            "first; choose such a name."
        )
    if name in {one.name for one in known_layouts(folder)}:
        raise CannotTake(f"--save {name}: there is a layout of that name; choose another one.")
    path = folder / f"{name}.toml"
    try:
        write_privately(path, text)
    except OSError as error:
        raise CannotTake(
            f"--save {name}: {path} cannot be written ({error.strerror}); give yourself write "
            "access."
        ) from error
    return path


def system_from(title: str) -> str:
    """Return a system's name made of a file's: its words without dates and numbers."""
    words = " ".join(word for word in re.findall(r"[^\W_]+", title) if word.isalpha())
    return words[:1].upper() + words[1:] or "New system"


def _together(table: Table, one: ProposedColumn) -> str:
    names = together_with(table, one.column, one.heading)
    return f", together_with = [{', '.join(map(_text, names))}]" if names else ""


def _asks(one: ProposedColumn) -> bool:
    return bool(one.unknown) or len(one.formats) > 1


def _rule(table: Table, one: ProposedColumn) -> str:
    if together := _together(table, one):
        return f"{{ source = {_text(one.heading)}{together} }}"
    if one.formats:
        return f"{{ source = {_text(one.heading)}, dates = [{_text(one.formats[0])}] }}"
    return _text(one.heading)


def _which_scale(table: Table, columns: tuple[ProposedColumn, ...]) -> list[str]:
    """Return a line that says which scale scores are of, where no column does."""
    if not table.has("scale") or any(one.column.name == "scale" for one in columns):
        return []
    codes = [entry.code for entry in vocabularies()["scale"].codes]
    return [
        f"## Which scale its scores are of: {', '.join(codes)}; local if nothing is said.",
        f"# scale = {{ constant = {_text(codes[0])} }}",
    ]


def _which_kind(table: Table, columns: tuple[ProposedColumn, ...]) -> list[str]:
    """Return lines that say what kind of case the rows are, where no column says that alone."""
    have = {one.column.name: one for one in columns}
    lines = []
    for column in table.columns:
        if not column.implied or column.name in have:
            continue
        name, other = column.name, have.get(column.often_in)
        lines += [f"## {column.label}: no column says it alone. Learning themes counts the rows"]
        lines += [f"## that are a {column.implied}. The same for every row:"]
        lines += [f"# {name} = {{ constant = {_text(column.implied)} }}"]
        if other is not None:
            lines += [f"## or said in the same column as {other.column.label}:"]
            lines += [f"# {name} = {_text(other.heading)}"]
    return lines


def _with_questions(one: ProposedColumn) -> list[str]:
    """Return a table of its own for a column of which something is open."""
    lines = ["", f"[columns.{one.column.name}]", f"source = {_text(one.heading)}"]
    if len(one.formats) > 1:
        formats = ", ".join(map(_text, one.formats))
        lines += ["## Its dates can be read in each of these ways: keep the right one alone."]
        lines += [f"# dates = [{formats}]"]
    elif one.formats:
        lines += [f"dates = [{_text(one.formats[0])}]"]
    if one.unknown:
        codes = ", ".join(entry.code for entry in vocabularies()[one.column.vocabulary].codes)
        lines += [f"## Words that are not known yet; map each to one of: {codes}"]
        lines += [f"# [columns.{one.column.name}.values]"]
        lines += [f'# {_text(value)} = ""' for value, _ in one.unknown]
    return lines


def _people(people: PeopleColumns) -> list[str]:
    """Return the table that says who the people of a roster are."""
    lines = ["", "[people]"]
    lines += [f"name = [{', '.join(map(_text, people.name))}]"] if people.name else []
    lines += [f"email = {_text(people.email)}"] if people.email else []
    lines += [f"aliases = {_text(people.aliases)}"] if people.aliases else []
    if people.ids:
        pairs = ", ".join(f"{_text(kind)} = {_text(of)}" for kind, of in people.ids.items())
        lines += [f"ids = {{ {pairs} }}"]
    return lines


def _text(words: str) -> str:
    # A TOML basic string escapes as JSON does; DEL alone must be escaped by hand.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
