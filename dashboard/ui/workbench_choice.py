"""The bar of the Research workbench: measure, design, units, months and change.

Everything chosen is one Analysis, the same that a saved file holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from dashboard.command_line import PROGRAM
from dashboard.findings.saved_analysis import (
    DESIGNS,
    LATEST_AT,
    MODELS,
    MOST_PHASE_IN,
    Analysis,
    analysable,
    read_analysis,
)
from dashboard.findings.sentences import plural, sentence, short_month, short_span
from dashboard.findings.workbench import changes
from dashboard.measures.definition import Measure
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published
from dashboard.ui.lens_bar import AXIS_TITLES

SAID = "workbench_said"
# Designs that look at units of an axis beside one another.
BY_AXIS = ("funnel", "two_units")
WIDTH = 420


def workbench_choice(department: Published, first: Analysis) -> Analysis:
    """Draw the bar and return what is chosen; `first` is what the page opens with."""
    _begin(first)
    measures = analysable(department)
    measure = measures.get(_held("measure")) or measures[first.measure]
    with st.container(
        horizontal=True, gap="xsmall", key="workbench_bar", vertical_alignment="center"
    ):
        with st.popover(measure.title, key="workbench_measure"):
            st.selectbox(
                "Measure", list(measures), key="wb_measure", persist_state="session", width=WIDTH,
                format_func=lambda name: measures[name].title,
            )  # fmt: skip
        with st.popover(DESIGNS[_design()], key="workbench_design"):
            st.radio(
                "Design",
                list(DESIGNS),
                key="wb_design",
                persist_state="session",
                format_func=lambda name: DESIGNS[name],
            )
        axis, member, other = _units(department, measure)
        start, end = _months(department)
        change, phase_in = _change(department) if _looks_for_change() else (None, 0)
        with st.popover("Save or open", key="workbench_file"):
            _open_file(department)
            place = st.container()
    chosen = Analysis(
        measure.name, _design(), start, end, axis, member, change, phase_in,
        (_held("model") or "") if _design() == "interrupted_time_series" else "",
        int(_held("at") or first.at), other=other,
    )  # fmt: skip
    with place:
        _save(chosen)
    return chosen


def _begin(first: Analysis) -> None:
    if "wb_measure" not in st.session_state:
        _take(first)


def _take(analysis: Analysis) -> None:
    """Put an analysis into the widgets' state, before any of them is drawn."""
    state = st.session_state
    for name in ("measure", "design", "axis", "phase_in", "model", "at"):
        state[f"wb_{name}"] = getattr(analysis, name)
    state["wb_member"], state["wb_other"] = analysis.member, analysis.other
    if analysis.design in BY_AXIS:
        state["wb_axis"], state["wb_split"] = "all", analysis.axis
    # The slider takes its ends as its own value, so that it knows there are two of them.
    state.pop("wb_months", None)
    state["wb_opened_months"] = (f"{analysis.start:%Y-%m}", f"{analysis.end:%Y-%m}")
    state["wb_change"] = f"{analysis.change:%Y-%m}" if analysis.change else None


def _held(name: str) -> Any:
    return st.session_state.get(f"wb_{name}")


def _design() -> Any:
    return _held("design") if _held("design") in DESIGNS else "control_chart"


def _looks_for_change() -> bool:
    return _design() in ("before_after", "interrupted_time_series")


def _units(department: Published, measure: Measure) -> tuple[str, str, str]:
    """Which units: all, one of an axis, each of an axis for a funnel, or two to set side by side.

    Returns the axis, the unit and the one beside it.
    """
    whole, pair = _design() not in BY_AXIS, _design() == "two_units"
    axes = [axis for axis in (measure.by or ()) if len(department.axes.get(axis, ())) > pair]
    options = ["all", *axes] if whole else axes
    # Its axis is kept by itself: leaving a funnel leads back to the whole.
    key = "axis" if whole else "split"
    axis = str(_held(key) if _held(key) in options else next(iter(options), "all"))
    units = list(department.axes.get(axis, ()))
    words = department.unit_words(axis)
    member = str(_held("member")) if _held("member") in units else ""
    if (whole or pair) and axis != "all" and not member:
        member = next(iter(units), "")
    others = [unit for unit in units if unit != member] if pair else []
    other = str(_held("other") if _held("other") in others else next(iter(others), ""))
    label = f"By {AXIS_TITLES[axis].lower()}" if not whole and axis != "all" else "All"
    if (whole or pair) and member:
        named = " and ".join(sentence(words.get(unit, unit)) for unit in (member, other) if unit)
        label = f"{AXIS_TITLES[axis]}: {named}"
    st.session_state[f"wb_{key}"] = axis if options else None
    with st.popover(label, key="workbench_units"):
        st.pills(
            "Units", options, key=f"wb_{key}", persist_state="session", width=WIDTH,
            format_func=lambda name: "All" if name == "all" else AXIS_TITLES[name],
        )  # fmt: skip
        if (whole or pair) and axis != "all":
            _unit(AXIS_TITLES[axis], "wb_member", member, units, words)
        if others:
            _unit("Beside", "wb_other", other, others, words)
    return axis, member if whole or pair else "", other


def _unit(label: str, key: str, chosen: str, units: list[str], words: Mapping[str, str]) -> None:
    st.session_state[key] = chosen
    st.pills(
        label, units, key=key, persist_state="session", width=WIDTH,
        format_func=lambda name: sentence(words.get(str(name), str(name))),
    )  # fmt: skip


def _months(department: Published) -> tuple[date, date]:
    months = {f"{month:%Y-%m}": month for month in department.months}
    opened = _held("opened_months")
    if not set(opened) <= set(months):
        opened = (next(iter(months)), list(months)[-1])
    first, last = _held("months") or opened
    with st.popover(short_span(months[first], months[last]), key="workbench_months"):
        st.select_slider(
            "Months", list(months), opened, key="wb_months", persist_state="session", width=WIDTH
        )
    return months[first], months[last]


def _change(department: Published) -> tuple[date, int]:
    months = {f"{month:%Y-%m}": month for month in department.months[1:]}
    events = {f"{one.month:%Y-%m}": one.label for one in reversed(changes(department))}
    when = _held("change") if _held("change") in months else next(iter(events or months))
    st.session_state["wb_change"] = when
    waiting = int(_held("phase_in") or 0)
    label = f"Change: {short_month(months[when])}"
    if waiting:
        label += f", {plural(waiting, 'month')} left out"
    with st.popover(label, key="workbench_change"):
        st.selectbox(
            "First month after the change", list(months), key="wb_change",
            persist_state="session", width=WIDTH,
            format_func=lambda name: f"{short_month(months[name])}"
            + (f": {events[name]}" if name in events else ""),
        )  # fmt: skip
        st.number_input(
            "Months of phase-in to leave out",
            0,
            MOST_PHASE_IN,
            key="wb_phase_in",
            persist_state="session",
            width=WIDTH,
        )
        if _design() == "interrupted_time_series":
            st.number_input(
                "Months after it at which the effect is read", 1, LATEST_AT, key="wb_at",
                persist_state="session", width=WIDTH,
            )  # fmt: skip
            st.selectbox(
                "Model", ["", *MODELS], key="wb_model", persist_state="session", width=WIDTH,
                format_func=lambda name: name or "By length: AR(1) from 24 points, else OLS",
            )  # fmt: skip
    return months[when], waiting


def _open_file(department: Published) -> None:
    st.file_uploader(
        "Open a saved analysis", type=["toml"], max_upload_size=1, key="wb_file",
        on_change=_read, args=(department,), width=WIDTH,
    )  # fmt: skip


def _read(department: Published) -> None:
    file = st.session_state.get("wb_file")
    if file is None:
        return
    try:
        _take(read_analysis(file.name, file.getvalue(), department))
        st.session_state.pop(SAID, None)
    except WrongInput as refusal:
        st.session_state[SAID] = refusal.message


def _save(analysis: Analysis) -> None:
    from dashboard.findings.saved_analysis import as_toml

    st.download_button(
        "Save this analysis", as_toml(analysis), f"{analysis.design}_{analysis.measure}.toml",
        "application/toml", on_click="ignore", key="wb_save",
    )  # fmt: skip
    st.markdown(f":small[:gray[On the command line: {PROGRAM} analysis run FILE]]")
