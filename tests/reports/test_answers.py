"""A board's questions are answered, each by a named slide; nothing is claimed that is not there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.published.open import Published
from dashboard.reports.deck.answers import QUESTIONS
from dashboard.reports.deck.plan import FOR, SLIDES, in_order, plan_deck
from dashboard.reports.deck.positions import TitleTooLong, fitting_title, title_lines
from dashboard.reports.deck.slide import Deck
from dashboard.reports.deck.words import finding, lead
from tests.reports.conftest import Written, last_year, taken_in

CLAIMED = re.compile(
    r"\b(fell|rose|times|more|fewer|less|improv\w+ (?:fell|rose))\b", re.IGNORECASE
)


def test_each_question_is_answered_by_a_named_slide(written: Written) -> None:
    places = {slide.key: number for number, slide in enumerate(written.deck.slides, 1)}
    by_key = {slide.key: slide for slide in written.deck.slides}
    summary = written.deck.slides[0]
    words = {text.name: text.words for text in summary.texts}
    for row, (question, (asked, keys)) in enumerate(QUESTIONS.items(), 1):
        assert words[f"Question {row}"] == asked
        assert len(words[f"Answer {row}"].split()) >= 4
        key = next(key for key in keys if key in by_key)
        assert question in by_key[key].answers, (question, key)
        assert words[f"Place {row}"] == f"Slide {places[key]}"


def test_the_summary_stands_alone(demo_deck: Deck) -> None:
    words = " ".join(text.words for text in demo_deck.slides[0].texts)
    for figure in ("88%", "3.0", "72%", "11"):
        assert figure in words
    assert "464 of 528" in words
    assert "More captured does not mean more errors" in " ".join(demo_deck.slides[0].notes)


def test_the_demo_departments_planted_effects_are_told(demo_deck: Deck) -> None:
    slides = {slide.key: slide for slide in demo_deck.slides}
    assert slides["comparison"].claims
    assert "times" in slides["comparison"].title
    assert slides["improvement"].claims
    assert "21% to 9%" in slides["improvement"].title
    assert slides["why"].claims


@pytest.fixture(scope="session")
def null_deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    published = taken_in(tmp_path_factory.mktemp("null"), 24, 48, "none")
    return plan_deck(published, last_year(published))


def test_a_department_without_an_effect_claims_none(null_deck: Deck) -> None:
    keys = {slide.key for slide in null_deck.slides}
    assert "comparison" in keys
    assert "improvement" not in keys
    for slide in null_deck.slides:
        assert not slide.claims, slide.title
        assert not CLAIMED.search(slide.title.replace("Scored review re-read", "")), slide.title


def test_the_ask_is_left_for_the_reader_to_fill_in(demo_deck: Deck) -> None:
    ask = next(slide for slide in demo_deck.slides if slide.key == "ask")
    blanks = [text.words for text in ask.texts if text.blank]
    assert len(blanks) == 3
    assert all("[" in words and "]" in words for words in blanks)


def test_no_money_is_shown_unless_policy_states_a_cost(demo_deck: Deck) -> None:
    said = " ".join(text.words for slide in demo_deck.slides for text in slide.texts)
    assert not re.search(r"[$€£]|in money", said)


@pytest.mark.parametrize(
    "audience",
    [pytest.param(each, marks=pytest.mark.long) if each != "board" else each for each in FOR],
)
def test_each_audience_gets_its_slides_in_its_order(
    demo_published: Published, audience: str
) -> None:
    kind = next(each for each in FOR if each == audience)
    deck = plan_deck(demo_published, last_year(demo_published), kind)
    assert tuple(slide.key for slide in deck.slides) == FOR[kind]
    assert all(title_lines(slide.title) <= 2 for slide in deck.slides)
    assert finding(deck).endswith(".")


def test_chosen_slides_alone_are_shown_the_definitions_last() -> None:
    assert in_order("board", ("definitions", "themes")) == ("themes", "definitions")
    assert in_order("staff", ("why", "summary")) == ("summary", "why")
    assert in_order("chair", ()) == FOR["chair"]
    assert set(FOR["board"]) == set(SLIDES)


def test_a_title_is_the_first_wording_that_fits() -> None:
    long = "word " * 60
    assert fitting_title(long, "A short one") == "A short one"
    with pytest.raises(TitleTooLong):
        fitting_title(long)


def test_what_is_left_out_is_said_above_the_slides(demo_deck: Deck) -> None:
    assert "have nothing to show" not in lead(demo_deck)
    short = replace(demo_deck, slides=demo_deck.slides[:1])
    assert finding(short).startswith("One slide for the board")
    assert finding(replace(demo_deck, slides=())).startswith("There is nothing to show")
