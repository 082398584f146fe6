"""Lock a file so that one process writes; a killed process's lock is freed by the system."""

from __future__ import annotations

import sys
from typing import IO


class LockHeld(Exception):
    """Another process, or another handle of this one, holds the lock."""


if sys.platform == "win32":
    import msvcrt

    def lock_file(file: IO[bytes]) -> None:
        """Lock `file` until it is closed. Raises LockHeld at once if somebody else has it."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise LockHeld from error

else:
    import fcntl

    def lock_file(file: IO[bytes]) -> None:
        """Lock `file` until it is closed. Raises LockHeld at once if somebody else has it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LockHeld from error
