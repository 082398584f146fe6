"""Over many demo departments: does the 95 % interval cover what was planted?

Run: python -m tests.simulate.simulate_demo_truths [--seeds 200] > table.md
Prints Markdown. Each planted truth, and the same questions where nothing was planted, analysed with
the product's default (season 1, effect 12 months after the last phase-in month): its change and its
ratio; the ratio also by quasi-Poisson without autocorrelation. Then what the default's intervals
miss in the committed department, by name.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.analysis.interrupted_time_series import (
    Choices,
    Estimate,
    InterruptedTimeSeries,
    analyse,
)
from dashboard.demo.effects import EFFECTS
from dashboard.demo.plan import plan_demo
from tests.demo.exports import committed_cases
from tests.simulate.demo_questions import PER, STATED_AT, Question, addendum_question, questions

COMMITTED_SEED = 1
LEAST, MOST = 0.90, 0.99


@dataclass(frozen=True, slots=True)
class Answer:
    """What one department's series answered, each with its 95 % interval.

    change, ratio: by the default. of_lines: the ratio of the default's straight lines, minus 1.
    by_counts: the ratio by quasi-Poisson, minus 1.
    """

    question: Question
    change: Estimate
    ratio: Estimate
    of_lines: Estimate
    by_counts: Estimate


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often the truth of one question was covered; all are numbers of departments.

    change, ratio: by the default's two intervals. with_lines, of_lines: how many had a ratio of
    the straight lines with both limits, and how many of those covered. by_counts: by quasi-Poisson.
    """

    effect: str
    name: str
    judged: bool
    seeds: int
    change: int
    ratio: int
    with_lines: int
    of_lines: int
    by_counts: int

    @property
    def outside(self) -> bool:
        """Whether one of the default's two intervals covers too rarely, or is too wide."""
        shares = (self.change / self.seeds, self.ratio / self.seeds)
        return self.judged and not all(LEAST <= share <= MOST for share in shares)


def answer(question: Question) -> Answer:
    """Analyse one series with the default, and with quasi-Poisson for its ratio."""

    def found(choices: Choices) -> InterruptedTimeSeries:
        return analyse(
            question.counts,
            question.start,
            question.exposure,
            per=PER,
            phase_in=question.phase_in,
            season=1,
            choices=choices,
        )

    default = found(Choices(at=STATED_AT))
    counted = found(Choices(model="quasi-poisson", at=STATED_AT))
    effect = default.effect
    return Answer(
        question, effect.absolute, default.ratio, effect.relative, counted.effect.relative
    )


def has_limits(found: Estimate) -> bool:
    return found.lower is not None and found.upper is not None


def covers(found: Estimate, truth: float) -> bool:
    """Whether both limits exist and the truth lies between them."""
    return (
        found.lower is not None and found.upper is not None and found.lower <= truth <= found.upper
    )


def coverage(effect: str, seeds: int) -> list[Coverage]:
    """The coverage of every question over departments 1 to `seeds`."""
    answers = [
        [answer(question) for question in questions(plan_demo(seed, effect=effect))]
        for seed in range(1, seeds + 1)
    ]
    return [_count(effect, list(column)) for column in zip(*answers, strict=True)]


def _count(effect: str, answers: list[Answer]) -> Coverage:
    first = answers[0].question
    return Coverage(
        effect,
        first.name,
        first.judged,
        len(answers),
        sum(covers(a.change, a.question.change) for a in answers),
        sum(covers(a.ratio, a.question.ratio) for a in answers),
        sum(has_limits(a.of_lines) for a in answers),
        sum(covers(a.of_lines, a.question.ratio - 1) for a in answers),
        sum(covers(a.by_counts, a.question.ratio - 1) for a in answers),
    )


def committed_questions() -> list[Question]:
    """The committed department's questions; addenda as its file has them."""
    plan = plan_demo(COMMITTED_SEED)
    cases = committed_cases()
    known = cases[cases["opportunity"] & (cases["Addendum"] != "")]
    first = plan.timeline.calendar.first_day(plan.timeline.first_go_live)
    months = [f"{month}" for month in pd.period_range(first, known["month"].max(), freq="M")]

    def by_month(rows: pd.DataFrame) -> np.ndarray:
        return rows.groupby("month").size().reindex(months, fill_value=0).to_numpy()

    addenda = addendum_question(by_month(known[known["Addendum"] == "Yes"]), by_month(known), plan)
    return [
        addenda if question.name == addenda.name else question
        for question in questions(plan)
        if question.judged
    ]


def committed_answers() -> list[Answer]:
    """The committed department's answers."""
    return [answer(question) for question in committed_questions()]


def table(rows: Sequence[Coverage]) -> Iterator[str]:
    """A row a truth: percent of departments whose interval covers it."""
    yield (
        "| planted | truth | change per 1,000, default | ratio, default | ratio, quasi-Poisson "
        "| straight lines have a ratio | ratio of straight lines, of those |"
    )
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        of_those = f"{100 * row.of_lines / row.with_lines:.1f}" if row.with_lines else ""
        yield (
            f"| {row.effect} | {row.name}{'' if row.judged else ' (not judged)'} "
            f"| {100 * row.change / row.seeds:.1f} | {100 * row.ratio / row.seeds:.1f} "
            f"| {100 * row.by_counts / row.seeds:.1f} | {100 * row.with_lines / row.seeds:.0f} "
            f"| {of_those} |"
        )


def missed_sentences(found: Sequence[Answer]) -> Iterator[str]:
    """What the committed department's intervals miss, one line a miss, first by the default."""
    misses = [line for row in found for line in _misses_of(row)]
    yield (
        f"In the committed department (seed {COMMITTED_SEED}), of {len(found)} truths and three "
        f"intervals each (change and ratio by the default, ratio by quasi-Poisson), missed: "
        f"{len(misses)}."
    )
    yield ""
    yield from misses


def _misses_of(row: Answer) -> Iterator[str]:
    question = row.question
    for name, found, truth, added in (
        ("change per 1,000 by the default", row.change, question.change, 0.0),
        ("ratio by the default", row.ratio, question.ratio, 0.0),
        ("ratio by quasi-Poisson", row.by_counts, question.ratio - 1, 1.0),
    ):
        if not covers(found, truth):
            planted = f"{truth + added:.2f}"
            yield f"- {question.name}, {name}: planted {planted}, found {_words(found, added)}."


def _words(found: Estimate, added: float = 0.0) -> str:
    low, middle, high = (
        "not known" if value is None else f"{value + added:.2f}"
        for value in (found.lower, found.estimate, found.upper)
    )
    return f"{middle} ({low} to {high})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    options = parser.parse_args(arguments)
    print(f"Percent of {options.seeds} demo departments whose 95 % interval covers the truth.\n")
    rows = [row for effect in EFFECTS for row in coverage(effect, options.seeds)]
    for line in (*table(rows), "", *missed_sentences(committed_answers())):
        print(line)


if __name__ == "__main__":
    main()
