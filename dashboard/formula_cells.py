"""Cells that a spreadsheet would run as a formula get an apostrophe in every file that goes out."""

from __future__ import annotations

import re

# Full-width signs and any line break before the sign count too: some spreadsheets run those.
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def without_formula(cell: str) -> str:
    """Return the cell, an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell
