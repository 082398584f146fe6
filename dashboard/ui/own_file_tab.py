"""The tab for a reader's own numbers: a file as chart, funnel or series, and a two-by-two."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard.analysis.errors import CannotCompute
from dashboard.command_line import PROGRAM
from dashboard.findings.own_file_study import (
    CHART_KINDS,
    FUNNEL_KINDS,
    Columns,
    OwnStudy,
    own_chart,
    own_funnel,
    own_series,
)
from dashboard.findings.two_by_two import Arm, two_by_two
from dashboard.own_data.own_file import OwnFile, read_own_text
from dashboard.own_data.refusal import WrongInput
from dashboard.ui.chart import chart
from dashboard.ui.notes import empty_state, heading, note, said, source_line
from dashboard.ui.panel import foot_row
from dashboard.ui.part import part
from dashboard.ui.sheet import block
from dashboard.ui.study_figure import MARKS, study_figure

MARK = (
    "A CSV or TSV with a header row. It is read in this session, is never stored, and is gone "
    "when you close the page. Leave people's names out of it."
)
STUDIES = ("Control chart", "Funnel plot", "Interrupted time series")
NONE = "None"
LARGEST_MB = 20


@part
def own_file_tab() -> None:
    """Write the tab; it reruns by itself."""
    with block():
        heading("Your own file", MARK)
        dropped = st.file_uploader(
            "Your file", type=["csv", "tsv", "txt"], max_upload_size=LARGEST_MB, key="own_file",
            label_visibility="collapsed",
        )  # fmt: skip
        if dropped is not None:
            _study(dropped.name, dropped.getvalue())
    _two_by_two()


def _study(name: str, data: bytes) -> None:
    try:
        file = read_own_text(name, data)
        study = _chosen(file)
    except WrongInput as refusal:
        empty_state("Not drawn as asked", refusal.message)
        return
    said(study.sentences)
    draw = partial(study_figure, study.figure, study.frame, study.marks, study.percent)
    chart(draw, "own", study.alt)
    source_line(f"{MARKS[study.figure]} {file.name}, {len(file.rows):,} rows.")
    foot_row(
        "own",
        study.table,
        method=f"The same rows on the command line: `{PROGRAM} {study.command}`.",
    )


def _chosen(file: OwnFile) -> OwnStudy:
    names = list(file.header)
    numeric = [name for name in names if _counts(file, name)] or names
    with st.container(horizontal=True, gap="small", key="own_choice"):
        what = st.selectbox("Study", STUDIES, key="own_study", width=220)
        label = _column("Month, date or unit" if what != STUDIES[1] else "Group", names, 0)
        counted = _column("Count or value", numeric, 0)
        below = _column("Out of", [NONE, *numeric], 0)
        per = st.number_input("Shown per", 1.0, 1e6, 1.0, key="own_per", width=130, format="%g")
        columns = Columns(label, counted, "" if below == NONE else below, float(per))
        if what == STUDIES[0]:
            kind = _kind("Chart", CHART_KINDS, "p" if columns.denominator else "i")
            return own_chart(file, columns, kind)
        if what == STUDIES[1]:
            kind = _kind("Of", FUNNEL_KINDS, "proportion")
            widen = st.toggle("Widen for differences beyond chance", key="own_widen")
            return own_funnel(file, columns, kind, widen)
        rows = len(file.rows)
        start = st.number_input(
            "First row after the change", 1, rows, max(1, rows // 2 + 1), key="own_start", width=200
        )
        waiting = st.number_input("Rows left out", 0, rows, 0, key="own_phase", width=130)
    return own_series(file, columns, int(start), int(waiting))


def _column(label: str, names: list[str], place: int) -> str:
    key = f"own_column_{label.split()[0].lower()}"
    if st.session_state.get(key) not in names:
        st.session_state[key] = names[min(place, len(names) - 1)]
    return str(st.selectbox(label, names, key=key, width=200))


def _kind(label: str, kinds: dict[str, str], first: str) -> str:
    options = list(kinds)
    return str(
        st.selectbox(
            label, options, options.index(first), key=f"own_kind_{first}", width=240,
            format_func=lambda name: kinds[str(name)],
        )
    )  # fmt: skip


def _counts(file: OwnFile, name: str) -> bool:
    """Whether a column holds numbers other than the numbers of the rows themselves."""
    try:
        values = file.numbers(name)
    except WrongInput:
        return False
    return any(value is not None for value in values) and values != list(
        map(float, range(1, len(values) + 1))
    )


def _two_by_two() -> None:
    with block():
        heading(
            "Two groups as a two-by-two",
            "Say what one unit of each denominator is: only rates over the same kind of "
            "denominator can be compared.",
        )
        arms = [_arm(place, *start) for place, start in enumerate(TRINH, start=1)]
        try:
            pair = two_by_two("Group 1 over group 2", arms[0], arms[1])
        except CannotCompute as refusal:
            said_words = str(refusal)
            empty_state("Not compared", f"{said_words[:1].upper()}{said_words[1:]}.")
            return
        note(
            pair.title, [pair.sentence, pair.warning] if pair.warning else [pair.sentence],
            pair.fractions,
        )  # fmt: skip
        command = " ".join(f"{arm.events:g} {arm.denominator:g}" for arm in arms)
        units = " ".join(f'--unit{place} "{arm.unit}"' for place, arm in enumerate(arms, 1))
        foot_row(
            "two_by_two",
            pair.table,
            method=f"The same rows on the command line: `{PROGRAM} compare {command} {units}`.",
        )


TRINH = ((23, 206, "follow-up alerts"), (13, 4861, "reports reviewed"))
"""The published counts the fields begin with: a ratio that is no effect."""


def _arm(place: int, events: int, denominator: int, unit: str) -> Arm:
    with st.container(horizontal=True, gap="small", key=f"arm_{place}"):
        x: Any = st.number_input(f"Events, group {place}", 0, None, events, key=f"two_x{place}")
        n: Any = st.number_input(
            f"Out of, group {place}", 0, None, denominator, key=f"two_n{place}"
        )
        words = st.text_input(f"Unit, group {place}", unit, 80, key=f"two_unit{place}")
    return Arm(f"group {place}", float(x or 0), float(n or 0), words.replace("`", "'"))
