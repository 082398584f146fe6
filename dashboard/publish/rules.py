"""The two rules a group must pass in every period before its numbers may be shown.

Arrays are people x periods; one array a role (who submitted, whose reading it was).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.publish.policy import DisclosurePolicy

Counts = NDArray[np.int64]
Verdicts = NDArray[np.bool_]


def base_rule(
    roles: Sequence[Counts], rows: Counts, rostered: int, policy: DisclosurePolicy
) -> Verdicts:
    """Return for each period whether the rows of a group may be shown.

    `roles` are the group's rows by person and period, `rows` its rows by period, `rostered`
    how many people could have been behind them. No rows at all is safe: nobody is in them.
    """
    safe = rows >= policy.rows
    safe &= rostered >= policy.people + policy.rostered_over
    for counts in roles:
        safe &= (counts > 0).sum(axis=0) >= policy.people
        safe &= _nobody_can_work_out_the_largest(counts, policy.rest_share)
    shown: Verdicts = safe | (rows == 0)
    return shown


def numerator_rule(
    hits: Sequence[Counts],
    rows: Sequence[Counts],
    people: int,
    rostered: int,
    policy: DisclosurePolicy,
) -> Verdicts:
    """Return for each period whether the hits among a group's rows may be shown.

    Nobody, or at least `people` people in each role, none behind more than the policy's share,
    and never so many hits that the largest contributor must be among them.
    """
    total = hits[0].sum(axis=0) if hits else np.zeros(0, dtype=np.int64)
    safe = np.full(total.shape, rostered >= people + policy.rostered_over)
    for hit, row in zip(hits, rows, strict=True):
        safe &= (hit > 0).sum(axis=0) >= people
        safe &= hit.max(axis=0, initial=0) <= policy.one_person_share * hit.sum(axis=0)
        safe &= total <= row.sum(axis=0) - row.max(axis=0, initial=0)
    shown: Verdicts = safe | (total == 0)
    return shown


def _nobody_can_work_out_the_largest(counts: Counts, rest_share: float) -> Verdicts:
    if counts.shape[0] < 3:
        return np.zeros(counts.shape[1], dtype=bool)
    ordered = np.partition(counts, (-2, -1), axis=0)
    largest, second = ordered[-1], ordered[-2]
    rest = counts.sum(axis=0) - largest - second
    verdicts: Verdicts = rest >= rest_share * largest
    return verdicts
