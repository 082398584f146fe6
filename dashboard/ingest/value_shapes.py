"""What the values of a column look like: dates, numbers, people, words of a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from dashboard.ingest.dates import date_formats
from dashboard.vocabularies import Vocabulary, normalise, vocabularies
from dashboard.warehouse.tables import Column

TIME_OF_DAY = re.compile(r"[T ]+\d{1,2}:\d{2}.*$")
NUMBER = re.compile(r"-?[\d,]+(\.\d+)?\s*%?")
PERSON = re.compile(r"[^\W\d_][\w'’.-]*,\s*[^\W\d_]|\S+@\S+\.\w+|\b(?:dr|prof)\b", re.IGNORECASE)
YES_NO = frozenset({"yes", "no", "y", "n", "true", "false", "0", "1"})
EARLIEST = date(1990, 1, 1)


def share_fitting(column: Column, values: Sequence[str]) -> float:
    """Return the share of `values` (none empty) that look like what the column holds, 0 to 1.

    Ids, places and text can look like anything: for them the share is one half.
    """
    fits: dict[str, Callable[[str], bool]] = {
        "number": lambda value: NUMBER.fullmatch(value) is not None,
        "yes_no": lambda value: value.lower() in YES_NO,
        "person": lambda value: PERSON.search(value) is not None,
    }
    if not values:
        return 0.5
    if column.kind == "day":
        return max(share for _, share in formats_by_share(values))
    if column.kind == "vocabulary":
        vocabulary = vocabularies()[column.vocabulary]
        return share_of(values, lambda value: knows(vocabulary, value))
    if column.kind == "words":
        return share_of(values, lambda value: len(value.split()) > 3)
    return share_of(values, fits[column.kind]) if column.kind in fits else 0.5


def formats_by_share(values: Sequence[str]) -> list[tuple[str, float]]:
    """Return each date format with the share of values it reads, best first."""
    days = [TIME_OF_DAY.sub("", value) for value in values]
    shares = [(style, share_of(days, partial(_reads, style=style))) for style in date_formats()]
    return sorted(shares, key=lambda pair: -pair[1])


def knows(vocabulary: Vocabulary, value: str) -> bool:
    """Return whether the vocabulary has a code for the value, other than the one for unmapped."""
    code = vocabulary.code_of(value)
    return code is not None and (code != vocabulary.unmapped or normalise(value) == normalise(code))


def share_of(values: Sequence[str], test: Callable[[str], bool]) -> float:
    """Return the share of values that pass a test; 0 of none."""
    return sum(map(test, values)) / len(values) if values else 0.0


def _reads(day: str, style: str) -> bool:
    try:
        read = datetime.strptime(day, style).date()
    except ValueError:
        return False
    return EARLIEST <= read < date(2200, 1, 1)
