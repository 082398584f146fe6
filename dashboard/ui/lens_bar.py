"""The lens: which months, and all or one of site, section, modality, patient group.

Both popovers are named by what they hold now. The choice stands in the link and goes along from
page to page. One axis at a time: choosing on a second axis takes the first away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.findings.sentences import sentence, short_span
from dashboard.published.lens import Lens, crossed_sentence
from dashboard.published.open import Published

MONTHS_KEY = "months"
AXIS_TITLES = {
    "site": "Site",
    "section": "Section",
    "modality": "Modality",
    "patient_group": "Patient group",
}
SENTENCE_KEY = "lens_sentence"
DEFAULT_MONTHS = 12


def lens_bar(department: Published, *, everything: bool = False) -> tuple[Lens, tuple[str, ...]]:
    """Draw the bar; return the lens chosen and the sentences that must stand under it.

    everything: begin with all months, on a page whose question is what changed over the years.
    """
    months = {f"{month:%Y-%m}": month for month in department.months}
    axes = {axis: units_in_words(department, axis) for axis in AXIS_TITLES}
    default = default_months(tuple(months), everything)
    _begin_with(default, default_months(tuple(months), not everything))
    _one_axis_from_the_link(axes)
    _carry_into_the_link(default)
    with st.container(horizontal=True, gap="xsmall", key="lens", vertical_alignment="center"):
        first, last = _months_chosen(tuple(months), default)
        with st.popover(short_span(months[first], months[last]), key="lens_months"):
            _month_slider(tuple(months), default)
        axis, unit = _axis_chosen(axes)
        with st.popover(f"{AXIS_TITLES[axis]}: {unit}" if axis else "All", key="lens_axis"):
            _axis_pills(axes, axis)
    members = (axes[axis][unit],) if axis else ()
    sentence = st.session_state.get(SENTENCE_KEY)
    return Lens(months[first], months[last], axis or "all", members), (
        (sentence,) if sentence else ()
    )


def whole_department(lens: Lens) -> tuple[str, ...]:
    """Return the sentence for a lens on some units, on a page about the whole department."""
    if lens.axis == "all":
        return ()
    return ("This page is about the whole department: of the lens it takes the months alone.",)


def units_in_words(department: Published, axis: str) -> dict[str, str]:
    """Return the units an axis can be asked for, as readers call them, and as they are kept."""
    words = department.unit_words(axis)
    return {sentence(words.get(unit, unit)): unit for unit in department.axes.get(axis, ())}


def default_months(months: Sequence[str], everything: bool = False) -> tuple[str, str]:
    """Return the last twelve of `months` (ISO, received whole), or all if there are fewer."""
    shown = months if everything else months[-DEFAULT_MONTHS:]
    return shown[0], shown[-1]


def one_axis(
    asked: Sequence[tuple[str, str]], axes: Mapping[str, Collection[str]]
) -> tuple[list[tuple[str, str]], str]:
    """Return the axes of `asked` (axis, unit) that are known, and a sentence if they are two.

    The first known axis wins; the sentence says so.
    """
    known: dict[str, str] = {}
    for axis, unit in asked:
        if unit in axes.get(axis, ()):
            known.setdefault(axis, unit)
    if len(known) < 2:
        return list(known.items()), ""
    return list(known.items()), crossed_sentence(known, [next(iter(known.values()))])


def _month_slider(options: tuple[str, ...], default: tuple[str, str]) -> None:
    # ISO options: a format_func would put its labels into the link.
    st.select_slider(
        "Months",
        options,
        value=default,
        key=MONTHS_KEY,
        bind="query-params",
        persist_state="session",
        on_change=_forget_sentence,
        width=420,
    )


def _axis_pills(axes: Mapping[str, Collection[str]], chosen: str) -> None:
    # A popover stands outside the app's root, so our own classes do not know its colours.
    st.markdown(":small[:gray[One at a time, so that no one can be singled out.]]")
    for axis, members in axes.items():
        if not members:
            continue
        st.pills(
            AXIS_TITLES[axis],
            tuple(members),
            key=axis,
            bind="query-params",
            persist_state="session",
            on_change=_only_this_axis,
            args=(axis,),
            width=420,
        )
    if chosen:
        st.button("Show all", type="tertiary", key="lens_all", on_click=_no_axis)


def _only_this_axis(chosen: str) -> None:
    _forget_sentence()
    for axis in AXIS_TITLES:
        if axis != chosen:
            st.session_state[axis] = None


def _no_axis() -> None:
    _forget_sentence()
    for axis in AXIS_TITLES:
        st.session_state[axis] = None


def _forget_sentence() -> None:
    st.session_state.pop(SENTENCE_KEY, None)


def _one_axis_from_the_link(axes: Mapping[str, Collection[str]]) -> None:
    """Take a second axis out of a link, before any widget has read it, and say so."""
    if any(st.session_state.get(axis) for axis in AXIS_TITLES):
        return
    asked = [
        (axis, member)
        for axis in st.query_params
        if axis in AXIS_TITLES
        for member in st.query_params.get_all(axis)[:1]
    ]
    known, sentence = one_axis(asked, axes)
    if not sentence:
        return
    for axis, _ in known[1:]:
        del st.query_params[axis]
    st.session_state[SENTENCE_KEY] = sentence
    st.rerun()


def _begin_with(default: tuple[str, str], elsewhere: tuple[str, str]) -> None:
    """Begin at this page's months where the session holds only those another page began with."""
    if st.session_state.get(MONTHS_KEY) == elsewhere and MONTHS_KEY not in st.query_params:
        del st.session_state[MONTHS_KEY]


def _carry_into_the_link(default: tuple[str, str]) -> None:
    """Put what the session holds into a new page's link, which begins without it."""
    for key in (MONTHS_KEY, *AXIS_TITLES):
        value: Any = st.session_state.get(key)
        if not value or key in st.query_params or value == default:
            continue
        st.query_params[key] = list(value) if key == MONTHS_KEY else value
        st.session_state[key] = value


def _months_chosen(options: tuple[str, ...], default: tuple[str, str]) -> tuple[str, str]:
    """Return what the slider will hold: its state once it has run, before that the link."""
    asked = st.session_state.get(MONTHS_KEY) or st.query_params.get_all(MONTHS_KEY)
    known = [month for month in asked if month in options]
    if len(known) != 2:
        return default
    return min(known), max(known)


def _axis_chosen(axes: Mapping[str, Collection[str]]) -> tuple[str, str]:
    """Return the axis and member the pills will hold, or two empty texts for all."""
    for axis, members in axes.items():
        asked = st.session_state.get(axis, st.query_params.get(axis))
        if asked in members:
            return axis, str(asked)
    return "", ""
