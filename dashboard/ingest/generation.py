"""Build the next generation beside the current one, and make it current in one step."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.command_line import PROGRAM
from dashboard.home import GENERATION_NAME, Home, HomeProblem
from dashboard.ingest.carry_over import carry_over, has_todays_words
from dashboard.ingest.connection import run, staging
from dashboard.ingest.coverage import write_coverage
from dashboard.ingest.layouts import Layout
from dashboard.ingest.people import People
from dashboard.private_files import flush_file, flush_folder
from dashboard.published_folder import SAID, entry_of, own_file_of
from dashboard.warehouse.create import create_warehouse
from dashboard.warehouse.open import build_warehouse
from dashboard.written_down import keep

KEPT_GENERATIONS = 10
DISK_FAULTS = (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException)
"""What DuckDB raises when a file cannot be written to its end, by where it was met."""
Coverage = list[tuple[object, ...]]
Publish = Callable[[Path, Path], None]


@dataclass(slots=True)
class Building:
    """A generation being built: its number, its file, an open connection, who is in it.

    `changed` says whether anything in it differs from the generation before.
    """

    number: int
    number_before: int | None
    path: Path
    connection: duckdb.DuckDBPyConnection
    coverage_before: Coverage
    people: People | None = None
    changed: bool = False

    def note_changes(self, changes: int) -> None:
        """Note how much changed in the rows; the days covered are compared here."""
        self.changed = changes > 0 or coverage_of(self.connection) != self.coverage_before

    def save_people(self, home: Home) -> None:
        """Write the book of people, if a run learned anything of them."""
        if self.people is not None and self.people.changed:
            self.people.save(home)


@contextmanager
def building(home: Home, working: Path, layouts: tuple[Layout, ...]) -> Iterator[Building]:
    """Open the next generation: the rows of the current one, or an empty warehouse.

    The current file is copied; if its vocabularies are not those of today, its rows are carried
    over instead, and their words mapped anew. Raises HomeProblem.

    It lies beside the generations under a name that no reader opens; whatever happens, that
    file is gone when this ends, unless it was made current.
    """
    remove_unfinished(home)
    number = home.next_generation()
    path = unfinished(home.warehouse_folder, number)
    current = home.warehouse_path()
    try:
        connection = _opened(path, working, current, layouts)
    except HomeProblem:
        path.unlink(missing_ok=True)
        raise
    except (OSError, duckdb.Error) as error:
        path.unlink(missing_ok=True)
        raise HomeProblem(_cannot_write(home, error)) from error
    new = Building(
        number, current_number(home), path, connection, coverage_before=coverage_of(connection)
    )
    connection.execute("begin transaction")
    try:
        yield new
    except duckdb.OutOfMemoryException as error:
        raise HomeProblem(
            f"{home.path}: the export needs more memory than is allowed; take fewer files at once."
        ) from error
    except (OSError, *DISK_FAULTS) as error:
        raise HomeProblem(_cannot_write(home, error)) from error
    finally:
        connection.close()
        remove_unfinished(home)


def _opened(
    path: Path, working: Path, current: Path | None, layouts: tuple[Layout, ...]
) -> duckdb.DuckDBPyConnection:
    """Return the next generation, at `path`, with the rows of the `current` one in it."""
    if current is not None:
        shutil.copyfile(current, path)
    connection = build_warehouse(path, working)
    try:
        path.chmod(0o600)
        if current is None:
            create_warehouse(connection)
            return connection
        if has_todays_words(connection, current):
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    path.unlink()
    connection = build_warehouse(path, working)
    path.chmod(0o600)
    carry_over(connection, current, layouts)
    write_coverage(connection)
    return connection


def publish_and_point(home: Home, new: Building, publish: Publish) -> None:
    """Finish the generation, publish from it, and point the home to both."""
    new.connection.execute("commit")
    new.connection.execute("checkpoint")
    new.connection.close()
    flush_file(new.path)
    published = _publish(home, new.path, new.number, publish)
    new.save_people(home)
    name = generation_name(new.number)
    os.replace(new.path, home.warehouse_folder / name)
    flush_folder(home.warehouse_folder)
    _keep_entry(home, published, new.number)
    home.point_to(name, _keep_published(home, published, new.number))
    prune(home)


def republish(home: Home, publish: Publish) -> int:
    """Publish the current generation again and point the home to the result; return its number.

    Raises HomeProblem when there is no generation yet.
    """
    with home.writing():
        number, path = current_or_say(home)
        remove_unfinished(home)
        try:
            published = _publish(home, path, number, publish)
            _keep_entry(home, published, number)
            home.point_to(path.name, _keep_published(home, published, number))
        finally:
            remove_unfinished(home)
        home.record("publish", generation=number)
        return number


def coverage_of(connection: duckdb.DuckDBPyConnection) -> Coverage:
    """Return the rows of coverage, in order."""
    return run(connection, staging("coverage_in_order")).fetchall()


def current_number(home: Home) -> int | None:
    """Return the number of the current generation, None before the first."""
    pointer = home.current()
    found = GENERATION_NAME.fullmatch(pointer.warehouse) if pointer else None
    return int(found.group(1)) if found else None


def generation_name(number: int) -> str:
    """Return the file name of a generation."""
    return f"generation-{number:06}.duckdb"


def unfinished(folder: Path, number: int) -> Path:
    """Return where a generation's file lies while it is being made."""
    return folder / f"building-{number:06}.duckdb"


def remove_unfinished(home: Home) -> None:
    """Remove what a run that failed or was killed left behind; call it while writing."""
    for folder in (home.warehouse_folder, home.published_folder):
        for path in folder.glob("building-*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
    for folder, name in (
        (home.path, ".people.json.*"),
        (home.path, ".current.json.*"),
    ):
        for path in folder.glob(name):
            path.unlink(missing_ok=True)
    _remove_never_current(home)


def _remove_never_current(home: Home) -> None:
    """Remove a generation that was finished and killed before the pointer moved to it.

    Only one that is newer than all that were ever current: nothing kept can be meant.
    """
    pointer = home.current()
    if pointer is None or not pointer.made_current:
        return
    newest = max(pointer.made_current)
    for number in home.generation_files():
        if number > newest:
            for path in _files_of(home, number):
                path.unlink(missing_ok=True)


def prune(home: Home) -> None:
    """Keep the newest generations and the current one; one that is open elsewhere stays."""
    current = current_number(home)
    for number in home.generations()[:-KEPT_GENERATIONS]:
        if number == current:
            continue
        for path in _files_of(home, number):
            try:
                path.unlink(missing_ok=True)
            except OSError:
                continue  # Windows keeps a file that is open; the next ingest tries again


def _cannot_write(home: Home, error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    first_line = why.splitlines()[0] if why else "unknown"
    return (
        f"{home.path}: the new generation cannot be written ({first_line}); free some space or "
        "give yourself write access. Nothing was changed."
    )


@contextmanager
def working_folder(home: Home) -> Iterator[Path]:
    """Give an empty private folder; what a killed run left in it goes first."""
    folder = home.working_folder
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise HomeProblem(_cannot_write(home, error)) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def current_or_say(home: Home) -> tuple[int, Path]:
    """Return the current generation; raise HomeProblem when there is none."""
    number, path = current_number(home), home.warehouse_path()
    if number is None or path is None:
        raise HomeProblem(
            f"{home.path}: nothing was taken yet; take exports first with `{PROGRAM} ingest PATH`."
        )
    if not path.exists():
        raise HomeProblem(
            f"{path}: the current generation is missing; choose another with "
            f"`{PROGRAM} rollback GENERATION`."
        )
    return number, path


def _publish(home: Home, warehouse: Path, number: int, publish: Publish) -> Path:
    """Have the published file written and flushed under a name no reader opens; return it."""
    published = unfinished(home.published_folder, number)
    publish(warehouse, published)
    if published.with_name(f"{published.name}.wal").exists():
        raise OSError(errno.EIO, "the published file was not written to its end")
    for path in (warehouse, published, own_file_of(published)):
        if path.exists():
            path.chmod(0o600)
            flush_file(path)
    return published


def _keep_entry(home: Home, published: Path, number: int) -> None:
    """Append to the ledger what the publish prepared, if anything: from here on it is told."""
    prepared = entry_of(published)
    if not prepared.is_dir():
        return
    said = json.loads((prepared / SAID).read_text(encoding="utf-8"))
    event = said.pop("event")
    recorded_as = "closed" if event == "publish" else event
    keep(home, event, {"generation": number, **said}, prepared, recorded_as)


def _keep_published(home: Home, published: Path, number: int) -> str:
    """Give the published file its lasting name, never that of an older one; return the name.

    A dashboard that has the older file open keeps what it has, and sees the new one by its name.
    """
    name, edition = generation_name(number), 1
    while (home.published_folder / name).exists():
        edition += 1
        name = f"generation-{number:06}-{edition:03}.duckdb"
    kept = home.published_folder / name
    if own_file_of(published).exists():
        os.replace(own_file_of(published), own_file_of(kept))
    os.replace(published, kept)
    flush_folder(home.published_folder)
    return name


def _files_of(home: Home, number: int) -> list[Path]:
    """Return every file of a generation."""
    published = published_of(home, number)
    own = [own_file_of(path) for path in published]
    return [home.warehouse_folder / generation_name(number), *published, *own]


def published_of(home: Home, number: int) -> list[Path]:
    """Return the published files of a generation, oldest first."""
    return sorted(
        home.published_folder.glob(f"generation-{number:06}*.duckdb"),
        key=lambda path: (len(path.name), path.name),
    )
