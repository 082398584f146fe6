"""A dashboard of another process, which reads what is published while ingests go on."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from dashboard.home import Home
from dashboard.published.open import open_published

PAUSE_SECONDS = 0.02
LONGEST = 20.0
Seen = tuple[str, int, int]
processes = multiprocessing.get_context("forkserver")


class Dashboard:
    """A process that opens the current published file again and again."""

    def __init__(self, home: Path) -> None:
        self._ours, theirs = processes.Pipe()
        self._process = processes.Process(target=read_on, args=(home, theirs))
        self._process.start()
        theirs.close()
        assert self._ours.recv() == "begin"

    def read_until(self, name: str) -> list[Seen]:
        """Wait until the file called `name` was read, stop the process, return all it saw."""
        seen: list[Seen] = []
        while not seen or seen[-1][0] != name:
            assert self._ours.poll(LONGEST), f"{name} was never read"
            seen.append(self._ours.recv())
        self._ours.send("stop")
        self._process.join(LONGEST)
        assert self._process.exitcode == 0, "the reader met an error"
        return seen


def read_on(home: Path, told: Connection) -> None:
    """Be the dashboard: tell the name of each file opened, and how much is in it."""
    told.send("begin")
    last = None
    while not told.poll(PAUSE_SECONDS):
        path = Home(home).published_path()
        assert path is not None
        published = open_published(path)
        seen = (path.name, len(published.receipts), len(published.frame("measures")))
        published.connection.close()
        if seen != last:
            told.send(seen)
            last = seen
