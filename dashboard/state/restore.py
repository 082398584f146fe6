"""Make a home from a backup: everything is unpacked and verified beside it, then put in place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dashboard.file_lock import LockHeld, lock_file
from dashboard.home import Home, HomeProblem
from dashboard.private_files import flush_folder
from dashboard.published_folder import own_file_of
from dashboard.state.manifest import Manifest
from dashboard.state.swap import exchange
from dashboard.state.unpack import open_backup, unpack
from dashboard.state.version import refuse_newer, stamp_of

OF_AN_UNUSED_HOME = frozenset({"lock", "key"})


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore put in place: when the backup was made, the version of its tables.

    `moved_to` is where the home that was there before is now, None if there was none.
    """

    made_at: datetime
    version: int
    files: int
    moved_to: Path | None


def restore(file: Path, home: Home, *, replace: bool = False) -> Restored:
    """Make `home` from the backup in `file`: all of it or nothing.

    A home that is in use stays as it is unless `replace` asks for the other; then it is moved
    aside, whole. Raises HomeProblem when the file is no sound backup, or a newer program's, the
    home is in use, or there is no room; nothing has changed then.
    """
    place = Home(home.path.resolve())
    if not replace:
        _refuse_a_home_in_use(place)
    with open_backup(file) as (archive, manifest):
        refuse_newer(manifest.schema_version, file)
        with _beside(place, manifest) as staged:
            unpack(archive, manifest, staged.path, file)
            _check_whole(staged, manifest, file)
            published = _published_anew(staged, manifest, place)
            staged.point_to(manifest.warehouse, published, manifest.schema_version)
            staged.record("restore", made_at=manifest.made_at, files=len(manifest.files))
            _flush(staged.path)
            moved_to = _put_in_place(staged, place, replace=replace)
    return Restored(manifest.made_at, manifest.schema_version, len(manifest.files), moved_to)


def is_unused(home: Home) -> bool:
    """Return whether nothing was ever taken into the home, or there is none: no more than a key."""
    if not home.path.exists():
        return True
    if not home.path.is_dir():
        return False
    files = (path for path in home.path.rglob("*") if not path.is_dir())
    return all(path.relative_to(home.path).as_posix() in OF_AN_UNUSED_HOME for path in files)


def _refuse_a_home_in_use(home: Home) -> None:
    if not is_unused(home):
        raise HomeProblem(
            f"{home.path}: there is a home already and nothing was changed; restore into another "
            "folder with --home, or add --replace, which moves this one aside."
        )


@contextmanager
def _beside(home: Home, manifest: Manifest) -> Iterator[Home]:
    """Give an empty private home beside `home`; what is left of it in the end goes.

    One that a killed restore left there goes first.
    """
    staged = Home(home.path.with_name(f".{home.path.name}.restoring"))
    try:
        home.path.parent.mkdir(parents=True, exist_ok=True)
        with _only_restore(staged, home):
            _check_room(staged, manifest)
            try:
                yield staged
            finally:
                shutil.rmtree(staged.path, ignore_errors=True)
    except OSError as error:
        raise HomeProblem(
            f"{home.path}: the backup cannot be unpacked here ({error.strerror}); free some space "
            "or choose a folder you can write to with --home. Nothing was changed."
        ) from error


@contextmanager
def _only_restore(staged: Home, home: Home) -> Iterator[None]:
    """Make the folder of `staged` anew and hold a lock: two restores at once would mix."""
    lock = staged.path.with_name(f"{staged.path.name}.lock")
    with os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            lock_file(file)
        except LockHeld:
            raise HomeProblem(
                f"{home.path}: another restore into this home is running; wait for it to end. "
                "Nothing was changed."
            ) from None
        if staged.path.exists():
            shutil.rmtree(staged.path)
        staged.path.mkdir(mode=0o700)
        try:
            yield
        finally:
            with suppress(OSError):  # Windows removes no open file; an empty one stays there
                lock.unlink()


def _check_room(staged: Home, manifest: Manifest) -> None:
    free = shutil.disk_usage(staged.path).free
    if free < manifest.bytes:
        raise HomeProblem(
            f"{staged.path.parent}: the backup needs {manifest.bytes / 1e6:,.0f} MB and "
            f"{free / 1e6:,.0f} MB are free; free some space. Nothing was changed."
        )


def _check_whole(staged: Home, manifest: Manifest, file: Path) -> None:
    """Raise HomeProblem unless key, people and warehouse are such as a home can work with."""
    from dashboard.ingest.people import open_people

    try:
        open_people(staged)
        version = stamp_of(staged.warehouse_folder / manifest.warehouse).version
    except HomeProblem as error:
        raise HomeProblem(
            f"{file}: holds a home that was damaged before it was backed up; restore an older "
            "backup. Nothing was changed."
        ) from error
    if version != manifest.schema_version:
        raise HomeProblem(f"{file}: its manifest is damaged; restore another backup.")
    for folder in (staged.warehouse_folder, staged.published_folder, staged.layouts_folder):
        folder.mkdir(mode=0o700, exist_ok=True)


def _published_anew(staged: Home, manifest: Manifest, home: Home) -> str | None:
    """Give the published file a name that `home` has not, and return it.

    A running dashboard knows a file by its name: under an old one it would go on showing that.
    """
    if manifest.published is None:
        return None
    name, edition = manifest.published, 1
    while (home.published_folder / name).exists():
        edition += 1
        name = f"{Path(manifest.warehouse).stem}-{edition:03}.duckdb"
    before, after = staged.published_folder / manifest.published, staged.published_folder / name
    os.rename(before, after)
    if own_file_of(before).exists():
        os.rename(own_file_of(before), own_file_of(after))
    return name


def _flush(folder: Path) -> None:
    """Return once the names of all folders are on the disk; the files were flushed one by one."""
    for path in [*(path for path in folder.rglob("*") if path.is_dir()), folder]:
        flush_folder(path)


def _put_in_place(staged: Home, home: Home, *, replace: bool) -> Path | None:
    """Give the staged folder the home's name; return where the home before it went, if any."""
    if not home.path.exists():
        os.rename(staged.path, home.path)
        flush_folder(home.path.parent)
        return None
    with _nobody_writing(home):
        if not replace:
            _refuse_a_home_in_use(home)  # once more: now nobody else can write to it
        unused, aside = is_unused(home), _name_aside(home)
        os.rename(staged.path, aside)
        try:
            exchange(aside, home.path)
        except OSError:
            os.rename(aside, staged.path)
            raise
        flush_folder(home.path.parent)
    if unused:
        shutil.rmtree(aside, ignore_errors=True)
        return None
    return aside


@contextmanager
def _nobody_writing(home: Home) -> Iterator[None]:
    """Hold the lock of the home that is moved; Windows moves no folder with an open file in it."""
    if os.name == "nt":
        with home.writing():
            pass
        yield
    else:
        with home.writing():
            yield


def _name_aside(home: Home) -> Path:
    """Return a name beside the home that nothing has: when it was moved."""
    now = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    names = (f"{home.path.name}.before-restore-{now}{end}" for end in ("", *"abcdefgh"))
    return next(path for path in map(home.path.with_name, names) if not path.exists())
