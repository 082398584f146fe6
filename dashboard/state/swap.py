"""Change two folders for each other in one step that a crash cannot split, where there is one."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

RENAME_EXCHANGE = 2  # of renameat2 on Linux, and of renamex_np on macOS
HERE = -100  # AT_FDCWD: paths are what they say
NOT_HERE = frozenset({"ENOSYS", "EINVAL", "ENOTSUP", "EOPNOTSUPP"})


def exchange(one: Path, other: Path) -> None:
    """Give each of two existing folders the name of the other.

    On a system, or a file system, without such a call there is a moment between two renames in
    which nothing has the name of `other`. Raises OSError; then nothing has moved.
    """
    if not _exchanged_at_once(one, other):
        _exchange_by_renaming(one, other)


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Return whether the system has the call and did it. Raises OSError if it refused."""
    if os.name != "posix":
        return False
    names = (os.fsencode(one), os.fsencode(other))
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(HERE, names[0], HERE, names[1], RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(names[0], names[1], RENAME_EXCHANGE)
    else:
        return False
    if failed:
        return _not_supported(ctypes.get_errno(), other)
    return True


def _not_supported(number: int, path: Path) -> bool:
    """Return False for a call that is not there; raise OSError for one that was refused."""
    if errno.errorcode.get(number) in NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(path))


def _exchange_by_renaming(one: Path, other: Path) -> None:
    between = other.with_name(f".{other.name}.between")
    os.rename(other, between)
    try:
        os.rename(one, other)
    except OSError:
        os.rename(between, other)
        raise
    os.rename(between, one)
