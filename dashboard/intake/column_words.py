"""The words of a dropped column beside those of ours, and the two ways its dates can be read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.ingest.layouts import ColumnRule
from dashboard.ingest.value_fit import written_as
from dashboard.ingest.value_shapes import date_readings, day_of, knows, share_of
from dashboard.intake.draft import Draft, rule_before
from dashboard.intake.file_columns import FileColumn
from dashboard.intake.looking import LookedAt
from dashboard.vocabularies import Vocabulary, normalise, vocabularies
from dashboard.warehouse.tables import Column, tables

KEPT_AS_IT_IS = ""
CLOSE_ENOUGH = 0.87
HARDLY = 0.5
DAY_NUMBER = re.compile(r"\d{5}(\.\d+)?")
NO_RULE = ColumnRule(constant="")
Places = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the file, how many rows have it, and the code or name proposed for it.

    The proposal is an empty text where the word is kept as it is. `known` says that it needs no
    answer: our own words have it.
    """

    word: str
    rows: int
    proposed: str
    known: bool


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """The words of one column that have codes or names of ours.

    `choices` are what a word can mean, code to label, keeping it as it is first. `also` says that
    the heading means another column of ours besides.
    """

    column: Column
    heading: str
    words: tuple[Word, ...]
    choices: dict[str, str]
    also: bool = False

    def choices_for(self, word: Word) -> dict[str, str]:
        """Return what this word can mean; one that is known stays mapped where nothing else can."""
        vocabulary = vocabularies().get(self.column.vocabulary)
        if word.known and vocabulary is not None and vocabulary.unmapped is None:
            return {code: label for code, label in self.choices.items() if code}
        return self.choices


@dataclass(frozen=True, slots=True)
class DateReading:
    """One way to read a column's dates: its format, and an example of it in words.

    `unread` counts the different cells that are no dates in this way.
    """

    style: str
    in_words: str
    unread: int = 0


def words_to_map(looked: LookedAt, draft: Draft, places: Places) -> tuple[ColumnWords, ...]:
    """Return the columns whose words mean codes, or sites and sections known under other names.

    places: the department's sites and sections, by column; a place it does not know is new.
    """
    found = []
    for column in tables()[draft.table].columns_of("vocabulary", "place"):
        theirs = looked.column(draft.heading_of(column.name))
        if theirs is None or not theirs.values:
            continue
        rule = rule_before(draft, looked, column.name) or NO_RULE
        if column.kind == "vocabulary":
            shared = column.often_in and draft.heading_of(column.often_in) == theirs.heading
            other = column.often_in if shared else ""
            found.append(_codes(column, theirs, rule, _vocabulary_of(draft.table, other)))
        elif places.get(column.name) and (strange := _places(column, theirs, rule, places)):
            found.append(strange)
    return tuple(found)


def open_dates(looked: LookedAt, draft: Draft) -> dict[str, tuple[DateReading, ...]]:
    """Return each day column of ours with the ways its dates can be read.

    A column written as its layout says is not among them; one where only one way reads them
    has that one, one of which hardly a cell is a date has none.
    """
    found = {}
    for column in tables()[draft.table].columns_of("day"):
        theirs = looked.column(draft.heading_of(column.name))
        rule = rule_before(draft, looked, column.name) or NO_RULE
        if theirs is None or not theirs.values:
            continue
        if not (rule.dates and written_as([value for value, _ in theirs.values], rule.dates)):
            found[column.name] = _readings(theirs)
    return found


def hardly_dates(looked: LookedAt, draft: Draft) -> tuple[str, ...]:
    """Return a sentence for each day column of ours whose cells are no dates that can be read.

    The day numbers of a spreadsheet can.
    """
    headings = [
        draft.heading_of(name) for name, ways in open_dates(looked, draft).items() if not ways
    ]
    columns = [one for one in map(looked.column, headings) if one is not None]
    return tuple(
        f"Hardly a cell of “{one.heading}” is a date in a way known here: its rows would be "
        "rejected, or left without that date."
        for one in columns
        if share_of([value for value, _ in one.values], _is_day_number) <= HARDLY
    )


def code_label(vocabulary: str, code: str) -> str:
    """Return the label of a code. Raises KeyError if the vocabulary has no such code."""
    return vocabularies()[vocabulary].label_of(code)


def choices_of(vocabulary: Vocabulary, required: bool) -> dict[str, str]:
    """Return what a word can be mapped to: the codes, leaving it open first."""
    refused = required and vocabulary.unmapped is None
    left_open = "Leave open: its rows are rejected" if refused else "Keep as it is, not mapped"
    codes = {one.code: one.label for one in vocabulary.codes if one.code != vocabulary.unmapped}
    return {KEPT_AS_IT_IS: left_open, **codes}


def guess(vocabulary: Vocabulary, word: str) -> str:
    """Return the code whose spelling is close to a word the vocabulary does not know, or none."""
    near = difflib.get_close_matches(normalise(word), vocabulary.spellings, 1, CLOSE_ENOUGH)
    code = vocabulary.spellings[near[0]] if near else KEPT_AS_IT_IS
    return KEPT_AS_IT_IS if code == vocabulary.unmapped else code


def _vocabulary_of(table: str, column: str) -> Vocabulary | None:
    return vocabularies()[tables()[table].column(column).vocabulary] if column else None


def _codes(
    column: Column, theirs: FileColumn, rule: ColumnRule, other: Vocabulary | None
) -> ColumnWords:
    """`other` is the vocabulary of the column the same heading means first, None for one."""
    vocabulary = vocabularies()[column.vocabulary]
    words = [_word(vocabulary, rule, word, rows) for word, rows in theirs.values]
    if other is not None:
        words = [_implied(one, column, other) for one in words]
    return ColumnWords(
        column=column,
        heading=theirs.heading,
        words=tuple(words),
        choices=choices_of(vocabulary, column.required),
        also=other is not None,
    )


def _implied(word: Word, column: Column, other: Vocabulary) -> Word:
    """Return the word with what it most likely is where only the other column's words have it."""
    likely = not word.proposed and not word.known and knows(other, word.word)
    return replace(word, proposed=column.implied) if likely else word


def _word(vocabulary: Vocabulary, rule: ColumnRule, word: str, rows: int) -> Word:
    meant = rule.code_of(word)
    if knows(vocabulary, meant):
        code = vocabulary.code_of(meant) or KEPT_AS_IT_IS
        shown = KEPT_AS_IT_IS if code == vocabulary.unmapped else code
        return Word(word, rows, shown, known=True)
    return Word(word, rows, guess(vocabulary, word), known=False)


def _places(
    column: Column, theirs: FileColumn, rule: ColumnRule, places: Places
) -> ColumnWords | None:
    names = {normalise(place): place for place in places[column.name]}
    words = [
        Word(word, rows, _same_place(normalise(rule.code_of(word)), names), known=False)
        for word, rows in theirs.values
        if normalise(rule.code_of(word)) not in names
    ]
    if not words:
        return None
    known = {place: place for place in places[column.name]}
    return ColumnWords(
        column=column,
        heading=theirs.heading,
        words=tuple(words),
        choices={KEPT_AS_IT_IS: f"A {column.label.lower()} of its own", **known},
    )


def _same_place(words: str, names: Mapping[str, str]) -> str:
    """Return the known place whose every word is among these: "Westgate Hosp" is Westgate.

    Likeness of letters would take South Campus for North Campus.
    """
    among = set(words.split())
    return next((place for name, place in names.items() if set(name.split()) <= among), "")


def _is_day_number(value: str) -> bool:
    return DAY_NUMBER.fullmatch(value) is not None


def _readings(theirs: FileColumn) -> tuple[DateReading, ...]:
    values = [value for value, _ in theirs.values]
    styles = date_readings(values)
    telling = next((v for v in values if len({day_of(v, one) for one in styles}) > 1), None)
    example = telling or (values[0] if values else "")
    return tuple(
        DateReading(style, _example(example, style), sum(not day_of(v, style) for v in values))
        for style in styles
    )


def _example(value: str, style: str) -> str:
    day = day_of(value, style)
    return f"{value} is {day.day} {day:%B %Y}" if day else style
