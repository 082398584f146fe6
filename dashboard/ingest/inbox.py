"""Take each new file of a folder once; nothing is moved, and one bad file stops no other."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from dashboard.home import Home, HomeProblem
from dashboard.ingest.files import kind_of, walk
from dashboard.ingest.generation import current_number, working_folder
from dashboard.ingest.layouts import Layout, known_layouts
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.sources import read_sources
from dashboard.ingest.take import ROSTER, TakenExports, recognise_all, take
from dashboard.private_files import write_privately


def take_inbox(home: Home, inbox: Path, **options: Any) -> tuple[TakenExports, list[str]]:
    """Take the files of `inbox` that were not taken before; `options` are those of `take`.

    Returns what was taken and a sentence for each file that could not be. Such a file is tried
    again next time. Raises CannotTake when the folder is not there.
    """
    if not inbox.is_dir():
        raise CannotTake(f"--inbox {inbox}: there is no such folder; check the path.")
    taken_before = _taken_before(home)
    new = {path: _hash(path) for path in walk(inbox)}
    new = {path: digest for path, digest in new.items() if digest not in taken_before}
    good, refused = _sort_out(list(new))
    receipts, sentences = _take(home, good, options)
    done = [new[path] for path in receipts]
    _remember(home, taken_before | set(done))
    result = TakenExports(
        generation=current_number(home),
        receipts=tuple(receipt for one in receipts.values() for receipt in one.receipts),
        new=any(one.new for one in receipts.values()),
    )
    return result, refused + sentences


def _sort_out(paths: list[Path]) -> tuple[list[Path], list[str]]:
    """Return the files that are what their names say, and a sentence for each that is not."""
    good, refused = [], []
    for path in paths:
        try:
            kind_of(path)
            good.append(path)
        except CannotTake as error:
            refused.append(str(error))
    return good, refused


def _take(
    home: Home, paths: list[Path], options: dict[str, Any]
) -> tuple[dict[Path, TakenExports], list[str]]:
    """Take all files in one run; if one of them cannot be taken, each in a run of its own."""
    if not paths:
        return {}, []
    try:
        together = take(home, paths, **options)
        nothing = TakenExports(together.generation, (), together.new)
        return {paths[0]: together} | dict.fromkeys(paths[1:], nothing), []
    except CannotTake as error:
        if len(paths) == 1:
            return {}, [str(error)]
    taken: dict[Path, TakenExports] = {}
    refused: list[str] = []
    for path in _rosters_first(home, paths):
        try:
            taken[path] = take(home, [path], **options)
        except CannotTake as error:
            refused.append(str(error))
    return taken, refused


def _rosters_first(home: Home, paths: list[Path]) -> list[Path]:
    """Return the paths with those of rosters first: they say who the people of the others are."""
    if len(paths) < 2:
        return paths
    layouts = known_layouts(home.layouts_folder)
    with home.writing(), working_folder(home) as working:
        later = {p: not _is_roster(p, layouts, working / f"{n:04}") for n, p in enumerate(paths)}
    return sorted(paths, key=lambda path: (later[path], path))


def _is_roster(path: Path, layouts: tuple[Layout, ...], working: Path) -> bool:
    try:
        found = recognise_all(read_sources([path], layouts, working), layouts, None)
    except CannotTake:
        return False
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
