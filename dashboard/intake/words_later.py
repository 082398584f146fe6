"""Words that were taken and are not mapped yet: map them now, without uploading anything again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import duckdb

from dashboard.home import Home
from dashboard.ingest.connection import run
from dashboard.ingest.layouts import ColumnRule, known_layouts, layout_named
from dashboard.intake.column_words import choices_of, guess
from dashboard.intake.layout_file import save_layout
from dashboard.intake.publishing import Tell, publish_and_restate, quiet
from dashboard.intake.refused import Refused, in_words
from dashboard.sql_files import query
from dashboard.state.migrate import migrate
from dashboard.vocabularies import normalise, vocabularies
from dashboard.warehouse.names import with_names
from dashboard.warehouse.open import read_warehouse
from dashboard.warehouse.tables import Column, Table, tables

Answers = Mapping[tuple[str, str], Mapping[str, str]]
"""Layout and column of ours, to the words said of it and their codes."""


@dataclass(frozen=True, slots=True)
class UnmappedWord:
    """A word that came by one layout in one column and has no code yet; rows counts it.

    `proposed` is a code whose spelling is near, or an empty text; `choices` are codes to labels.
    """

    layout: str
    table: str
    holds: str
    column: str
    label: str
    word: str
    rows: int
    proposed: str
    choices: dict[str, str]


def unmapped_words(home: Home) -> tuple[UnmappedWord, ...]:
    """Return the words of the current generation that have no code, the most frequent first.

    Empty before the first export. Raises Refused when the warehouse cannot be read.
    """
    with in_words():
        path = home.warehouse_path()
        if path is None or not path.exists():
            return ()
        found: list[UnmappedWord] = []
        with read_warehouse(path) as connection:
            for table in tables().values():
                for column in table.columns_of("vocabulary"):
                    if column.keeps_raw:
                        found += _of_column(connection, table, column)
        return tuple(sorted(found, key=lambda one: -one.rows))


def map_words(home: Home, answers: Answers, tell: Tell = quiet) -> int | None:
    """Write the answers into the layouts and make a generation in which they hold; return it.

    A built-in layout gets a copy in the home, which takes its place there. Returns None when
    nothing changed. Raises Refused; then the layouts are as they were.
    """
    said = {place: words for place, words in answers.items() if any(words.values())}
    if not said:
        raise Refused("No word was mapped: choose what at least one of them means.")
    before = _texts(home, {layout for layout, _ in said})
    try:
        with in_words():
            for name in before:
                _add_words(
                    home, name, {c: words for (one, c), words in said.items() if one == name}
                )
            migrated = migrate(home, partial(publish_and_restate, tell=tell))
            return migrated.number if migrated else None
    except BaseException:
        _put_back(home, before)
        raise


def _of_column(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column
) -> list[UnmappedWord]:
    vocabulary = vocabularies()[column.vocabulary]
    other = table.repeated_by(column) or column
    names = {"the_table": table.name, "the_column": column.name, "the_raw": f"{column.name}_raw"}
    names |= {"the_other": other.name, "the_other_raw": f"{other.name}_raw"}
    sql = with_names(query("intake", "unmapped_words"), **names)
    parameters = {
        "unmapped": vocabulary.unmapped or "",
        "other_unmapped": vocabularies()[other.vocabulary].unmapped or "",
    }
    rows = run(connection, sql, parameters).fetchall()
    meant_so = vocabulary.unmapped and normalise(vocabulary.label_of(vocabulary.unmapped))
    return [
        UnmappedWord(
            layout=layout,
            table=table.name,
            holds=table.title,
            column=column.name,
            label=column.label,
            word=word,
            rows=count,
            proposed=guess(vocabulary, word),
            choices=choices_of(vocabulary, required=False),
        )
        for layout, word, count in rows
        if normalise(word) not in ("", meant_so, vocabulary.unmapped)
    ]


def _texts(home: Home, layouts: set[str]) -> dict[str, str | None]:
    """Return what the home's own file of each layout says, None where it has none."""
    paths = {name: home.layouts_folder / f"{name}.toml" for name in sorted(layouts)}
    return {name: p.read_text("utf-8") if p.exists() else None for name, p in paths.items()}


def _add_words(home: Home, name: str, words: Mapping[str, Mapping[str, str]]) -> None:
    layout = layout_named(name, known_layouts(home.layouts_folder))
    rules = dict(layout.columns)
    for column, said in words.items():
        rules[column] = _with_words(rules[column], said)
    save_layout(home, name, layout.model_copy(update={"columns": rules}), replacing=name)


def _with_words(rule: ColumnRule, said: Mapping[str, str]) -> ColumnRule:
    spoken = {normalise(word) for word, code in said.items() if code}
    kept = {word: code for word, code in rule.values.items() if normalise(word) not in spoken}
    values = kept | {word: code for word, code in said.items() if code}
    return rule.model_copy(update={"values": values})


def _put_back(home: Home, before: Mapping[str, str | None]) -> None:
    for name, text in before.items():
        path = home.layouts_folder / f"{name}.toml"
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
