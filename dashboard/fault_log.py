"""Keep what is needed to find a fault of ours, and nothing a patient or colleague is named in."""

from __future__ import annotations

import json
import platform
import secrets
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from dashboard.private_files import private_file


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that was met: its reference, and the log that has it, None if none can be written."""

    reference: str
    log: Path | None

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        start = f"This is a fault of ours (reference {self.reference}); "
        if self.log is None:
            return start + "its log could not be written. Please report it."
        return start + f"please report it with the line that has it in {self.log}."


def record_fault(error: BaseException, arguments: Sequence[str] | None = None) -> Fault:
    """Append one line of JSON about `error` to faults.log in the platform's log folder.

    It holds where in the code the error arose and of what type it is. It leaves out the error's
    message and the command's arguments: either can quote a row of an export.
    """
    given = sys.argv[1:] if arguments is None else arguments
    reference = secrets.token_hex(4)
    line = {
        "reference": reference,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": next(iter(given), ""),
        "python": platform.python_version(),
        "system": platform.system(),
        "errors": [_described(link) for link in _chain(error)],
    }
    try:
        return Fault(reference, _append(json.dumps(line)))
    except OSError:
        return Fault(reference, None)


def _append(line: str) -> Path:
    folder = Path(platformdirs.user_log_dir("peer-learning", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = folder / "faults.log"
    with private_file(log, append=True) as file:
        file.write(line + "\n")
    return log


def _described(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "raised_in": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _short(filename: str) -> str:
    """Return the path from the package on: a home folder's name names its owner."""
    parts = Path(filename).parts
    for start in ("site-packages", "dashboard"):
        if start in parts:
            return "/".join(parts[parts.index(start) :])
    return parts[-1] if parts else filename


def _chain(error: BaseException) -> list[BaseException]:
    """Return `error` and what led to it, newest first."""
    links = [error]
    while earlier := links[-1].__cause__ or links[-1].__context__:
        links.append(earlier)
    return links
