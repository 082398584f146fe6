"""Make rows coarser, each no more than it must be, until several people stand behind each kind.

Local recoding to k-anonymity over people rather than rows (Sweeney 2002, Int J Uncertain Fuzz
10:557): the rows that share a period, site, section, modality and patient group must be of at
least k different people in each role.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

ANY = "any"
ROLES = ("person", "other_person")
PLACES = ("site", "section", "modality", "patient_group")
STEPS = (
    ("patient_group", ANY),
    ("period", "quarter"),
    ("modality", ANY),
    ("period", "half"),
    ("section", ANY),
    ("period", "year"),
    ("site", ANY),
    ("period", ANY),
)
"""What is given up, in this order: the column, and what it becomes."""


@dataclass(frozen=True, slots=True)
class Generalised:
    """Rows without people, in an order that says nothing, and what was given up.

    `given_up` counts rows by step, in words; `dropped` rows could not be made safe at all.
    `fewest` is the least number of people behind any kind of row that is left.
    """

    rows: pd.DataFrame
    given_up: dict[str, int]
    dropped: int
    fewest: int


def generalise(rows: pd.DataFrame, people: int) -> Generalised:
    """Return `rows` so that at least `people` different people stand behind each kind of row.

    rows: columns person and other_person (empty where nobody is meant), month (first day),
    site, section, modality, patient_group, then what is to be studied. Raises ValueError if
    `people` is under 2.
    """
    if people < 2:
        raise ValueError("at least 2 people must stand behind each kind of row")
    pending = rows.assign(period=rows["month"].map(_month))
    pending[list(PLACES)] = pending[list(PLACES)].astype("object").fillna("not given")
    kept, given_up = [], {}
    for step in (None, *STEPS):
        if step is not None:
            pending = _coarser(pending, *step)
        safe = _safe(pending, people)
        if step is not None and safe.any():
            given_up[_words(*step)] = int(safe.sum())
        kept.append(pending[safe])
        pending = pending[~safe]
    found = pd.concat(kept)
    return Generalised(_without_people(found), given_up, len(pending), _fewest(found))


def _safe(rows: pd.DataFrame, people: int) -> pd.Series:
    """Return for each row whether enough people in each role share its kind."""
    groups = rows.groupby(["period", *PLACES], sort=False, observed=True)
    safe = pd.Series(True, index=rows.index)
    for role in ROLES:
        distinct = groups[role].transform("nunique")
        safe &= (distinct >= people) | ((role != ROLES[0]) & (distinct == 0))
    return safe


def _coarser(rows: pd.DataFrame, column: str, becomes: str) -> pd.DataFrame:
    if column != "period" or becomes == ANY:
        return rows.assign(**{column: becomes})
    named = {"quarter": _quarter, "half": _half, "year": _year}[becomes]
    return rows.assign(period=rows["month"].map(named))


def _month(month: pd.Timestamp) -> str:
    return f"{month:%Y-%m}"


def _quarter(month: pd.Timestamp) -> str:
    return f"{month.year} Q{(month.month + 2) // 3}"


def _half(month: pd.Timestamp) -> str:
    return f"{month.year} H{(month.month + 5) // 6}"


def _year(month: pd.Timestamp) -> str:
    return f"{month.year}"


def _words(column: str, becomes: str) -> str:
    if column == "period":
        return "period left out" if becomes == ANY else f"period by the {becomes}"
    return f"{column.replace('_', ' ')} left out"


def _without_people(rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["period", *PLACES]
    studied = [name for name in rows if name not in (*columns, *ROLES, "month")]
    plain = rows[[*columns, *studied]]
    # Sorted by what they say, so that their order says nothing more.
    return plain.sort_values(list(plain), key=lambda column: column.astype(str), ignore_index=True)


def _fewest(rows: pd.DataFrame) -> int:
    if rows.empty:
        return 0
    groups = rows.groupby(["period", *PLACES], sort=False, observed=True)
    counts = pd.concat([groups[role].nunique() for role in ROLES])
    return int(counts[counts > 0].min())
