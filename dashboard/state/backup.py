"""Put what a home cannot be without into one private file: the current generation and all else."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from dashboard.command_line import PROGRAM
from dashboard.home import Home, HomeProblem
from dashboard.ingest.generation import current_or_say
from dashboard.private_files import flush_folder
from dashboard.published_folder import own_file_of
from dashboard.state.manifest import MADE_ANEW, NAME, HeldFile, Manifest, stays_inside
from dashboard.state.version import stamp_of

CHUNK = 1 << 20
FAST = 1  # a warehouse is compressed already; the text beside it is small
GENERATIONS = frozenset({"warehouse", "published"})


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds: the generation, the number of files, the size of the file in bytes."""

    generation: int
    files: int
    bytes: int


def back_up(home: Home, file: Path) -> BackedUp:
    """Write the home's current generation, key, people, layouts, policy and log to `file`.

    The file appears whole or not at all, for its owner alone. Dashboards go on reading; an
    ingest waits. Raises HomeProblem when there is nothing to back up, `file` exists or lies in
    the home, or it cannot be written.
    """
    target = file.expanduser().absolute()
    _check_place(home, target)
    with home.writing():
        generation, warehouse = current_or_say(home)
        version = stamp_of(warehouse).version
        paths = dict(_paths(home, warehouse))
        with _appearing_whole(target) as (beside, stream):
            held = _write(stream, home, paths, version, warehouse.name)
            size = beside.stat().st_size
        home.record("backup", generation=generation, files=held)
    return BackedUp(generation, held, size)


def _check_place(home: Home, target: Path) -> None:
    if target.exists():
        raise HomeProblem(
            f"{target}: there is a file already, and a backup never writes over one; choose "
            "another name, for example one with today's date."
        )
    if not target.parent.is_dir():
        raise HomeProblem(f"{target.parent}: there is no such folder; make it first.")
    if target.resolve().is_relative_to(home.path.resolve()):
        raise HomeProblem(
            f"{target}: lies inside the home it would back up; choose a place on another disk."
        )


def _paths(home: Home, warehouse: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file to keep by its place in the home: of the generations, the current alone."""
    published = home.published_path()
    if published is not None and not published.exists():
        raise HomeProblem(
            f"{published}: the published file is missing; make it again with "
            f"`{PROGRAM} publish`, then back up."
        )
    yield f"warehouse/{warehouse.name}", warehouse
    if published is not None:
        for path in (published, own_file_of(published)):
            if path.exists():
                yield f"published/{path.name}", path
    for path in sorted(home.path.rglob("*")):
        place = path.relative_to(home.path)
        if path.is_file() and _kept_whole(place):
            if not stays_inside(place.as_posix()):
                raise HomeProblem(f"{path}: other systems cannot hold this name; rename the file.")
            yield place.as_posix(), path


def _kept_whole(place: Path) -> bool:
    top = place.parts[0]
    half_written = any(part.startswith(".") for part in place.parts)
    return top not in GENERATIONS and top not in MADE_ANEW and not half_written


@contextmanager
def _appearing_whole(target: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Give a private file beside `target` that becomes it when all went well, else is gone."""
    beside = target.with_name(f".{target.name}.unfinished")
    try:
        beside.unlink(missing_ok=True)  # of a backup that was killed
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield beside, file
            file.flush()
            os.fsync(file.fileno())
        os.rename(beside, target)
        flush_folder(target.parent)
    except OSError as error:
        raise HomeProblem(
            f"{target}: the backup cannot be written ({error.strerror}); free some space or "
            "choose another place. Nothing was left behind."
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _write(
    stream: IO[bytes], home: Home, paths: dict[str, Path], version: int, warehouse: str
) -> int:
    """Write the archive, then read it back against what was read; return how many files it has."""
    published = home.published_path()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as archive:
        held = tuple(_add(archive, name, path) for name, path in paths.items())
        manifest = Manifest(
            made_at=datetime.now(UTC),
            schema_version=version,
            warehouse=warehouse,
            published=published.name if published else None,
            files=held,
        )
        archive.writestr(_entry(NAME), manifest.as_json())
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        for file in held:
            if _hash(archive, file.name) != file.sha256:
                raise OSError(5, "what was written reads back otherwise")
    return len(held)


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> HeldFile:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(_entry(name), "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return HeldFile(name, size, digest.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, datetime.now().timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
