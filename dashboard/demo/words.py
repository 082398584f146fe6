"""The invented names and sentence fragments under data/demo_words/."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).resolve().parents[2] / "data" / "demo_words"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to find, and the fragments that go with it."""

    finding: str
    course: str
    where: tuple[str, ...]
    modality: tuple[str, ...]
    mimic: str
    clue: str
    tip: str


def _read(name: str) -> dict[str, Any]:
    with (WORDS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def names(group: str) -> tuple[str, ...]:
    """Return the names of `group` in names.toml, in its order."""
    return tuple(_read("names")[group])


@cache
def findings() -> dict[str, tuple[Finding, ...]]:
    """Return the findings of each section."""
    found: dict[str, tuple[Finding, ...]] = {}
    for path in sorted(WORDS.glob("findings_*.toml")):
        for section, entries in _read(path.stem).items():
            found[section] = tuple(
                Finding(
                    finding=entry["finding"],
                    course=entry["course"],
                    where=tuple(entry["where"]),
                    modality=tuple(entry["modality"]),
                    mimic=entry["mimic"],
                    clue=entry["clue"],
                    tip=entry["tip"],
                )
                for entry in entries
            )
    return found


@cache
def sentences(name: str) -> dict[str, tuple[str, ...]]:
    """Return the table `name` of templates.toml: lists of sentence patterns by what they suit."""
    return {suits: tuple(patterns) for suits, patterns in _read("templates")[name].items()}
