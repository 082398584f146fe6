"""Lock a file so that one process writes; a killed process's lock is freed by the system."""

from __future__ import annotations

import sys
import time
from typing import IO

LOOKS_AGAIN_AFTER = 0.1  # seconds


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


def wait_for_lock(file: IO[bytes], seconds: float) -> None:
    """Lock `file` until it is closed. Raises LockHeld if somebody else has it for so long."""
    give_up_at = time.monotonic() + seconds
    while True:
        try:
            lock_file(file)
            return
        except LockHeld:
            if time.monotonic() >= give_up_at:
                raise
            time.sleep(LOOKS_AGAIN_AFTER)
