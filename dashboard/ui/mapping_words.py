"""The mapping assistant's questions of a column's cells: its dates, its words, what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard.intake.asked_words import AskedList, AskedWord, Question, asked_lists
from dashboard.intake.column_words import Places, hardly_dates, open_dates, words_to_map
from dashboard.intake.draft import Draft
from dashboard.intake.looking import LookedAt
from dashboard.intake.unsaid import answered, unsaid_columns
from dashboard.ui.mapping_step import LEAST_WIDTH, step
from dashboard.ui.notes import said, source_line

Values = dict[str, dict[str, str]]
"""Our column to the words of the file and their codes."""


def unsaid_step(looked: LookedAt, draft: Draft, key: str) -> tuple[Draft, list[str]]:
    """Ask what says a column that no heading means alone; return what is still open."""
    columns = unsaid_columns(looked, draft)
    if not columns:
        return answered(draft, {}), []
    answers: dict[str, str | None] = {}
    with step(
        "What no column says alone",
        "Learning themes counts learning opportunities by their category: a row without a case "
        "type or a category is in no theme.",
    ):
        cells = st.grid(3, min_column_width=LEAST_WIDTH)
        for one in columns:
            choices = list(one.choices)
            with cells.cell():
                answers[one.column.name] = st.selectbox(
                    one.column.label,
                    choices,
                    index=choices.index(one.proposed) if one.proposed else None,
                    format_func=one.choices.__getitem__,
                    placeholder="Choose",
                    help=one.column.about,
                    key=f"{key}_unsaid_{one.column.name}_{len(choices)}_{choices[0]}",
                )
    still_open = [
        f"Say what tells the {one.column.label.lower()}: choose its column above, or answer here."
        for one in columns
        if answers[one.column.name] is None
    ]
    return answered(draft, answers), still_open


def dates_step(looked: LookedAt, draft: Draft, key: str) -> tuple[Draft, list[str]]:
    """Ask which way dates are written where both ways read them; return what is still open."""
    found = open_dates(looked, draft)
    said(hardly_dates(looked, draft))
    dates = {name: ways[0].style for name, ways in found.items() if len(ways) == 1}
    unsettled = {name: ways for name, ways in found.items() if len(ways) > 1}
    if not unsettled:
        return replace(draft, dates=dates), []
    still_open = []
    with step(
        "Which way the dates are written", "More than one way reads them: only you can tell."
    ):
        cells = st.grid(3, min_column_width=LEAST_WIDTH)
        for name, ways in unsettled.items():
            heading = draft.heading_of(name)
            with cells.cell():
                chosen = st.selectbox(
                    f"In {heading}{_no_dates(ways[0].unread)}",
                    [way.style for way in ways],
                    index=None,
                    format_func={way.style: way.in_words for way in ways}.__getitem__,
                    placeholder="Choose what is right",
                    key=f"{key}_date_{heading}",
                )
            if chosen:
                dates[name] = chosen
            else:
                still_open.append(f"Say which way the dates in {heading} are written.")
    return replace(draft, dates=dates), still_open


def _no_dates(cells: int) -> str:
    """Return what to say of cells that are no dates either way; nothing where all are."""
    if not cells:
        return ""
    return (
        f", beside {cells:,} cells that are no dates"
        if cells > 1
        else ", beside one cell that is none"
    )


def words_step(looked: LookedAt, draft: Draft, places: Places, key: str) -> Draft:
    """Ask what the words mean that ours do not have; those known stand folded beneath."""
    lists = asked_lists(words_to_map(looked, draft, places))
    if not lists:
        return draft
    values: Values = {one.column.name: {} for each in lists for one in each.columns}
    known = sum(word.known for each in lists for word in each.words)
    rarer = sum(each.rarer for each in lists)
    with step(
        "What its words mean",
        "A word kept as it is can be mapped later, without dropping the file again.",
    ):
        _word_grids(lists, values, key, known=False)
        if known:
            with st.expander(_known_words(known), key=f"{key}_known"):
                _word_grids(lists, values, key, known=True)
        if rarer:
            source_line(f"And rarer words in {rarer:,} rows, kept as they are and counted.")
    return replace(draft, values=values)


def _known_words(count: int) -> str:
    return "One word is known already" if count == 1 else f"{count} words are known already"


def _word_grids(lists: Sequence[AskedList], values: Values, key: str, *, known: bool) -> None:
    """Write the words of lists that say two things two questions a row, the others in one grid."""
    key = f"{key}_known_word" if known else f"{key}_word"
    single: list[AskedWord] = []
    for each in lists:
        words = [word for word in each.words if word.known is known]
        if not each.says_two:
            single += words
        elif words:
            source_line(each.says_two)
            _word_grid(words, values, key, across=2)
    if single:
        _word_grid(single, values, key, across=3)


def _word_grid(words: Sequence[AskedWord], values: Values, key: str, across: int) -> None:
    cells = st.grid(across, min_column_width=LEAST_WIDTH)
    for word in words:
        answer = ""
        for question in word.questions:
            with cells.cell():
                answer = _answer(question, answer, key)
            values[question.asked_of.column.name][question.word.word] = answer


def _answer(question: Question, beside: str, key: str) -> str:
    """Ask one question; `beside` is the answer to the one before it in its row."""
    one, word = question.asked_of, question.word
    choices = question.choices(beside)
    chosen: str = st.selectbox(
        question.in_words,
        list(choices),
        index=list(choices).index(word.proposed) if word.proposed in choices else 0,
        format_func=choices.__getitem__,
        key=f"{key}_{one.column.name}_{one.heading}_{word.word}",
    )
    return chosen
