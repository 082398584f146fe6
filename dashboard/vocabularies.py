"""The vocabularies of data/vocabularies: codes, what they mean, and the spellings they go by."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "vocabularies"
BRACKETS = re.compile(r"\([^)]*\)")
CAPITAL_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])")
NOT_WORD = re.compile(r"[^a-z0-9]+")
UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Marks over letters, and signs without width, which web pages leave in names of columns."""


class BrokenVocabulary(Exception):
    """A vocabulary file that cannot be used: which one, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Code:
    """One word of a vocabulary: its code, its label, what it means, other spellings of it."""

    code: str
    label: str
    about: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of codes, in the order they are shown.

    `unmapped` is the code of values the vocabulary does not know, None if it has no such code.
    `spellings` goes from the plain words of every spelling to its code.
    """

    name: str
    title: str
    unmapped: str | None
    codes: tuple[Code, ...]
    spellings: dict[str, str]

    def code_of(self, raw: str | None) -> str | None:
        """Return the code a raw value means; the `unmapped` code (or None) if it is not known."""
        if raw is None:
            return self.unmapped
        words = normalise(raw)
        known = self.spellings.get(words) or self.spellings.get(normalise(BRACKETS.sub(" ", raw)))
        return known or self.unmapped

    def label_of(self, code: str) -> str:
        """Return the label of a code. Raises KeyError if the vocabulary has no such code."""
        return {entry.code: entry.label for entry in self.codes}[code]


def normalise(raw: str) -> str:
    """Return plain words: lower case, no accents, everything but letters and digits a space."""
    bare = raw.lower()
    if not bare.isascii():
        apart = unicodedata.normalize("NFD", bare)
        bare = "".join(mark for mark in apart if unicodedata.category(mark) not in UNSEEN)
    return NOT_WORD.sub(" ", bare).strip()


def heading_words(heading: str) -> str:
    """Return a column's name in plain words, also where capitals alone part them: patientName."""
    parted = " " in heading.strip() or "_" in heading
    return normalise(heading if parted else CAPITAL_WITHIN.sub(" ", heading))


@cache
def vocabularies(folder: Path = FOLDER) -> dict[str, Vocabulary]:
    """Return every vocabulary by name; read once a process. Raises BrokenVocabulary."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> Vocabulary:
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        codes = tuple(_code(code, entry) for code, entry in record["codes"].items())
        vocabulary = Vocabulary(
            path.stem, record["title"], record.get("unmapped"), codes, _spellings(path, codes)
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise BrokenVocabulary(
            f"{path.name}: not a vocabulary ({error}); it needs a title and [codes.NAME] tables "
            "with a label."
        ) from error
    if vocabulary.unmapped is not None and vocabulary.unmapped not in record["codes"]:
        raise BrokenVocabulary(
            f"{path.name}: unmapped = {vocabulary.unmapped!r} is none of its codes; add it."
        )
    return vocabulary


def _code(code: str, entry: dict[str, object]) -> Code:
    also = entry.get("also", [])
    spelled = tuple(str(spelling) for spelling in also) if isinstance(also, list) else ()
    return Code(code, str(entry["label"]), str(entry.get("about", "")), spelled)


def _spellings(path: Path, codes: tuple[Code, ...]) -> dict[str, str]:
    """Return plain words to code; a spelling that means two codes is a fault of the file."""
    spellings: dict[str, str] = {}
    for entry in codes:
        for spelling in (entry.code, entry.label, *entry.also):
            words = normalise(spelling)
            if spellings.setdefault(words, entry.code) != entry.code:
                raise BrokenVocabulary(
                    f"{path.name}: {spelling!r} stands for both {spellings[words]} and "
                    f"{entry.code}; keep it under one of them."
                )
    return spellings
