"""A department's own template: its layouts and theme are used, or a sentence says why not."""

from __future__ import annotations

import io
from itertools import combinations
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from dashboard.reports.deck.powerpoint import deck_bytes
from dashboard.reports.deck.slide import Deck
from dashboard.reports.deck.template import TemplateProblem
from tests.reports.opened_deck import charts, matter, opened, placed, title_of

A_HAIR = 0.02


def saved(presentation: Any) -> io.BytesIO:
    file = io.BytesIO()
    presentation.save(file)
    file.seek(0)
    return file


def four_by_three() -> io.BytesIO:
    """PowerPoint's plain one of 10 by 7.5 inches, with a slide of its own."""
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Theirs"
    return saved(presentation)


def small_and_wide() -> io.BytesIO:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(10), Inches(5.625)
    for place in (presentation.slide_master, *presentation.slide_layouts):
        for each in place.placeholders:
            if each._element.spPr.find(qn("a:xfrm")) is None:
                continue  # it stands where the master says
            each.top, each.height = int(each.top * 0.75), int(each.height * 0.75)
    return saved(presentation)


def without_a_title() -> io.BytesIO:
    presentation = Presentation()
    for layout in presentation.slide_layouts:
        for each in list(layout.placeholders):
            each._element.getparent().remove(each._element)
    return saved(presentation)


@pytest.mark.parametrize("template", [four_by_three, small_and_wide])
def test_its_size_layout_and_theme_are_used(demo_deck: Deck, template: Any) -> None:
    found = opened(deck_bytes(demo_deck, template(), "Theirs.pptx"))
    theirs = Presentation(template())
    width, height = theirs.slide_width.inches, theirs.slide_height.inches
    assert (found.slide_width, found.slide_height) == (theirs.slide_width, theirs.slide_height)
    assert len(found.slides) == len(demo_deck.slides)
    for planned, slide in zip(demo_deck.slides, found.slides, strict=True):
        assert title_of(slide) == planned.title
        assert slide.slide_layout.name == "Title Only"
        assert len(charts(slide)) == len(planned.charts)
        meant = {(text.name, text.on) for text in planned.texts if text.on}
        for shape in slide.shapes:
            edge = placed(shape)
            assert -A_HAIR <= edge.left <= edge.right <= width + A_HAIR
            assert -A_HAIR <= edge.top <= edge.bottom <= height + A_HAIR
        for one, other in combinations([placed(shape) for shape in matter(slide)], 2):
            if (one.name, other.name) not in meant and (other.name, one.name) not in meant:
                assert not one.meets(other), (one, other)


def test_one_without_a_title_is_refused_in_a_sentence(demo_deck: Deck) -> None:
    with pytest.raises(TemplateProblem, match=r"Theirs\.pptx: none of its layouts has a title"):
        deck_bytes(demo_deck, without_a_title(), "Theirs.pptx")


def test_what_is_no_presentation_is_refused_in_a_sentence(demo_deck: Deck) -> None:
    with pytest.raises(TemplateProblem, match="cannot be read as a PowerPoint file"):
        deck_bytes(demo_deck, io.BytesIO(b"not a presentation"), "Theirs.pptx")
