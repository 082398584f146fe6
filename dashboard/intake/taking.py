"""Take dropped files in for good: a new generation, published, and a receipt a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dashboard.home import Home
from dashboard.ingest.layouts import Layout
from dashboard.ingest.people import open_people
from dashboard.ingest.receipt import Receipt, left_out_in_words, nothing_new
from dashboard.ingest.rejects import WHAT, Rejects
from dashboard.ingest.take import take
from dashboard.intake.layout_file import save_layout
from dashboard.intake.publishing import Tell, publish, quiet
from dashboard.intake.refused import in_words
from dashboard.intake.uploads import Upload, private_copies
from dashboard.state.version import require_todays_version

NO_ROSTER = (
    "No roster yet: numbers are shown once one is taken in, since only it says how many "
    "radiologists could stand behind each."
)
__all__ = ["Receipt", "RejectedRows", "Taken", "save_and_take_in", "take_in"]


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """The full rejected rows of one table as a CSV file, to be handed over once and forgotten."""

    name: str
    data: bytes

    @property
    def rows(self) -> int:
        """How many rows there are, below the headings."""
        return sum(1 for _ in csv.reader(io.StringIO(self.data.decode(), newline=""))) - 1

    def hand_over(self, home: Home) -> bytes:
        """Return the file, once that is in the audit trail. Raises OSError where it cannot be."""
        home.record("export", file=self.name, what=WHAT, rows=self.rows)
        return self.data


@dataclass(frozen=True, slots=True)
class Taken:
    """What was done: the generation that is current now, receipts, and the rows not taken.

    `new` is false when every row was known already, or rejected before: then no generation was
    made. `has_roster` says whether the home knows who its radiologists are.
    """

    generation: int | None
    receipts: tuple[Receipt, ...]
    rejected: tuple[RejectedRows, ...]
    new: bool
    has_roster: bool
    left_out: tuple[str, ...] = ()

    @property
    def still_wanted(self) -> tuple[str, ...]:
        """A sentence for what the pages still wait for before they show a number."""
        return () if self.has_roster else (NO_ROSTER,)

    @property
    def beside(self) -> tuple[str, ...]:
        """A sentence for the files of an archive that are no tables."""
        return (left_out_in_words(self.left_out),) if self.left_out else ()

    @property
    def in_words(self) -> str:
        """What became of the files, as sentences."""
        if not self.new:
            return f"{nothing_new(self.receipts)} Nothing changed."
        read = sum(one.read for one in self.receipts)
        rejected = sum(one.rejected for one in self.receipts)
        rows = "1 row was read" if read == 1 else f"{read:,} rows were read"
        left = f"; {rejected:,} rejected, and the reasons stand below" if rejected else ""
        return f"Taken in: {rows}{left}. The pages now show generation {self.generation}."


def take_in(
    home: Home,
    uploads: Sequence[Upload],
    layout: str | None = None,
    beside: Sequence[Upload] = (),
    tell: Tell = quiet,
) -> Taken:
    """Take the uploads into the home, all of them or nothing, and publish what they say.

    `layout` names the one to use, None to recognise it; those `beside` are recognised in any
    case. `tell` is told how far the publishing is. Raises Refused; then nothing changed.
    """
    with in_words(), private_copies(home, [*uploads, *beside]) as paths:
        require_todays_version(home)
        rejects = Rejects(paths[0].parent.parent / "rejected.csv")
        own, others = paths[: len(uploads)], paths[len(uploads) :]
        taken = take(
            home,
            own,
            publish=partial(publish, tell=tell),
            layout=layout,
            beside=others,
            rejects=rejects,
        )
        rejected = tuple(RejectedRows(path.name, path.read_bytes()) for path, _ in rejects.written)
        has_roster = open_people(home).rostered > 0
        return Taken(
            taken.generation, taken.receipts, rejected, taken.new, has_roster, taken.left_out
        )


def save_and_take_in(
    home: Home,
    uploads: Sequence[Upload],
    name: str,
    layout: Layout,
    replacing: str | None = None,
    beside: Sequence[Upload] = (),
    tell: Tell = quiet,
) -> Taken:
    """Save the layout under `name`, then take the uploads in by it; both or neither.

    Those `beside` are taken with them, by layouts of their own. Raises Refused.
    """
    path = home.layouts_folder / f"{name}.toml"
    before = path.read_bytes() if path.exists() else None
    save_layout(home, name, layout, replacing)
    try:
        return take_in(home, uploads, name, beside, tell)
    except BaseException:
        _put_back(path, before)
        raise


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(before)
