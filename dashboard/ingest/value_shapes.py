"""What the values of a column look like: dates, numbers, people, words of a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache, partial

from dashboard.ingest.dates import date_formats
from dashboard.ingest.month_words import TIME_OF_DAY, in_english
from dashboard.vocabularies import Vocabulary, normalise, vocabularies
from dashboard.warehouse.tables import Column

NUMBER = re.compile(r"-?[\d,]+(\.\d+)?\s*%?|\d{1,3}([.'’]\d{3})+")
PERSON = re.compile(r"[^\W\d_][\w'’.-]*,\s*[^\W\d_]|\S+@\S+\.\w+|\b(?:dr|prof)\b", re.IGNORECASE)
YES_NO = frozenset({"yes", "no", "y", "n", "true", "false", "0", "1", "-1", *"x✓✔☑✗✘☐"})
EARLIEST = date(1990, 1, 1)
LOOKED_AT_FIRST = 50


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
    return list(_formats_by_share(tuple(TIME_OF_DAY.sub("", value) for value in values)))


@lru_cache(maxsize=256)
def _formats_by_share(days: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Kept, because several layouts are held against the same column."""
    shares = [(style, share_of(days, partial(_reads, style=style))) for style in date_formats()]
    return tuple(sorted(shares, key=lambda pair: -pair[1]))


def knows(vocabulary: Vocabulary, value: str) -> bool:
    """Return whether the vocabulary has a code for the value, other than the one for unmapped."""
    code = vocabulary.code_of(value)
    return code is not None and (code != vocabulary.unmapped or normalise(value) == normalise(code))


def share_of(values: Sequence[str], test: Callable[[str], bool]) -> float:
    """Return the share of values that pass a test; 0 of none."""
    return sum(map(test, values)) / len(values) if values else 0.0


def date_readings(values: Sequence[str]) -> tuple[str, ...]:
    """Return the formats that read the most values as dates, one for each different meaning.

    More than one means that only a person can tell. None if no format reads half of the values.
    """
    days = list(dict.fromkeys(TIME_OF_DAY.sub("", value) for value in values))
    likely = [style for style, share in formats_by_share(days[:LOOKED_AT_FIRST]) if share > 0.5]
    read = {style: tuple(_day(day, style) for day in days) for style in likely}
    most = max((_count_of(days_read) for days_read in read.values()), default=0)
    meanings: dict[tuple[date | None, ...], str] = {}
    for style, days_read in read.items():
        if _count_of(days_read) == most > len(days) / 2:
            meanings.setdefault(days_read, style)
    return tuple(meanings.values())


def day_of(value: str, style: str, *, whole: bool = False) -> date | None:
    """Return the day a cell means in this format; None if it is none.

    Its time of day is left off unless the `whole` cell is to be read.
    """
    return _day(value if whole else TIME_OF_DAY.sub("", value), style)


def _reads(day: str, style: str) -> bool:
    return _day(day, style) is not None


def _day(day: str, style: str) -> date | None:
    try:
        read = datetime.strptime(day, style).date()
    except ValueError:
        english = in_english(day)
        return None if english == day else _day(english, style)
    return read if EARLIEST <= read < date(2200, 1, 1) else None


def _count_of(days: tuple[date | None, ...]) -> int:
    return sum(1 for day in days if day is not None)
