"""The mapping assistant: a table no layout knows, column by column, until it can be taken in."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.findings.received import TABLE_WORDS
from dashboard.home import Home
from dashboard.intake.draft import (
    Draft,
    Needed,
    about_meaning,
    is_number_of_a_row,
    meanings_for,
    meant_twice,
    still_needed,
    what_a_row_is,
)
from dashboard.intake.drop import Drop, DroppedFile, trial_of
from dashboard.intake.file_columns import FileColumn
from dashboard.intake.finished_layout import Layout, finished
from dashboard.intake.known_places import with_known_places
from dashboard.intake.layout_file import check_name, free_name
from dashboard.intake.looking import LookedAt
from dashboard.intake.records import codes_of
from dashboard.intake.refused import Refused
from dashboard.ui.dry_run import dry_run
from dashboard.ui.mapping_step import LEAST_WIDTH, step
from dashboard.ui.mapping_words import dates_step, unsaid_step, words_step
from dashboard.ui.markup import escaped, write
from dashboard.ui.notes import panel_title, said, source_line
from dashboard.ui.publishing_bar import publishing_bar

SURE, LIKELY = 0.95, 0.8
IDENTIFIER = "A patient’s identifier: never kept, only used once to take the patient out of texts."
Places = dict[str, tuple[str, ...]]


def mapping_assistant(
    home: Home, drop: Drop, file: DroppedFile, place: int, places: Places
) -> None:
    """Write the steps for one table: what its rows are, columns, dates, words, dry run, save.

    places: the sites and sections the department has, by column.
    """
    looked = file.looks[place]
    with st.container(key=f"assistant_{file.number}", gap="medium"):
        try:
            draft = with_known_places(looked, _begun(home, drop, file, place), places)
            key = f"map_{file.number}_{place}_{draft.table}"
            draft = _columns(looked, draft, key)
            draft = _same_for_every_row(draft, places, key)
            draft, open_kinds = unsaid_step(looked, draft, key)
            draft, open_days = dates_step(looked, draft, key)
            draft = words_step(looked, draft, places, key)
            is_open = [*meant_twice(draft), *open_kinds, *open_days]
            _to_do(home, drop, file, looked, draft, is_open, key)
        except Refused as refused:
            said([str(refused)])


def _begun(home: Home, drop: Drop, file: DroppedFile, place: int) -> Draft:
    """Ask what the rows are; return the draft the mapping of such a table begins with."""
    looked = file.looks[place]
    key = f"map_{file.number}_{place}"
    like = None
    if looked.candidates:
        like = st.selectbox("Layout to begin with", looked.candidates, key=f"{key}_like", width=420)
    proposed = drop.draft(home, file.number, place, None, like)
    names = list(TABLE_WORDS)
    with st.container(gap="xxsmall"):
        table = st.selectbox(
            "What its rows are",
            names,
            index=names.index(proposed.table),
            format_func=TABLE_WORDS.__getitem__,
            key=f"{key}_table_{like}",
            width=420,
        )
        source_line(what_a_row_is(table))
    draft = drop.draft(home, file.number, place, table if table != proposed.table else None, like)
    said(draft.doubts)
    return draft


def _columns(looked: LookedAt, draft: Draft, key: str) -> Draft:
    """Write a row a column: its heading, samples, and what it means."""
    with st.container(gap=None, key=f"{key}_columns"):
        panel_title(
            "What each column means",
            "Samples are of different rows; of what may identify a patient only the shape.",
        )
        meanings = {
            column.heading: _meaning(draft, column, f"{key}_column_{column.place}")
            for column in looked.columns
        }
    return replace(draft, meanings=meanings)


def _meaning(draft: Draft, column: FileColumn, key: str) -> str:
    choices = meanings_for(draft.table, column)
    proposed = draft.meanings.get(column.heading, "")
    with st.container(key=f"row_{key}"):
        theirs, meaning = st.columns([9, 5], vertical_alignment="center")
        with meaning:
            chosen = st.selectbox(
                f"What {column.heading} means",
                list(choices),
                index=list(choices).index(proposed) if proposed in choices else 0,
                format_func=choices.__getitem__,
                key=key,
                label_visibility="collapsed",
            )
        with theirs:
            write(_as_found(column, draft, chosen))
    return chosen


def _as_found(column: FileColumn, draft: Draft, chosen: str) -> str:
    """Return the heading, how sure the proposal is, and samples, as HTML."""
    as_proposed = chosen == draft.meanings.get(column.heading)
    sure = _sure(draft.sure.get(column.heading), as_proposed)
    shown = " · ".join(column.samples(mask=is_number_of_a_row(draft.table, chosen))) or "empty"
    said_of_it = (
        IDENTIFIER if column.identifier and not chosen else about_meaning(draft.table, chosen)
    )
    small = f"<i>{escaped(said_of_it)}</i>" if said_of_it else ""
    return (
        f'<div class="pl-column"><div><b>{escaped(column.heading)}</b>{sure}</div>'
        f"<p>{escaped(shown)}{small}</p></div>"
    )


def _sure(score: float | None, as_proposed: bool) -> str:
    if score is None or not as_proposed:
        return ""
    words = "sure" if score >= SURE else "likely" if score >= LIKELY else "a guess"
    return f"<span>{words}, {score:.0%}</span>"


def _same_for_every_row(draft: Draft, places: Places, key: str) -> Draft:
    """Ask for required columns that no heading means, where one word can do for every row."""
    needed = [one for one in still_needed(draft) if one.can_be_the_same]
    if not needed:
        return draft
    constants = dict(draft.constants)
    with step(
        "Required, and no column means it",
        "Choose a column above, or say what it is for every row of this system’s exports.",
    ):
        cells = st.grid(3, min_column_width=LEAST_WIDTH)
        for one in needed:
            with cells.cell():
                constants[one.column.name] = _constant(one, places, f"{key}_all_{one.column.name}")
    return replace(draft, constants=constants)


def _constant(needed: Needed, places: Places, key: str) -> str:
    column = needed.column
    known = places.get(column.name, ())
    codes = codes_of(column) if column.vocabulary else dict(zip(known, known, strict=True))
    if not codes:
        return st.text_input(column.label, key=key, max_chars=80) or ""
    chosen = st.selectbox(
        f"{column.label}, for every row",
        list(codes),
        index=None,
        format_func=codes.__getitem__,
        placeholder="Choose",
        accept_new_options=not column.vocabulary,
        key=key,
    )
    return chosen or ""


def _to_do(
    home: Home,
    drop: Drop,
    file: DroppedFile,
    looked: LookedAt,
    draft: Draft,
    open_questions: list[str],
    key: str,
) -> None:
    """Write the last steps: what is still open, the layout's name, dry run, save and take in."""
    is_open = [*(one.in_words for one in still_needed(draft)), *open_questions]
    with step(
        "Try it, and save it as a layout", "Next month the same export is recognised by itself."
    ):
        said(is_open)
        name, system = _names(home, looked, draft, key)
        layout = None if is_open else finished(replace(draft, system=system), looked, name)
        _try_and_take(home, drop, file, looked, layout, draft.base.name if draft.base else None)


def _names(home: Home, looked: LookedAt, draft: Draft, key: str) -> tuple[str, str]:
    cells = st.grid(3, min_column_width=LEAST_WIDTH)
    with cells.cell():
        proposed = draft.base.name if draft.base else free_name(home, looked.file)
        name = st.text_input("Name of the layout", proposed, key=f"{key}_name", max_chars=60)
    with cells.cell():
        system = st.text_input(
            "System that wrote the file",
            draft.system,
            placeholder=draft.title,
            key=f"{key}_system",
            max_chars=80,
        )
    return name or "", system or ""


def _try_and_take(
    home: Home,
    drop: Drop,
    file: DroppedFile,
    looked: LookedAt,
    layout: Layout | None,
    base: str | None,
) -> None:
    trial = trial_of(file.number, looked.called, layout) if layout else ""
    with st.container(horizontal=True, gap="small", key=f"to_do_{file.number}"):
        trying = st.button("Dry run", disabled=layout is None, key=f"try_{file.number}")
        taking = st.button(
            "Save the layout and take the file in",
            type="primary",
            disabled=trial not in drop.tried,
            key=f"take_{file.number}",
        )
        if st.button("Close the mapping", type="tertiary", key=f"close_{file.number}"):
            drop.open = None
            st.rerun(scope="fragment")
    if trial not in drop.tried:
        source_line("Saving opens after a dry run of this mapping.")
    for roster in drop.rosters_beside(file.number):
        source_line(f"{roster.upload.name} is a roster: it is taken in with this file, before it.")
    if layout is None:
        return
    if trying:
        with st.spinner("Trying: nothing is kept", show_time=True):
            check_name(home, layout.name, base)
            drop.try_one(home, file.number, looked.called, layout)
        st.rerun(scope="fragment")
    if taking:
        with publishing_bar("Taking in and publishing") as tell:
            drop.save_and_take(home, file.number, layout.name, layout, base, tell)
        st.rerun(scope="app")
    for tried in drop.tried.get(trial, ()):
        dry_run(tried)
