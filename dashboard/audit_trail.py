"""The audit trail of a home: what was done, when and by whom, in lines that cannot change unseen.

Each line carries a keyed hash of itself and of the line before (HMAC-SHA-256, RFC 2104), so a
line that was changed, removed or put in breaks the chain; a second file keeps how far the trail
had come, so lines cut off its end show too. Whoever changes both can shorten the trail, and with
the home's key forge it: note the last hash elsewhere and compare it with `audit verify --noted`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from dashboard.file_lock import LockHeld, lock_file

CHAIN = ', "chain": "'
WAIT_SECONDS = 10.0
TAIL_BYTES = 65_536
"""More than any two lines are long."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail: its number from 1, when (UTC), what happened, and the facts."""

    number: int
    at: str
    event: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the trail found. `problems` are sentences; none means it is whole.

    `lines` counts chained lines, `earlier` the lines an earlier program wrote without a chain:
    they are sealed by the first chained line. `last` is the newest hash, to be noted elsewhere.
    """

    lines: int
    earlier: int
    last: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """The trail in a home's folder. `key` is the home's pseudonym key, 32 bytes.

    `name` is what its files are called; trails of other names have other hashes.
    """

    folder: Path
    key: bytes
    name: str = "audit"

    @property
    def log(self) -> Path:
        """The lines, oldest first, one JSON object each."""
        return self.folder / f"{self.name}.log"

    @property
    def head(self) -> Path:
        """How far the trail had come: the number and hash of its last line."""
        return self.folder / f"{self.name}.head"

    def append(self, event: str, facts: dict[str, Any]) -> None:
        """Add one line. Facts hold no content and name nobody but who acted.

        Raises OSError when it cannot be written, TimeoutError when another process holds it.
        """
        with self._held() as head:
            number, before = self._end(head)
            line = {
                "number": number + 1,
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "event": event,
                **facts,
            }
            text = json.dumps(line, default=str)
            chain = self._hash(before, text)
            self._write_line(f'{text[:-1]}{CHAIN}{chain}"}}')
            _write_head(head, number + 1, chain)

    def entries(self) -> list[Entry]:
        """Return the lines that can be read, newest first."""
        found = []
        for place, line in enumerate(self._lines(), start=1):
            record = _parsed(line)
            if record is None:
                continue
            known = ("number", "at", "event", "chain")
            facts = {name: value for name, value in record.items() if name not in known}
            number = record.get("number", place)
            found.append(Entry(int(number), str(record.get("at", "")), str(record["event"]), facts))
        return found[::-1]

    def verify(self, noted: str = "") -> Verdict:
        """Walk the whole chain. `noted` is a hash kept elsewhere, which must still be in it."""
        with self._held(to_read=True) as head:
            lines, kept = self._lines(), _read_head(head)
        unchained = _unchained(lines)
        before, number = _seal(lines[:unchained]), 0
        seen, problems = {before}, []
        for place, line in enumerate(lines[unchained:], start=unchained + 1):
            record = _parsed(line)
            if record is None:  # half a line, from a full disk: the chain goes on over it
                continue
            number += 1
            text, chain = _split(line)
            if record.get("number") != number or not self._follows(before, text, chain):
                problems.append(
                    f"Line {place} of {self.log.name} was changed, put in, or follows a line that "
                    "was removed."
                )
                break
            before = chain
            seen.add(chain)
        if not problems:
            problems += _head_problems(self, kept, number, before)
        if noted and noted not in seen:
            problems.append(f"The noted hash {noted[:12]}… is not in the trail: it was replaced.")
        return Verdict(number, unchained, before if number else "", tuple(problems))

    def _end(self, head: IO[bytes]) -> tuple[int, str]:
        """Return the number and hash that the next line follows.

        They are the last line's, or the head's where that says there was a later one: what was
        cut off must go on showing.
        """
        tail = [_parsed(line) for line in self._tail()]
        chained = [record for record in tail if record and "chain" in record]
        last = (int(chained[-1]["number"]), str(chained[-1]["chain"])) if chained else None
        return max(last or (0, _seal(self._lines())), _read_head(head) or (0, ""))

    def _tail(self) -> list[str]:
        try:
            with self.log.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL_BYTES))
                return file.read().decode("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []

    def _follows(self, before: str, text: str, chain: str) -> bool:
        return hmac.compare_digest(chain.encode(), self._hash(before, text).encode())

    def _lines(self) -> list[str]:
        try:
            return self.log.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _hash(self, before: str, text: str) -> str:
        key = hmac.digest(self.key, f"{self.name} trail".encode(), "sha256")
        return hmac.new(key, f"{before}\n{text}".encode(), "sha256").hexdigest()

    def _write_line(self, line: str) -> None:
        handle = os.open(self.log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "rb+") as file:
            size = file.seek(0, os.SEEK_END)
            half = False
            if size:
                file.seek(size - 1)
                half = file.read(1) != b"\n"
            file.write(("\n" if half else "").encode() + line.encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _held(self, *, to_read: bool = False) -> Iterator[IO[bytes]]:
        """Open the head for one process at a time; `to_read`, also on a disk that is read-only."""
        give_up_at = time.monotonic() + WAIT_SECONDS
        try:
            handle = os.open(self.head, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            if not to_read:
                raise
            handle = os.open(self.head, os.O_RDONLY)
        with os.fdopen(handle, "r+b", buffering=0) as head:
            while True:
                try:
                    lock_file(head)
                    break
                except LockHeld:
                    if time.monotonic() >= give_up_at:
                        raise TimeoutError(f"{self.log}: held by another process") from None
                    time.sleep(0.02)
            yield head


def account() -> str:
    """Return the account of the operating system that runs this program.

    It is asked for by number: the environment may say any name.
    """
    try:
        import pwd
    except ImportError:  # Windows has no such list
        return os.environ.get("USERNAME") or "unknown"
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # a container may run under a number without a name
        return str(number)


def _read_head(head: IO[bytes]) -> tuple[int, str] | None:
    head.seek(0)
    try:
        number, chain = head.read().decode("ascii").split()
        return int(number), chain
    except ValueError:
        return None


def _write_head(head: IO[bytes], number: int, chain: str) -> None:
    head.seek(0)
    head.write(f"{number:>12} {chain}\n".encode("ascii"))  # always as long, so never half


def _head_problems(
    trail: AuditTrail, kept: tuple[int, str] | None, number: int, last: str
) -> list[str]:
    head, log = trail.head.name, trail.log.name
    if kept is None:
        missing = f"{head} is missing or damaged: lines may be gone from the end."
        return [missing] if number else []
    if kept[0] > number:
        return [f"{kept[0] - number} lines are gone from the end of {log}."]
    # A process that was killed between its line and the head leaves the head one behind.
    if kept[0] == number and kept[1] != last:
        return [f"{head} does not belong to this trail."]
    return []


def _unchained(lines: list[str]) -> int:
    """Return how many lines at the start an earlier program wrote without a chain."""
    for place, line in enumerate(lines):
        if CHAIN in line:
            return place
    return len(lines)


def _seal(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _split(line: str) -> tuple[str, str]:
    """Return a line without its hash, as it was hashed, and the hash."""
    text, _, chain = line.rpartition(CHAIN)
    return text + "}", chain.removesuffix('"}')


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) and "event" in record else None
