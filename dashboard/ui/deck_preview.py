"""The Presentation page: for whom, which slides, the file, and every slide as it will look."""

from __future__ import annotations

import io

import streamlit as st

from dashboard.command_line import PROGRAM
from dashboard.findings.sentences import sentence
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from dashboard.reports.deck.chart_table import chart_table
from dashboard.reports.deck.material import Audience
from dashboard.reports.deck.picture import picture
from dashboard.reports.deck.plan import AUDIENCES, SLIDES, in_order, plan_deck
from dashboard.reports.deck.powerpoint import deck_bytes
from dashboard.reports.deck.slide import Deck
from dashboard.reports.deck.template import TemplateProblem
from dashboard.ui.department import confidentiality
from dashboard.ui.download import download
from dashboard.ui.markup import escaped, paragraphs, write
from dashboard.ui.notes import empty_state, source_line
from dashboard.ui.panel import foot_row
from dashboard.ui.sheet import block

AUDIENCE_KEY, SLIDES_KEY, TEMPLATE_KEY = "audience", "slides", "deck_template"
TITLES = {sentence(audience): audience for audience in AUDIENCES}
BY_NAME = {name: key for key, name in SLIDES.items()}
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LARGEST_TEMPLATE = 30  # megabytes
METHOD = (
    f"Every figure and chart is read from the same ledger as the pages; `{PROGRAM} report "
    "deck` writes the same file. A title says that something changed only where its interval, "
    "adjusted for how many things were looked at, leaves out no change."
)


def chosen_audience() -> Audience:
    """Draw the choice of audience and return it; it stands in the link."""
    chosen = st.segmented_control(
        "For whom",
        tuple(TITLES),
        default="Board",
        required=True,
        key=AUDIENCE_KEY,
        bind="query-params",
        label_visibility="collapsed",
    )
    return TITLES.get(chosen, "board")


def chosen_slides(audience: Audience) -> tuple[str, ...]:
    """Draw the choice of slides and return their keys, empty for all that the audience gets."""
    own = in_order(audience, ())
    with st.popover(_slides_label(), key="deck_slides"):
        st.markdown(":small[:gray[None chosen: all that this audience gets.]]")
        names = st.pills(
            "Slides",
            tuple(SLIDES.values()),
            selection_mode="multi",
            key=SLIDES_KEY,
            bind="query-params",
            width=420,
        )
    return tuple(BY_NAME[name] for name in names) or own


def _slides_label() -> str:
    asked = st.session_state.get(SLIDES_KEY) or st.query_params.get_all(SLIDES_KEY)
    known = [name for name in asked if name in BY_NAME]
    return f"Slides: {len(known)} chosen" if known else "Slides: all"


def planned(
    department: Published, lens: Lens, audience: Audience, slides: tuple[str, ...], made_up: bool
) -> Deck:
    """Return the deck of the whole department, planned once a generation and choice."""
    months = Lens(lens.start, lens.end)
    words = confidentiality()
    deck: Deck = _planned(
        str(department.path), months, audience, slides, made_up, words, department
    )
    return deck


@st.cache_resource(max_entries=100, show_spinner=False)
def _planned(
    path: str,
    months: Lens,
    audience: Audience,
    slides: tuple[str, ...],
    made_up: bool,
    confidential: str,
    _department: Published,
) -> Deck:
    return plan_deck(_department, months, audience, slides, made_up, confidential)


def deck_download(deck: Deck) -> None:
    """Write the button that saves the deck, and where a department's own template goes in."""
    with st.popover("Template: ours", key="deck_template_popover"):
        st.markdown(":small[:gray[A .pptx of your own, whose layouts, type and colours are used.]]")
        template = st.file_uploader(
            "Template",
            type=["pptx"],
            key=TEMPLATE_KEY,
            max_upload_size=LARGEST_TEMPLATE,
            width=420,
        )
    try:
        content = _written(deck, template.getvalue() if template else None)
    except TemplateProblem as problem:
        empty_state("This template cannot be used", str(problem))
        return
    download(
        "Download the deck",
        lambda: content,
        f"peer-learning-{deck.audience}-{deck.dated:%Y-%m-%d}.pptx",
        POWERPOINT,
        key="take_deck",
        type="primary",
    )


@st.cache_data(max_entries=20, show_spinner=False, hash_funcs={Deck: repr})
def _written(deck: Deck, template: bytes | None) -> bytes:
    return deck_bytes(
        deck, None if template is None else io.BytesIO(template), "The template you chose"
    )


def slide_previews(deck: Deck) -> None:
    """Write every slide as it will look, its notes beside it, then the charts' numbers."""
    for number, slide in enumerate(deck.slides, 1):
        with block():
            write(f'<h2 class="pl-slide-name">{number}. {escaped(slide.name)}</h2>')
            left, right = st.columns([7, 3], gap="medium")
            with left:
                # st.html takes the picture out; Markdown leaves it.
                st.markdown(
                    f'<div class="pl-slide">{picture(deck, number)}</div>', unsafe_allow_html=True
                )
            with right:
                write(f'<div class="pl-speaker">{paragraphs(list(slide.notes))}</div>')
    for each in deck.left_out:
        empty_state(f"Left out: {each.name}", sentence(f"{each.why.rstrip('.')}."))
    with block():
        source_line("The table holds every number of the charts, as in the workbooks inside them.")
        foot_row("deck", chart_table(deck), method=METHOD)
