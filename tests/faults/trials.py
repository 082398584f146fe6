"""Take one mutant as a coordinator would, by the command, and check what may never happen."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest import mock

from dashboard.commands.cli import main
from dashboard.home import Home, create_home
from dashboard.ingest.receipt import Receipt
from dashboard.published.open import open_published
from tests.faults.department import (
    Department,
    check_accounts,
    contents,
    generation_files,
    leave_a_file,
    left_behind,
)
from tests.faults.mutants import EXPORTS, Mutant
from tests.faults.valid_exports import Export

DONE, REFUSED = 0, 2
LEFT_OUT = re.compile(r"(?:headings|lines) left out: (\d+)")
LONGEST_SENTENCE = 700


class BrokenPromise(AssertionError):
    """A mutant made the product do what it promises never to do."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How the command ended and what it said."""

    code: int
    out: str
    error: str


@dataclass(slots=True)
class Laboratory:
    """A home with half of every valid export taken, kept to start each trial from."""

    folder: Path
    start: Home
    dirty: bool = True

    def department(self) -> Department:
        """The department as it is before a trial."""
        home, exports = self.folder / "home", self.folder / "exports"
        if self.dirty:
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(self.start.path, home)
        shutil.rmtree(exports, ignore_errors=True)
        exports.mkdir()
        return Department(Home(home), exports)

    def try_out(self, mutant: Mutant, *, really_publish: bool = False) -> str:
        """Take one mutant; return what became of it. Raises BrokenPromise."""
        department = self.department()
        self.dirty = True
        try:
            outcome = _try_out(department, mutant, really_publish)
        except BaseException as error:
            raise BrokenPromise(f"{mutant}: {error!r}") from error
        self.dirty = outcome != "refused"
        return outcome


def open_laboratory(folder: Path) -> Laboratory:
    """Build the home the trials start from, published for real."""
    start, exports = create_home(folder / "start"), folder / "valid"
    exports.mkdir()
    for export in EXPORTS:
        (exports / export.file).write_text(half_of(export).text())
    with faults_come_through():
        ran = run_ingest(start, exports)
    assert ran.code == DONE, ran.error
    return Laboratory(folder, start)


def half_of(export: Export) -> Export:
    """The first rows of an export, so that a mutant of the whole has new and known rows."""
    rows = export.rows[: max(1, len(export.rows) // 2)]
    return Export(export.file, export.separator, export.headings, rows)


@contextmanager
def faults_come_through() -> Iterator[None]:
    """Let what the command would call a fault of ours be raised here, whole."""
    with mock.patch.dict(os.environ, {"PEER_LEARNING_TRACEBACK": "1"}):
        yield


def run_ingest(home: Home, *paths: Path, publish: object = None) -> Ran:
    """Run the ingest command in this process."""
    out, error = StringIO(), StringIO()
    arguments = ["ingest", *map(str, paths), "--home", str(home.path), "--json"]
    with redirect_stdout(out), redirect_stderr(error):
        if publish is None:
            code = main(arguments)
        else:
            with mock.patch("dashboard.publish.publish_generation", publish):
                code = main(arguments)
    return Ran(code, out.getvalue(), error.getvalue())


def stand_in(warehouse: Path, published: Path, progress: object) -> None:
    """Take the place of publishing, which takes a second."""
    leave_a_file(warehouse, published)


def _try_out(department: Department, mutant: Mutant, really_publish: bool) -> str:
    home = department.home
    path = department.folder / mutant.file
    path.write_bytes(mutant.content)
    before, counts, pointer = contents(home), department.counts(), home.current()
    with faults_come_through():
        ran = run_ingest(home, path, publish=None if really_publish else stand_in)
    assert left_behind(home) == [], left_behind(home)
    assert "Traceback" not in ran.out + ran.error, ran
    if ran.code == REFUSED:
        check_refusal(ran, mutant)
        assert contents(home) == before, "a refusal changed the home"
        return "refused"
    assert ran.code == DONE, ran
    now = generation_files(home)
    kept = {name: digest for name, digest in before.items() if name in now}
    assert kept == {name: now[name] for name in kept}, "an older generation was changed"
    assert set(kept) == {name for name in before if name.endswith(".duckdb")}, "one is gone"
    receipts = _receipts(ran)
    new = home.current() != pointer
    check_accounts(counts, department.counts(), receipts, new)
    check_no_row_is_lost(mutant, receipts)
    if new and really_publish:
        check_published(home, len(EXPORTS) + len(receipts))
    return _in_words(receipts, new)


def check_refusal(ran: Ran, mutant: Mutant) -> None:
    sentence = ran.error.strip()
    assert ran.out == "", "a refusal printed a result"
    assert "\n" not in sentence, f"more than one line: {sentence!r}"
    assert mutant.file in sentence, f"does not name the file: {sentence!r}"
    assert len(sentence) <= LONGEST_SENTENCE, f"{len(sentence)} letters: {sentence[:200]!r}"


def check_no_row_is_lost(mutant: Mutant, receipts: tuple[Receipt, ...]) -> None:
    """Check read and left out against the rows the mutant is known to have."""
    if mutant.rows is None:
        return
    (receipt,) = receipts
    left_out = sum(int(found) for note in receipt.notes for found in LEFT_OUT.findall(note))
    assert receipt.read + left_out == mutant.rows, f"{mutant.rows} rows, receipt {receipt}"


def check_published(home: Home, receipts: int) -> None:
    """Check that a reader can open what was published, and that it has so many receipts."""
    path = home.published_path()
    assert path is not None
    published = open_published(path)
    try:
        assert len(published.receipts) == receipts
        assert not published.coverage.empty
    finally:
        published.connection.close()


def _receipts(ran: Ran) -> tuple[Receipt, ...]:
    records = json.loads(ran.out)["receipts"]
    return tuple(Receipt(**{**record, "notes": tuple(record["notes"])}) for record in records)


def _in_words(receipts: tuple[Receipt, ...], new: bool) -> str:
    if not new:
        return "nothing new"
    return "taken, rows rejected" if any(one.rejected for one in receipts) else "taken"
