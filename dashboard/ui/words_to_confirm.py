"""Words of titles and labels that were masked: how many there are, and a place to confirm one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.findings.table import Table
from dashboard.home import Home
from dashboard.intake.refused import Refused
from dashboard.intake.words_to_confirm import confirm_words, confirmed, masked_texts
from dashboard.ui.admission import acting_home
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.part import part
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

SAID = "words_confirmed"
MARK = (
    "Titles of actions and labels of events are published. A word of theirs that no list knows "
    "could be a name: it is shown as [unconfirmed], and is not kept."
)
HOW = (
    "Read the word in your own log. If it names nobody, confirm it here, then drop the log above "
    "once more: the text is taken with it. A name of the roster cannot be confirmed."
)


def words_to_confirm() -> None:
    """Write the block: the texts with masked words, the words confirmed, a field for another."""
    with block():
        heading("Words to confirm", MARK)
        _words(acting_home())


@part
def _words(home: Home) -> None:
    try:
        masked, known = masked_texts(home), confirmed(home)
        if masked:
            said([one.in_words for one in masked])
        else:
            empty_state("No word is masked", "Every word of the titles and labels is known.")
        if known:
            rows = pd.DataFrame(
                {
                    "Word": [one.word for one in known],
                    "Confirmed on": [one.confirmed_on for one in known],
                }
            )
            wide_table(Table("confirmed_words", rows, rows), "Confirmed words")
        if masked or known:
            _form(home)
    except Refused as refused:
        said([str(refused)])
    if sentence := st.session_state.pop(SAID, ""):
        said([sentence])


def _form(home: Home) -> None:
    with st.form("confirm_words", clear_on_submit=True, border=False):
        words = st.text_input("A word that names nobody", key="words_to_confirm", width=420)
        source_line(HOW)
        confirming = st.form_submit_button("Confirm the word")
    if confirming:
        new = confirm_words(home, words)
        st.session_state[SAID] = (
            f"Confirmed: {', '.join(new)}. Drop the log above once more to take its texts with it."
            if new
            else "Confirmed already: drop the log above once more to take its texts with it."
        )
        st.rerun(scope="fragment")
