"""Words beside the charts: headings, the line under them, sources, notes, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.ui.markup import escaped, paragraphs, sentence, write


def heading(title: str, mark: str = "") -> None:
    """Write a block's h2 and, muted, the one line that says what a mark is."""
    with st.container(gap="xxsmall"):
        st.header(title, anchor=False)
        if mark:
            write(f'<p class="pl-sub">{escaped(mark)}</p>')


def panel_title(title: str, small: str = "") -> None:
    """Write the title of one small chart among several, `small` under it, muted."""
    more = f"<span>{escaped(small)}</span>" if small else ""
    write(f'<div class="pl-panel-title">{escaped(title)}{more}</div>')


def source_line(text: str) -> None:
    """Write the source of a chart with its n, small and muted."""
    write(f'<p class="pl-source">{sentence(text)}</p>')


def said(sentences: Sequence[str]) -> None:
    """Write sentences a reader must see about what is shown; writes nothing for none."""
    if sentences:
        write(f'<div class="pl-said">{paragraphs(list(sentences))}</div>')


def prose(sentences: Sequence[str]) -> None:
    """Write plain paragraphs at reading width."""
    write(f'<div class="pl-prose">{paragraphs(list(sentences))}</div>')


def note(title: str, sentences: Sequence[str], fractions: Sequence[tuple[str, str]] = ()) -> None:
    """Write a panel with an ink edge: a title, big fractions each with its words, sentences.

    fractions: pairs like ("612 of 1,604", "submitted cases judged clinically significant").
    """
    big = "".join(
        f"<div><b>{escaped(figure)}</b>{escaped(words)}</div>" for figure, words in fractions
    )
    row = f'<div class="pl-fractions">{big}</div>' if big else ""
    write(f'<div class="pl-note"><h2>{escaped(title)}</h2>{row}{paragraphs(list(sentences))}</div>')


def empty_state(missing: str, remedy: str, commands: Sequence[str] = ()) -> None:
    """Write a dashed box: what is missing and for when, then which export would fill it.

    commands: lines for a terminal, if typing them is the remedy.
    """
    lines = "\n".join(escaped(command) for command in commands)
    code = f"<pre><code>{lines}</code></pre>" if commands else ""
    write(
        f'<div class="pl-empty" role="note"><b>{escaped(missing)}</b>{sentence(remedy)}{code}</div>'
    )
