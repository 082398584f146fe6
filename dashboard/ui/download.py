"""Downloads: made when asked for, and written into the audit trail without their content."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from dashboard.access.reader import Reader
from dashboard.home import locate
from dashboard.ui.admission import admit


def download(
    label: str,
    text: Callable[[], str | bytes],
    file_name: str,
    mime: str,
    *,
    key: str,
    type: Literal["primary", "tertiary"] = "tertiary",
) -> None:
    """Write a button, a quiet one as a rule, that downloads what `text` returns when clicked."""
    st.download_button(
        label,
        partial(_handed_out, text, file_name, admit().reader, _lens()),
        file_name=file_name,
        mime=mime,
        type=type,
        on_click="ignore",
        key=key,
    )


def _handed_out(
    text: Callable[[], str | bytes], file_name: str, reader: Reader | None, lens: str
) -> str | bytes:
    """Write the line, then make the file: nobody who signed in takes one unwritten."""
    try:
        locate().record("export", who=reader.who if reader else "nobody", file=file_name, lens=lens)
    except OSError:
        if reader is None or not reader.local:
            raise
    return text()


def _lens() -> str:
    return "&".join(
        f"{name}={value}"
        for name in sorted(st.query_params)
        for value in st.query_params.get_all(name)
    )
