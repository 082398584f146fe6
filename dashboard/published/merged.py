"""Keep units and parts together that were shown together in some year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

OTHER = "other"


def label_units(
    rows: pd.DataFrame, first: tuple[str, ...] = (), words: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return `rows` with one `member` label and `members` tuple a set of units.

    Groups are fixed for a year and may differ between years. Units that share a group in any
    year of `rows` form one unit throughout, so that a sum over years adds like to like.
    `first` names units to put at the front of a label; `words` says codes in words.
    """
    spoken = words or {}
    joined = joined_units(tuple(members) for members in rows["members"])
    units = [joined[members[0]] for members in rows["members"]]
    labelled = rows.assign(members=units, member=[_label(unit, first, spoken) for unit in units])
    keys = ["from_month", "to_month", "grain", "member", "members", "part"]
    if not labelled.duplicated(keys).any():
        return labelled
    sums = {"numerator": "sum", "denominator": sum_of_any, "complete": "all"}
    # Medians cannot be added: of units that stood apart in a period there is none together.
    medians = {name: _only_one for name in ("median", "median_lower", "median_upper")}
    together = labelled.assign(joined=1).groupby(keys, dropna=False, sort=False)
    return together.agg({**sums, **medians, "joined": "sum"}).reset_index()


def sum_of_any(values: pd.Series) -> float:
    """Return the sum of the numbers there are; nan where there are none, as for a count."""
    return float(values.sum(min_count=1))


def _only_one(values: pd.Series) -> float | None:
    only: float | None = values.iloc[0] if len(values) == 1 else float("nan")
    return only


def joined_units(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return for each unit all the units it was ever shown together with, itself among them."""
    joined: dict[str, set[str]] = {}
    for group in groups:
        together = set(group).union(*(joined.get(unit, set()) for unit in group))
        for unit in together:
            joined[unit] = together
    return {unit: tuple(sorted(together)) for unit, together in joined.items()}


def fold_changing_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` with a part moved to "other" throughout if it was in "other" in some period.

    A part that has its own line in one year and lies in "other" in the next cannot be added up
    alone.
    """
    if not (rows["part"] == OTHER).any():
        return rows
    named = rows[rows["part"] != OTHER]
    everywhere = rows.groupby(["from_month", "member"]).ngroups
    counts = named.groupby("part").size()
    partial = set(counts[counts < everywhere].index)
    folded = rows.assign(part=rows["part"].where(~rows["part"].isin(partial), OTHER))
    keys = ["from_month", "to_month", "grain", "member", "members", "part"]
    parts = {"numerator": "sum", "denominator": "max", "complete": "all"}
    return folded.groupby(keys, dropna=False, sort=False).agg(parts).reset_index()


def _label(unit: tuple[str, ...], first: tuple[str, ...], words: Mapping[str, str]) -> str:
    ordered = sorted(unit, key=lambda name: (name not in first, name))
    return " + ".join(words.get(name, name) for name in ordered)
