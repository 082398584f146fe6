"""Over many demo departments: does the 95 % interval cover what was planted?

Run: python -m tests.simulate.simulate_demo_truths [--seeds 200] > table.md
Prints Markdown. Each planted truth, and the same questions where nothing was planted, analysed with
the product's default (season 1, effect 12 months after the last phase-in month); the ratio also by
quasi-Poisson. Then what these intervals miss in the committed department, by name.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.analysis.interrupted_time_series import Choices, Estimate, analyse
from dashboard.demo.effects import EFFECTS
from dashboard.demo.plan import plan_demo
from tests.demo.exports import committed_cases
from tests.simulate.demo_questions import PER, STATED_AT, Question, addendum_question, questions

COMMITTED_SEED = 1
LEAST, MOST = 0.90, 0.99


@dataclass(frozen=True, slots=True)
class Answer:
    """What one department's series answered, each with its 95 % interval."""

    question: Question
    change: Estimate
    ratio: Estimate
    ratio_by_counts: Estimate


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often the truth of one question was covered; all are numbers of departments.

    change: by the default's interval of the change. with_ratio, ratio: how many had a ratio with
    both limits by the default, and how many of those covered. by_counts: by quasi-Poisson's ratio.
    """

    effect: str
    name: str
    judged: bool
    seeds: int
    change: int
    with_ratio: int
    ratio: int
    by_counts: int

    @property
    def outside(self) -> bool:
        """Whether an interval covers too rarely, or so often that it is too wide.

        Judged are the two that always have limits: the default's change, quasi-Poisson's ratio.
        """
        shares = (self.change / self.seeds, self.by_counts / self.seeds)
        return self.judged and not all(LEAST <= share <= MOST for share in shares)


def answer(question: Question) -> Answer:
    """Analyse one series with the default, and with quasi-Poisson for its ratio."""

    def effect(choices: Choices) -> tuple[Estimate, Estimate]:
        found = analyse(
            question.counts,
            question.start,
            question.exposure,
            per=PER,
            phase_in=question.phase_in,
            season=1,
            choices=choices,
        ).effect
        return found.absolute, found.relative

    change, ratio = effect(Choices(at=STATED_AT))
    _, by_counts = effect(Choices(model="quasi-poisson", at=STATED_AT))
    return Answer(question, change, ratio, by_counts)


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
        sum(has_limits(a.ratio) for a in answers),
        sum(covers(a.ratio, a.question.ratio - 1) for a in answers),
        sum(covers(a.ratio_by_counts, a.question.ratio - 1) for a in answers),
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
        "| planted | truth | change per 1,000, default | ratio has limits, default "
        "| ratio, default, of those | ratio, quasi-Poisson |"
    )
    yield "|---|---|---|---|---|---|"
    for row in rows:
        of_those = f"{100 * row.ratio / row.with_ratio:.1f}" if row.with_ratio else ""
        yield (
            f"| {row.effect} | {row.name}{'' if row.judged else ' (not judged)'} "
            f"| {100 * row.change / row.seeds:.1f} | {100 * row.with_ratio / row.seeds:.0f} "
            f"| {of_those} | {100 * row.by_counts / row.seeds:.1f} |"
        )


def missed_sentences(found: Sequence[Answer]) -> Iterator[str]:
    """What the committed department's intervals miss, one line a miss, first by the default."""
    misses = [line for row in found for line in _misses_of(row)]
    yield (
        f"In the committed department (seed {COMMITTED_SEED}), of {len(found)} truths and two "
        f"intervals each, missed: {len(misses)}."
    )
    yield ""
    yield from misses


def _misses_of(row: Answer) -> Iterator[str]:
    question = row.question
    if not covers(row.change, question.change):
        yield (
            f"- {question.name}, change per 1,000 by the default: planted {question.change:.2f}, "
            f"found {_words(row.change)}."
        )
    if not covers(row.ratio_by_counts, question.ratio - 1):
        yield (
            f"- {question.name}, ratio by quasi-Poisson: planted {question.ratio:.2f}, "
            f"found {_words(row.ratio_by_counts, 1)}."
        )


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
