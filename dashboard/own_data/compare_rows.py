"""Two or more groups in a person's own file: which comparison suits the columns named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.analysis.comparison import (
    Statistic,
    cluster_bootstrap,
    compare_composition,
    compare_groups,
    compare_many_samples,
    compare_proportions,
    compare_rates,
    compare_samples,
    mantel_haenszel,
    mantel_haenszel_rates,
)
from dashboard.own_data.own_file import MISSING_NUMBERS, OwnFile, as_number
from dashboard.own_data.refusal import WrongInput


@dataclass(frozen=True, slots=True)
class Counts:
    """The count columns of a file and how its rows are grouped; empty rows are left out."""

    x: list[float]
    n: list[float]
    group: list[str]
    stratum: list[str] | None
    cluster: list[str] | None


def in_order(labels: Sequence[str]) -> list[str]:
    """The different labels in order: by size where all are numbers, else as text."""
    names = list(dict.fromkeys(labels))
    numbers = {name: as_number(name) for name in names}
    if any(number is None for number in numbers.values()):
        return sorted(names)
    return sorted(names, key=lambda name: numbers[name] or 0.0)


def value_rows(
    file: OwnFile, value: str, group: str, cluster: str | None, seed: int
) -> tuple[Statistic, ...]:
    """Groups of measured values, or of named parts where the value column holds words."""
    cells, groups = file.text(value), file.labels(group)
    names = in_order(groups)
    if len(names) < 2:
        raise WrongInput(f"{file.name}: column '{group}' names one group; a comparison needs two.")
    known = [cell for cell in cells if cell is not None and cell.lower() not in MISSING_NUMBERS]
    if known and all(as_number(cell.replace(",", ".")) is None for cell in known):
        return _composition_rows(cells, groups, names)
    values = file.numbers(value)
    samples = {
        name: [
            number
            for number, label in zip(values, groups, strict=True)
            if label == name and number is not None
        ]
        for name in names
    }
    empty = next((name for name in names if not samples[name]), None)
    if empty is not None:
        raise WrongInput(f"{file.name}: group '{empty}' has no values in column '{value}'.")
    if len(names) > 2:
        return compare_many_samples({name: samples[name] for name in names})
    first, second = names
    rows = compare_samples(samples[first], samples[second], (first, second))
    if cluster is None:
        return rows
    clusters = file.labels(cluster)
    kept = [row for row, number in enumerate(values) if number is not None]
    resampled = cluster_bootstrap(
        [values[row] or 0.0 for row in kept],
        [1.0] * len(kept),
        [groups[row] == second for row in kept],
        [clusters[row] for row in kept],
        seed=seed,
    )
    return (*rows, resampled.with_note(f"difference of means, {first} minus {second}"))


def count_rows(
    file: OwnFile, columns: tuple[str, str, str], stratum: str | None, rates: bool,
    cluster: str | None, seed: int, units: tuple[str | None, str | None],
) -> tuple[Statistic, ...]:  # fmt: skip
    """Groups of counts over denominators: two compared, strata pooled, or a trend."""
    counts = _read_counts(file, columns, stratum, cluster)
    names = in_order(counts.group)
    if len(names) < 2:
        raise WrongInput(
            f"{file.name}: column '{columns[2]}' names one group; a comparison needs two."
        )
    if counts.stratum is not None:
        return _stratified_rows(file, counts, names, rates)
    x = [_total(counts.x, counts.group, name) for name in names]
    n = [_total(counts.n, counts.group, name) for name in names]
    if len(names) > 2:
        if rates:
            raise WrongInput(
                f"{file.name}: rates are compared two groups at a time and column '{columns[2]}' "
                f"names {len(names)}. Leave the others out."
            )
        return compare_groups(x, n, names, _scores(names))
    pair = (names[0], names[1])
    compare = compare_rates if rates else compare_proportions
    rows = compare(x[0], n[0], x[1], n[1], *units, names=pair)
    if counts.cluster is None:
        return rows
    return (*rows, *_bootstrap_rows(counts, pair, seed))


def _read_counts(
    file: OwnFile, columns: tuple[str, str, str], stratum: str | None, cluster: str | None
) -> Counts:
    x, n, group = file.numbers(columns[0]), file.numbers(columns[1]), file.labels(columns[2])
    strata = file.labels(stratum) if stratum else None
    clusters = file.labels(cluster) if cluster else None
    kept = [row for row, pair in enumerate(zip(x, n, strict=True)) if None not in pair]
    return Counts(
        [x[row] or 0.0 for row in kept],
        [n[row] or 0.0 for row in kept],
        [group[row] for row in kept],
        None if strata is None else [strata[row] for row in kept],
        None if clusters is None else [clusters[row] for row in kept],
    )


def _total(values: list[float], labels: list[str], name: str) -> float:
    return sum(value for value, label in zip(values, labels, strict=True) if label == name)


def _scores(names: list[str]) -> list[float] | None:
    """The groups' own numbers as places on the scale of the trend, where all are numbers."""
    numbers = [as_number(name) for name in names]
    known = [number for number in numbers if number is not None]
    return known if len(known) == len(names) else None


def _stratified_rows(
    file: OwnFile, counts: Counts, names: list[str], rates: bool
) -> tuple[Statistic, ...]:
    if len(names) != 2:
        raise WrongInput(
            f"{file.name}: strata are pooled over two groups and there are {len(names)}. "
            "Leave the others out."
        )
    strata = in_order(counts.stratum or [])
    x1, n1, x2, n2 = (
        [
            sum(
                value
                for value, group, stratum in zip(
                    column, counts.group, counts.stratum or [], strict=True
                )
                if group == name and stratum == wanted
            )
            for wanted in strata
        ]
        for name in names
        for column in (counts.x, counts.n)
    )
    pool = mantel_haenszel_rates if rates else mantel_haenszel
    pooled = pool(x1, n1, x2, n2)
    note = f"{names[0]} against {names[1]} over {pooled.informative} strata"
    return tuple(row.with_note(note) for row in pooled.rows)


def _bootstrap_rows(counts: Counts, pair: tuple[str, str], seed: int) -> tuple[Statistic, ...]:
    second = [label == pair[1] for label in counts.group]
    against = f"{pair[0]} against {pair[1]}"
    return tuple(
        cluster_bootstrap(
            counts.x, counts.n, second, counts.cluster or [], measure, seed=seed
        ).with_note(against)
        for measure in ("difference", "ratio")
    )


def _composition_rows(
    cells: Sequence[str | None], groups: list[str], names: list[str]
) -> tuple[Statistic, ...]:
    kept = [(cell, group) for cell, group in zip(cells, groups, strict=True) if cell is not None]
    parts = in_order([cell for cell, _ in kept])
    table = [[kept.count((part, name)) for part in parts] for name in names]
    composition = compare_composition(table)
    residuals = [
        Statistic(
            "standardised_residual",
            "haberman",
            float(composition.residuals[row, column]),
            note=f"{name}, {part}: {table[row][column]} where "
            f"{composition.expected[row, column]:.1f} were expected",
        )
        for row, name in enumerate(names)
        for column, part in enumerate(parts)
    ]
    return (composition.test, composition.cramers_v, *residuals)
