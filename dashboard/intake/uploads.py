"""Dropped files: bytes in memory, on the disk only inside the home and only while they are read."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.file_lock import LockHeld, wait_for_lock
from dashboard.home import Home, HomeBusy, HomeProblem

WAIT_SECONDS = 60.0
LONGEST_NAME = 120
NOT_FOR_A_NAME = re.compile(r'[\x00-\x1f<>:"|?*/\\]')


@dataclass(frozen=True, slots=True)
class Upload:
    """One dropped file: the name its system gave it, and its bytes."""

    name: str
    data: bytes


@contextmanager
def private_copies(home: Home, uploads: Sequence[Upload]) -> Iterator[list[Path]]:
    """Give a path for each upload; the files are gone when this ends, whatever happens.

    They lie in a folder of the home that only its owner can open. One at a time: whoever comes
    second waits, so that what a killed server left behind can go first. Raises HomeProblem.
    """
    folder = home.path / "uploads"
    with _alone(home):
        shutil.rmtree(folder, ignore_errors=True)
        try:
            yield [_write(folder / f"{n:04}", upload) for n, upload in enumerate(uploads)]
        except OSError as error:
            raise HomeProblem(
                f"{folder}: cannot be written to ({error.strerror}); free some space or give "
                "yourself write access. Nothing was changed."
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """Return the file name without folders and signs that no file may have; its ending is kept."""
    last = re.split(r"[/\\]", name)[-1]
    words = NOT_FOR_A_NAME.sub("_", last).strip(". ") or "export"
    stem, ending = os.path.splitext(words)
    return f"{stem[:LONGEST_NAME]}{ending[:16]}"


def _write(folder: Path, upload: Upload) -> Path:
    folder.mkdir(mode=0o700, parents=True)
    folder.parent.chmod(0o700)
    path = folder / safe_name(upload.name)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(upload.data)
    return path


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    try:
        handle = os.open(home.path / "uploads.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise HomeProblem(
            f"{home.path}: cannot be written to ({error.strerror}); give yourself write access."
        ) from error
    with os.fdopen(handle, "r+b") as file:
        try:
            wait_for_lock(file, WAIT_SECONDS)
        except LockHeld:
            raise HomeBusy(
                f"{home.path}: other dropped files are being read; nothing was changed, try again "
                "when that has ended."
            ) from None
        yield
