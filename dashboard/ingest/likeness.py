"""How alike two names of a column are: by their letters, where a word of both begins alike."""

from __future__ import annotations

import difflib

LETTERS_ALONE = 0.7
STEM = 5
SAY_NOTHING = frozenset({"date", "time", "day", "number", "no", "id", "name", "your", "should"})
SAY_NOTHING |= {"a", "an", "and", "by", "did", "do", "does", "in", "is", "of", "on", "or", "the"}
SAY_NOTHING |= {"how", "was", "were", "what", "when", "where", "which", "who"}


def alike_names(words: str, name: str) -> float:
    """Return how alike two names in plain words are, 0 to 1; 0 for what only shares letters.

    "Attendance" is no "addenda", "Next date" no "exam date": under seven tenths they must share a
    word that says something. "Type of error" is "error type".
    """
    theirs, ours = _telling(words), _telling(name)
    if theirs and sorted(theirs) == sorted(ours) and len(theirs) > 1:
        return 1.0
    alike = difflib.SequenceMatcher(None, words, name).ratio()
    return alike if alike >= LETTERS_ALONE or _stems(theirs) & _stems(ours) else 0.0


def _telling(words: str) -> list[str]:
    return [word for word in words.split() if word not in SAY_NOTHING]


def _stems(words: list[str]) -> set[str]:
    return {word[:STEM] for word in words}
