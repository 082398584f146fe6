"""What others have published of the two systems, as a board may be told it: counts and journal."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.findings.sentences import count
from dashboard.own_data.published_studies import PublishedResult, shipped_results

# Study, measure, and the words after "22 of 50".
QUOTED = (
    (
        "eisenberg2014",
        "score_review_waste_of_time",
        "radiologists called scored review a waste of time.",
    ),
    ("sharpe2023", "uses_peer_learning", "radiologists surveyed used peer learning."),
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A published count in a sentence, and the journal to cite."""

    said: str
    citation: str


def published_quotes() -> tuple[Quote, ...]:
    """Return the quotes whose printed percent follows from their counts."""
    found = {(each.study, each.measure): each for each in shipped_results()}
    return tuple(
        _quote(found[study, measure], words)
        for study, measure, words in QUOTED
        if (study, measure) in found and found[study, measure].verdict == "reproduces"
    )


def _quote(result: PublishedResult, words: str) -> Quote:
    return Quote(f"{count(result.events)} of {count(result.denominator)} {words}", result.citation)
