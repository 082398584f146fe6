"""Columns of ours that no heading means alone, and that another column of the file may say too.

Many tools have one list for what a case is and what it is about: "Perception", "Great catch".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.ingest.value_shapes import knows
from dashboard.intake.draft import Draft
from dashboard.intake.file_columns import FileColumn
from dashboard.intake.looking import LookedAt
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.tables import Column, tables

FROM_COLUMN = "\x00column "
NOT_SAID = "\x00not said"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A column that no heading means alone.

    `choices` are the answers with their words: a column that says it too, one that was left out,
    one code for every row, or that the export does not say it. `proposed` is one of them, None
    where only a person can tell.
    """

    column: Column
    choices: dict[str, str]
    proposed: str | None


def unsaid_columns(looked: LookedAt, draft: Draft) -> tuple[Unsaid, ...]:
    """Return the columns to ask about: those rows can hardly do without, or words here say."""
    columns = tables()[draft.table].columns
    meant = set(draft.meanings.values())
    asked = (_unsaid(looked, draft, one) for one in columns if one.often_in)
    return tuple(one for one in asked if one is not None and one.column.name not in meant)


def answered(draft: Draft, answers: Mapping[str, str | None]) -> Draft:
    """Return the draft with what a person chose for each column, one of its choices."""
    column = tables()[draft.table].column
    also = {name: said for name, said in draft.also.items() if not column(name).often_in}
    constants = {name: word for name, word in draft.constants.items() if name not in answers}
    for name, answer in answers.items():
        if answer and answer.startswith(FROM_COLUMN):
            also[name] = answer.removeprefix(FROM_COLUMN)
        elif answer and answer != NOT_SAID:
            constants[name] = answer
    return replace(draft, also=also, constants=constants)


def _unsaid(looked: LookedAt, draft: Draft, column: Column) -> Unsaid | None:
    telling = _telling(looked, draft, column)
    if not telling and not column.implied:
        return None
    vocabulary = vocabularies()[column.vocabulary]
    codes = {one.code: one.label for one in vocabulary.codes if one.code != vocabulary.unmapped}
    every = {code: f"{label}, every row" for code, label in codes.items()}
    choices = telling | (every if column.implied else {}) | {NOT_SAID: "It is not said"}
    proposed = _proposed(looked, draft, column)
    return Unsaid(column, choices, proposed if proposed in choices else None)


def _telling(looked: LookedAt, draft: Draft, column: Column) -> dict[str, str]:
    """Return the columns of the file that may say it: the one it is often in, and those left out.

    A column that was left out may say it where a word of it is known.
    """
    shared = draft.heading_of(column.often_in)
    left_out = {
        one.heading
        for one in looked.columns
        if not draft.meanings.get(one.heading) and not one.masked and _says(column, one)
    }
    if shared and not column.implied and not _says(column, looked.column(shared)):
        shared = ""
    own = {FROM_COLUMN + shared: f"“{shared}” says it too"} if shared else {}
    return own | {FROM_COLUMN + one: f"“{one}” tells it" for one in sorted(left_out - {shared})}


def _says(column: Column, theirs: FileColumn | None) -> bool:
    """Return whether a word of theirs is one of the column's."""
    vocabulary = vocabularies()[column.vocabulary]
    return theirs is not None and any(knows(vocabulary, word) for word, _ in theirs.values)


def _proposed(looked: LookedAt, draft: Draft, column: Column) -> str | None:
    if column.name in draft.also:
        return FROM_COLUMN + draft.also[column.name]
    if draft.constants.get(column.name):
        return draft.constants[column.name]
    if draft.base is not None and draft.base.table == draft.table:
        return NOT_SAID
    shared = draft.heading_of(column.often_in)
    return FROM_COLUMN + shared if shared and _says(column, looked.column(shared)) else None
