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
from dashboard.findings.outcome_control import control_block
from dashboard.findings.outcome_tables import (
    diagnostics_table,
    effects_table,
    events_table,
    points_table,
    specification_table,
)
from dashboard.findings.outcomes.results import Effect, Interrupted, Outcome, Outcomes, Staggered
from dashboard.findings.outcomes.specifications import Specification
from dashboard.findings.sentences import (
    figure,
    in_words,
    listed,
    month_name,
    sentence,
    short_span,
    signed,
    span,
)

YEAR = 12
STEP_WORDS = {1: "month", 3: "quarter", 6: "half-year"}
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
    kinds, specification_block = _specifications(one, runs)
    expected = _expected(one)
    return OutcomeView(
        outcome=one,
        headline=one.headline,
        lead=_lead(one, found),
        series=_series(one, found),
        levels=_levels(one, tool),
        expected=expected,
        bar=_bar(one, expected),
        effects=_effects(one),
        event_study=_event_study(one),
        control=control_block(one, tool),
        specifications=specification_block,
        kinds=kinds,
        diagnostics=_diagnostics(one),
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
    return f"{one.sentence} {adjusted} {_compared(one)}"


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def _compared(one: Outcome) -> str:
    """Return what was compared with what, in a sentence."""
    if one.claimed_by == "staggered" and one.staggered is not None:
        never = f"; {listed(one.staggered.never)} never did" if one.staggered.never else ""
        sites = in_words(len(one.staggered.sites))
        return (
            f"{sentence(sites)} sites, {short_span(one.staggered.first, one.staggered.last)}, each "
            f"beside those not yet live{never}."
        )
    if one.interrupted is not None:
        alone = one.interrupted
        step = STEP_WORDS[alone.step_months]
        return (
            f"{alone.rows_before} {step}s before and {alone.rows_after} after, with no site to "
            "compare with."
        )
    return ""


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
    return (
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
    if one.points.empty or one.code not in ("learning_opportunities", "taking_part", "addenda"):
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
    size, limits = _size_words(one, one.effect)
    return EffectMark(nearest["month"], float(nearest["value"]), seen, (where, size, limits))


def _size_words(one: Outcome, effect: Effect) -> tuple[str, str]:
    if effect.ratio.known and not one.is_share:
        ratio = effect.ratio
        limits = f"{figure(ratio.lower or 0)} to {figure(ratio.upper or 0)}"
        return f"{figure(ratio.value or 0)} times", limits
    return _difference(one, effect)


def _difference(one: Outcome, effect: Effect) -> tuple[str, str]:
    value, lower, upper = (
        signed(each or 0, one.decimals)
        for each in (effect.absolute.value, effect.absolute.lower, effect.absolute.upper)
    )
    return f"{value}{' points' if one.is_share else ''}", f"{lower} to {upper}"


def _effects(one: Outcome) -> Block:
    title = "The effect, by each design"
    rows = [row for row in effect_rows(one) if row["lower"] is not None]
    if not rows:
        return Block(title, empty=one.reason or "No effect could be estimated.")
    unit = "points" if one.is_share else one.unit
    return Block(
        title=title,
        mark=(
            f"Seen less expected, {unit}, 95% interval. Blue: what the claim rests on. Open dots: "
            "the interval includes no change."
        ),
        frame=pd.DataFrame(rows),
        alt="; ".join(f"{row['label']}: {row['value']:+.2f}" for row in rows),
        source=_effect_source(one),
        table=effects_table(one, effect_rows(one)),
        measures=one.measures,
    )


def effect_rows(one: Outcome) -> list[dict[str, object]]:
    """Return label, value, lower, upper, ratio and its limits for each design's effects."""
    found: list[tuple[str, Effect, bool]] = []
    if one.staggered is not None:
        found += [
            ("By site, since the phase-in", one.staggered.average, True),
            ("By site, from twelve months on", one.staggered.at_12_months, True),
        ]
    if one.interrupted is not None:
        own = one.claimed_by == "interrupted"
        found.append(("Department alone, at twelve months", one.interrupted.at_12_months, own))
    return [
        {
            "label": label,
            "value": effect.absolute.value,
            "lower": effect.absolute.lower,
            "upper": effect.absolute.upper,
            "claimed": claimed,
            "ratio": effect.ratio.value,
            "ratio_lower": effect.ratio.lower,
            "ratio_upper": effect.ratio.upper,
            "note": effect.absolute.note or effect.ratio.note,
        }
        for label, effect, claimed in found
    ]


def _effect_source(one: Outcome) -> str:
    if one.interrupted is None:
        return _compared(one)
    alone: Interrupted = one.interrupted
    step = STEP_WORDS[alone.step_months]
    level = f"level {signed(alone.level.value or 0, 2)}"
    slope = f"slope {signed(alone.slope.value or 0, 2)} a year"
    weak = (
        " It has few months before to continue a line from, so the claim rests on the sites."
        if one.claimed_by == "staggered"
        else ""
    )
    return (
        f"Department alone: {alone.rows_before} {step}s before, {alone.rows_after} after, "
        f"{alone.rows_left_out} of roll-out left out; change of {level}, of {slope}.{weak}"
    )


def _event_study(one: Outcome) -> Block:
    title = "Before and after each site's own go-live"
    if one.staggered is None:
        return Block(title, empty="It needs sites that went live at different times.")
    found: Staggered = one.staggered
    rows = found.events.assign(months=found.events["period"] * found.step_months)
    step = STEP_WORDS[found.step_months]
    return Block(
        title=title,
        mark=(
            f"Each dot is the difference from the {step} before go-live, sites against those not "
            "live. Before go-live it should lie about nought; it is one look of several, so one "
            "interval beside nought is no proof."
        ),
        frame=rows,
        alt=f"Event study over {len(found.sites)} sites, {len(rows)} periods.",
        source=f"{_compared(one)} {' '.join(found.notes)}",
        table=events_table(one, rows),
        measures=one.measures,
    )


def _specifications(one: Outcome, runs: tuple[Specification, ...]) -> tuple[tuple[str, ...], Block]:
    title = "Does the finding hang on one choice?"
    if len(runs) < 2:
        return (), Block(title, empty="Too few runs could be made to set side by side.")
    kinds = tuple(dict.fromkeys(["By site", *(run.kind for run in runs)]))
    rows = pd.DataFrame(
        [
            {
                "name": f"{'By site' if run.by_site else 'Department alone'}, {run.name}",
                "value": run.effect.value,
                "lower": run.effect.lower,
                "upper": run.effect.upper,
                "claimed": run.claimed,
                "kinds": tuple([*(["By site"] if run.by_site else []), run.kind]),
            }
            for run in runs
        ]
    )
    above = int((rows["value"] > 0).sum())
    clear = int(((rows["lower"] > 0) | (rows["upper"] < 0)).sum())
    unit = "points" if one.is_share else one.unit
    return kinds, Block(
        title=title,
        mark=(
            f"The effect under {len(rows)} choices, {unit}, in order: {above} lie above nought and "
            f"{clear} have intervals that leave it out. Blue: as claimed."
        ),
        frame=rows,
        alt=f"{len(rows)} runs from {rows['value'].min():.2f} to {rows['value'].max():.2f}.",
        source="One choice is changed at a time and every run is shown; long intervals are cut.",
        table=specification_table(one, rows),
        measures=one.measures,
    )


def _diagnostics(one: Outcome) -> Block:
    title = "Diagnostics of the department's own line"
    if one.interrupted is None:
        return Block(title, empty="No line was fitted to the department alone.")
    return Block(
        title,
        mark=one.interrupted.formula_in_words,
        table=diagnostics_table(one, one.interrupted),
        notes=tuple(f"{sentence(note)}." for note in one.interrupted.notes),
    )


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
        size, limits = _difference(one, late)
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
