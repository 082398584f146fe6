"""A machine that does not play along: no right to read or write, no room left on the disk."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.trials import Ran

ROOT = Path(__file__).resolve().parent.parent.parent
DROP_FROM_BOUNDING_SET = 24  # of prctl
READ_AND_WRITE_ANYWHERE = (1, 2)  # the capabilities that let root pass by the rights of files
MEBIBYTE = 1024**2


def ingest_in_child(home: Path, *arguments: Path | str, before: Callable[[], None]) -> Ran:
    """Run the ingest command in a process of its own, `before` called in it first."""
    return in_child("ingest", *arguments, "--home", home, "--json", before=before)


def in_child(*arguments: Path | str, before: Callable[[], None]) -> Ran:
    """Run a command in a process of its own, `before` called in it first."""
    ran = subprocess.run(
        [sys.executable, "-m", "dashboard", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=before,
        check=False,
        timeout=120,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def as_anybody() -> None:
    """Give up what lets root read and write every file; whoever is not root has nothing of it."""
    if os.geteuid() != 0:
        return
    library = ctypes.CDLL(None, use_errno=True)
    for capability in READ_AND_WRITE_ANYWHERE:
        if library.prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "cannot give up a capability")


def with_files_up_to(size: int) -> Callable[[], None]:
    """Limit the size of every file the process writes: what a full disk looks like to it."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Limit the size of every file this process writes, for a while."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def without_right(path: Path, mode: int) -> Iterator[None]:
    """Take rights away from a file or folder, and give them back."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[bool]:
    """Mount a disk of this size at `folder`; yields False where one may not."""
    folder.mkdir(exist_ok=True)
    size = f"size={mebibytes}m"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    try:
        yield mounted.returncode == 0
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)


def fill_disk(folder: Path, leave: int) -> Path:
    """Fill the disk of `folder` but for `leave` bytes; return the file that does it."""
    ballast = folder / "ballast"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free - leave))
    return ballast
