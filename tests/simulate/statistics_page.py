"""The simulated parts of docs/statistics.md: made here, put between the page's markers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.analysis.its.neighbours import ASSUMED
from dashboard.demo.effects import EFFECTS
from tests.simulate import (
    simulate_demo_truths,
    simulate_false_alarms,
    simulate_intervals,
    simulate_its,
    simulate_null_departments,
)

SEED = 1
MOST_CALLED = 0.08
MARKED = re.compile(r"(<!-- simulated: ([a-z-]+) -->\n).*?(<!-- end of simulated -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is simulated: tables a cell, stable series, ITS series a cell, departments.

    null_departments: taken in from files, end to end. null_series is for the tables the default is
    chosen from, its_series for the other ITS tables.
    """

    draws: int
    series: int
    null_series: int
    its_series: int
    departments: int
    null_departments: int


LONG = Sizes(
    draws=1000, series=3000, null_series=1000, its_series=400, departments=200, null_departments=20
)
# A null department is taken in from files, which tests/findings does once.
SHORT = Sizes(draws=10, series=20, null_series=2, its_series=2, departments=2, null_departments=0)


@dataclass(slots=True)
class Promises:
    """What the product promises and this run did not see kept, in sentences."""

    broken: list[str] = field(default_factory=list)


def interval_part(sizes: Sizes, promises: Promises) -> Iterator[str]:
    """Coverage of each interval."""
    yield "Percent of intervals that cover the truth; nominal 95."
    for title, lines in simulate_intervals.titled_tables(sizes.draws, SEED):
        yield from ("", f"**{title}**", "", *lines)


def false_alarm_part(sizes: Sizes, promises: Promises) -> Iterator[str]:
    """False alarms of the rule sets."""
    yield f"Percent of {sizes.series} stable series that signal at least once."
    yield ""
    yield from simulate_false_alarms.table(sizes.series, SEED)


def its_part(sizes: Sizes, promises: Promises) -> Iterator[str]:
    """Type I error and power of the models, and the default that follows."""
    yield (
        f"Percent of series of {2 * simulate_its.MONTHS_A_SIDE} months in which the effect at 12 "
        "months was called at the 5 % level, with 95 % limits of that percent: "
        f"{sizes.null_series} series a cell in the first and last table, {sizes.its_series} in the "
        "others. All but those of the last table have a yearly wave. The default is AR(1) by REML "
        "from 24 months, below that least squares with effects judged as if neighbouring months "
        f"were alike by {ASSUMED}."
    )
    null: simulate_its.Shares = {}
    for title, ratio, season in simulate_its.TABLES:
        draws = sizes.its_series if null else sizes.null_series
        shares = simulate_its.all_shares(ratio, season, draws, SEED)
        null = null or shares
        yield from ("", f"**{title}**", "", *simulate_its.table(shares))
    short = simulate_its.short_shares(sizes.null_series, SEED)
    yield from ("", "**Type I error in 8 to 24 months: no effect planted, no season**", "")
    yield from simulate_its.table(short)
    yield from ("", _default_sentence(null), "", _short_sentence(short))
    called = max(simulate_its.largest_share(shares, "default") for shares in (null, short))
    if called > MOST_CALLED:
        promises.broken.append(
            f"The default called {100 * called:.1f} % of null series; {100 * MOST_CALLED:.0f} % "
            "is the most allowed."
        )


def _default_sentence(null: simulate_its.Shares) -> str:
    worst = {
        name: f"{100 * simulate_its.largest_share(null, name):.1f} %"
        for name in simulate_its.CHOICES
    }
    return (
        "Which default follows: AR(1) by REML from 24 months on. With the season in the model it "
        f"called at most {worst['default']} of null series over all rows of the first table; "
        f"least squares up to {worst['ols']}, with Newey-West errors up to "
        f"{worst['ols, Newey-West 3']}, Poisson up to {worst['poisson']}, quasi-Poisson up to "
        f"{worst['quasi-poisson']} and negative binomial up to {worst['negative-binomial']}, "
        "because none of these allows for neighbouring months that resemble each other, or does "
        "so with too little to go on. The price is some power. Where months resemble their "
        "neighbours, the others' lead in the power tables is no advantage: they call more often "
        "without an effect, too."
    )


def _short_sentence(short: simulate_its.Shares) -> str:
    default, least_squares, autoregressive = (
        f"{100 * simulate_its.largest_share(short, name):.1f} %"
        for name in simulate_its.SHORT_CHOICES
    )
    return (
        f"In 8 to 24 months the default called at most {default}, plain least squares up to "
        f"{least_squares}, and AR(1) by REML, which cannot learn an autocorrelation from so few "
        f"months, up to {autoregressive}."
    )


def demo_part(sizes: Sizes, promises: Promises) -> Iterator[str]:
    """Whether planted truths are covered, and what the committed department misses."""
    yield f"Percent of {sizes.departments} demo departments whose 95 % interval covers the truth."
    yield ""
    rows = [
        row
        for effect in EFFECTS
        for row in simulate_demo_truths.coverage(effect, sizes.departments)
    ]
    yield from simulate_demo_truths.table(rows)
    yield ""
    yield from simulate_demo_truths.missed_sentences(simulate_demo_truths.committed_answers())
    promises.broken.extend(
        f"{row.name} ({row.effect}): of {row.seeds} departments the default's change covers in "
        f"{row.change}, its ratio in {row.ratio}; 90 to 99 % are asked of each."
        for row in rows
        if row.outside
    )


Part = Callable[[Sizes, Promises], Iterator[str]]


def null_departments_part(sizes: Sizes, promises: Promises) -> Iterator[str]:
    """Departments without any effect, from export files to sentences."""
    yield from simulate_null_departments.table(sizes.null_departments)


PARTS: dict[str, Part] = {
    "demo": demo_part,
    "false-alarms": false_alarm_part,
    "its": its_part,
    "intervals": interval_part,
    "null-departments": null_departments_part,
}


def put_between_markers(text: str, parts: dict[str, str]) -> str:
    """The page with each named part in its place; other places stay as they are."""

    def place(found: re.Match[str]) -> str:
        if found[2] not in parts:
            return found[0]
        return f"{found[1]}\n{parts[found[2]]}\n\n{found[3]}"

    return MARKED.sub(place, text)


def check_page(page: Path) -> None:
    """Raise ValueError when the page lacks the place of a part, or has one too many."""
    placed = {found[2] for found in MARKED.finditer(page.read_text(encoding="utf-8"))}
    if placed != set(PARTS):
        raise ValueError(
            f"{page} has markers for {', '.join(sorted(placed)) or 'nothing'}; "
            f"it needs them for {', '.join(sorted(PARTS))}"
        )


def write(page: Path, name: str, text: str) -> None:
    """Put one part into the page."""
    before = page.read_text(encoding="utf-8")
    page.write_text(put_between_markers(before, {name: text}), encoding="utf-8")
