"""What the Measures page says: every measure, from its own header, with its SQL."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.dates_in_words import day_name
from dashboard.findings.table import Table
from dashboard.measures.definition import Base, Measure
from dashboard.published.lens import AXIS_WORDS
from dashboard.published.open import Published

TIER_WORDS = {
    "participation": "Live, by the submitter's home, in groups of at least five people",
    "volume": "Closed periods, groups of at least five people in each role",
    "content": "As volume, and at least three people behind each part, or none",
    "score": "As volume, and at least five people behind each part, or none",
    "program": "Names nobody: no limit",
}
KIND_WORDS = {
    "count": "Count",
    "rate": "Rate",
    "proportion": "Share",
    "composition": "Parts of a whole",
    "duration": "Median time",
}


GROUPS = {
    "Taking part": ("radiologist_periods",),
    "What is put forward": ("cases",),
    "Feedback": ("feedback", "radiologist_receipts"),
    "Both systems": ("captures",),
    "Scored review": ("reviews",),
    "The program": ("conferences", "actions"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure as the catalogue shows it; `facts` are pairs of a word and what it says."""

    measure: Measure
    base: Base
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """The Measures page: a finding, a lead, groups of entries, and the list as a table."""

    finding: str
    lead: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    table: Table
    method: str = (
        "Each measure is one file under queries/measures: a header that says in words what is "
        "counted, and one select that does it. These are the definitions this department's figures "
        "were published with."
    )


def catalogue_page(published: Published) -> CataloguePage:
    """Return what the Measures page says of the measures this file was published with."""
    in_order = sorted(published.measures, key=lambda name: published.measures[name].title)
    entries = tuple(_entry(published, name) for name in in_order)
    last = max(entry.measure.reviewed for entry in entries)
    return CataloguePage(
        finding=f"{len(entries)} measures, each defined in one file that anyone can read.",
        lead=(
            "Every number on every page, slide and download comes from these definitions. "
            f"The newest was reviewed on {day_name(last)}."
        ),
        groups=_grouped(entries),
        table=_table(entries),
    )


def _grouped(entries: tuple[Entry, ...]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return the entries by what they are about; a base not placed comes last, by its title."""
    placed = {base: title for title, bases in GROUPS.items() for base in bases}
    titles = [*GROUPS, *(e.base.title for e in entries if e.base.name not in placed)]
    groups = {
        title: tuple(e for e in entries if placed.get(e.base.name, e.base.title) == title)
        for title in titles
    }
    return tuple((title, group) for title, group in groups.items() if group)


def _entry(published: Published, name: str) -> Entry:
    measure, base = published.measures[name], published.bases[name]
    axes = ", ".join(AXIS_WORDS[axis] for axis in measure.by or ()) or "department only"
    facts = [
        ("Kind", KIND_WORDS[measure.kind]),
        ("Numerator", measure.numerator),
        ("Denominator", measure.denominator or "none"),
        ("Unit", measure.unit if measure.per == 1 else f"per {measure.per:,.0f} {measure.unit}"),
        ("Counted by", base.happened),
        ("Starts from", base.grain),
        ("Can be split by", axes),
        ("Shown when", TIER_WORDS[measure.sensitivity]),
        ("Filled by", measure.source),
        ("Reviewed", f"{day_name(measure.reviewed)}, {measure.status}"),
    ]
    return Entry(measure, base, tuple(facts))


def _table(entries: tuple[Entry, ...]) -> Table:
    shown = pd.DataFrame(
        {
            "Measure": [entry.measure.title for entry in entries],
            "Question": [entry.measure.question for entry in entries],
            "Kind": [KIND_WORDS[entry.measure.kind] for entry in entries],
            "Name": [entry.measure.name for entry in entries],
        }
    )
    raw = pd.DataFrame(
        [
            {
                **entry.measure.model_dump(mode="json", exclude={"sql", "by", "grains"}),
                "by": " ".join(entry.measure.by or ()),
            }
            for entry in entries
        ]
    )
    return Table("measures", shown, raw)
