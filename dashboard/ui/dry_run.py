"""What a dry run found, in words and two small tables: how many rows, why not, which words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.findings.table import Table
from dashboard.intake.rehearsal import Reason, Rehearsal, UnknownWord
from dashboard.ui.notes import panel_title, said
from dashboard.ui.wide_table import wide_table

REASONS_SHOWN = 8
WORDS_SHOWN = 12


def dry_run(tried: Rehearsal) -> None:
    """Write the outcome of one table's dry run."""
    said([f"{tried.in_words} Nothing was kept.", *_notes(tried)])
    failed = [reason for reason in tried.reasons if reason.rejects]
    if failed:
        st.space("xsmall")
        panel_title("Why rows would be rejected", "The first reasons, the most frequent first.")
        wide_table(_reasons(failed[:REASONS_SHOWN]), "Why rows would be rejected")
    if tried.unknown:
        st.space("xsmall")
        panel_title(
            "Words without a code of ours",
            _what_becomes_of(tried.unknown),
        )
        wide_table(_words(tried.unknown[:WORDS_SHOWN]), "Words without a code")


def _what_becomes_of(words: Sequence[UnknownWord]) -> str:
    kept = "Kept as they are and counted; they can be mapped later, without the file."
    needed = ", ".join(dict.fromkeys(one.column for one in words if one.rejects))
    if not needed:
        return kept
    refused = f"{needed}: rows with these words are rejected until the words are mapped."
    return refused if all(one.rejects for one in words) else f"{refused} Others: {kept.lower()}"


def _notes(tried: Rehearsal) -> list[str]:
    """Return what else the receipt would say, less what the tables and the first line say."""
    told = tuple(reason.why for reason in tried.reasons if reason.listed or reason.rejects)
    notes = [note for note in tried.receipt.notes if not note.startswith(told)]
    return [f"{note[0].upper()}{note[1:]}." for note in notes if note]


def _reasons(reasons: Sequence[Reason]) -> Table:
    rows = pd.DataFrame(
        {
            "Rows": [reason.rows for reason in reasons],
            "Why": [reason.why for reason in reasons],
            "First rows": [", ".join(f"{row:,}" for row in r.first_rows) for r in reasons],
        }
    )
    return Table("dry_run_reasons", rows, rows, {"Rows": "{:,}"})


def _words(words: Sequence[UnknownWord]) -> Table:
    rows = pd.DataFrame(
        {
            "Column": [one.column for one in words],
            "Word": [one.word for one in words],
            "Rows": [one.rows for one in words],
        }
    )
    return Table("dry_run_words", rows, rows, {"Rows": "{:,}"})
