"""What a definition says, word by word, and the statement that carries it out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.ui.markup import escaped, write


def facts(pairs: Sequence[tuple[str, str]]) -> None:
    """Write pairs of a word and what it says as a list of terms."""
    rows = "".join(f"<dt>{escaped(word)}</dt><dd>{escaped(says)}</dd>" for word, says in pairs)
    write(f'<dl class="pl-facts">{rows}</dl>')


def statement(sql: str) -> None:
    """Write an SQL file as it stands, header and all."""
    st.code(sql, language="sql", wrap_lines=True)
