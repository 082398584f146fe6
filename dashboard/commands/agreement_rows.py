"""Which agreement statistics suit the ratings in a file, and their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.own_data.own_file import MISSING_NUMBERS, OwnFile, as_number
from dashboard.own_data.refusal import WrongInput

if TYPE_CHECKING:
    from dashboard.analysis.agreement import Agreement
    from dashboard.analysis.agreement_many import Level, RatingCounts

Rating = float | str
MOST_CASES = 100_000
MOST_CATEGORIES = 10
"""Numbers with more different values than this are taken as measured, not as categories."""


def agreement_of_raters(
    file: OwnFile, columns: Sequence[str], scale: Level | None
) -> list[Agreement]:
    """Statistics for a file with a column a rater and a row a case.

    Raises WrongInput for a single rater or a scale the ratings do not have.
    """
    if len(columns) < 2:
        raise WrongInput(f"{file.name}: one rater was named and two are needed. Add a column.")
    _check_size(file, len(file.rows))
    cases = list(zip(*_ratings([file.text(column) for column in columns]), strict=True))
    return _statistics(file, cases, scale)


def agreement_of_pairs(
    file: OwnFile, rater1: str, rater2: str, count: str | None, scale: Level | None
) -> list[Agreement]:
    """Statistics for a file with a row a pair of ratings and, with `count`, how often it came."""
    first, second = _ratings([file.text(rater1), file.text(rater2)])
    counts = _counts(file, count, len(first))
    _check_size(file, sum(counts))
    cases: list[tuple[Rating | None, ...]] = [
        (one, two)
        for one, two, times in zip(first, second, counts, strict=True)
        for _ in range(times)
    ]
    named = {rating for rating in (*first, *second) if rating is not None}
    return _statistics(file, cases, scale, named)


def _check_size(file: OwnFile, cases: int) -> None:
    """The intervals draw all cases again a thousand times, which past this size takes minutes."""
    if cases > MOST_CASES:
        raise WrongInput(
            f"{file.name}: has {cases:,} cases and agreement is computed on up to {MOST_CASES:,}. "
            "Take a random part of them."
        )


def _counts(file: OwnFile, column: str | None, rows: int) -> list[int]:
    if column is None:
        return [1] * rows
    counts = file.numbers(column)
    for row, count in enumerate(counts, start=1):
        if count is None or count < 0 or count != int(count):
            raise WrongInput(
                f"{file.name}: row {row} of column '{column}' is no whole count of 0 or more. "
                "Give how many cases had these two ratings."
            )
    return [int(count) for count in counts if count is not None]


def _ratings(columns: Sequence[Sequence[str | None]]) -> list[list[Rating | None]]:
    """Ratings as numbers where every one of them is a number, else as text."""
    known = [
        cell
        for column in columns
        for cell in column
        if cell is not None and cell.lower() not in MISSING_NUMBERS
    ]
    if not all(as_number(cell) is not None for cell in known):
        return [list(column) for column in columns]
    return [[None if cell is None else as_number(cell) for cell in column] for column in columns]


def _statistics(
    file: OwnFile,
    cases: list[tuple[Rating | None, ...]],
    scale: Level | None,
    named: set[Rating] | None = None,
) -> list[Agreement]:
    used = {rating for case in cases for rating in case if rating is not None} | (named or set())
    if not used:
        raise WrongInput(f"{file.name}: the rater columns hold no rating.")
    numeric = not any(isinstance(rating, str) for rating in used)
    if scale in ("ordinal", "interval") and not numeric:
        text = next(rating for rating in used if isinstance(rating, str))
        raise WrongInput(
            f"{file.name}: an {scale} scale needs numbers and there is '{text}'. "
            "Write the categories as numbers in their order, or use --scale nominal."
        )
    level = scale or _likely_scale(used, numeric)
    if level == "interval":
        return _for_scores(cases, sorted(used, key=float))
    categories = sorted(used, key=float) if numeric else sorted(used, key=str)
    return _for_categories(cases, categories, level, both_levels=scale is None)


def _likely_scale(used: set[Rating], numeric: bool) -> Level:
    if not numeric:
        return "nominal"
    whole = all(float(rating).is_integer() for rating in used)
    return "ordinal" if whole and len(used) <= MOST_CATEGORIES else "interval"


def _for_scores(cases: list[tuple[Rating | None, ...]], values: list[Rating]) -> list[Agreement]:
    from dashboard.analysis.agreement_many import krippendorff_alpha, rating_counts
    from dashboard.analysis.agreement_scores import intraclass_correlations, kendall_w

    scores = [[None if score is None else float(score) for score in case] for case in cases]
    alpha = krippendorff_alpha(rating_counts(cases, values), "interval")
    return [*intraclass_correlations(scores), kendall_w(scores), alpha]


def _for_categories(
    cases: list[tuple[Rating | None, ...]],
    categories: list[Rating],
    level: Level,
    both_levels: bool,
) -> list[Agreement]:
    from dashboard.analysis.agreement import two_rater_agreement, two_rater_table
    from dashboard.analysis.agreement_many import (
        fleiss_kappa,
        gwet_ac1,
        pairwise_agreement,
        rating_counts,
    )

    counts = rating_counts(cases, categories)
    if len(cases[0]) > 2:
        statistics = [pairwise_agreement(counts), fleiss_kappa(counts)]
    else:
        table = two_rater_table(
            [case[0] for case in cases], [case[1] for case in cases], categories
        )
        found = two_rater_agreement(table, ordered=level == "ordinal")
        statistics = [_with_label(statistic, categories) for statistic in found]
    levels: tuple[Level, ...] = ("nominal", level) if both_levels else (level,)
    return [*statistics, gwet_ac1(counts), *_alphas(counts, levels)]


def _alphas(counts: RatingCounts, levels: Sequence[Level]) -> list[Agreement]:
    from dashboard.analysis.agreement_many import krippendorff_alpha

    return [krippendorff_alpha(counts, level) for level in dict.fromkeys(levels)]


def _with_label(statistic: Agreement, categories: list[Rating]) -> Agreement:
    """Say which category a specific agreement is about."""
    if not statistic.stat.startswith("specific_agreement"):
        return statistic
    place = int(statistic.stat.rpartition("cat")[2])
    label = f"category {_plain(categories[place - 1])}"
    return replace(statistic, note="; ".join(part for part in (label, statistic.note) if part))


def _plain(rating: Rating) -> str:
    return f"{rating:g}" if isinstance(rating, float) else rating
