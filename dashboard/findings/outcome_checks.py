"""How far an outcome's finding holds: by each design, around go-live, under other choices."""

from __future__ import annotations

import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.outcome_tables import (
    diagnostics_table,
    effects_table,
    events_table,
    specification_table,
)
from dashboard.findings.outcome_words import STEP_WORDS, compared
from dashboard.findings.outcomes.results import Effect, Estimate, Interrupted, Outcome, Staggered
from dashboard.findings.outcomes.specifications import Specification
from dashboard.findings.sentences import sentence, signed, signed_interval


def effects_block(one: Outcome) -> Block:
    """Return the effect by each design, what the claim rests on marked."""
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
        return compared(one)
    alone: Interrupted = one.interrupted
    step = STEP_WORDS[alone.step_months]
    level = f"level {_with_limits(alone.level)}"
    slope = f"slope {_with_limits(alone.slope, ' a year')}"
    weak = (
        " It has few months before to continue a line from, so the claim rests on the sites."
        if one.claimed_by == "staggered"
        else ""
    )
    return (
        f"Department alone: {alone.rows_before} {step}s before, {alone.rows_after} after, "
        f"{alone.rows_left_out} of roll-out left out; change of {level}, of {slope}.{weak}"
    )


def _with_limits(found: Estimate, unit: str = "") -> str:
    value = f"{signed(found.value or 0, 2)}{unit}"
    if found.lower is None or found.upper is None:
        return value
    return f"{value} {signed_interval(found.lower, found.upper, 2)}"


def event_study_block(one: Outcome) -> Block:
    """Return the effect period by period around each site's go-live."""
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
        source=f"{compared(one)} {' '.join(found.notes)}",
        table=events_table(one, rows),
        measures=one.measures,
    )


def specifications_block(
    one: Outcome, runs: tuple[Specification, ...]
) -> tuple[tuple[str, ...], Block]:
    """Return the kinds of choices and every run, for a specification plot."""
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


def diagnostics_block(one: Outcome) -> Block:
    """Return the diagnostics of the department's own line, as a table alone."""
    title = "Diagnostics of the department's own line"
    if one.interrupted is None:
        return Block(title, empty="No line was fitted to the department alone.")
    return Block(
        title,
        mark=one.interrupted.formula_in_words,
        table=diagnostics_table(one, one.interrupted),
        notes=tuple(f"{sentence(note)}." for note in one.interrupted.notes),
    )
