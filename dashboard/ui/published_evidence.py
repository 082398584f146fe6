"""The tab of published evidence: search it, set studies side by side, add a study of your own."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.charts.forest import forest
from dashboard.command_line import PROGRAM
from dashboard.findings.published_evidence import (
    Choice,
    EvidencePage,
    added_sentence,
    blank_row,
    evidence_page,
)
from dashboard.own_data.own_file import read_own_text
from dashboard.own_data.published_studies import PublishedResult, added_results
from dashboard.own_data.refusal import WrongInput
from dashboard.ui.department import open_department
from dashboard.ui.download import download_rows
from dashboard.ui.notes import heading, note, prose, said, source_line
from dashboard.ui.panel import block_panel, foot_row
from dashboard.ui.part import part
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

ALL_SYSTEMS = "All systems"
QUESTION, SYSTEM, SEARCH, ADDED = (
    f"evidence_{name}" for name in ("question", "system", "search", "added")
)
LARGEST = 1_000_000
TABLE_MARK = (
    "Counts as published; the share is recomputed from them. Cite the journal, not this page."
)


@part
def published_evidence() -> None:
    """Write the tab; it reruns by itself, without the page it stands on."""
    page = evidence_page(open_department(), _choice(), _added())
    with block():
        prose(page.lead)
        _bar(page)
    block_panel("evidence", page.forest, partial(forest))
    for place, pair in enumerate(page.arms):
        with block():
            note(
                pair.title,
                [pair.sentence, pair.warning] if pair.warning else [pair.sentence],
                pair.fractions,
            )
            foot_row(f"arms_{place}", pair.table, method=TWO_ARMS_METHOD)
    if page.faults:
        with block():
            heading("Where the counts do not give what was printed")
            prose(page.faults)
            source_line(
                "That is all that can be said: data may be missing, or the denominator another."
            )
    with block():
        heading("Every published result", TABLE_MARK)
        wide_table(page.table, "Published results")
        foot_row("evidence_all", page.table, method=TABLE_METHOD)
    _add_your_own()


TWO_ARMS_METHOD = (
    "Wilson intervals for each share; the ratio by log-Wald (Katz and others 1978) and by score "
    "(Koopman 1984), the difference by Newcombe (1998) and others, Fisher’s and Boschloo’s tests. "
    f"The same rows: `{PROGRAM} compare X1 N1 X2 N2 --unit1 TEXT --unit2 TEXT`."
)
TABLE_METHOD = (
    "Counts from `data/published/published_results.csv`, read from the papers named. A percent is "
    "the same when the counts, rounded half up to the printed decimals, give it: "
    f"`{PROGRAM} published`."
)


def _choice() -> Choice:
    state = st.session_state
    system = state.get(SYSTEM) or ALL_SYSTEMS
    return Choice(
        state.get(QUESTION) or "",
        "" if system == ALL_SYSTEMS else system,
        state.get(SEARCH) or "",
    )


def _added() -> tuple[PublishedResult, ...]:
    added: tuple[PublishedResult, ...] = st.session_state.get(ADDED, ((), ()))[0]
    return added


def _bar(page: EvidencePage) -> None:
    titles = dict(page.questions)
    with st.container(
        horizontal=True, gap="xsmall", key="evidence_bar", vertical_alignment="center"
    ):
        with st.popover(titles.get(page.chosen, "No measure left"), key="evidence_measures"):
            _pick(QUESTION, "Measure", tuple(titles), page.chosen, titles)
        chosen = st.session_state.get(SYSTEM) or ALL_SYSTEMS
        with st.popover(str(chosen), key="evidence_systems"):
            systems = (ALL_SYSTEMS, *page.systems)
            _pick(SYSTEM, "System", systems, chosen, {})
        st.text_input(
            "Search studies",
            key=SEARCH,
            placeholder="Study, journal, setting, unit",
            label_visibility="collapsed",
            width=260,
        )


def _pick(
    key: str, label: str, options: tuple[str, ...], chosen: str, titles: dict[str, str]
) -> None:
    # What is chosen now may have been searched away; the page then shows the first that is left.
    if st.session_state.get(key) not in options:
        st.session_state[key] = chosen if chosen in options else None
    st.pills(label, options, key=key, format_func=lambda name: titles.get(name, name), width=420)


def _add_your_own() -> None:
    with block():
        heading(
            "Add a study of your own",
            "A CSV with the columns of the example, a row an arm and measure. It is checked row by "
            "row, drawn among the others and held until you close this page.",
        )
        st.file_uploader(
            "Your studies",
            type=["csv", "tsv"],
            max_upload_size=1,
            key="evidence_file",
            on_change=_take,
            label_visibility="collapsed",
        )
        added, sentences = st.session_state.get(ADDED, ((), ()))
        kept = added_sentence(added)
        said([*([kept] if kept else []), *sentences])
        with st.container(horizontal=True, gap="small", key="foot_evidence_own"):
            st.download_button(
                "Download an example row", blank_row(), "published_results_example.csv",
                "text/csv", type="tertiary", on_click="ignore", key="evidence_example",
            )  # fmt: skip
            if added:
                mine = evidence_page(open_department(), Choice(), added).table.raw
                download_rows(
                    "Download all rows with yours",
                    mine,
                    "published_results_with_mine",
                    key="evidence_mine",
                )


def _take() -> None:
    """Check the dropped file; what can be used is held in the session, the rest is said."""
    file = st.session_state.get("evidence_file")
    if file is None:
        st.session_state.pop(ADDED, None)
        return
    if file.size > LARGEST:
        st.session_state[ADDED] = ((), (f"{file.name}: is over 1 MB; a table of studies is not.",))
        return
    try:
        st.session_state[ADDED] = added_results(read_own_text(file.name, file.getvalue()))
    except WrongInput as refusal:
        st.session_state[ADDED] = ((), (refusal.message,))
