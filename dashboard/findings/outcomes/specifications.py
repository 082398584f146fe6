"""The same effect under other reasonable choices: one changed at a time, all of them shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.months import months_on
from dashboard.findings.outcome_words import STEP_WORDS
from dashboard.findings.outcomes.described import go_lives_of
from dashboard.findings.outcomes.interrupted import question_of
from dashboard.findings.outcomes.offered import OFFERED, Offered
from dashboard.findings.outcomes.results import Code, Estimate, Staggered
from dashboard.findings.outcomes.rows import Rows, begins_at, rows_of
from dashboard.findings.outcomes.staggered import over_sites
from dashboard.published.lens import Lens
from dashboard.published.open import Published

MOVED_MONTHS = (-3, 3)
LONGER_PHASE_IN = 3
# The kinds of the panel of analysis, as a reader calls them.
MODEL_NAMES = {
    "ols": "ordinary least squares",
    "ar1": "first-order autoregressive errors",
    "poisson": "Poisson",
    "quasi-poisson": "quasi-Poisson",
    "quasi-binomial": "quasi-binomial",
    "negative-binomial": "negative binomial",
}
ALONE_KINDS = {
    "chosen": "As chosen",
    "model": "Another model",
    "lag": "Newey-West errors",
    "season": "Season in or out",
    "phase-in": "Phase-in longer or shorter",
    "date": "Date moved",
    "trend": "A jump without a slope",
}


@dataclass(frozen=True, slots=True)
class Specification:
    """One run: the design, the one choice that was changed, its effect in the outcome's unit."""

    by_site: bool
    kind: str
    name: str
    effect: Estimate
    claimed: bool = False


def specifications(
    published: Published, lens: Lens, code: str | None = None
) -> dict[Code, tuple[Specification, ...]]:
    """Return the runs that could be made of an outcome recorded in both eras, or of all of them."""
    offered = [one for one in OFFERED if one.kind == "both_eras" and code in (None, one.code)]
    return {
        one.code: tuple(_runs(published, lens, one))
        for one in offered
        if one.measure in published.measures
    }


def _runs(published: Published, lens: Lens, offered: Offered) -> Iterator[Specification]:
    rows, live = rows_of(published, lens, offered), go_lives_of(published, lens)
    if rows.empty or not live:
        return
    by_site = tuple(_by_site(published, lens, offered, rows, live))
    yield from by_site
    yield from _alone(published, lens, offered, rows, live, claimed=not by_site)


def _by_site(
    published: Published, lens: Lens, offered: Offered, rows: Rows, live: tuple[Event, ...]
) -> Iterator[Specification]:
    begins = begins_at(published, lens, offered, live)

    def run(
        kind: str, name: str, sites: pd.DataFrame, events: tuple[Event, ...]
    ) -> Specification | None:
        found = over_sites(sites, events, begins, offered.per)
        if not isinstance(found, Staggered) or not found.average.absolute.known:
            return None
        return Specification(True, kind, name, found.average.absolute, kind == "As chosen")

    chosen = run("As chosen", "as chosen", rows.sites, live)
    if chosen is None:
        return
    tried: list[Specification | None] = [chosen]
    for unit in sorted({" + ".join(members) for members in rows.sites["members"]}):
        rest = rows.sites[[" + ".join(members) != unit for members in rows.sites["members"]]]
        tried.append(run("One site left out", f"without {unit}", rest, live))
    longer = tuple(
        replace(event, phase_in_months=event.phase_in_months + LONGER_PHASE_IN) for event in live
    )
    tried.append(run("Phase-in longer or shorter", "three months longer", rows.sites, longer))
    for months in MOVED_MONTHS:
        moved = tuple(
            replace(event, happened_on=months_on(event.happened_on, months)) for event in live
        )
        when = f"three months {'earlier' if months < 0 else 'later'}"
        tried.append(run("Date moved", when, rows.sites, moved))
    yield from (one for one in tried if one is not None)


def _alone(
    published: Published,
    lens: Lens,
    offered: Offered,
    rows: Rows,
    live: tuple[Event, ...],
    claimed: bool,
) -> Iterator[Specification]:
    from dashboard.analysis.errors import CannotCompute
    from dashboard.analysis.interrupted_time_series import Choices, sensitivity_panel

    asked = question_of(rows.whole, live, begins_at(published, lens, offered, live), offered.per)
    if isinstance(asked, str):
        return
    steps, question = asked
    try:
        runs = sensitivity_panel(
            question.counts,
            question.start,
            question.exposure,
            offered.per,
            phase_in=question.phase_in,
            season=question.season,
            choices=Choices(at=question.at),
        )
    except CannotCompute:
        return
    for run in runs:
        effect = Estimate(run.absolute.estimate, run.absolute.lower, run.absolute.upper, run.note)
        if effect.known:
            first = claimed and run.kind == "chosen"
            name = _in_words(run.name, STEP_WORDS[steps.months])
            yield Specification(False, ALONE_KINDS[run.kind], name, effect, first)


def _in_words(name: str, step: str) -> str:
    """Return a run's name as readers say it: rows are months or longer, models have names."""
    head, comma, rest = name.partition(",")
    return f"{MODEL_NAMES.get(head, head).replace('row', step)}{comma}{rest}"
