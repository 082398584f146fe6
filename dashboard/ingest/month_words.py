"""Dates with a month in words, in other languages than English or shortened as "Sept"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from dashboard.vocabularies import normalise

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "month_words.toml"
WORD = re.compile(r"[^\W\d_]+")
TIME_OF_DAY = re.compile(r"[T ]+\d{1,2}:\d{2}.*$")
POINT_BEHIND = re.compile(r"\.(?=\s|$)")
READ_AS_THEY_ARE = 2
"""The first two words of a month are those dates are read by: "Sep" and "September"."""


def names_a_month(words: Iterable[str]) -> bool:
    """Return whether one of these words is a month, and none that dates are read by as it is."""
    return any(normalise(word) in _words().foreign for word in words)


@lru_cache(maxsize=4096)
def in_english(cell: str) -> str:
    """Return a date with its one month in three English letters: 3. März 2025 as 3 Mar 2025.

    Days of the week and words between figures go; a cell with another word or two months stays.
    Its time of day stays as it is.
    """
    time = TIME_OF_DAY.search(cell)
    start = cell[: time.start()] if time else cell
    known = _words()
    found = [normalise(word) for word in WORD.findall(start)]
    months = [word for word in found if word in known.months]
    others = [word for word in found if word not in known.months and word not in known.left_out]
    if len(months) != 1 or others:
        return cell
    english = known.months[months[0]]
    day = WORD.sub(lambda word: english if normalise(word[0]) == months[0] else "", start)
    day = " ".join(POINT_BEHIND.sub("", day).replace(" ,", "").split()).strip(" ,")
    return day + cell[len(start) :]


@dataclass(frozen=True, slots=True)
class _Words:
    """Months to three English letters; those that are not read as they are; what is left out."""

    months: dict[str, str]
    foreign: frozenset[str]
    left_out: frozenset[str]


@cache
def _words() -> _Words:
    lists = tomllib.loads(FILE.read_text(encoding="utf-8"))
    months = lists["months"]
    return _Words(
        months={word: names[0].capitalize() for names in months for word in names},
        foreign=frozenset(word for names in months for word in names[READ_AS_THEY_ARE:]),
        left_out=frozenset((*lists["weekdays"], *lists["between"])),
    )
