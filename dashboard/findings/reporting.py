"""How an analysis is written up: a methods paragraph, and checklists filled as far as data can."""

from __future__ import annotations

import platform
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from dashboard.findings.saved_analysis import DESIGNS, Analysis
from dashboard.findings.sentences import listed
from dashboard.findings.table import Table
from dashboard.findings.workings import Workings
from dashboard.published.open import Published

CHECKLISTS = Path(__file__).resolve().parents[2] / "data/checklists"
PACKAGES = ("duckdb", "numpy", "scipy", "pandas")
"""What computes the numbers."""

State = Literal["filled", "partly", "asked", "not_applicable"]
STATE_WORDS: dict[State, str] = {
    "filled": "From the data",
    "partly": "From the data, and asked of you",
    "asked": "Asked of you",
    "not_applicable": "Not applicable",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One item of a checklist with its answer. text: filled, asked or why it does not apply."""

    number: str
    name: str
    asks: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist filled for one analysis."""

    title: str
    use: str
    citation: str
    items: tuple[Answered, ...]

    @property
    def summary(self) -> str:
        """How many items the data could fill."""
        if all(item.state == "not_applicable" for item in self.items):
            return self.items[0].text
        filled = sum(item.state == "filled" for item in self.items)
        partly = sum(item.state == "partly" for item in self.items)
        asked = len(self.items) - filled - partly
        return (
            f"{len(self.items)} items: {filled} from the data, {partly} in part, {asked} asked of "
            "you."
        )

    @property
    def table(self) -> Table:
        """A row an item."""
        raw = pd.DataFrame(
            [
                {
                    "item": item.number, "name": item.name, "asks": item.asks,
                    "state": item.state, "answer": item.text,
                }
                for item in self.items
            ]
        )  # fmt: skip
        shown = pd.DataFrame(
            {
                "Item": [f"{item.number} {item.name}" for item in self.items],
                "Asks": [item.asks for item in self.items],
                "Answer": [item.text for item in self.items],
            }
        )
        return Table(self.title.lower().replace(" ", "_").replace(".", "_"), shown, raw)


@dataclass(frozen=True, slots=True)
class Report:
    """What goes into a manuscript's methods, and beside it. saved: the analysis as TOML."""

    title: str
    methods: tuple[str, ...]
    citations: tuple[str, ...]
    checklists: tuple[Checklist, ...]
    saved: str


def report_of(published: Published, analysis: Analysis, workings: Workings) -> Report:
    """Return the methods paragraph and every checklist for an analysis that was done."""
    from dashboard.findings.saved_analysis import as_toml

    facts = _facts(published, analysis, workings)
    return Report(
        f"{DESIGNS[analysis.design]}: {workings.title}",
        (
            f"{facts['measure']} Source: {facts['sources']} {facts['cleaning']}",
            *workings.reported.methods,
            f"{facts['disclosure']} {facts['software']}",
        ),
        workings.reported.citations,
        tuple(_filled(entries, analysis, facts) for entries in _checklists()),
        as_toml(analysis),
    )


def software_sentence() -> str:
    """Return the versions that are installed, as a methods section names them."""
    named = [f"{name} {version(name)}" for name in PACKAGES]
    return f"Computed with Python {platform.python_version()}, {listed(named)}."


@cache
def _checklists() -> tuple[dict[str, Any], ...]:
    order = ("squire", "epoc_its", "strobe")
    return tuple(
        tomllib.loads((CHECKLISTS / f"{name}.toml").read_text(encoding="utf-8")) for name in order
    )


def _facts(published: Published, analysis: Analysis, workings: Workings) -> dict[str, str]:
    measure = published.measures[analysis.measure]
    generation = published.path.stem.replace("generation-", "generation ")
    return {
        **workings.reported.facts,
        "design": f"{DESIGNS[analysis.design]}: {workings.formula}.",
        "software": software_sentence(),
        "counted": f"{workings.lead} Every row is in the file that goes with the analysis.",
        "warnings": " ".join(workings.notes),
        "looked_at": f"One measure is analysed here, of {len(published.measures)} published "
        f"({generation}).",
        "collection": _collection(measure.base),
    }


def _collection(base: str) -> str:
    if base == "captures":
        return (
            "The change of system also changed how cases were collected: what is counted is what "
            "was captured, not what happened. This risk is not low."
        )
    if base == "reviews":
        return "Scored reviews alone: their selection may have changed with the tool."
    return "Only the peer learning program collects this: there is nothing alike before it."


def _filled(entries: Mapping[str, Any], analysis: Analysis, facts: Mapping[str, str]) -> Checklist:
    applies = analysis.design in entries.get("designs", DESIGNS)
    reason = f"Not applicable, because {entries.get('otherwise', '')}."
    items = tuple(
        _answer(item, facts)
        if applies
        else Answered(item["number"], item["name"], item["asks"], "not_applicable", reason)
        for item in entries["item"]
    )
    return Checklist(entries["title"], entries["use"], entries["citation"], items)


def _answer(item: Mapping[str, Any], facts: Mapping[str, str]) -> Answered:
    known = [facts[name] for name in item.get("facts", ()) if facts.get(name)]
    # An item whose facts this design does not have is asked like one that never had any.
    asked = item.get("you") or ("" if known else item["name"].lower())
    state: State = "filled" if known and not asked else "partly" if known else "asked"
    words = [*known, *([f"Asked of you: {asked}."] if asked else [])]
    return Answered(item["number"], item["name"], item["asks"], state, " ".join(words))
