"""What answers at the address of a page that the reader's role does not have."""

from __future__ import annotations

from dashboard.access.reader import Reader
from dashboard.access.roles import what_is_seen
from dashboard.ui.page_top import page_top


def refused(title: str, reader: Reader) -> None:
    """Say that the page called `title` is not this reader's, and what is."""
    page_top(title, "This page is not part of your role.", what_is_seen(reader.roles))
