"""Whether a list with the columns of a roster is one: lists of courses, leave and staff have them.

A roster says who is expected to take part. What is taken for one by mistake adds people nobody
counts on, and spells nobody worked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.ingest.value_shapes import date_readings, day_of
from dashboard.vocabularies import heading_words
from dashboard.warehouse.tables import Table

POSITIONS = frozenset({"job", "job title", "position", "role", "profession", "occupation", "post"})
POSITIONS |= {"job role", "job description", "staff group", "staff type", "employee type"}
RADIOLOGISTS = re.compile(
    r"radiolog|\b(physician|doctor|consultant|attending|faculty|fellow|registrar|resident|md|dr)s?\b",
    re.IGNORECASE,
)
COURSES = frozenset({"course", "training", "class", "module", "certificate", "workshop", "seminar"})
OF_A_COURSE = frozenset({"name", "title", "code", "no", "id", "number", "type", "date", "of"})
FEWEST_DAYS = 21


def doubts_of_roster(
    values: Mapping[str, Sequence[str]], columns: Mapping[str, str], table: Table
) -> tuple[str, ...]:
    """Return a sentence for each reason to doubt that the rows of a table are a roster's.

    values: the cells under each heading, empty ones left out; columns: ours to the heading that
    means it. None for a table that is no roster. A sentence holds headings, never cells.
    """
    if not table.people:
        return ()
    doubts = [
        f"“{heading}” says that not all of them are radiologists: take the others out, or they "
        "count as people who are expected to take part."
        for heading, cells in values.items()
        if heading_words(heading) in POSITIONS and not all(map(RADIOLOGISTS.search, cells))
    ]
    doubts += [
        f"“{heading}” is a column of a list of courses; a row of a roster is a spell of employment."
        for heading in values
        if heading not in columns.values() and _is_course(set(heading_words(heading).split()))
    ]
    if _lasts_days(values.get(columns.get("joined_on", ""), ()), _ends(values, columns)):
        doubts.append(
            f"Most rows last a few days from “{columns['joined_on']}” to “{columns['left_on']}”, "
            "as a course or leave does; a row of a roster is a spell of employment."
        )
    return tuple(doubts)


def _is_course(words: set[str]) -> bool:
    """Return whether a heading says course and nothing else: it may stand in a receipt."""
    return bool(COURSES & words) and words <= COURSES | OF_A_COURSE


def _ends(values: Mapping[str, Sequence[str]], columns: Mapping[str, str]) -> Sequence[str]:
    return values.get(columns.get("left_on", ""), ())


def _lasts_days(starts: Sequence[str], ends: Sequence[str]) -> bool:
    """Return whether most rows end within three weeks; only told where every row has both days."""
    if not starts or len(starts) != len(ends):
        return False
    spells = zip(_days(starts), _days(ends), strict=True)
    lengths = [(end - start).days for start, end in spells if start and end]
    short = sum(0 <= length < FEWEST_DAYS for length in lengths)
    return bool(lengths) and 2 * short > len(starts)


def _days(cells: Sequence[str]) -> list[date | None]:
    style = next(iter(date_readings(cells)), "%Y-%m-%d")
    return [day_of(cell, style) for cell in cells]
