"""Sentences a page makes: a bold subject, what happened to it, and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One computed sentence: `subject` is set bold, `rest` goes on; `source` names page and n.

    dated: a fact with a date, such as a go-live, and no claim that something rose or fell.
    """

    subject: str
    rest: str
    source: str
    dated: bool = False
