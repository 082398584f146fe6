"""What could make a proof impossible, and what each way would cost readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.publish.audit.equations import ALL, Equation
from dashboard.publish.audit.steps import Key, Step, take
from dashboard.publish.ledger import OTHER
from dashboard.publish.plan import Family

DEPARTMENT = 10.0
"""A table of the whole department counts as much as so many by an axis."""
HEADLINE = 10.0
"""One of a measure that is marked as a headline counts as much as so many others."""


def steps_against(
    proof: Iterable[Equation],
    families: Mapping[Key, Family],
    still_proved: Callable[[], bool],
) -> tuple[Step, ...]:
    """Return changes of tables after which a proof fails, and that cost little.

    `still_proved` judges the families as they are. It is one change that is enough alone, or
    the cheapest that are enough together; where all of them are not, the cheapest by itself,
    and more have to follow. Nothing where no number can go.
    """
    steps = set(_steps(proof, families))
    costs = {step: _cost(step, families[step.family]) for step in steps}
    cheapest_first = sorted(steps, key=lambda step: (costs[step], step))
    trial = _Trial(families, still_proved)
    alone = next((step for step in cheapest_first if trial.fails_with([step])), None)
    limit = costs[alone] if alone else float("inf")
    together = _enough_together([each for each in cheapest_first if costs[each] < limit], trial)
    if together and sum(costs[step] for step in together) < limit:
        return tuple(together)
    return (alone,) if alone else tuple(cheapest_first[:1])


@dataclass(frozen=True, slots=True)
class _Trial:
    """Changes that are tried and taken back."""

    families: Mapping[Key, Family]
    still_proved: Callable[[], bool]

    def fails_with(self, steps: Iterable[Step]) -> bool:
        """Return whether the proof fails once these changes are made."""
        before = {key: dict(family.tables) for key, family in self.families.items()}
        for step in steps:
            take(step, self.families)
        fails = not self.still_proved()
        for key, family in self.families.items():
            family.tables = before[key]
        return fails


def _enough_together(cheapest_first: Sequence[Step], trial: _Trial) -> list[Step]:
    """Return some of the changes that are enough together, none of them needless."""
    chosen: list[Step] = []
    for step in cheapest_first:
        chosen.append(step)
        if len(chosen) > 1 and trial.fails_with(chosen):
            break
    else:
        return []
    for step in reversed(chosen[:-1]):
        fewer = [each for each in chosen if each != step]
        if trial.fails_with(fewer):
            chosen = fewer
    return chosen


def _steps(proof: Iterable[Equation], families: Mapping[Key, Family]) -> Iterator[Step]:
    """Yield what could be changed about each number of a proof."""
    for equation in proof:
        family = families.get(equation.table)
        if family is None or equation.fixed:
            continue
        yield Step(family.key, "coarser")
        if equation.part is not None:
            measure, part = equation.part
            joins = family.smallest_named(measure) if part == OTHER else part
            if joins is not None and joins != family.measure(measure).unremarkable:
                yield Step(family.key, "joined", (measure, joins))
        if equation.axis != ALL:
            together = family.smallest_with(equation.names)
            units = tuple(family.place.units[each] for each in together)
            yield Step(family.key, "merged" if together else "not shown", units)


def _cost(step: Step, family: Family) -> float:
    """Return the share of rows that lose the name of their unit or part, over all measures.

    Periods that are lost count as much as a coarser grain may save by the policy.
    """
    before = dict(family.tables)
    was, periods = family.named_share(), family.periods()
    take(step, {family.key: family})
    lost = was - family.named_share()
    if step.done == "coarser":
        lost += family.place.policy.shown_together * (periods - family.periods()) / 2
    family.tables = before
    headline = HEADLINE if any(measure.headline for measure in family.measures) else 1.0
    return lost * headline * (DEPARTMENT if family.gated.axis == ALL else 1.0)
