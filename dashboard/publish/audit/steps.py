"""What the audit did to a year's tables, step by step, so that it can be done again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.publish.plan import Family

Done = Literal["merged", "joined", "coarser", "not shown"]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One change of one family's tables: something together, a coarser grain, or not shown.

    `named` are the units that are merged, or the measure and its part that joins "other".
    """

    family: Key
    done: Done
    named: tuple[str, ...] = ()


def take(step: Step, families: Mapping[Key, Family]) -> None:
    """Change the tables of the family a step names. Raises KeyError if there is none."""
    family = families[step.family]
    if step.done == "merged":
        units = family.place.units
        family.merge(tuple(sorted(units.index(unit) for unit in step.named)))
    elif step.done == "joined":
        family.join(*step.named)
    elif step.done == "coarser":
        family.coarsen()
    else:
        family.tables.clear()


def by_key(families: Iterable[Family]) -> dict[Key, Family]:
    """Return the families of a year by what names them."""
    return {family.key: family for family in families}
