"""Take each new file of a folder once; nothing is moved, and one bad file stops no other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dashboard.home import Home, HomeProblem
from dashboard.ingest.files import walk
from dashboard.ingest.generation import current_number, working_folder
from dashboard.ingest.layouts import Layout, known_layouts, layout_named
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.sources import read_sources
from dashboard.ingest.take import (
    ROSTER,
    Recognised,
    TakenExports,
    left_out,
    recognise_all,
    take_recognised,
)
from dashboard.private_files import write_privately

Read = dict[Path, list[Recognised]]
Run = tuple[list[Path], TakenExports]


def take_inbox(
    home: Home, inbox: Path, *, layout: str | None = None, **options: Any
) -> tuple[TakenExports, list[str]]:
    """Take the files of `inbox` that were not taken before; `options` are `take_recognised`'s.

    Each is read once. Returns what was taken and a sentence for each file that could not be. Such
    a file is tried again next time. Raises CannotTake when the folder is not there, or no layout
    is called `layout`.
    """
    if not inbox.is_dir():
        raise CannotTake(f"--inbox {inbox}: there is no such folder; check the path.")
    taken_before = _taken_before(home)
    new = {path: _hash(path) for path in walk(inbox)}
    new = {path: digest for path, digest in new.items() if digest not in taken_before}
    with home.writing(), working_folder(home) as working:
        layouts = known_layouts(home.layouts_folder)
        named = layout_named(layout, layouts) if layout else None
        read, unreadable, beside = _read(list(new), layouts, named, working)
        take = partial(take_recognised, home, working, layouts, **options)
        runs, refused = _take(read, take)
        done = {new[path] for paths, _ in runs for path in paths}
        _remember(home, taken_before | done)
        result = TakenExports(
            generation=current_number(home),
            receipts=tuple(receipt for _, taken in runs for receipt in taken.receipts),
            new=any(taken.new for _, taken in runs),
            left_out=beside,
        )
    return result, unreadable + refused


def _read(
    paths: list[Path], layouts: tuple[Layout, ...], named: Layout | None, working: Path
) -> tuple[Read, list[str], tuple[str, ...]]:
    """Return the tables of each file, a sentence for each that is no export we know, left out."""
    read: Read = {}
    refused: list[str] = []
    beside: list[str] = []
    for number, path in enumerate(paths):
        try:
            sources = read_sources([path], layouts, working / f"inbox-{number:04}")
            read[path] = recognise_all(sources, layouts, named)
            beside += left_out(sources)
        except CannotTake as error:
            refused.append(str(error))
    return read, refused, tuple(beside)


def _take(
    read: Read, take: Callable[[list[Recognised]], TakenExports]
) -> tuple[list[Run], list[str]]:
    """Take all files in one run; if one of them cannot be taken, each in a run of its own."""
    if not read:
        return [], []
    try:
        return [(list(read), take([one for found in read.values() for one in found]))], []
    except CannotTake as error:
        if len(read) == 1:
            return [], [str(error)]
    runs: list[Run] = []
    refused = []
    for path in sorted(read, key=lambda path: (not _is_roster(read[path]), path)):
        try:
            runs.append(([path], take(read[path])))
        except CannotTake as error:
            refused.append(str(error))
    return runs, refused


def _is_roster(found: list[Recognised]) -> bool:
    """Return whether a roster is among the tables; it says who the people of the others are."""
    return any(one.match.layout.table == ROSTER for one in found)


def _taken_before(home: Home) -> set[str]:
    try:
        hashes: list[str] = json.loads(_memory(home).read_text(encoding="utf-8"))
        return set(hashes)
    except FileNotFoundError:
        return set()
    except ValueError as error:
        raise HomeProblem(
            f"{_memory(home)}: damaged; remove it, and every file of the inbox is looked at again."
        ) from error


def _remember(home: Home, hashes: set[str]) -> None:
    write_privately(_memory(home), json.dumps(sorted(hashes), indent=1) + "\n")


def _memory(home: Home) -> Path:
    return home.path / "inbox.json"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
