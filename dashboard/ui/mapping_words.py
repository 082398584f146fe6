"""The mapping assistant's questions of a column's cells: its dates, its words, what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from dashboard.intake.column_words import ColumnWords, Places, Word, open_dates, words_to_map
from dashboard.intake.draft import Draft
from dashboard.intake.looking import LookedAt
from dashboard.intake.unsaid import answered, unsaid_columns
from dashboard.ui.mapping_step import LEAST_WIDTH, step
from dashboard.ui.notes import source_line


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
        f"Say what tells the {one.column.label.lower()}."
        for one in columns
        if answers[one.column.name] is None
    ]
    return answered(draft, answers), still_open


def dates_step(looked: LookedAt, draft: Draft, key: str) -> tuple[Draft, list[str]]:
    """Ask which way dates are written where both ways read them; return what is still open."""
    found = open_dates(looked, draft)
    dates = {name: ways[0].style for name, ways in found.items() if len(ways) == 1}
    unsettled = {name: ways for name, ways in found.items() if len(ways) > 1}
    if not unsettled:
        return replace(draft, dates=dates), []
    still_open = []
    with step("Which way the dates are written", "Both ways read every date of the column."):
        cells = st.grid(3, min_column_width=LEAST_WIDTH)
        for name, ways in unsettled.items():
            heading = draft.heading_of(name)
            with cells.cell():
                chosen = st.selectbox(
                    f"In {heading}",
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


def words_step(looked: LookedAt, draft: Draft, places: Places, key: str) -> Draft:
    """Ask what the words mean that ours do not have; those known stand folded beneath."""
    columns = words_to_map(looked, draft, places)
    strange = [(one, word) for one in columns for word in one.words if not word.known]
    known = [(one, word) for one in columns for word in one.words if word.known]
    values: dict[str, dict[str, str]] = {one.column.name: {} for one in columns}
    rarer = sum(one.rarer for one in columns)
    if not columns:
        return draft
    with step(
        "What its words mean",
        "A word kept as it is can be mapped later, without dropping the file again.",
    ):
        _word_grid(strange, values, f"{key}_word")
        if known:
            with st.expander(_known_words(len(known)), key=f"{key}_known"):
                _word_grid(known, values, f"{key}_known_word")
        if rarer:
            source_line(f"And rarer words in {rarer:,} rows, kept as they are and counted.")
    return replace(draft, values=values)


def _known_words(count: int) -> str:
    return "One word is known already" if count == 1 else f"{count} words are known already"


def _word_grid(
    words: Iterable[tuple[ColumnWords, Word]], values: dict[str, dict[str, str]], key: str
) -> None:
    cells = st.grid(3, min_column_width=LEAST_WIDTH)
    for column, word in words:
        choices = column.choices_for(word)
        rows = "1 row" if word.rows == 1 else f"{word.rows:,} rows"
        with cells.cell():
            values[column.column.name][word.word] = st.selectbox(
                f"{column.asked}: “{word.word}”, {rows}",
                list(choices),
                index=list(choices).index(word.proposed) if word.proposed in choices else 0,
                format_func=choices.__getitem__,
                key=f"{key}_{column.column.name}_{column.heading}_{word.word}",
            )
