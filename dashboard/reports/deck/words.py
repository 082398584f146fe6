"""What is said of a deck as a whole, above its slides."""

from __future__ import annotations

from dashboard.findings.sentences import in_words, sentence
from dashboard.reports.deck.slide import Deck

FOR_WHOM = {"board": "the board", "chair": "the chair", "staff": "the staff"}


def finding(deck: Deck) -> str:
    """Return the deck in one sentence: how many slides, for whom, and what the first one says."""
    many = len(deck.slides)
    if not many:
        return f"There is nothing to show {FOR_WHOM[deck.audience]} for these months yet."
    slides = "slide" if many == 1 else "slides"
    opening = f"{sentence(in_words(many))} {slides} for {FOR_WHOM[deck.audience]}"
    return f"{opening}: {deck.slides[0].title}."


def lead(deck: Deck) -> str:
    """Return what the file holds."""
    out = len(deck.left_out)
    verb = "slide has" if out == 1 else "slides have"
    missing = f" {sentence(in_words(out))} {verb} nothing to show and say why below." if out else ""
    return (
        "Each title is a finding computed from what was published. The charts are PowerPoint's "
        "own and can be edited; the notes hold what to say, n, period, method and source."
        f"{missing}"
    )
