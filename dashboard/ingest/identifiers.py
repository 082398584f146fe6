"""Which columns of an export hold a patient's identifiers: read once to redact, never kept."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from dashboard.vocabularies import normalise

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "identifiers.toml"


def identifier_positions(headings: tuple[str, ...], kept: set[int]) -> tuple[int, ...]:
    """Return the places, from 0, of headings that name a patient identifier and are not kept."""
    names = identifier_names()
    return tuple(
        place
        for place, heading in enumerate(headings)
        if place not in kept and normalise(heading) in names
    )


@cache
def identifier_names() -> frozenset[str]:
    """Return every name of an identifier column, in plain words; read once a process."""
    lists = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return frozenset(normalise(name) for names in lists.values() for name in names)
