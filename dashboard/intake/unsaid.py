"""Columns of ours that no heading means alone, and that another column of the file may say too.

Many tools have one list for what a case is and what it is about: "Perception", "Great catch".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.ingest.value_shapes import knows
from dashboard.intake.draft import Draft
from dashboard.intake.looking import LookedAt
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.tables import Column, tables

FROM_THE_COLUMN = "\x00column"
NOT_SAID = "\x00not said"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A column no heading means. `heading` may say it too, an empty text if no column may.

    `choices` are the answers with their words: the other column, one code for every row, or that
    the export does not say it. `proposed` is one of them, None where only a person can tell.
    """

    column: Column
    heading: str
    choices: dict[str, str]
    proposed: str | None


def unsaid_columns(looked: LookedAt, draft: Draft) -> tuple[Unsaid, ...]:
    """Return the columns to ask about: those rows can hardly do without, or words here say."""
    columns = tables()[draft.table].columns
    meant = set(draft.meanings.values())
    asked = (_unsaid(looked, draft, one) for one in columns if one.often_in)
    return tuple(one for one in asked if one is not None and one.column.name not in meant)


def answered(draft: Draft, answers: Mapping[str, str | None], headings: Mapping[str, str]) -> Draft:
    """Return the draft with what a person chose for each column; `headings` may say it too."""
    column = tables()[draft.table].column
    also = {name: said for name, said in draft.also.items() if not column(name).often_in}
    constants = {name: word for name, word in draft.constants.items() if name not in answers}
    for name, answer in answers.items():
        if answer == FROM_THE_COLUMN:
            also[name] = headings[name]
        elif answer and answer != NOT_SAID:
            constants[name] = answer
    return replace(draft, also=also, constants=constants)


def _unsaid(looked: LookedAt, draft: Draft, column: Column) -> Unsaid | None:
    heading = draft.heading_of(column.often_in)
    vocabulary = vocabularies()[column.vocabulary]
    theirs = looked.column(heading)
    says_it = theirs is not None and any(knows(vocabulary, word) for word, _ in theirs.values)
    if not says_it and not column.implied:
        return None
    read = {FROM_THE_COLUMN: f"“{heading}” says it too"} if heading else {}
    codes = {one.code: one.label for one in vocabulary.codes if one.code != vocabulary.unmapped}
    every = {code: f"{label}, every row" for code, label in codes.items()}
    choices = {**read, **every, NOT_SAID: "It is not said"}
    proposed = _proposed(draft, column, says_it)
    return Unsaid(column, heading, choices, proposed if proposed in choices else None)


def _proposed(draft: Draft, column: Column, says_it: bool) -> str | None:
    if column.name in draft.also:
        return FROM_THE_COLUMN
    if draft.constants.get(column.name):
        return draft.constants[column.name]
    if draft.base is not None and draft.base.table == draft.table:
        return NOT_SAID
    return FROM_THE_COLUMN if says_it else None
