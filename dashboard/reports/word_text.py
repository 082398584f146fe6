"""Words as a Word file can hold them."""

from __future__ import annotations

import re

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def printable(text: str) -> str:
    """Return `text` without the signs a Word file cannot hold."""
    return UNPRINTABLE.sub("", text)
