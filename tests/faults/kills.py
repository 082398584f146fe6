"""Kill -9 an ingest at some moment, and check that nothing is corrupt and nothing is lost."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from dashboard.home import Home
from dashboard.ingest.generation import KEPT_GENERATIONS
from dashboard.ingest.people import open_people
from dashboard.ingest.take import take
from dashboard.publish import publish_generation
from dashboard.published.open import open_published
from tests.faults.department import (
    RECEIVED_ON,
    Department,
    generation_files,
    leave_a_file,
    left_behind,
    new_department,
)
from tests.faults.trials import DONE, run_ingest, stand_in
from tests.faults.valid_exports import cases

NEW_ROWS = 30
FEWEST_KEPT = 2 * (KEPT_GENERATIONS - 1)  # each has a warehouse and a published file
PATIENTS = (b"Patientson", b"NC25-73", b"36390")  # what the patients of cases() are called
WATCHED = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate")
LONGEST = 120.0
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.faults.kills"])


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process of an ingest ended: killed or not, what it told, how long it took."""

    killed: bool
    told: tuple[str, ...]
    seconds: float

    @property
    def said_done(self) -> bool:
        return "done" in self.told


def ingest_elsewhere(
    home: Path, exports: Path, told: Connection, really_publish: bool, kill_at: int | None
) -> None:
    """Be the process that is killed: tell when it begins, each file it touches, when it is done."""
    touched = 0

    def on_event(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal touched
        if event in WATCHED and str(arguments[0]).startswith(str(home)):
            if touched == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            touched += 1
            told.send(f"{event} {Path(str(arguments[0])).name}")

    sys.addaudithook(on_event)
    told.send("begin")
    publish = publish_generation if really_publish else leave_a_file
    take(Home(home), [exports], publish=publish, received_on=RECEIVED_ON)
    told.send("done")


def ingest_and_kill(
    department: Department,
    *,
    after_seconds: float | None = None,
    before_touch: int | None = None,
    really_publish: bool = False,
) -> Ended:
    """Take the exports in another process; kill it after a time, or before it touches a file.

    With neither it ends by itself.
    """
    telling, told = processes.Pipe(duplex=False)
    home, exports = department.home.path, department.folder
    process = processes.Process(
        target=ingest_elsewhere, args=(home, exports, told, really_publish, before_touch)
    )
    process.start()
    told.close()
    heard = [telling.recv()]
    began = time.monotonic()
    if after_seconds is not None:
        process.join(after_seconds)
        process.kill()
    heard += _rest(telling)
    process.join(LONGEST)
    seconds = time.monotonic() - began
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    return Ended(process.exitcode != 0, tuple(heard), seconds)


def _rest(telling: Connection) -> list[str]:
    """What is still in the pipe; it ends with the process."""
    heard = []
    while True:
        try:
            heard.append(telling.recv())
        except (EOFError, OSError):
            return heard


class Killings:
    """A department, and ingests of it that are killed one after the other."""

    def __init__(self, folder: Path) -> None:
        self.department = new_department(folder)
        self.rows = 0
        self.write(NEW_ROWS)
        self.ingest()

    def write(self, rows: int) -> None:
        """Write the export of today: what was there, new rows, and somebody never met."""
        export = cases(rows).with_cells(rows - 1, Submitted_By=f"Newcomer{rows}, Ola")
        (self.department.folder / "cases.csv").write_text(export.text())

    def ingest(self) -> None:
        """Take what is there in this process, as a coordinator would after a crash."""
        ran = run_ingest(self.department.home, self.department.folder, publish=stand_in)
        assert ran.code == DONE, ran
        self.rows = self.department.one("select count(*) from cases")

    def kill_one(
        self,
        *,
        after_seconds: float | None = None,
        before_touch: int | None = None,
        really_publish: bool = False,
    ) -> Ended:
        """Kill one ingest of new rows; check the home as it lies, and after the next ingest."""
        home, before = self.department.home, self.rows
        kept, key = generation_files(home), home.key()
        self.write(before + NEW_ROWS)
        ended = ingest_and_kill(
            self.department,
            after_seconds=after_seconds,
            before_touch=before_touch,
            really_publish=really_publish,
        )
        self.check_as_it_lies(kept, before, ended)
        self.ingest()
        assert self.rows == before + NEW_ROWS, "rows were lost or taken twice"
        assert home.key() == key, "the key was made anew"
        assert left_behind(home) == [], left_behind(home)
        assert patients_in(home.path) == [], patients_in(home.path)
        return ended

    def check_as_it_lies(self, kept: dict[str, str], before: int, ended: Ended) -> None:
        """Check that what is current is whole: the old generation, or the new one."""
        home = self.department.home
        rows = self.department.one("select count(*) from cases")
        assert rows in (before, before + NEW_ROWS), f"{rows} rows are current"
        assert not ended.said_done or rows == before + NEW_ROWS, "it said done, and was not"
        now = generation_files(home)
        changed = [name for name in kept if name in now and now[name] != kept[name]]
        assert changed == [], "an older generation was changed"
        assert len(set(now) & set(kept)) >= min(len(kept), FEWEST_KEPT), "older ones are gone"
        assert len(open_people(home).book) > 0
        published = home.published_path()
        assert published is not None and published.exists()
        if published.read_bytes()[:9] != b"published":
            open_published(published).connection.close()
        for line in (home.path / "audit.log").read_text().splitlines():
            json.loads(line)


def patients_in(folder: Path) -> list[str]:
    """The files below a folder in which a patient is named."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if any(who in path.read_bytes() for who in PATIENTS)]


def kill_at_random(folder: Path, times: int, seed: int) -> Counter[str]:
    """Kill that many ingests at random moments; count what had happened by then.

    Every fifth publishes for real. Raises AssertionError if anything was corrupt or lost.
    """
    killings, chance, found = Killings(folder), Random(seed), Counter[str]()
    lasts = {}
    for really in (False, True):
        killings.write(killings.rows + NEW_ROWS)
        lasts[really] = ingest_and_kill(killings.department, really_publish=really).seconds
        killings.ingest()
    for number in range(times):
        really = number % 5 == 4
        moment = chance.uniform(0.0, 1.05 * lasts[really])
        ended = killings.kill_one(after_seconds=moment, really_publish=really)
        if not ended.killed:
            lasts[really] = min(lasts[really], ended.seconds)
        found["killed" if ended.killed else "done before it was killed"] += 1
        found[f"killed after: {ended.told[-1].rstrip('0123456789.duckb')}"] += ended.killed
    return found
