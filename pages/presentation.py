"""Presentation: a deck for a board, a chair or the staff, looked at here and taken along."""

import streamlit as st

from dashboard.reports.deck.words import finding, lead
from dashboard.ui.deck_preview import (
    chosen_audience,
    chosen_slides,
    deck_download,
    planned,
    slide_previews,
)
from dashboard.ui.department import is_demo, open_department
from dashboard.ui.lens_bar import lens_bar, whole_department
from dashboard.ui.notes import said
from dashboard.ui.page_top import page_top

top = st.container()
department = open_department()
lens, sentences = lens_bar(department)
with st.container(horizontal=True, gap="xsmall", key="deck_bar", vertical_alignment="center"):
    audience = chosen_audience()
    slides = chosen_slides(audience)
    deck = planned(department, lens, audience, slides, is_demo())
    deck_download(deck)
with top:
    page_top("Presentation", finding(deck), lead(deck))
said((*sentences, *whole_department(lens)))
slide_previews(deck)
