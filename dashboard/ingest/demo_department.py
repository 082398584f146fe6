"""The demo department and a real one never mix: neither's exports go into the other's home."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from dashboard.command_line import PROGRAM
from dashboard.home import Home
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.sources import Source
from dashboard.ingest.staging import Staged

EXPORTS = Path(__file__).resolve().parent.parent.parent / "data" / "demo"
MADE_UP = "The people, cases and numbers here are made up.\n"
A_HOME_OF_ITS_OWN = f"take it with `{PROGRAM} ingest FILE --home DIR`, DIR being a new folder"


def refuse_demo_exports(home: Home, sources: list[Source]) -> None:
    """Raise CannotTake when an export of the demo department would go into a real home.

    A home that begins with its exports alone becomes the demo department's: with one of another
    origin among them, what guards real people would be off for whoever is in that.
    """
    demo = [one for one in sources if one.file_hash in _hashes()]
    others = any(one.tables for one in sources if one.file_hash not in _hashes())
    if demo and not home.is_demo and (others or home.current() is not None):
        raise CannotTake(
            f"{demo[0].file.name}: is an export of the demo department, whose people are made up, "
            f"and never goes into a home with real ones; {A_HOME_OF_ITS_OWN}."
        )


def is_demo(home: Home, sources: list[Source]) -> bool:
    """Return whether the home is the demo department's, or begins as such with these exports."""
    return home.is_demo or any(one.file_hash in _hashes() for one in sources)


def mark_demo(home: Home) -> None:
    """Mark the home as the demo department's."""
    home.demo_mark.write_text(MADE_UP, encoding="utf-8")


def refuse_real_exports(called: str, staged: Staged, rostered: int) -> None:
    """Raise CannotTake when most people in a table are strangers to the demo department.

    `rostered` is how many people the demo department had before it; of none, all may come.
    """
    if rostered and staged.strangers * 2 > staged.people:
        raise CannotTake(
            f"{called}: {staged.strangers} of {staged.people} people in it are not of the demo "
            "department, whose home this is and which is built anew now and then; real exports "
            f"need a home of their own: {A_HOME_OF_ITS_OWN}."
        )


@cache
def _hashes() -> frozenset[str]:
    """Return the SHA-256 of each export in data/demo; read once a process."""
    files = (path for path in EXPORTS.glob("*") if path.is_file())
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
