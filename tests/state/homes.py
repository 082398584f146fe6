"""What a home holds, to be compared before and after; and the commands, run as a person would."""

from __future__ import annotations

import hashlib
import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dashboard.home import Home
from dashboard.warehouse.open import read_warehouse
from dashboard.warehouse.tables import books, tables

OF_THE_GENERATION_ITSELF = {"schema_version"}


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder, by its place in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def rows(home: Home) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of the current generation."""
    path = home.warehouse_path()
    assert path is not None
    names = [*tables(), *(name for name in books() if name not in OF_THE_GENERATION_ITSELF)]
    with read_warehouse(path) as connection:
        return {name: connection.execute(f"from {name} order by all").fetchall() for name in names}


def modes(folder: Path) -> set[tuple[str, int]]:
    """Return the permissions found in a folder, of folders and of files."""
    return {
        ("folder" if path.is_dir() else "file", stat.S_IMODE(path.stat().st_mode))
        for path in [folder, *folder.rglob("*")]
    }


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """Let every write fail that makes a file longer than `size` bytes, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def beside(path: Path) -> list[str]:
    """Return the names in the folder of `path`, hidden ones too."""
    return sorted(os.listdir(path.parent))
