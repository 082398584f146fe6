"""What scored review found, before and after its tool changed: scores, thresholds, effort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.before_after import YEAR, BeforeAfter, ratio_of
from dashboard.findings.events import Event
from dashboard.findings.months import months_on
from dashboard.findings.sentences import count, figure, month_name, span
from dashboard.findings.sides import Side, side_of, whole_within
from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer, series, totals
from dashboard.published.open import Published

SCORES, SCALES = "review_scores", "review_scales"
CONCUR, OTHER = "1", "other"
OTHER_SCORES = "Other scores"
PER = 1000
PER_REVIEWS = "per 1,000 reviews"
THRESHOLDS = ("discrepancy_rate", "significant_discrepancy_rate")


@dataclass(frozen=True, slots=True)
class ScoreShift:
    """Scores other than 1 around the last change of the scoring tool, or over all months.

    rows: columns label, before, after (per 1,000 reviews; before is missing without a change
    or without a published period before it). thresholds: the rates of 2a and above and of 2b
    and above, before and after. sentences: thresholds and reviews for one finding, in words.
    """

    title: str
    mark: str
    rows: pd.DataFrame
    change: Event | None
    before: Side | None
    after: Side
    thresholds: tuple[BeforeAfter, ...]
    sentences: tuple[str, ...]
    source: str


def score_shift(
    published: Published, lens: Lens, tool: Sequence[Event], live: Sequence[Event]
) -> tuple[Answer, ScoreShift | None]:
    """Return the scores twelve months either side of the last change of tool within the lens.

    Months from the first go-live on are left out: then only some sites still score. Without a
    change of tool, or with scores published too coarsely to tell its sides apart, all months
    stand as one. Scores that are not published on their own on both sides are added up.
    """
    answer = totals(published, SCORES, lens)
    if answer.frame.empty:
        return answer, None
    earlier, later, change = _sides(published, lens, answer.frame, tool, live)
    before, after = _whole(earlier), _whole(later)
    if after is None:
        return answer, None
    crossed = _thresholds(published, change, live) if change else ()
    return answer, ScoreShift(
        title=_title(crossed),
        mark=_mark(change),
        rows=_per_thousand(earlier, later),
        change=change,
        before=before,
        after=after,
        thresholds=crossed,
        sentences=_sentences(published, lens, crossed),
        source=_source(before, after),
    )


def windows(change: Event, live: Sequence[Event]) -> tuple[tuple[date, date], tuple[date, date]]:
    """Return twelve months before and twelve after a change of tool, none of them after go-live."""
    begins = change.happened_on.replace(day=1)
    last = months_on(begins, YEAR - 1)
    if live:
        last = min(last, months_on(min(event.happened_on for event in live), -1))
    first_whole = begins if change.happened_on.day == 1 else months_on(begins, 1)
    return (months_on(begins, -YEAR), months_on(begins, -1)), (first_whole, last)


def _sides(
    published: Published,
    lens: Lens,
    whole: pd.DataFrame,
    tool: Sequence[Event],
    live: Sequence[Event],
) -> tuple[pd.DataFrame, pd.DataFrame, Event | None]:
    for change in reversed(tool):
        before, after = windows(change, live)
        if before[0] < lens.start or after[1] > lens.end:
            continue
        if _scales_used(published, Lens(before[0], after[1])) > 1:
            continue
        earlier, later = _inside(published, *before), _inside(published, *after)
        if not earlier.empty and not later.empty:
            return earlier, later, change
    return whole[:0], whole, None


def _scales_used(published: Published, months: Lens) -> int:
    """Return how many versions of the scale the scores of some months are of.

    Where the scale changed, scores before and after are no one series and have no ratio.
    """
    if SCALES not in published.measures:
        return 1
    used = totals(published, SCALES, months).frame
    return int((used["numerator"] > 0).sum())


def _inside(published: Published, first: date, last: date) -> pd.DataFrame:
    """Return the scores of these months, none where published periods reach beyond them."""
    return whole_within(totals(published, SCORES, Lens(first, last)).frame, first, last)


def _whole(rows: pd.DataFrame) -> Side | None:
    """Return the reviews with a score above 1, of all reviews."""
    if rows.empty:
        return None
    above = rows.loc[rows["part"] != CONCUR, "numerator"].sum()
    return side_of(rows[:1].assign(numerator=above))


def _per_thousand(earlier: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    sides = {"before": earlier, "after": later}
    apart = [set(side["part"]) for side in sides.values() if not side.empty]
    own = sorted(set.intersection(*apart) - {CONCUR, OTHER})
    table = pd.DataFrame({name: _rates(side, own) for name, side in sides.items()})
    together = OTHER_SCORES in table.index and bool((table.loc[OTHER_SCORES] > 0).any())
    shown = table.reindex([*own, OTHER_SCORES] if together else own)
    return shown.rename_axis("label").reset_index()


def _rates(rows: pd.DataFrame, own: Sequence[str]) -> pd.Series:
    if rows.empty:
        return pd.Series(dtype=float)
    above = rows[rows["part"] != CONCUR]
    label = above["part"].where(above["part"].isin(own), OTHER_SCORES)
    return PER * above.groupby(label)["numerator"].sum() / rows["denominator"].max()


def _thresholds(
    published: Published, change: Event, live: Sequence[Event]
) -> tuple[BeforeAfter, ...]:
    before, after = windows(change, live)
    lens = Lens(before[0], after[1])
    found = []
    for name, words in zip(THRESHOLDS, ("2a+", "2b+"), strict=True):
        rows = series(published, name, lens).frame
        if rows.empty:
            continue
        moved = ratio_of(
            f"Scored {words}, new tool",
            PER_REVIEWS,
            PER,
            whole_within(rows, *before),
            whole_within(rows, *after),
        )
        if moved is not None:
            found.append(moved)
    return tuple(found)


def _title(crossed: Sequence[BeforeAfter]) -> str:
    if not crossed:
        return "Scores given in scored review"
    if crossed[0].clear:
        return "Scores moved when the tool moved"
    return "Scores around the change of tool"


def _mark(change: Event | None) -> str:
    if change is None:
        return "Scores above 1 per 1,000 reviewed reports. Grey: the legacy system."
    return (
        "Scores above 1 per 1,000 reviewed reports, in up to twelve months before and after "
        f"“{change.label}”, {month_name(change.happened_on)}."
    )


def _sentences(published: Published, lens: Lens, crossed: Sequence[BeforeAfter]) -> tuple[str, ...]:
    if not crossed:
        return _over_all_months(published, lens)
    lines = [
        f"Scored {words}: {figure(PER * moved.before.share)} per 1,000 reviews before, "
        f"{figure(PER * moved.after.share)} after, {figure(moved.ratio)} times "
        f"({figure(moved.lower)} to {figure(moved.upper)})."
        for words, moved in zip(("2a or above", "2b or above"), crossed, strict=False)
    ]
    effort = crossed[0]
    lines.append(
        f"Reports re-read for one score of 2a or above: {figure(1 / effort.before.share)} before, "
        f"{figure(1 / effort.after.share)} after."
    )
    return tuple(lines)


def _over_all_months(published: Published, lens: Lens) -> tuple[str, ...]:
    lines = []
    for name, words in zip(THRESHOLDS, ("2a or above", "2b or above"), strict=True):
        whole = side_of(series(published, name, lens).frame)
        if whole is not None and whole.hits:
            lines.append(
                f"Scored {words}: {whole.share:.1%} of {count(whole.n)} reviews, "
                f"{figure(1 / whole.share)} reports re-read for each."
            )
    return tuple(lines)


def _source(before: Side | None, after: Side) -> str:
    concur = 1 - after.share
    sides = [side for side in (before, after) if side is not None]
    reviews = " and ".join(f"{count(side.n)} in {span(side.first, side.last)}" for side in sides)
    of_them = "of the latter" if len(sides) > 1 else "of them"
    return (
        f"Reviews: {reviews}; the other {concur:.1%} {of_them} scored 1, concur. RADPEER "
        "2016: 2 not ordinarily expected to be made, 3 should be made most of the time; a "
        "unlikely, b likely significant. Departments draw the line at different "
        "scores, so both are given. A jump when the tool changes is not a change in quality."
    )
