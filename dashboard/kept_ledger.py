"""The ledger a home keeps: what was published of closed periods, entry after entry, chained.

Each entry is a folder of files that are written once, and a line in ledger.log that holds their
digests and follows from the line before. Whatever is changed, removed or put in shows. The ledger
outlives generations: an ingest, a rollback or a new version of the program does not touch it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.audit_trail import AuditTrail, Entry
from dashboard.private_files import flush_file, flush_folder

FILES = "files"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptLedger:
    """The ledger in a home's folder. `key` is the home's pseudonym key, 32 bytes."""

    folder: Path
    key: bytes

    @property
    def trail(self) -> AuditTrail:
        """The chained lines, one an entry."""
        return AuditTrail(self.folder, self.key, "ledger")

    def entries(self) -> list[Entry]:
        """Return the entries, oldest first."""
        return self.trail.entries()[::-1]

    def folder_of(self, number: int) -> Path:
        """Return where the files of an entry are."""
        return self.folder / f"{number:06}"

    def add(self, event: str, facts: dict[str, Any], prepared: Path | None = None) -> None:
        """Append one entry, with the files of the folder `prepared`, which becomes its own.

        Call it while writing to the home. Raises OSError; then there is no such entry.
        """
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if prepared is not None:
            facts = {**facts, FILES: _digests(prepared)}
            target = self.folder_of(len(self.entries()) + 1)
            # A run that was killed just here left a folder without a line.
            shutil.rmtree(target, ignore_errors=True)
            os.replace(prepared, target)
            flush_folder(self.folder)
        self.trail.append(event, facts)

    def problems(self) -> tuple[str, ...]:
        """Return in sentences what was changed, removed or put in; none means it is whole."""
        if not self.folder.exists():
            return ()
        found = [*self.trail.verify().problems]
        entries = self.entries()
        for entry in entries:
            held, folder = entry.facts.get(FILES), self.folder_of(entry.number)
            if held is not None and (not folder.is_dir() or _digests(folder) != held):
                found.append(f"Entry {entry.number} of the ledger is not as it was written.")
        known = {self.folder_of(number).name for number in range(1, len(entries) + 2)}
        others = sorted(p.name for p in self.folder.iterdir() if p.is_dir() and p.name not in known)
        found += [f"{name} in the ledger belongs to no line of it." for name in others]
        return tuple(found)


def make_lasting(folder: Path) -> None:
    """Make the files of a prepared entry private, and return once they are on the disk."""
    for path in folder.iterdir():
        path.chmod(0o600)
        flush_file(path)
    flush_folder(folder)


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: _digest(path) for path in sorted(folder.iterdir())}


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
