"""Downloads: made when asked for, and written into the audit trail without their content."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st

from dashboard.findings.table import csv_text
from dashboard.home import Home
from dashboard.ui.admission import StillAdmitted, acting_home, still_admitted
from dashboard.ui.department import confidentiality

LONGEST_LENS = 300


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
        partial(_handed_out, text, file_name, acting_home(), _lens(), still_admitted()),
        file_name=file_name,
        mime=mime,
        type=type,
        on_click="ignore",
        key=key,
    )


def download_rows(label: str, rows: pd.DataFrame, name: str, *, key: str) -> None:
    """Write a button that downloads rows as NAME.csv; each carries the confidentiality line."""
    download(label, partial(_as_csv, rows, confidentiality()), f"{name}.csv", "text/csv", key=key)


def _as_csv(rows: pd.DataFrame, confidential: str) -> str:
    return csv_text(rows.assign(confidentiality=confidential))


def _handed_out(
    text: Callable[[], str | bytes], file_name: str, home: Home, lens: str, still: StillAdmitted
) -> str | bytes:
    """Write the line, then make the file: nobody who signed in takes one unwritten.

    Raises NotAdmitted where the reader for whom the button was drawn is let in no more.
    """
    still()
    try:
        home.record("export", file=file_name, lens=lens)
    except OSError:
        if home.who:
            raise
    return text()


def _lens() -> str:
    """Return the choice in the link; anybody may write into a link, so no more than one holds."""
    whole = "&".join(
        f"{name}={value}"
        for name in sorted(st.query_params)
        for value in st.query_params.get_all(name)
    )
    return whole if len(whole) <= LONGEST_LENS else f"{whole[:LONGEST_LENS]}…"
