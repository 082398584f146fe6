"""What the page says of one outcome: its series, effects, event study, control chart, checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.eras import stretch_levels
from dashboard.findings.events import Event
from dashboard.findings.months import day, months_on, published_by
from dashboard.findings.outcome_checks import (
    diagnostics_block,
    effects_block,
    event_study_block,
    specifications_block,
)
from dashboard.findings.outcome_control import BOTH_ERAS, control_block
from dashboard.findings.outcome_tables import points_table
from dashboard.findings.outcome_words import STEP_WORDS, compared, difference, size_words
from dashboard.findings.outcomes.results import Outcome, Outcomes
from dashboard.findings.outcomes.specifications import Specification
from dashboard.findings.sentences import (
    in_words,
    listed,
    month_name,
    sentence,
    signed,
    span,
)

YEAR = 12
BY_SITE_METHOD = (
    "**By site.** rate ~ site + {step} + live. Each site keeps its own level and every {step} its "
    "own, so what happens everywhere at once (a tool change, a season, a growing department) is "
    "told apart from going live. The effect is how far sites after their phase-in lie from where "
    "sites that had not gone live say they would be. Errors are clustered by site, with t on "
    "sites less one (Cameron and Miller 2015); the same by imputation (Borusyak, Jaravel and "
    "Spiess 2024): {imputed}."
)
ALONE_METHOD = "**Department alone.** {formula}. {words}"
HOLM = (
    "**Claims.** P values are adjusted by Holm over the {number} outcomes that can be judged. A "
    "change is claimed if the adjusted p is below 0.05 and the intervals of the effect and of the "
    "effect from twelve months on both leave out no change."
)


@dataclass(frozen=True, slots=True)
class EffectMark:
    """The ink bar of the series: its month, both ends, three lines of words."""

    month: date
    expected: float
    seen: float
    lines: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """Everything the page shows of one outcome.

    series: the frame of charts.outcome_series, with levels, expected, bar and events beside it.
    plain: the finding in plain words. cannot: what the data cannot show of it.
    """

    outcome: Outcome
    headline: str
    lead: str
    series: Block
    levels: pd.DataFrame
    expected: pd.DataFrame
    bar: EffectMark | None
    effects: Block
    event_study: Block
    control: Block
    specifications: Block
    kinds: tuple[str, ...]
    diagnostics: Block
    plain: tuple[str, ...]
    cannot: tuple[str, ...]


def outcome_view(
    found: Outcomes,
    code: str,
    tried: dict[str, tuple[Specification, ...]],
    tool: tuple[Event, ...],
) -> OutcomeView:
    """Return the view of the outcome `code`; `tried` are the specifications of each outcome."""
    one = found[code]
    runs = tried.get(code, ())
    kinds, specification_block = specifications_block(one, runs)
    expected = _expected(one)
    return OutcomeView(
        outcome=one,
        headline=one.headline,
        lead=_lead(one, found),
        series=_series(one, found),
        levels=_levels(one, tool),
        expected=expected,
        bar=_bar(one, expected),
        effects=effects_block(one),
        event_study=event_study_block(one),
        control=control_block(one, tool),
        specifications=specification_block,
        kinds=kinds,
        diagnostics=diagnostics_block(one),
        plain=_plain(one),
        cannot=_cannot(one),
    )


def _lead(one: Outcome, found: Outcomes) -> str:
    if one.effect is None or one.verdict == "cannot be judged":
        return " ".join([one.reason, *one.facts])
    p = one.p_adjusted or 0.0
    adjusted = (
        f"After adjusting for the {in_words(found.adjusted_over)} outcomes judged, p is {_p(p)}."
        if found.adjusted_over > 1
        else f"Its p is {_p(p)}."
    )
    return f"{one.sentence} {adjusted} {compared(one)}"


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def _series(one: Outcome, found: Outcomes) -> Block:
    if one.points.empty:
        return Block(one.label, empty=one.reason or "Nothing is published for these months.")
    mark = "Each dot is a published period. Grey: scored review. Blue: peer learning, hollow "
    mark += "while a site is in its phase-in. "
    if not one.lines.empty:
        mark += "Dashed: expected had scored review gone on, 95% interval in grey."
    return Block(
        title=one.label,
        mark=mark,
        frame=one.points,
        alt=f"{one.label}, {one.unit}. {one.sentence}",
        source=_source(one),
        table=points_table(one),
        measures=one.measures,
        notes=one.notes,
        method=_method(one, found),
    )


def _source(one: Outcome) -> str:
    first, last = min(one.points["month"]), day(one.points["to_month"].max())
    by = published_by(one.points)
    return sentence(
        f"{span(first, last)}, published {by}. Sources: {one.source[:1].lower()}{one.source[1:]}."
    )


def _method(one: Outcome, found: Outcomes) -> str:
    parts = []
    if one.staggered is not None:
        imputed = one.staggered.imputed
        parts.append(
            BY_SITE_METHOD.format(
                step=STEP_WORDS[one.staggered.step_months],
                imputed="not to be had" if imputed is None else signed(imputed, 2),
            )
        )
    if one.interrupted is not None:
        parts.append(
            ALONE_METHOD.format(
                formula=one.interrupted.formula.replace("~", r"\~"),
                words=one.interrupted.formula_in_words,
            )
        )
    if one.p_adjusted is not None:
        parts.append(HOLM.format(number=in_words(found.adjusted_over)))
    return "\n\n".join(parts)


def _levels(one: Outcome, tool: tuple[Event, ...]) -> pd.DataFrame:
    """The rate of each stretch, or the fitted lines where the series stands by itself."""
    if one.points.empty or one.code not in BOTH_ERAS:
        return pd.DataFrame(columns=["month", "value", "era", "line"])
    live = tuple(event for event in one.events if event.kind == "go_live")
    if one.claimed_by != "interrupted":
        per = 100 if one.is_share else 1000
        scored = tool if one.code == "learning_opportunities" else ()
        return stretch_levels(one.points, scored, live, per)
    fitted = one.lines.dropna(subset=["fitted"])
    first = one.rollout[0] if one.rollout else fitted["month"].max()
    before = [month < first for month in fitted["month"]]
    return pd.DataFrame(
        {
            "month": fitted["month"].to_list(),
            "value": fitted["fitted"].to_list(),
            "era": ["scored_review" if each else "peer_learning" for each in before],
            "line": [0 if each else 1 for each in before],
        }
    )


def _expected(one: Outcome) -> pd.DataFrame:
    names = {"expected": "value", "expected_lower": "lower", "expected_upper": "upper"}
    rows = one.lines.dropna(subset=["expected"]).rename(columns=names)
    return rows[["month", "value", "lower", "upper"]].reset_index(drop=True)


def _bar(one: Outcome, expected: pd.DataFrame) -> EffectMark | None:
    """The effect drawn a year after the last phase-in; None where nothing is claimed of it."""
    if not one.claims or one.rollout is None or one.effect is None or expected.empty:
        return None
    when = months_on(one.rollout[1], 1 + YEAR)
    nearest = expected.iloc[
        int(np.argmin([abs((month - when).days) for month in expected["month"]]))
    ]
    learning = one.points[one.points["month"] > one.rollout[1]]
    if learning.empty:
        return None
    seen = float(learning["value"].mean())
    where = "at live sites" if one.claimed_by == "staggered" else "12 months on"
    size, limits = size_words(one, one.effect)
    return EffectMark(nearest["month"], float(nearest["value"]), seen, (where, size, limits))


def _plain(one: Outcome) -> tuple[str, ...]:
    """Return the finding in plain words: what was seen, what was expected, what may be said."""
    if one.effect is None or one.verdict == "cannot be judged":
        return (one.sentence, *one.facts)
    parts = [one.sentence]
    if one.effect.seen is not None and one.effect.expected is not None:
        unit = "" if one.is_share else f" {one.unit}"
        sign = "%" if one.is_share else ""
        parts.append(
            f"On average {one.effect.seen:.{one.decimals}f}{sign}{unit} was seen where "
            f"{one.effect.expected:.{one.decimals}f}{sign} was expected."
        )
    late = one.at_12_months
    if one.claimed_by == "staggered" and late is not None and late.absolute.known:
        size, limits = difference(one, late)
        parts.append(
            f"From twelve months after the phase-in on, the difference was {size} ({limits})."
        )
    return (" ".join(parts),)


def _cannot(one: Outcome) -> tuple[str, ...]:
    parts = [one.caveat] if one.caveat else []
    if one.claimed_by == "staggered" and one.staggered is not None:
        parts.append(
            "Sites were not drawn by lot and differ in more than the date they began; "
            + (
                f"only {listed(one.staggered.never)} never began."
                if one.staggered.never
                else "none stayed as it was to the end."
            )
        )
    if one.claimed_by == "interrupted" and one.rollout is not None:
        parts.append(
            f"Whatever else changed about {month_name(one.rollout[0])} is in this number as well: "
            "there is no site without the change to set beside it."
        )
    return tuple(parts)
