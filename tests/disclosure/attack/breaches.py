"""Attack one year of a ledger: whoever must have had something is a breach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.measures.catalogue import Catalogue
from tests.disclosure.attack.knowledge import NONE, Knowledge, Name, numbers_of
from tests.disclosure.attack.raw import WHOLE, Raw

ROLES = ("person", "other")
LAWFUL = {"volume": 0, "content": 3, "score": 5}  # people behind hits that may be shown
PEOPLE = 5
MOST_KINDS = 5
# What is attacked together: the axes of the unknowns, and the cells of one or two of them.
VIEWS = {
    ("site", "section"): (("site",), ("section",), ("site", "section")),
    ("site", "section", "modality"): (("site", "modality"), ("section", "modality")),
    ("site", "section", "patient_group"): (("site", "patient_group"), ("section", "patient_group")),
    ("modality", "patient_group"): (
        ("modality",),
        ("patient_group",),
        ("modality", "patient_group"),
    ),
}


@dataclass(frozen=True, slots=True)
class Target:
    """Rows of one set that nobody may be able to prove: whose they are, their unknowns."""

    name: Name
    where: str
    truth: int
    unknowns: np.ndarray


@dataclass(frozen=True, slots=True)
class Breach:
    """A target of which the ledger proves at least one row."""

    name: Name
    where: str
    truth: int
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Attacked:
    """How many targets there were, and which of them fell."""

    targets: int
    breaches: tuple[Breach, ...]

    def by_set(self) -> Counter:
        return Counter(breach.name for breach in self.breaches)


def attack(
    ledger: pd.DataFrame,
    raw: Raw,
    catalogue: Catalogue,
    year: int,
    people: int = PEOPLE,
    known: np.ndarray | None = None,
    only: set[Name] | None = None,
    widths: bool = False,
) -> Attacked:
    """Attack one year of a ledger with everything it publishes, set by set.

    `known` are rows the attacker knows to be their own. `only` attacks some sets of rows alone.
    `widths` also counts a target whose least and most lie too close together.
    """
    raw = raw.of_year(year)
    known = None if known is None else known
    numbers = numbers_of(ledger, raw, catalogue, year)
    published = {number.held for number in numbers}
    targets, breaches = 0, []
    done: set[bytes] = set()
    for name in _attacked(raw, catalogue):
        if only is not None and name not in only:
            continue
        held = raw.sets[name]
        if held.tobytes() in done or not held.any():
            continue
        done.add(held.tobytes())
        chosen = _beside(name, raw, catalogue, published)
        for axes, pairs in VIEWS.items():
            knowledge = Knowledge(raw, numbers, chosen, known, axes)
            if knowledge.numbers:
                found = list(_targets(name, knowledge, raw, catalogue, people, known, pairs))
                targets += len(found)
                breaches += _proved(found, knowledge, widths)
    return Attacked(targets, tuple(breaches))


def _proved(found: list[Target], knowledge: Knowledge, widths: bool) -> Iterator[Breach]:
    least = knowledge.least([target.unknowns for target in found])
    for target, lower in zip(found, least, strict=True):
        if lower > NONE:
            yield Breach(
                target.name, target.where, target.truth, lower, knowledge.most(target.unknowns)
            )
        elif widths:
            most = knowledge.most(target.unknowns)
            if most - lower < max(2, 0.2 * target.truth) - NONE:
                yield Breach(target.name, target.where, target.truth, lower, most)


def _attacked(raw: Raw, catalogue: Catalogue) -> list[Name]:
    """Return the sets worth attacking: rows, hits, each part, and a content share's other side."""
    names = []
    for measure in catalogue.measures.values():
        for name in raw.sets:
            if name[0] == measure.name and name[1] != measure.unremarkable:
                names.append(name)
    return names


def _beside(name: Name, raw: Raw, catalogue: Catalogue, published: set[bytes]) -> list[np.ndarray]:
    """Return the sets that tell something of `name`: those that hold it, those about the same
    column, and what lies beside it in those, as long as they nest."""
    held = raw.sets[name]
    measure = catalogue.measures[name[0]]
    chosen: dict[bytes, np.ndarray] = {held.tobytes(): held}

    def about(other: Name) -> bool:
        beside = catalogue.measures[other[0]]
        return (beside.base, beside.about) == (measure.base, measure.about)

    unions = [np.frombuffer(each, dtype=bool) for each in published]
    family = [raw.sets[other] for other in raw.sets if about(other)]
    holding = [each for each in unions if (held <= each).all()]
    within = sorted(
        (each for each in unions if any((each <= other).all() for other in holding)),
        key=lambda each: -int(each.sum()),
    )
    for each in [*holding, *family, *within]:
        if not each.any() or each.tobytes() not in published or each.tobytes() in chosen:
            continue
        wider = [*chosen.values(), each]
        if len(np.unique(np.stack(wider), axis=1).T) <= MOST_KINDS:
            chosen[each.tobytes()] = each
    return list(chosen.values())


def _targets(
    name: Name,
    knowledge: Knowledge,
    raw: Raw,
    catalogue: Catalogue,
    people: int,
    known: np.ndarray | None,
    pairs: tuple[tuple[str, ...], ...],
) -> Iterator[Target]:
    measure = catalogue.measures[name[0]]
    held = raw.sets[name] if known is None else raw.sets[name] & ~known
    place = knowledge._place[raw.sets[name].tobytes()]
    is_rows = name[1] == WHOLE or measure.kind in ("count", "rate")
    least_hits = 0 if is_rows else min(people, LAWFUL[measure.sensitivity])
    whole = raw.sets.get((name[0], WHOLE), raw.sets[name])
    whole = whole if known is None else whole & ~known
    seen: set[bytes] = set()
    month = raw.rows["month"].dt.month.to_numpy()
    for where, rows in _cells(raw, pairs):
        for first, last in _windows(rows, held, whole, knowledge, people, least_hits):
            months = (month >= first) & (month <= last)
            truth = int((rows & held & months).sum())
            if not truth:
                continue
            unknowns = _unknowns(knowledge, place, where, first, last)
            if unknowns.tobytes() not in seen:
                seen.add(unknowns.tobytes())
                yield Target(name, f"{where} {first}-{last}", truth, unknowns)
    if "modality" in knowledge.axes or "patient_group" in knowledge.axes:
        return
    for where, cells in _named(raw, knowledge, people):
        first, last = knowledge.months[0], knowledge.months[-1]
        unknowns = knowledge.columns(place, "all", (), first, last)
        inside = np.isin(np.unravel_index(unknowns, knowledge.shape)[1], cells)
        unknowns = unknowns[inside]
        truth = int(knowledge.truth.reshape(-1)[unknowns].sum())
        if truth and unknowns.tobytes() not in seen:
            seen.add(unknowns.tobytes())
            yield Target(name, where, truth, unknowns)


def _cells(
    raw: Raw, pairs: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[dict[str, str], np.ndarray]]:
    """Yield every cell of some axes, as the units it lies in and its rows."""
    for axes in pairs:
        number = raw.rows.groupby(list(axes), sort=True).ngroup().to_numpy()
        for each in range(number.max(initial=-1) + 1):
            rows = number == each
            first = raw.rows.loc[int(np.argmax(rows))]
            yield {axis: first[axis] for axis in axes}, rows


def _windows(
    rows: np.ndarray,
    held: np.ndarray,
    whole: np.ndarray,
    knowledge: Knowledge,
    people: int,
    least_hits: int,
) -> Iterator[tuple[int, int]]:
    """Yield the longest windows in which too few people stand behind the rows or the hits."""
    # By role: which people stand behind the rows, and behind the hits, span by span.
    span = knowledge.span_of_row
    stand = [
        (_by_span(codes, rows & whole, span, len(knowledge.spans)), people)
        for codes in knowledge.people
    ] + [
        (_by_span(codes, rows & held, span, len(knowledge.spans)), least_hits)
        for codes in knowledge.people
    ]
    end_before = -1
    for start in range(len(knowledge.spans)):
        seen = [np.logical_or.accumulate(there[start:], axis=0).sum(axis=1) for there, _ in stand]
        few = np.logical_or.reduce(
            [(count < least) & (count > 0) for count, (_, least) in zip(seen, stand, strict=True)]
        )
        ends = np.flatnonzero(few)
        if len(ends) and start + ends[-1] > end_before:
            end_before = start + int(ends[-1])
            yield knowledge.spans[start][0], knowledge.spans[end_before][-1]


def _by_span(codes: np.ndarray, rows: np.ndarray, span: np.ndarray, spans: int) -> np.ndarray:
    """Return spans x people, true where a person stands behind a row."""
    there = np.zeros((spans, int(codes.max(initial=-1)) + 1), dtype=bool)
    named = rows & (codes >= 0)
    there[span[named], codes[named]] = True
    return there


def _unknowns(
    knowledge: Knowledge, place: int, where: dict[str, str], first: int, last: int
) -> np.ndarray:
    found = [knowledge.columns(place, axis, [unit], first, last) for axis, unit in where.items()]
    both = found[0]
    for each in found[1:]:
        both = np.intersect1d(both, each)
    return both


def _named(raw: Raw, knowledge: Knowledge, people: int) -> Iterator[tuple[str, np.ndarray]]:
    """Yield people, and sets of people, who alone could have read in some cells."""
    rows = raw.rows
    read = rows[["other", "site", "section"]].rename(columns={"other": "person"}).dropna()
    both = pd.concat([read, raw.homes[["person", "site", "section"]]]).drop_duplicates()
    sites = both.groupby("person")["site"].agg(frozenset)
    sections = both.groupby("person")["section"].agg(frozenset)
    able = [
        frozenset(
            person
            for person in sites.index
            if site in sites[person] and section in sections[person]
        )
        for site, section in knowledge.cells[["site", "section"]].itertuples(index=False)
    ]
    for group in {each for each in able if each and len(each) < people}:
        cells = np.array([n for n, each in enumerate(able) if each and each <= group])
        yield f"{len(group)} named people", cells
