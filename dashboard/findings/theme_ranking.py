"""What people learn from most: themes in order, with share and running total."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.findings.sentences import in_words, percent
from dashboard.findings.theme_changes import NO_THEMES

VITAL = 0.8
MOST_NAMED, ENOUGH = 4, 0.6
FRACTIONS = {
    1 / 2: "half",
    2 / 3: "two thirds",
    3 / 4: "three quarters",
    4 / 5: "four fifths",
    9 / 10: "nine tenths",
}
OTHER_THEMES = "Other themes, shown together"


@dataclass(frozen=True, slots=True)
class Leading:
    """The few themes that make up most of what is learned, with Wilson's 95 % interval."""

    labels: tuple[str, ...]
    hits: float
    n: float
    lower: float
    upper: float

    @property
    def share(self) -> float:
        """Hits of n, 0 to 1."""
        return self.hits / self.n

    @property
    def said(self) -> str:
        """Return "Three themes make up two thirds of what is learned"."""
        many = len(self.labels)
        verb = "theme makes" if many == 1 else "themes make"
        subject = f"{in_words(many).capitalize()} {verb}"
        return f"{subject} up {self._fraction} of what is learned"

    @property
    def _fraction(self) -> str:
        """A fraction in words only where it lies within the interval and two points away."""
        near = min(FRACTIONS, key=lambda fraction: abs(fraction - self.share))
        if self.lower <= near <= self.upper and abs(near - self.share) <= 0.02:
            return FRACTIONS[near]
        return percent(self.share)


def ranked(rows: pd.DataFrame, labels: dict[str, str], other: str = OTHER_THEMES) -> pd.DataFrame:
    """Return the totals of a composition from the largest part, columns of charts.pareto.

    rows: columns part, numerator, denominator. Columns returned: part, label, count, share,
    running, vital (the parts that together pass 80 %). What is added up or not mapped stands
    last, whatever its size.
    """
    order = rows.assign(last=rows["part"].isin(NO_THEMES), other=rows["part"] == "other")
    order = order.sort_values(["last", "other", "numerator"], ascending=[True, True, False])
    share = order["numerator"] / order["denominator"]
    running = share.cumsum()
    return pd.DataFrame(
        {
            "part": order["part"],
            "label": [part_label(part, labels, other) for part in order["part"]],
            "count": order["numerator"],
            "share": share,
            "running": running,
            "vital": (running.shift(fill_value=0.0) < VITAL) & ~order["last"],
        }
    ).reset_index(drop=True)


def ranking_mark(ranking: pd.DataFrame) -> str:
    """Return the line that says what a mark is: where much is added up, the rest may be less."""
    few = ranking[ranking["vital"]]
    passed = len(few) > 0 and few["running"].iloc[-1] >= VITAL
    blue = "the themes that together pass 80%" if passed else "the themes shown on their own"
    return f"Learning opportunities by theme. Blue: {blue}."


def leading(ranking: pd.DataFrame, n: float) -> Leading | None:
    """Return the fewest themes that together reach three fifths, None when five or more must."""
    from dashboard.analysis.intervals import proportion_interval

    named = ranking[~ranking["part"].isin(NO_THEMES)]
    reached = named[named["running"] >= ENOUGH]
    if reached.empty:
        return None
    first = named.index.get_loc(reached.index[0])
    few = named.iloc[: int(first) + 1]
    if len(few) > MOST_NAMED:
        return None
    hits = float(few["count"].sum())
    found = proportion_interval(hits, n)
    assert found.lower is not None and found.upper is not None  # Wilson always has both
    return Leading(tuple(few["label"]), hits, n, found.lower, found.upper)


def in_text(label: str) -> str:
    """Return a label as it stands within a sentence: a first capital lowered, not an acronym's."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def part_label(part: str, labels: dict[str, str], other: str = OTHER_THEMES) -> str:
    """Return a part in words; small parts added up are named as that."""
    return other if part == "other" else labels.get(part, part)
