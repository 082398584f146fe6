"""Which slides a deck has: by audience, period and choice; what has nothing to show is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from dashboard.confidentiality import CONFIDENTIAL
from dashboard.dates_in_words import day_name
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from dashboard.reports.deck.material import Audience, Material
from dashboard.reports.deck.slide import Deck, LeftOut, Slide
from dashboard.reports.deck.slides import (
    ask,
    comparison,
    definitions,
    great_calls,
    improvement,
    participation,
    summary,
    themes,
    why_change,
)

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
Composer = Callable[[Material], Slide | LeftOut]
# Every slide but the first and the last, which speak of the others.
BETWEEN: dict[str, tuple[str, Composer]] = {
    why_change.KEY: (why_change.NAME, why_change.why_change),
    participation.KEY: (participation.NAME, participation.participation),
    themes.KEY: (themes.NAME, themes.themes),
    comparison.KEY: (comparison.NAME, comparison.comparison),
    great_calls.KEY: (great_calls.NAME, great_calls.great_calls),
    improvement.KEY: (improvement.NAME, improvement.improvement),
    ask.KEY: (ask.NAME, ask.ask),
}
SLIDES = {
    summary.KEY: summary.NAME,
    **{key: name for key, (name, _) in BETWEEN.items()},
    definitions.KEY: definitions.NAME,
}
FOR: dict[Audience, tuple[str, ...]] = {
    "board": (
        summary.KEY, why_change.KEY, participation.KEY, themes.KEY, comparison.KEY,
        great_calls.KEY, improvement.KEY, ask.KEY, definitions.KEY,
    ),
    "chair": (
        summary.KEY, participation.KEY, great_calls.KEY, themes.KEY, improvement.KEY,
        comparison.KEY, why_change.KEY, ask.KEY, definitions.KEY,
    ),
    "staff": (
        summary.KEY, themes.KEY, improvement.KEY, great_calls.KEY, participation.KEY,
        definitions.KEY,
    ),
}  # fmt: skip


def plan_deck(
    published: Published,
    period: Lens,
    audience: Audience = "board",
    chosen: Sequence[str] = (),
    made_up: bool = False,
    confidential: str = CONFIDENTIAL,
) -> Deck:
    """Return the deck: slides in the audience's order, and what has nothing to show, with why.

    period: months of the whole department. chosen: keys of SLIDES, all that the audience gets
    if empty. made_up: the department is the demo, which every foot then says, beside
    the words of `confidential`.
    """
    material = Material(published, Lens(period.start, period.end), audience)
    keys = in_order(audience, chosen)
    composed = [BETWEEN[key][1](material) for key in keys if key in BETWEEN]
    slides = [each for each in composed if isinstance(each, Slide)]
    left_out = tuple(each for each in composed if isinstance(each, LeftOut))
    if definitions.KEY in keys:
        slides.append(definitions.definitions(material, left_out))
    if summary.KEY in keys:
        slides.insert(0, summary.summary(material, slides))
    as_of = published.as_of or period.end
    return Deck(
        title=f"Peer learning in {material.when}",
        audience=audience,
        slides=tuple(slides),
        left_out=left_out,
        confidential=confidential,
        data_through=f"Data through {day_name(as_of)}",
        dated=as_of,
        made_up=made_up,
    )


def in_order(audience: Audience, chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the slides wanted, in the audience's order; those it does not get by itself last."""
    own = FOR[audience]
    if not chosen:
        return own
    every = (*(key for key in own if key != definitions.KEY), *SLIDES)
    return tuple(key for key in dict.fromkeys(every) if key in chosen)
