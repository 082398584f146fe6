"""From what a person said of a dropped table to the layout that says it to ingest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.ingest.layouts import ColumnRule, Layout, layout_from, together_with
from dashboard.intake.draft import Draft, rule_before
from dashboard.intake.layout_file import layout_toml
from dashboard.intake.looking import LookedAt
from dashboard.intake.people_columns import people_of
from dashboard.intake.refused import in_words
from dashboard.vocabularies import Vocabulary, normalise, vocabularies
from dashboard.warehouse.tables import Column, tables

__all__ = ["Layout", "finished"]
GIVEN_BY_THE_PROGRAM = "sheet1"


def finished(draft: Draft, looked: LookedAt, name: str) -> Layout:
    """Return the layout of a draft in which nothing is open, as its file will read. Raises Refused.

    What the layout it began from knows besides (other names of a column, patterns) stays.
    """
    with in_words():
        table = tables()[draft.table]
        columns = {column.name: _rule(draft, looked, column) for column in table.columns}
        layout = Layout.model_validate(
            {
                "name": name,
                "title": draft.title or name,
                "system": draft.system or draft.title or name,
                "table": draft.table,
                "about": draft.base.about if draft.base else "",
                "assumes": draft.base.assumes if draft.base else "",
                "recognise": _recognise(draft, looked),
                "columns": {name: rule for name, rule in columns.items() if rule},
                "people": _people(draft, looked) if table.people else None,
            }
        )
        return layout_from(layout_toml(layout), name)


def _rule(draft: Draft, looked: LookedAt, column: Column) -> dict[str, Any] | None:
    before = rule_before(draft, looked, column.name)
    heading = draft.heading_of(column.name)
    if not heading:
        said = draft.constants.get(column.name)
        return {"constant": said} if said else _elsewhere(before, looked)
    before = before or ColumnRule(constant="")
    rule: dict[str, Any] = {"source": [heading, *_other_names(before, looked)]}
    kept = ("pattern", "ids", "together_with")
    rule |= {key: getattr(before, key) for key in kept if getattr(before, key)}
    if together := together_with(tables()[draft.table], column, heading):
        rule.setdefault("together_with", together)
    if dates := draft.dates.get(column.name):
        rule["dates"] = [dates]
    elif before.dates:
        rule["dates"] = before.dates
    if values := _values(draft, column, before):
        rule["values"] = values
    return rule


def _elsewhere(before: ColumnRule | None, looked: LookedAt) -> dict[str, Any] | None:
    """Return the rule of a column this file has not, but other files of the layout may have."""
    names = _other_names(before, looked) if before is not None else []
    if before is None or not names:
        return None
    return {**before.model_dump(exclude_none=True, exclude={"source"}), "source": names}


def _other_names(before: ColumnRule, looked: LookedAt) -> list[str]:
    """Return the names of a column that are not in this file: what is here, a person has judged."""
    here = {normalise(column.heading) for column in looked.columns}
    return [name for name in before.source if normalise(name) not in here]


def _values(draft: Draft, column: Column, before: ColumnRule) -> dict[str, str]:
    """Return the words that need saying: those our own vocabulary does not read the same way."""
    said = draft.values.get(column.name, {})
    spoken = {normalise(word) for word in said}
    kept = {word: code for word, code in before.values.items() if normalise(word) not in spoken}
    vocabulary = vocabularies().get(column.vocabulary)
    meant = {word: _meant(vocabulary, word, code) for word, code in said.items()}
    return kept | {word: code for word, code in meant.items() if code}


def _meant(vocabulary: Vocabulary | None, word: str, code: str) -> str:
    """Return what a layout must say the word means, an empty text if it need not say anything."""
    if vocabulary is None or code != (vocabulary.code_of(word) or ""):
        return code or (vocabulary.unmapped if vocabulary and _read(vocabulary, word) else "") or ""
    return ""


def _read(vocabulary: Vocabulary, word: str) -> bool:
    """Return whether the vocabulary would map a word that a person wants kept as it is."""
    return vocabulary.code_of(word) not in (None, vocabulary.unmapped)


def _recognise(draft: Draft, looked: LookedAt) -> dict[str, Any]:
    """Return what tells the layout apart: the columns left out, the sheet if it has a name."""
    used = {heading for heading, meaning in draft.meanings.items() if meaning}
    used |= set(draft.also.values())
    others = [column.heading for column in looked.columns if column.heading not in used]
    named = looked.text.sheet and normalise(looked.text.sheet) != GIVEN_BY_THE_PROGRAM
    sheet = draft.base.recognise.sheet if draft.base else looked.text.sheet if named else None
    return {"columns": others, "sheet": sheet}


def _people(draft: Draft, looked: LookedAt) -> Mapping[str, Any]:
    before = draft.base.people if draft.base else None
    return people_of(draft.meanings, looked.columns, before).model_dump()
