"""Our own HTML: escaped words in our own classes."""

from __future__ import annotations

import html
import re
from pathlib import Path

import streamlit as st

COMMAND = re.compile(r"`([^`]+)`")
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


def sentence(words: object) -> str:
    """Return `words` as `escaped` does, what stands between backticks as code to be copied."""
    return COMMAND.sub(r"<code>\1</code>", escaped(words))


def paragraphs(sentences: tuple[str, ...] | list[str]) -> str:
    """Return one <p> a sentence."""
    return "".join(f"<p>{sentence(one)}</p>" for one in sentences)
