"""The legacy system's rows: reports drawn at random, re-read by a colleague and scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.choosing_people import Draw, Nearness, keep_to_presence, prepare_draw
from dashboard.demo.effects import DISCREPANT_SCORES, DISCREPANT_SHARES, RATES
from dashboard.demo.learning_points import write_points
from dashboard.demo.plan import DemoPlan
from dashboard.demo.sections import SECTION_CODE, SITE_LETTERS, SITES
from dashboard.demo.timeline import Rush, draw_days

COLUMNS = (
    "Group ID",
    "Reviewer ID",
    "Reviewed Physician ID",
    "Site",
    "Modality",
    "Score",
    "Body System",
    "Pediatric",
    "Comments",
    "Case ID",
    "Accession",
    "Review Date",
)
READERS = Nearness(same_site_and_section=1.0, same_site=0.015, same_section=0.12)
REVIEWERS = Nearness(same_site_and_section=1.0, same_site=0.04, same_section=0.10)
SECOND_READ = "-R2"
QUOTA_RUSH = Rush(weekend=0.2, month_end=4.0, month_end_days=4)
STRAGGLER_DAYS = 12
# How each site's scanners label a radiograph: share of CR, the rest DX.
COMPUTED_RADIOGRAPHY = {"North Campus": 0.1, "Harbour": 0.15, "Riverside": 0.3, "Westgate": 0.9}
# An accession number is the case's running number in an order of its own: each once a year.
ACCESSIONS_A_YEAR, SHUFFLED_BY = 10_000_000, 7_368_787
# Spellings of a score with a letter, before and after the tool changed.
SPELLINGS = (
    ("{digit}{small}", "{digit}{small}", "{digit}{small}", "{digit}{small}", "{digit} {small}"),
    ("{digit}{large}", "{digit}{large}", "{digit}{large}", "{digit}{small}", "{digit}-{small}"),
)
BODY_SYSTEMS = {
    "Body": "Abdomen/Pelvis",
    "Breast": "Breast",
    "Chest": "Chest",
    "Emergency": "Multiple",
    "Musculoskeletal": "Musculoskeletal",
    "Neuro": "Head/Neck/Spine",
    "Pediatric": "Multiple",
}
COMMENTED_AGREEING, COMMENTED_DISCREPANT = 0.015, 0.4

Column = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Reviews:
    """Rows of one month. `score`: 0 for a score of 1, else 1 + the place in DISCREPANT_SCORES.

    `first`: the row that a second read repeats, -1 for a first read. People by roster place.
    """

    site: Column
    cell: Column
    score: Column
    first: Column
    reader: Column
    reviewer: Column
    day: Column


def scored_review_rows(plan: DemoPlan) -> Iterator[Sequence[object]]:
    """Yield the rows of the scored review export, by day; case numbers run by year."""
    numbers: dict[int, int] = {}
    for month in range(plan.timeline.calendar.months):
        reviews = _draw_month(plan, month)
        case_ids = _number(reviews, plan.timeline.calendar.first_day(month).year, numbers)
        yield from _write_rows(plan, month, reviews, case_ids)


def _draw_month(plan: DemoPlan, month: int) -> _Reviews:
    """Return the month's reviews of all sites, in order of day."""
    at_sites = [_draw_site(plan, month, site) for site in range(len(plan.department.shape.sites))]
    before = np.cumsum([0] + [len(reviews.site) for reviews in at_sites])
    joined = {
        field.name: np.concatenate([getattr(reviews, field.name) for reviews in at_sites])
        for field in fields(_Reviews)
    }
    shift = np.repeat(before[:-1], np.diff(before))
    joined["first"] = np.where(joined["first"] >= 0, joined["first"] + shift, -1)
    order = np.argsort(joined["day"], kind="stable")
    place = np.argsort(order)
    sorted_columns = {name: column[order] for name, column in joined.items()}
    first = sorted_columns["first"]
    sorted_columns["first"] = np.where(first >= 0, place[np.maximum(first, 0)], -1)
    return _Reviews(**sorted_columns)


def _draw_site(plan: DemoPlan, month: int, site: int) -> _Reviews:
    stream = plan.streams.reviews
    score, first = _draw_scores(plan, month, site)
    rows = len(score)
    second = first >= 0
    same_report = np.where(second, first, np.arange(rows))

    exams = plan.counts.exams[site, month]
    edges = np.cumsum(exams) / max(exams.sum(), 1)
    cell = np.searchsorted(edges, stream.random(rows), side="right")[same_report]
    section = plan.cells.section[cell]
    sites = np.full(rows, site, dtype=np.int64)

    anywhere = np.ones(len(plan.department.shape.sites), dtype=np.bool_)
    scoring = np.array([not plan.timeline.live(other, month) for other in range(len(anywhere))])
    scoring[site] = True
    everyone = np.ones(len(plan.department.radiologists))
    readers = prepare_draw(plan.department, month, everyone, READERS, anywhere)
    reviewers = prepare_draw(plan.department, month, plan.habits.reviewing, REVIEWERS, scoring)
    reader = readers.choose(stream, sites, section)[same_report]
    reviewer = reviewers.choose(stream, sites, section, other_than=reader)
    _third_person(plan, reviewers, sites, section, reader, reviewer, first)

    calendar = plan.timeline.calendar
    day = draw_days(stream, calendar, month, rows, QUOTA_RUSH)
    if plan.timeline.since_go_live(site, month) == 0:
        start = calendar.start(month)
        day = start + (day - start) * STRAGGLER_DAYS // calendar.length(month)
    day = keep_to_presence(plan.department, calendar, month, reviewer, day)
    return _Reviews(sites, cell, score, first, reader, reviewer, day)


def _draw_scores(plan: DemoPlan, month: int, site: int) -> tuple[Column, Column]:
    """Return scores as counted, first then second reads, and the row each second read repeats."""
    stream = plan.streams.reviews
    of_score = plan.counts.first_reads[site, month]
    first = stream.permutation(np.repeat(np.arange(len(of_score)), of_score)).astype(np.int64)
    scores, repeats = [first], [np.full(len(first), -1, dtype=np.int64)]
    share = of_score[1:].sum() / max(of_score.sum(), 1)
    repeated = RATES.agreement / (RATES.agreement + (1 - RATES.agreement) * share)
    for group, candidates in enumerate((np.flatnonzero(first == 0), np.flatnonzero(first > 0))):
        twice = stream.permutation(candidates)[: plan.counts.second_reads[site, month, group]]
        discrepant = int(plan.counts.second_discrepant[site, month, group])
        second = np.zeros(len(twice), dtype=np.int64)
        second[:discrepant] = 1 + stream.choice(
            len(DISCREPANT_SCORES), discrepant, p=DISCREPANT_SHARES
        )
        if group == 1:
            # Of two discrepant scores, the second repeats the first as often as kappa asks.
            same = np.flatnonzero(stream.random(discrepant) < repeated)
            second[same] = first[twice[same]]
        scores.append(second)
        repeats.append(twice)
    return np.concatenate(scores), np.concatenate(repeats)


def _third_person(
    plan: DemoPlan,
    reviewers: Draw,
    site: Column,
    section: Column,
    reader: Column,
    reviewer: Column,
    first: Column,
) -> None:
    """Draw second readers again, in place, while they are the first reader of the same report."""
    for _ in range(200):
        again = np.flatnonzero((first >= 0) & (reviewer == reviewer[first]))
        if not len(again):
            return
        reviewer[again] = reviewers.choose(
            plan.streams.reviews, site[again], section[again], other_than=reader[again]
        )


def _number(reviews: _Reviews, year: int, numbers: dict[int, int]) -> list[str]:
    """Return case numbers: running in order of day; a second read has its first read's and -R2."""
    case_ids = [""] * len(reviews.first)
    for i in np.flatnonzero(reviews.first < 0).tolist():
        numbers[year] = numbers.get(year, 0) + 1
        case_ids[i] = f"RP-{year}-{numbers[year]:06d}"
    for i in np.flatnonzero(reviews.first >= 0).tolist():
        case_ids[i] = f"{case_ids[reviews.first[i]]}{SECOND_READ}"
    return case_ids


def _write_rows(
    plan: DemoPlan, month: int, reviews: _Reviews, case_ids: Sequence[str]
) -> Iterator[Sequence[object]]:
    """Yield rows in the order of COLUMNS."""
    shape, people = plan.department.shape, plan.department.radiologists
    section = [shape.sections[i] for i in plan.cells.section[reviews.cell].tolist()]
    modality = [plan.cells.modality[i] for i in reviews.cell.tolist()]
    site = [shape.sites[i] for i in reviews.site.tolist()]
    raw_modality = _raw_modality(plan, site, modality, reviews.first)
    scores = _spell_scores(plan, reviews.score, month >= plan.timeline.tool_change)
    comments = _comments(plan, section, modality, reviews.score)
    dates = plan.timeline.calendar.iso(reviews.day)
    for i, case_id in enumerate(case_ids):
        yield (
            f"{SECTION_CODE[section[i]]}-{SITES.index(site[i]) + 1}",
            people[reviews.reviewer[i]].eradpeer_id,
            people[reviews.reader[i]].eradpeer_id,
            site[i].upper(),
            raw_modality[i],
            scores[i],
            BODY_SYSTEMS[section[i]],
            "Y" if plan.cells.child[reviews.cell[i]] else "N",
            comments[i],
            case_id,
            _accession(case_id, site[i]),
            f"{dates[i][5:7]}/{dates[i][8:]}/{dates[i][:4]}",
        )


def _accession(case_id: str, site: str) -> str:
    """Return the number of the exam, the same for both reads of its report."""
    _, year, number = case_id.removesuffix(SECOND_READ).split("-")
    shuffled = int(number) * SHUFFLED_BY % ACCESSIONS_A_YEAR
    return f"{SITE_LETTERS[site]}{year[2:]}-{shuffled:07d}"


def _spell_scores(plan: DemoPlan, scores: Column, new_tool: bool) -> list[str]:
    ways = SPELLINGS[new_tool]
    pick = plan.streams.reviews.integers(0, len(ways), len(scores)).tolist()
    spelled = []
    for score, way in zip(scores.tolist(), pick, strict=True):
        if score == 0:
            spelled.append("1")
            continue
        written = DISCREPANT_SCORES[score - 1]
        small, large = written[1], written[1].upper()
        spelled.append(ways[way].format(digit=written[0], small=small, large=large))
    return spelled


def _raw_modality(
    plan: DemoPlan, site: Sequence[str], modality: Sequence[str], first: Column
) -> list[str]:
    """Return the scanner's own label, the same for both reads of a report."""
    chance = plan.streams.reviews.random(len(modality))
    chance = chance[np.where(first >= 0, first, np.arange(len(first)))]
    return [
        ("CR" if at < COMPUTED_RADIOGRAPHY[place] else "DX") if kind == "XR" else kind
        for kind, place, at in zip(modality, site, chance.tolist(), strict=True)
    ]


def _comments(
    plan: DemoPlan, sections: Sequence[str], modalities: Sequence[str], scores: Column
) -> list[str]:
    """Return mostly empty comments; a discrepancy gets one more often."""
    stream = plan.streams.words
    written = stream.random(len(scores)) < np.where(
        scores > 0, COMMENTED_DISCREPANT, COMMENTED_AGREEING
    )
    explained = np.flatnonzero(written).tolist()
    texts = write_points(
        stream,
        [sections[i] for i in explained],
        [modalities[i] for i in explained],
        ["comment_discrepant" if scores[i] else "comment_agreeing" for i in explained],
    )
    comments = [""] * len(scores)
    for i, text in zip(explained, texts, strict=True):
        comments[i] = text
    return comments
