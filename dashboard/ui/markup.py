"""Our own HTML: escaped words in our own classes."""

from __future__ import annotations

import html
from pathlib import Path

import streamlit as st

HOUSE_CSS = Path(__file__).with_name("house.css")


def house_style() -> None:
    """Bring in house.css; once a page, before anything of ours is written."""
    st.html(HOUSE_CSS)


def write(markup: str) -> None:
    """Write `markup` in the house look. Words from data go through `escaped` first."""
    st.html(f'<div class="pl">{markup}</div>')


def escaped(words: object) -> str:
    """Return `words` safe to stand in HTML, in text and in attributes."""
    return html.escape(str(words), quote=True)


def paragraphs(sentences: tuple[str, ...] | list[str]) -> str:
    """Return one <p> a sentence."""
    return "".join(f"<p>{escaped(sentence)}</p>" for sentence in sentences)
