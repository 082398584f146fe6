"""What a backup holds: the first thing written of it, and the first thing checked."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from dashboard.home import GENERATION_NAME

NAME = "manifest.json"
KIND = "peer learning home"
FORMAT = 1
MADE_ANEW = frozenset({"current.json", "lock", "working", NAME})
NOT_IN_A_NAME = r"""\x00-\x1f\x7f\ud800-\udfff/\\:*?"<>|"""  # on one system or another
PLAIN_NAME = re.compile(rf"[^.{NOT_IN_A_NAME}][^{NOT_IN_A_NAME}]*")
LARGEST_FILE = 1 << 50


class BadManifest(ValueError):
    """A manifest that is not one of ours, or contradicts itself; the message says how."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One file of a home: its place in the home, its size, the SHA-256 of its bytes in hex."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one backup, and which of them are the current generation.

    `warehouse` and `published` are names inside the folders of those names; `published` is None
    when nothing was published.
    """

    made_at: datetime
    schema_version: int
    warehouse: str
    published: str | None
    files: tuple[HeldFile, ...]

    @property
    def bytes(self) -> int:
        """How many bytes the files have when they are unpacked."""
        return sum(file.bytes for file in self.files)

    def as_json(self) -> str:
        """Return the manifest as text."""
        record = {"kind": KIND, "format": FORMAT, **asdict(self)}
        record["made_at"] = self.made_at.isoformat(timespec="seconds")
        return json.dumps(record, indent=1) + "\n"


def read_manifest(text: bytes) -> Manifest:
    """Return the manifest in `text`. Raises BadManifest."""
    try:
        record = json.loads(text)
        if record["kind"] != KIND:
            raise BadManifest("it is no backup of a home")
        if record["format"] > FORMAT:
            raise BadManifest("it was made by a newer program; restore it with that one")
        manifest = _from_record(record)
    except BadManifest:
        raise
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadManifest("its manifest is damaged") from error
    _check(manifest)
    return manifest


def _from_record(record: dict[str, Any]) -> Manifest:
    published = record["published"]
    files = (
        HeldFile(str(file["name"]), int(file["bytes"]), str(file["sha256"]))
        for file in record["files"]
    )
    return Manifest(
        made_at=datetime.fromisoformat(record["made_at"]),
        schema_version=int(record["schema_version"]),
        warehouse=str(record["warehouse"]),
        published=None if published is None else str(published),
        files=tuple(files),
    )


def _check(manifest: Manifest) -> None:
    """Refuse names that leave the home, twice the same name, and a home without its heart."""
    names = [file.name for file in manifest.files]
    needed = {"key", f"warehouse/{manifest.warehouse}"}
    if manifest.published is not None:
        needed.add(f"published/{manifest.published}")
    sound = GENERATION_NAME.fullmatch(manifest.warehouse) is not None
    if (
        not sound
        or len({name.casefold() for name in names}) != len(names)
        or not needed.issubset(names)
    ):
        raise BadManifest("its manifest is damaged")
    for file in manifest.files:
        if not 0 <= file.bytes < LARGEST_FILE or not stays_inside(file.name):
            raise BadManifest("its manifest names a file that belongs in no home")


def stays_inside(name: str) -> bool:
    """Return whether `name` is a plain relative name of a file that a home keeps."""
    parts = PurePosixPath(name).parts
    plain = all(PLAIN_NAME.fullmatch(part) for part in parts)
    return plain and bool(parts) and "/".join(parts) == name and parts[0] not in MADE_ANEW
