"""What a file is called in what is kept: its name, without a patient it was named after."""

from __future__ import annotations

import os
import re
import unicodedata
from calendar import month_abbr, month_name
from collections.abc import Iterable
from dataclasses import dataclass, field

LONG_NUMBER = re.compile(r"\d{6,}")
DAY, MONTH, YEAR = "(?:0[1-9]|[12]\\d|3[01])", "(?:0[1-9]|1[0-2])", "20\\d\\d"
TIME = "(?:[01]\\d|2[0-3])(?:[0-5]\\d){1,2}"
DATE = re.compile(f"{YEAR}{MONTH}(?:{DAY}(?:{TIME})?)?|{DAY}{MONTH}{YEAR}|{MONTH}{DAY}{YEAR}")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MONTHS = frozenset(word.lower() for word in (*month_name, *month_abbr) if word)
LEFT_OUT = "…"


def without_numbers(name: str) -> str:
    """Return the name without numbers of six or more figures, but for dates of this century."""
    return LONG_NUMBER.sub(lambda found: found[0] if DATE.fullmatch(found[0]) else LEFT_OUT, name)


def words_of_name(name: str) -> set[str]:
    """Return the words of a name as patient columns are searched for them; months are none."""
    words = {_plain(word) for word in WORD.findall(name)}
    return {word for word in words - MONTHS if not re.fullmatch(YEAR, word)}


def without_words(name: str, words: Iterable[str]) -> str:
    """Return the name without these words, which are as `words_of_name` has them."""
    taken_out = set(words)
    return WORD.sub(lambda found: LEFT_OUT if _plain(found[0]) in taken_out else found[0], name)


@dataclass(frozen=True, slots=True)
class NamesTaken:
    """The names of the files of a run: two that come to the same are told apart by a number."""

    owners: dict[str, object] = field(default_factory=dict)

    def own(self, name: str, owner: object) -> str:
        """Return the name, numbered if it is another owner's already: cases (2).csv."""
        stem, ending = os.path.splitext(name)
        number, found = 1, name
        while self.owners.setdefault(found, owner) != owner:
            number += 1
            found = f"{stem} ({number}){ending}"
        return found


def _plain(word: str) -> str:
    """Return a word as the macro denied_words has it: small, without accents or apostrophes."""
    letters = unicodedata.normalize("NFD", re.sub(r"['’]s$", "", word.lower()))
    return "".join(one for one in letters if not unicodedata.combining(one) and one not in "'’")
