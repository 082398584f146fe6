"""Open a backup and unpack it, believing nothing it says before it is verified."""

from __future__ import annotations

import hashlib
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.command_line import PROGRAM
from dashboard.home import HomeProblem
from dashboard.state.manifest import NAME, BadManifest, HeldFile, Manifest, read_manifest

CHUNK = 1 << 20
LARGEST_MANIFEST = 1 << 22
# What zipfile raises for bytes that are not what they should be.
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


@contextmanager
def open_backup(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Give the archive in `file` and its manifest. Raises HomeProblem if it is no backup."""
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise HomeProblem(f"{file}: there is no such file; check the path.") from error
    except OSError as error:
        raise HomeProblem(f"{file}: cannot be read ({error.strerror}).") from error
    except DAMAGE as error:
        raise HomeProblem(
            f"{file}: not a backup, or damaged; name a file that "
            f"`{PROGRAM} backup` wrote. Nothing was changed."
        ) from error
    with archive:
        yield archive, _manifest(archive, file)


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path, file: Path) -> None:
    """Write every file of the manifest under `folder`, private and flushed, and verify each.

    Raises HomeProblem when one is not what the manifest says, OSError when it cannot be written.
    """
    for held in manifest.files:
        path = folder / held.name
        for parent in reversed(path.relative_to(folder).parents[:-1]):
            (folder / parent).mkdir(mode=0o700, exist_ok=True)
        if not _unpacked(archive, held, path):
            raise _damaged(file, f"{held.name} is not what was backed up")


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    """Return the manifest, which names the files of the archive and no other."""
    try:
        with archive.open(NAME) as entry:
            manifest = read_manifest(entry.read(LARGEST_MANIFEST))
    except KeyError as error:
        raise _damaged(file, "it is no backup of a home") from error
    except BadManifest as error:
        raise _damaged(file, str(error)) from error
    except DAMAGE as error:
        raise _damaged(file, "its manifest is damaged") from error
    if sorted(archive.namelist()) != sorted([NAME, *(held.name for held in manifest.files)]):
        raise _damaged(file, "it does not hold the files its manifest names")
    return manifest


def _unpacked(archive: zipfile.ZipFile, held: HeldFile, path: Path) -> bool:
    """Write one file; return whether it is what the manifest says. Never writes more than that."""
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        for chunk in _chunks(archive, held):
            digest.update(chunk)
            size += len(chunk)
            if size > held.bytes:
                return False
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return size == held.bytes and digest.hexdigest() == held.sha256


def _chunks(archive: zipfile.ZipFile, held: HeldFile) -> Iterator[bytes]:
    """Yield the bytes of one file; a damaged one ends early, and its hash tells."""
    try:
        with archive.open(held.name) as source:
            while chunk := source.read(CHUNK):
                yield chunk
    except DAMAGE:
        return


def _damaged(file: Path, why: str) -> HomeProblem:
    return HomeProblem(f"{file}: {why}; restore another backup. Nothing was changed.")
