"""Fail if anything promised did not run: python .ci/promised.py RESULTS.xml..."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
# The fewest tests each folder has; a folder of tests that is not named here needs one.
FEWEST = {
    "analysis": 300,
    "browser": 120,
    "commands": 60,
    "disclosure": 15,
    "faults": 130,
    "docs": 50,
    "house": 25,
    "ingest": 100,
    "oracle": 25,
    "pages": 40,
    "spec": 30,
}


def main(results: list[str]) -> int:
    """Return 0 if every folder's tests ran and none failed or was skipped, else 1 and say why."""
    cases = [case for path in results for case in ElementTree.parse(path).iter("testcase")]
    ran = Counter(folder_of(case) for case in cases if case.find("skipped") is None)
    failed = sum(
        case.find("failure") is not None or case.find("error") is not None for case in cases
    )
    skipped = sum(case.find("skipped") is not None for case in cases)
    missing = [
        f"tests/{folder}: {ran[folder]} tests ran, at least {fewest} were promised."
        for folder, fewest in promised().items()
        if ran[folder] < fewest
    ]
    for sentence in missing:
        print(sentence, file=sys.stderr)
    print(f"{len(cases) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if missing or failed or skipped or not cases else 0


def promised() -> dict[str, int]:
    """Return the fewest tests that must have run, by folder."""
    folders = {path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")}
    return {folder: FEWEST.get(folder, 1) for folder in sorted(folders | set(FEWEST))}


def folder_of(case: ElementTree.Element) -> str:
    """Return the folder under tests/ that a case stands in; its class is its file's dotted path."""
    parts: Iterator[str] = iter(case.get("classname", "").split("."))
    return next((part for part in parts if part != "tests"), "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
