"""What became of the rows of one file and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Receipt:
    """The account of one table of one export; read is always the sum of the four after it.

    accepted: new rows. rejected: rows a check refused. duplicate: rows known already, or given
    twice. superseded: rows that replace an older version of the same, or are replaced by a
    later row of the same file. redacted: cells of free text that lost something. why_rejected:
    the most frequent reasons, each with its rows, as sentences for whoever takes the file.
    """

    file: str
    layout: str
    table: str
    read: int
    accepted: int
    rejected: int
    duplicate: int
    superseded: int
    redacted: int
    notes: tuple[str, ...] = ()
    why_rejected: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an account that does not add up: a row would have been lost."""
        if self.read != self.accepted + self.rejected + self.duplicate + self.superseded:
            raise AssertionError(f"the receipt of {self.file} does not add up: {self}")

    def as_record(self) -> dict[str, Any]:
        """Return the receipt as JSON would hold it."""
        lists = {"notes": list(self.notes), "why_rejected": list(self.why_rejected)}
        return {**asdict(self), **lists}


def rows_in_words(count: int) -> str:
    """Return "1 row" or "1,234 rows"."""
    return "1 row" if count == 1 else f"{count:,} rows"


def left_out_in_words(files: Sequence[str]) -> str:
    """Return a sentence that names the files that lay beside exports and were left out."""
    more = f" and {len(files) - MOST_NAMED} more" if len(files) > MOST_NAMED else ""
    named = ", ".join(files[:MOST_NAMED])
    return f"Left out, no table by ending or content: {named}{more}."


def nothing_new(receipts: Sequence[Receipt]) -> str:
    """Return why a run changed nothing, as a sentence."""
    if not receipts:
        return "Nothing new: there is no file that was not taken before."
    if not any(receipt.read for receipt in receipts):
        return "Nothing to take: headings, and no row below them."
    return "Nothing new: every row was known already, or rejected."
