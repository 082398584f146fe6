"""Audit the years of a run side by side, each once: what was audited before is done again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dashboard.publish.audit.counted import CountedRows
from dashboard.publish.audit.remembered import digest_of, read_audits, write_audits
from dashboard.publish.audit.steps import Step, by_key, take
from dashboard.publish.audit.year import audit_year
from dashboard.publish.plan import Family

WORKERS = 2
TELL_EVERY = 0.5
"""Seconds between two words on how far the audit is."""
Told = Callable[[int, float], None]


@dataclass(frozen=True, slots=True)
class YearToAudit:
    """What one year's audit is of: the tables, the rows behind them, who was at home where."""

    year: int
    families: Sequence[Family]
    rows: CountedRows
    home: dict[str, NDArray[np.bool_]]


def audit_years(
    years: Sequence[YearToAudit], people: Sequence[str], folder: Path, told: Told
) -> None:
    """Change the tables of each year until they prove nothing of a few people.

    What it came to is remembered in `folder`. `told` is told the year the audit is at, and the
    share of all that is done. `people` are the pseudonyms by number.
    """
    before = read_audits(folder)
    digests = {each.year: digest_of(each.families, each.rows, each.home, people) for each in years}
    found: dict[str, tuple[Step, ...]] = {}
    new = []
    for each in years:
        digest = digests[each.year]
        if digest not in before:
            new.append(each)
            continue
        found[digest] = before[digest]
        for step in before[digest]:
            take(step, by_key(each.families))
    for year, steps in _side_by_side(new, told).items():
        found[digests[year]] = steps
    if new:
        write_audits(folder, found | {key: before[key] for key in before if key not in found})


def _side_by_side(years: Sequence[YearToAudit], told: Told) -> dict[int, tuple[Step, ...]]:
    """Audit some years, two at a time: they have nothing in common.

    The solver and large arrays let the other thread run while they work.
    """
    done = {each.year: 0.0 for each in years}
    with ThreadPoolExecutor(WORKERS) as pool:
        audits: dict[int, Future[tuple[Step, ...]]] = {
            each.year: pool.submit(
                audit_year,
                each.families,
                each.rows,
                each.home,
                partial(done.__setitem__, each.year),
            )
            for each in years
        }
        for year, audit in audits.items():
            ended = False
            while not ended:
                told(year, sum(done.values()) / len(done))
                ended = bool(wait([audit], TELL_EVERY).done)
        return {year: audit.result() for year, audit in audits.items()}
