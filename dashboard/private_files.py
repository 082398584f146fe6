"""Files that only their owner can read, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO


def make_private_folder(path: Path) -> None:
    """Make the folder unless it is there, and take its rights away from all but its owner."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Rights are only taken away: whoever made a home read-only meant it.
    path.chmod(path.stat().st_mode & 0o700)


def private_file(path: Path, *, append: bool = False) -> IO[str]:
    """Open a text file for writing that only its owner can read, from its first byte on."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    return os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", newline="\n")


def write_privately(path: Path, text: str) -> None:
    """Replace `path` by `text`, readable by its owner alone; a crash leaves the old or the new."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with private_file(beside) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Return once the file's bytes are on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(path: Path) -> None:
    """Return once the folder's names are on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
