"""Years that were audited before: what goes into an audit, as a digest, and what it changed.

The same rows, roster, tables, thresholds and program come to the same merges, so that a publish
audits what is new alone. Kept are digests and names of units; nothing of a person or a case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dashboard.private_files import write_privately
from dashboard.publish.audit.counted import Codes, CountedRows
from dashboard.publish.audit.steps import Step
from dashboard.publish.plan import Family

FILE = "audits.json"
KEPT = 60
"""Years kept: those of a few generations, for whoever goes back to one."""
SOURCES = Path(__file__).resolve().parent.parent
Audits = Mapping[str, tuple[Step, ...]]


def read_audits(folder: Path) -> dict[str, tuple[Step, ...]]:
    """Return what is remembered in a folder: nothing when there is no file, or a damaged one."""
    try:
        records = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {
            digest: tuple(
                Step((base, about, axis), done, tuple(units))
                for base, about, axis, done, units in steps
            )
            for digest, steps in records.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_audits(folder: Path, audits: Audits) -> None:
    """Keep the newest of some audits in a folder; the first are the newest."""
    kept = list(audits.items())[:KEPT]
    records = {
        digest: [[*step.family, step.done, step.units] for step in steps] for digest, steps in kept
    }
    write_privately(folder / FILE, json.dumps(records, ensure_ascii=False, indent=0) + "\n")


def digest_of(
    families: Sequence[Family],
    rows: CountedRows,
    home: dict[str, NDArray[np.bool_]],
    people: Sequence[str],
) -> str:
    """Return what stands for one year's audit: equal when all that goes into it is equal.

    `rows` are those of the year; `people` are the pseudonyms by the number the rows name them by.
    """
    found = hashlib.sha256(_program())
    for each in _of_rows(rows, people):
        found.update(each)
    for axis, at_home in sorted(home.items()):
        for unit, person in np.argwhere(at_home):
            found.update(_text(axis, rows.units[axis][unit], people[person]))
    for family in families:
        for each in _of_family(family):
            found.update(each)
    return found.hexdigest()


def _of_rows(rows: CountedRows, people: Sequence[str]) -> Iterator[bytes]:
    names = np.array(sorted(rows.sets))
    held = np.stack([rows.sets[name] for name in names]) if len(names) else np.zeros((0, 0))
    signatures = [",".join(names[inside]) for inside in held.astype(bool).T]
    yield rows.month.tobytes()
    yield rows.rows.tobytes()
    yield from _column(rows.signature, signatures)
    for axis, units in sorted(rows.units.items()):
        yield _text(axis, units)
        yield from _column(rows.unit[axis], units)
    for role in (rows.person, rows.other_person):
        # Nobody is -1, the last.
        yield from _column(role, [*people, "nobody"])


def _column(codes: Codes, names: Sequence[str]) -> Iterator[bytes]:
    """Yield a column so that it does not depend on how its values are numbered."""
    there, number = np.unique(codes, return_inverse=True)
    yield _text(*(names[each] for each in there))
    yield number.astype(np.int64).tobytes()


def _of_family(family: Family) -> Iterator[bytes]:
    gated, place = family.gated, family.place
    months = list(place.months)
    yield _text(family.key, place.units, months, place.calendar.first_month, place.grains())
    yield _text(place.policy)
    yield gated.rows.total[:, months].tobytes()
    yield gated.covered[:, months].tobytes()
    for measure in family.measures:
        counted, exposed, _ = gated.counts[measure.name]
        yield _text(measure.model_dump_json(), counted.parts, family.tables.get(measure.name))
        if exposed is not None:
            yield (exposed.amount[:, months] > 0).tobytes()


def _text(*values: object) -> bytes:
    return repr(values).encode()


@cache
def _program() -> bytes:
    """Return what stands for the program that audits: its files, and what solves for it."""
    found = hashlib.sha256(repr([version(name) for name in ("numpy", "scipy")]).encode())
    for path in sorted(SOURCES.rglob("*.py")):
        found.update(path.read_bytes())
    return found.digest()
