"""The rows of a forest plot: studies by denominator, their summary where units are alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from dashboard.analysis.intervals import proportion_interval
from dashboard.findings.published_measures import OwnRow
from dashboard.findings.sentences import count, figure, listed, share_words
from dashboard.own_data.published_studies import PublishedResult

if TYPE_CHECKING:
    from dashboard.analysis.evidence_synthesis import Synthesis

Kind = Literal["study", "mine", "department", "summary"]
FROM_STUDIES = 2
FOREST_COLUMNS = [
    "kind", "role", "heading", "label", "said", "estimate", "lower", "upper",
    "predicted_lower", "predicted_upper", "weight",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pooled:
    """Studies of one system over one kind of denominator, pooled by random effects."""

    unit: str
    system: str
    synthesis: Synthesis


@dataclass(frozen=True, slots=True)
class Forest:
    """frame: a row a mark, in FOREST_COLUMNS; units: the kinds of denominator, in order."""

    frame: pd.DataFrame
    units: tuple[str, ...]
    pooled: tuple[Pooled, ...]


def forest_rows(results: Sequence[PublishedResult], own: OwnRow | None) -> Forest:
    """Rows grouped by denominator, the department's own row under the studies it is alike to."""
    units = tuple(dict.fromkeys(_same(result.unit) for result in results))
    rows, pooled = [], []
    for unit in units:
        alike = [result for result in results if _same(result.unit) == unit]
        together = _pooled(alike, unit)
        weights = _weights(alike, together)
        rows += [
            _study_row(result, unit, weight) for result, weight in zip(alike, weights, strict=True)
        ]
        if own is not None and _same(own.unit) == unit:
            rows.append(_own_row(own, unit))
        rows += [_summary_row(one) for one in together]
        pooled += together
    return Forest(pd.DataFrame(rows, columns=FOREST_COLUMNS), units, tuple(pooled))


def summary_sentences(pooled: Pooled) -> tuple[str, ...]:
    """The summary in words: estimate, how far the studies differ, where a new one would lie."""
    found, prediction = pooled.synthesis.summary, pooled.synthesis.prediction
    studies = len(pooled.synthesis.studies)
    assert found.estimate is not None and found.lower is not None and found.upper is not None
    words = [
        f"Taken together, the {studies} results of {pooled.system} out of {pooled.unit} give "
        f"{share_words(found.estimate)} (95% interval {share_words(found.lower)} to "
        f"{share_words(found.upper)}; random effects)."
    ]
    if pooled.synthesis.i2 is not None:
        words.append(
            f"I² {pooled.synthesis.i2:.0f}%, tau² {figure(pooled.synthesis.tau2)} on the logit "
            "scale: the share of the differences between them that chance does not explain, and "
            "how large they are."
        )
    if prediction.lower is not None and prediction.upper is not None:
        words.append(
            "A further program of the same kind would report between "
            f"{share_words(prediction.lower)} and {share_words(prediction.upper)} "
            "(95% prediction interval)."
        )
    else:
        words.append(f"No prediction interval: {prediction.note.removeprefix('a ')}.")
    return tuple(words)


def unlike_sentence(forest: Forest, own: OwnRow | None) -> str:
    """Why no summary spans the units; empty where there is one kind of denominator."""
    units = list(forest.units)
    if own is not None and _same(own.unit) not in units and units:
        units.append(_same(own.unit))
    if len(units) < 2:
        return ""
    return (
        f"The denominators are unlike ({listed(units)}): the cases were selected in different "
        "ways, so a difference between these shares is not an effect and no summary is made."
    )


def _same(unit: str) -> str:
    return " ".join(unit.split()).casefold() or "denominators not named"


def _pooled(alike: Sequence[PublishedResult], unit: str) -> list[Pooled]:
    from dashboard.analysis.evidence_synthesis import pool_proportions

    found = []
    for system in dict.fromkeys(result.system for result in alike):
        here = [result for result in alike if result.system == system]
        if len(here) < FROM_STUDIES or len({result.study for result in here}) < len(here):
            continue
        synthesis = pool_proportions(
            [result.label for result in here],
            [result.events for result in here],
            [result.denominator for result in here],
            "dl",
            knapp_hartung=True,
        )
        found.append(Pooled(unit, system, synthesis))
    return found


def _weights(alike: Sequence[PublishedResult], pooled: Sequence[Pooled]) -> list[float | None]:
    of_system = {one.system: iter(one.synthesis.studies) for one in pooled}
    return [
        next(of_system[result.system]).weight if result.system in of_system else None
        for result in alike
    ]


def _study_row(result: PublishedResult, unit: str, weight: float | None) -> dict[str, object]:
    kind: Kind = "mine" if result.mine else "study"
    role = {"score_based": "legacy", "peer_learning": "focus"}.get(result.arm, "ink")
    return {
        **_counted(result.events, result.denominator),
        "kind": kind,
        "role": role,
        "heading": unit,
        "label": f"{result.label}, {result.system}",
        "weight": weight,
    }


def _own_row(own: OwnRow, unit: str) -> dict[str, object]:
    return {
        **_counted(own.numerator, own.denominator),
        "kind": "department",
        "role": "legacy" if own.scored else "focus",
        "heading": unit,
        "label": "This department",
    }


def _counted(events: int, denominator: int) -> dict[str, object]:
    own = proportion_interval(events, denominator)
    return {
        "said": f"{count(events)} of {count(denominator)}",
        "estimate": own.estimate,
        "lower": own.lower,
        "upper": own.upper,
    }


def _summary_row(one: Pooled) -> dict[str, object]:
    summary, prediction = one.synthesis.summary, one.synthesis.prediction
    return {
        "kind": "summary",
        "role": "ink",
        "heading": one.unit,
        "label": f"Together, {one.system}",
        "said": f"{len(one.synthesis.studies)} studies",
        "estimate": summary.estimate,
        "lower": summary.lower,
        "upper": summary.upper,
        "predicted_lower": prediction.lower,
        "predicted_upper": prediction.upper,
    }
