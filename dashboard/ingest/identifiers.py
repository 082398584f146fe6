"""Which columns of an export hold a patient's identifiers: read once to redact, never kept."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from dashboard.vocabularies import heading_words, normalise

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "identifiers.toml"


def identifier_positions(headings: tuple[str, ...], kept: set[int]) -> tuple[int, ...]:
    """Return the places, from 0, of headings that name a patient identifier and are not kept."""
    names = identifier_names()
    return tuple(
        place
        for place, heading in enumerate(headings)
        if place not in kept and {normalise(heading), heading_words(heading)} & names
    )


def exam_number_position(headings: tuple[str, ...]) -> int | None:
    """Return the place, from 0, of the first heading that numbers the exam; None without one."""
    names = exam_number_names()
    found = (p for p, h in enumerate(headings) if {normalise(h), heading_words(h)} & names)
    return next(found, None)


@cache
def exam_number_names() -> frozenset[str]:
    """Return what columns with accession numbers are called, in plain words."""
    return frozenset(normalise(name) for name in _lists()["exams"])


@cache
def identifier_names() -> frozenset[str]:
    """Return every name of an identifier column, in plain words; read once a process."""
    return frozenset(normalise(name) for names in _lists().values() for name in names)


def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return lists
