"""An analysis as a small TOML file: made on the page, run on the command line, the same numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal, get_args

from dashboard.findings.months import months_on
from dashboard.measures.definition import AXES, MONTHS_IN_GRAIN, Measure
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published

Design = Literal["control_chart", "funnel", "before_after", "two_units", "interrupted_time_series"]
DESIGNS: dict[Design, str] = {
    "control_chart": "Control chart",
    "funnel": "Funnel plot of units",
    "before_after": "Before and after, two groups",
    "two_units": "Two units side by side",
    "interrupted_time_series": "Interrupted time series",
}
KINDS = ("proportion", "rate", "count")
MODELS = ("ols", "poisson", "quasi-poisson", "negative-binomial", "quasi-binomial", "ar1")
FORMAT = 1
LARGEST_FILE = 20_000
MOST_PHASE_IN, LATEST_AT = 24, 60


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is analysed and how. Months are first days; `change` is the first month after it.

    axis: "all" or an axis; member: one unit of it, empty for a funnel of all; other: the unit it
    is set beside, where two are. phase_in: months
    from the change on that are left out. model: empty for the default. at: months after the
    first kept one at which an effect is read. grain: empty for the finest that leaves nothing out.
    """

    measure: str
    design: Design
    start: date
    end: date
    axis: str = "all"
    member: str = ""
    change: date | None = None
    phase_in: int = 0
    model: str = ""
    at: int = 12
    grain: str = ""
    other: str = ""


def as_toml(analysis: Analysis) -> str:
    """Return the file: what `read_analysis` reads back to the same analysis."""
    lines = [
        "# Run it with the command `analysis run FILE`; docs/commands.md says how.",
        f"format = {FORMAT}",
    ]
    for field in fields(analysis):
        value = getattr(analysis, field.name)
        if value in ("", None):
            continue
        written = f"{value:%Y-%m}" if isinstance(value, date) else value
        lines.append(f"{field.name} = {_toml(written)}")
    return "\n".join(lines) + "\n"


def read_analysis(name: str, data: bytes, published: Published) -> Analysis:
    """Return the analysis in the file called `name`, checked against what is published.

    Raises WrongInput with one sentence: not TOML, a key or word it does not know, a measure or
    unit that is not published, months the wrong way round.
    """
    if len(data) > LARGEST_FILE:
        raise WrongInput(f"{name}: is too long to be a saved analysis.")
    try:
        entries = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongInput(f"{name}: is not a TOML file ({error}).") from None
    try:
        return checked_analysis(entries, published)
    except WrongInput as refusal:
        raise WrongInput(f"{name}: {refusal.message}") from None


def checked_analysis(entries: Mapping[str, Any], published: Published) -> Analysis:
    """Return the analysis that `entries` describe; a key left out has its default.

    Raises WrongInput as `read_analysis` does.
    """
    known = [field.name for field in fields(Analysis)]
    for key in entries:
        if key not in (*known, "format"):
            raise WrongInput(f"there is no key '{key}'. {_did_you_mean(key, known)}")
    if entries.get("format", FORMAT) != FORMAT:
        raise WrongInput(f"format {entries['format']} is not known; this program reads {FORMAT}.")
    measure = _measure(_text(entries, "measure"), published)
    design = _choice("design", _text(entries, "design"), get_args(Design))
    axis = _choice("axis", _text(entries, "axis", "all"), ("all", *AXES))
    start, end = (
        _month(entries, key, published.months[place]) for key, place in (("start", 0), ("end", -1))
    )
    if start > end:
        raise WrongInput(f"start {start:%Y-%m} is after end {end:%Y-%m}. Swap them.")
    analysis = Analysis(
        measure.name,
        design,  # type: ignore[arg-type]
        start,
        end,
        axis,
        _member(_text(entries, "member", ""), axis, published),
        _month(entries, "change", None) if "change" in entries else None,
        _whole(entries, "phase_in", 0, MOST_PHASE_IN),
        _choice("model", _text(entries, "model", ""), ("", *MODELS)),
        _whole(entries, "at", 12, LATEST_AT),
        _choice("grain", _text(entries, "grain", ""), ("", *MONTHS_IN_GRAIN)),
        _member(_text(entries, "other", ""), axis, published),
    )
    _fits_its_design(analysis, measure)
    return analysis


def analysable(published: Published) -> dict[str, Measure]:
    """The published measures a design here can take: shares, rates and counts."""
    return {
        name: measure
        for name, measure in published.measures.items()
        if measure.kind in KINDS and not measure.reciprocal
    }


def _fits_its_design(analysis: Analysis, measure: Measure) -> None:
    if analysis.axis != "all" and analysis.axis not in (measure.by or ()):
        axis = analysis.axis.replace("_", " ")
        raise WrongInput(f'{measure.title} is not split by {axis}. Use axis = "all".')
    if analysis.design == "funnel":
        if analysis.axis == "all" or analysis.member:
            raise WrongInput("a funnel compares the units of an axis: give axis and no member.")
        if measure.kind == "count":
            raise WrongInput(f"{measure.title} is a count: a funnel needs a denominator.")
        return
    if analysis.design == "two_units":
        if not analysis.member or not analysis.other or analysis.member == analysis.other:
            raise WrongInput(
                "two units side by side need an axis and two units of it: member and other."
            )
        return
    if analysis.other:
        raise WrongInput("other is for two units side by side alone. Leave it out.")
    if analysis.axis != "all" and not analysis.member:
        raise WrongInput('this design looks at one unit: give its member, or axis = "all".')
    if analysis.design in ("before_after", "interrupted_time_series"):
        if analysis.change is None:
            raise WrongInput('give the first month after the change: change = "YYYY-MM".')
        if not analysis.start < analysis.change <= analysis.end:
            raise WrongInput(
                f"change {analysis.change:%Y-%m} must lie between start and end, with months on "
                "both sides."
            )


def _measure(name: str, published: Published) -> Measure:
    measures = analysable(published)
    if name in measures:
        return measures[name]
    if name in published.measures:
        kind = published.measures[name].kind
        words = "turned over" if kind in KINDS else f"a {kind}"
        raise WrongInput(
            f"{name} is {words} and cannot be analysed here; shares, rates and counts can."
        )
    raise WrongInput(f"there is no measure '{name}'. {_did_you_mean(name, list(measures))}")


def _member(member: str, axis: str, published: Published) -> str:
    if not member:
        return ""
    if axis == "all":
        raise WrongInput("member needs an axis: site, section, modality or patient_group.")
    units = published.axes.get(axis, ())
    if member not in units:
        raise WrongInput(
            f"there is no {axis.replace('_', ' ')} '{member}'. {_did_you_mean(member, list(units))}"
        )
    return member


def _month(entries: Mapping[str, Any], key: str, default: date | None) -> date:
    written = entries.get(key)
    if written is None and default is not None:
        return default
    try:
        year, month = str(written).split("-")
        return months_on(date(int(year), int(month), 1), 0)
    except (ValueError, TypeError):
        raise WrongInput(f'{key} is {written!r}; write a month as "2025-04".') from None


def _whole(entries: Mapping[str, Any], key: str, default: int, most: int) -> int:
    value = entries.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise WrongInput(f"{key} is {value!r}; give a whole number of months, 0 to {most}.")
    return value


def _text(entries: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = entries.get(key, default)
    if value is None:
        raise WrongInput(f"{key} is missing. A saved analysis names its measure and design.")
    if not isinstance(value, str):
        raise WrongInput(f"{key} is {value!r}; write it in quotes.")
    return value


def _choice(key: str, value: str, options: tuple[str, ...]) -> str:
    if value not in options:
        named = ", ".join(option for option in options if option)
        raise WrongInput(f"{key} is '{value[:40]}'; use one of {named}.")
    return value


def _did_you_mean(word: str, words: list[str]) -> str:
    close = get_close_matches(word, words, n=1)
    if close:
        return f"Did you mean '{close[0]}'?"
    return f"There are {', '.join(words)}."


def _toml(value: object) -> str:
    if isinstance(value, str):
        import json

        # A TOML basic string takes JSON's escapes.
        return json.dumps(value, ensure_ascii=False)
    return str(value)
