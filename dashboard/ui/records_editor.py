"""Targets, events and leave as dated records: listed, entered and corrected on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dates_in_words import short_day
from dashboard.findings.table import Table
from dashboard.home import Home
from dashboard.intake.records import (
    LISTED,
    Column,
    Record,
    codes_of,
    how_many,
    key_columns,
    label_of,
    record_columns,
    records,
    save_record,
)
from dashboard.intake.refused import Refused
from dashboard.published.open import Published
from dashboard.ui.admission import acting_home
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.part import part
from dashboard.ui.publishing_bar import publishing_bar
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

KINDS = {"targets": "Targets", "events": "Events", "leaves": "Leave"}
ONE = {"targets": "target", "events": "event", "leaves": "period of leave"}
LEAST_WIDTH = 290
SAVED = "record_saved"
MARK = (
    "Dated records. An entry is taken in as a small export of its own, checked like any other; "
    "one with the same key takes the place of the one before."
)
NOT_DELETED = {
    "targets": "A target is not deleted: give it its last day, and enter the next one.",
    "events": "An event is not deleted: correct its label, or go back a generation.",
    "leaves": (
        "Who is away is not listed. Entering the same person and first day again corrects the "
        "last day."
    ),
}


def records_editor(department: Published) -> None:
    """Write the block: which kind of record, those that are kept, and a form for one."""
    with block():
        heading("Targets, events and leave", MARK)
        _editor(acting_home(), department.axes.get("site", ()))


@part
def _editor(home: Home, sites: tuple[str, ...]) -> None:
    table = st.segmented_control(
        "Kind of record",
        list(KINDS),
        default="targets",
        format_func=KINDS.__getitem__,
        required=True,
        key="record_kind",
        label_visibility="collapsed",
    )
    try:
        kept = records(home, table) if table in LISTED else ()
        if kept:
            wide_table(_listed(table, kept), KINDS[table])
        elif table in LISTED:
            empty_state(f"No {ONE[table]} is kept yet", "Enter the first one below.")
        else:
            said([_how_many(how_many(home, table))])
        _form(home, table, kept, sites)
    except Refused as refused:
        said([str(refused)])


def _how_many(count: int) -> str:
    return "One period of leave is kept." if count == 1 else f"{count:,} periods of leave are kept."


def _listed(table: str, kept: tuple[Record, ...]) -> Table:
    columns = record_columns(table)
    rows = pd.DataFrame(
        {
            column.label: [_in_words(column, record.values[column.name]) for record in kept]
            for column in columns
        }
    )
    return Table(table, rows, rows, {c.label: "{:g}" for c in columns if c.kind == "number"})


def _in_words(column: Column, value: Any) -> Any:
    if value is None or pd.isna(value):
        return "Everywhere" if column.kind == "place" else "–"
    if column.kind == "day":
        return short_day(value)
    if column.kind == "yes_no":
        return "Yes" if value else "No"
    return label_of(column, value) if column.kind == "vocabulary" else value


def _form(home: Home, table: str, kept: tuple[Record, ...], sites: tuple[str, ...]) -> None:
    which = _which(table, kept)
    before = kept[which].values if which is not None else {}
    with st.form(f"record_{table}_{which}", border=False):
        cells = st.grid(3, min_column_width=LEAST_WIDTH)
        values = {}
        for column in record_columns(table):
            with cells.cell():
                values[column.name] = _field(table, column, before, sites, f"{table}_{which}")
        source_line(NOT_DELETED[table])
        saving = st.form_submit_button(f"Save the {ONE[table]}")
    if saving:
        with publishing_bar("Taking it in and publishing") as tell:
            taken = save_record(home, table, values, tell=tell)
            st.session_state[SAVED] = _outcome(table, taken.generation, taken.new)
        st.rerun(scope="app")
    if sentence := st.session_state.pop(SAVED, ""):
        said([sentence])


def _which(table: str, kept: tuple[Record, ...]) -> int | None:
    """Ask which record the form is about; None is a new one."""
    if not kept:
        return None
    chosen: int | None = st.selectbox(
        "Which one",
        [None, *range(len(kept))],
        format_func=lambda place: (
            f"A new {ONE[table]}" if place is None else _called(table, kept[place])
        ),
        key=f"record_which_{table}",
        width=420,
    )
    return chosen


def _called(table: str, record: Record) -> str:
    by_name = {column.name: column for column in record_columns(table)}
    parts = [str(_in_words(by_name[name], record.values[name])) for name in key_columns(table)]
    return ", ".join(parts)


def _field(
    table: str, column: Column, before: Mapping[str, Any], sites: tuple[str, ...], key: str
) -> Any:
    """Draw the field of one column; what says which record it is cannot be changed in it."""
    value = before.get(column.name)
    fixed = bool(before) and column.name in key_columns(table)
    label = column.label + ("" if column.required else ", may be empty")
    options: dict[str, Any] = {
        "key": f"record_{key}_{column.name}",
        "disabled": fixed,
        "help": column.about or None,
    }
    if column.kind == "vocabulary":
        return _code(column, label, value, options)
    if column.kind == "place":
        return _site(label, value, sites, options)
    if column.kind == "yes_no":
        return st.selectbox(label, ["Yes", "No"], index=int(value is False), **options) == "Yes"
    if column.kind == "number":
        return _number(column, label, value, options)
    if column.kind == "day":
        options |= {"placeholder": "YYYY-MM-DD"}
        return st.text_input(label, value.isoformat() if value else "", **options) or None
    return st.text_input(label, value or "", max_chars=120, **options) or None


def _code(column: Column, label: str, value: str | None, options: dict[str, Any]) -> str | None:
    """Return the word to enter: the one that is kept where the code stays the same."""
    codes = codes_of(column)
    now = next((code for code in codes if value and label_of(column, value) == codes[code]), None)
    chosen = st.selectbox(
        label,
        list(codes),
        index=list(codes).index(now) if now else None,
        format_func=codes.__getitem__,
        placeholder="Choose",
        **options,
    )
    return value if chosen == now else chosen


def _site(
    label: str, value: str | None, sites: tuple[str, ...], options: dict[str, Any]
) -> str | None:
    known = list(dict.fromkeys([*sites, *([value] if value else [])]))
    return st.selectbox(
        label,
        known,
        index=known.index(value) if value else None,
        placeholder="Everywhere",
        accept_new_options=True,
        **options,
    )


def _number(
    column: Column, label: str, value: float | None, options: dict[str, Any]
) -> float | int | None:
    if column.sql_type == "double":
        kept = None if value is None else float(value)
        given: float | None = st.number_input(
            label, min_value=0.0, value=kept, step=1.0, format="%g", **options
        )
        return given
    whole = None if value is None else int(value)
    entered: int | None = st.number_input(label, min_value=0, value=whole, step=1, **options)
    return entered


def _outcome(table: str, generation: int | None, new: bool) -> str:
    if not new:
        return f"Nothing changed: the {ONE[table]} was kept like this already."
    return f"The {ONE[table]} was taken in; the pages now show generation {generation}."
