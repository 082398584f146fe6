"""Words that were taken and have no code yet: say what they mean, and every page counts them."""

from __future__ import annotations

import streamlit as st

from dashboard.home import Home
from dashboard.intake.refused import Refused
from dashboard.intake.words_later import UnmappedWord, map_words, unmapped_words
from dashboard.ui.admission import acting_home
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.part import part
from dashboard.ui.publishing_bar import publishing_bar
from dashboard.ui.sheet import block

LEAST_WIDTH = 290
WORDS_SHOWN = 30
MARK = (
    "Taken as they are, and counted as not mapped. Say what they mean: no file has to be dropped "
    "again, and the generation before is kept."
)


def words_to_map() -> None:
    """Write the block, with what can be said of each word of the current generation."""
    with block():
        heading("Words not mapped yet", MARK)
        home = acting_home()
        try:
            words = _words_of(home, str(home.warehouse_path()))
        except Refused as refused:
            said([str(refused)])
            return
        if words:
            _answers(home, words)
        else:
            empty_state(
                "Every word is mapped",
                "A word of an export that has no code of ours would be listed here, with the rows "
                "that have it.",
            )


@st.cache_data(max_entries=4, show_spinner=False)
def _words_of(_home: Home, generation: str) -> tuple[UnmappedWord, ...]:
    return unmapped_words(_home)


@part
def _answers(home: Home, words: tuple[UnmappedWord, ...]) -> None:
    answers: dict[tuple[str, str], dict[str, str]] = {}
    cells = st.grid(3, min_column_width=LEAST_WIDTH)
    for number, word in enumerate(words[:WORDS_SHOWN]):
        with cells.cell():
            answers.setdefault((word.layout, word.column), {})[word.word] = _answer(word, number)
    more = sum(word.rows for word in words[WORDS_SHOWN:])
    if more:
        source_line(f"And rarer words in {more:,} rows, listed once these are mapped.")
    if st.button("Map these words", key="words_map"):
        try:
            with publishing_bar("Making a generation in which they are mapped") as tell:
                map_words(home, answers, tell)
        except Refused as refused:
            said([str(refused)])
            return
        st.rerun(scope="app")


def _answer(word: UnmappedWord, number: int) -> str:
    choices = list(word.choices)
    rows = "1 row" if word.rows == 1 else f"{word.rows:,} rows"
    chosen: str = st.selectbox(
        f"{word.label}: “{word.word}”, {rows}",
        choices,
        index=choices.index(word.proposed) if word.proposed in choices else 0,
        format_func=word.choices.__getitem__,
        key=f"words_{number}_{word.layout}_{word.column}_{word.word}",
    )
    return chosen
