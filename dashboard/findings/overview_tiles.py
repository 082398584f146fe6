"""The overview's four tiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.findings.change import (
    Change,
    change_of_medians,
    change_of_rates,
    change_of_shares,
    spread_of_rates,
    spread_of_shares,
)
from dashboard.findings.months import day
from dashboard.findings.overview_figures import (
    ACKNOWLEDGED,
    CAPTURED,
    DAYS,
    SUBMITTING,
    Figured,
    Subject,
)
from dashboard.findings.sentences import (
    DASH,
    count,
    figure,
    out_of,
    percent,
    plural,
    sentence,
    span,
)
from dashboard.findings.targets import Target, target_at
from dashboard.findings.tile import StripLevel, StripPoint, Tile
from dashboard.findings.windows import Windows, where
from dashboard.published.lookup import Answer, series, totals
from dashboard.published.open import Published


def overview_tiles(published: Published, spans: Windows) -> tuple[Figured, ...]:
    """Return the four tiles for the lens and the months it is compared with."""
    return (
        _share(published, spans, SUBMITTING, "radiologist-months"),
        _rate(published, spans, CAPTURED),
        _share(published, spans, ACKNOWLEDGED, "sent"),
        _median(published, spans, DAYS),
    )


def _share(published: Published, spans: Windows, subject: Subject, unit: str) -> Figured:
    def change(now: pd.Series, before: pd.Series, periods: list[pd.DataFrame]) -> Change | None:
        return change_of_shares(_sides(now), _sides(before), spread_of_shares(*periods))

    return _added_up(
        published,
        spans,
        subject,
        change,
        lambda row: (percent(row["estimate"]).removesuffix("%"), "%", percent(row["estimate"])),
        lambda row: out_of(row["numerator"], row["denominator"], unit),
    )


def _rate(published: Published, spans: Windows, subject: Subject) -> Figured:
    per = published.measures[subject.measure].per

    def change(now: pd.Series, before: pd.Series, periods: list[pd.DataFrame]) -> Change | None:
        return change_of_rates(_sides(now), _sides(before), per, spread_of_rates(*periods))

    return _added_up(
        published,
        spans,
        subject,
        change,
        lambda row: (figure(row["estimate"]), "", figure(row["estimate"])),
        lambda row: f"{count(row['numerator'])} captured in {count(row['denominator'])} exams",
    )


def _added_up(
    published: Published,
    spans: Windows,
    subject: Subject,
    changed: Callable[[pd.Series, pd.Series, list[pd.DataFrame]], Change | None],
    said: Callable[[pd.Series], tuple[str, str, str]],
    n: Callable[[pd.Series], str],
) -> Figured:
    now = totals(published, subject.measure, spans.now)
    if now.frame.empty or pd.isna(now.frame["estimate"].iloc[0]):
        return _nothing(subject, now)
    before = totals(published, subject.measure, spans.before) if spans.before else None
    periods = series(published, subject.measure, spans.both, running=True)
    row, earlier = now.frame.iloc[0], _like(now, before)
    sides = [_within(periods, now)] + ([] if before is None else [_within(periods, before)])
    change = None if earlier is None else changed(row, earlier, sides)
    value, unit, _ = said(row)
    levels = [(now, row)] + ([] if earlier is None or before is None else [(before, earlier)])
    target = _target(published, spans, subject)
    drawn = _Drawn(subject, spans, value, unit, change, n(row), target)
    tile = drawn.tile(periods, levels, lambda each: said(each)[2], row["estimate"])
    place = where(published, spans.now, now)
    return _figured(subject, tile, row, change, target, now.notes, place)


def _median(published: Published, spans: Windows, subject: Subject) -> Figured:
    periods = series(published, subject.measure, spans.both)
    inside = periods.frame[periods.frame["from_month"] >= pd.Timestamp(spans.now.start)]
    inside = inside.dropna(subset=["estimate"])
    if inside.empty:
        return _nothing(subject, periods)
    now = totals(published, subject.measure, spans.now)
    before = totals(published, subject.measure, spans.before) if spans.before else None
    target = _target(published, spans, subject)
    n = _waiting(inside)
    if now.frame.empty or pd.isna(now.frame["estimate"].iloc[0]):
        notes = series(published, subject.measure, spans.now).notes
        return _middle_month(subject, spans, periods, inside, n, target, notes)
    row, earlier = now.frame.iloc[0], _like(now, before)
    change = None if earlier is None else change_of_medians(_limits(row), _limits(earlier))
    levels = [(now, row)] + ([] if earlier is None or before is None else [(before, earlier)])
    drawn = _Drawn(subject, spans, f"{row['estimate']:.0f}", "days", change, n, target)
    tile = drawn.tile(periods, levels, _days, row["estimate"])
    place = where(published, spans.now, periods)
    return _figured(subject, tile, row, change, target, now.notes, place)


def _middle_month(
    subject: Subject,
    spans: Windows,
    periods: Answer,
    inside: pd.DataFrame,
    n: str,
    target: Target | None,
    notes: tuple[str, ...],
) -> Figured:
    """Medians of months cannot be added up: outside calendar years the middle one speaks."""
    middle = float(inside["estimate"].median())
    drawn = _Drawn(subject, spans, f"{middle:.0f}", "days in the middle month", None, n, target)
    tile = drawn.tile(periods, [], _days, middle)
    row = pd.Series(
        {"estimate": middle, "lower": None, "upper": None, "numerator": 0.0, "denominator": 0.0}
    )
    return _figured(subject, tile, row, None, target, notes, "")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the tiles have in common once their figure is known."""

    subject: Subject
    spans: Windows
    value: str
    unit: str
    change: Change | None
    n: str
    target: Target | None

    def tile(
        self,
        periods: Answer,
        levels: list[tuple[Answer, pd.Series]],
        said: Callable[[pd.Series], str],
        estimate: float,
    ) -> Tile:
        words, note = self._change_words()
        return Tile(
            label=self.subject.label,
            value=self.value,
            unit=self.unit,
            change=words,
            change_note=note,
            points=_points(periods.frame, self.spans),
            levels=tuple(_level(answer, row, self.spans) for answer, row in reversed(levels)),
            target=self._threshold(),
            n=self.n,
            target_words=self._target_words(estimate),
            alt=_alt(self.subject.label, periods.frame, levels, said),
        )

    def _change_words(self) -> tuple[str, str]:
        if self.change is None:
            return "", self._no_change_words()
        return self.change.words, f"{self.spans.on_before} {self.change.interval_words}"

    def _no_change_words(self) -> str:
        if self.spans.before is None:
            return "no earlier months to compare with"
        if self.subject is DAYS:
            return "a year's change needs whole calendar years"
        return f"nothing like it {self.spans.on_before.removeprefix('on ')}"

    def _threshold(self) -> float | None:
        if self.target is None:
            return None
        return self.target.threshold if self.subject is DAYS else self.target.share

    def _target_words(self, estimate: float) -> str:
        if self.target is None:
            return "No target set"
        if self.subject is DAYS:
            verdict = "met" if estimate <= self.target.threshold else "not met"
            return f"Target {plural(self.target.threshold, 'day')}: {verdict}"
        verdict = "met" if estimate >= self.target.share else "not met"
        return f"Target {percent(self.target.share)}: {verdict}"


def _figured(
    subject: Subject,
    tile: Tile,
    row: pd.Series,
    change: Change | None,
    target: Target | None,
    notes: tuple[str, ...],
    place: str,
) -> Figured:
    return Figured(
        subject,
        tile,
        _number(row["estimate"]),
        _number(row["lower"]),
        _number(row["upper"]),
        float(row["numerator"]),
        float(row["denominator"]),
        change,
        target,
        notes,
        place,
    )


def _nothing(subject: Subject, answer: Answer) -> Figured:
    reason = answer.empty_reason or "Nothing to judge in these months yet."
    tile = Tile(subject.label, DASH, "", "", reason, (), (), None, "", "", reason)
    return Figured(subject, tile, None, None, None, 0.0, 0.0, None, None, (), "")


def _target(published: Published, spans: Windows, subject: Subject) -> Target | None:
    return target_at(published.targets, subject.metric, spans.now.end) if subject.metric else None


def _like(now: Answer, before: Answer | None) -> pd.Series | None:
    """Return the earlier row of the same units, None where they were shown together otherwise."""
    if before is None or before.frame.empty:
        return None
    same = before.frame[before.frame["members"] == now.frame["members"].iloc[0]]
    same = same.dropna(subset=["estimate"])
    return same.iloc[0] if len(same) else None


def _within(periods: Answer, added: Answer) -> pd.DataFrame:
    frame = periods.frame
    if added.snapped is None:
        return frame.iloc[:0]
    first, last = (pd.Timestamp(edge) for edge in added.snapped)
    inside = (frame["from_month"] >= first) & (frame["to_month"] <= last) & frame["complete"]
    return frame[inside]


def _points(frame: pd.DataFrame, spans: Windows) -> tuple[StripPoint, ...]:
    kept = frame.dropna(subset=["estimate"]).sort_values("from_month")
    return tuple(
        StripPoint(
            day(row["from_month"]),
            float(row["estimate"]),
            day(row["to_month"]) >= spans.now.start,
            bool(row["complete"]),
        )
        for row in kept.to_dict("records")
    )


def _level(answer: Answer, row: pd.Series, spans: Windows) -> StripLevel:
    first, last = answer.snapped or (spans.now.start, spans.now.end)
    return StripLevel(first, last, float(row["estimate"]), last >= spans.now.start)


def _alt(
    label: str,
    frame: pd.DataFrame,
    levels: list[tuple[Answer, pd.Series]],
    said: Callable[[pd.Series], str],
) -> str:
    figures = [
        f"{said(row)} in {span(*answer.snapped)}"
        for answer, row in reversed(levels)
        if answer.snapped
    ]
    months = [f"{said(row)}" for _, row in frame.dropna(subset=["estimate"]).iterrows()]
    return sentence(f"{label}: {', then '.join(figures)}. In order: {', '.join(months)}.")


def _waiting(rows: pd.DataFrame) -> str:
    sent, called = rows["numerator"].sum(), rows["denominator"].sum()
    waiting = called - sent
    still = f"; {count(waiting)} open, counted as waiting" if waiting else ""
    return f"{count(sent)} answered{still}"


def _sides(row: pd.Series) -> tuple[float, float]:
    return float(row["numerator"]), float(row["denominator"])


def _limits(row: pd.Series) -> tuple[float, float, float]:
    return float(row["estimate"]), float(row["lower"]), float(row["upper"])


def _days(row: pd.Series) -> str:
    return plural(round(float(row["estimate"])), "day")


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(str(value))
