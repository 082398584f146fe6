"""Every file: short enough to be one thing, finished, and tied to no machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.project_files import ROOT, project_files, shown, text_files

LONGEST = 350
UNFINISHED = re.compile(
    r"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b|raise NotImplemente[d]|mark\.(?:ski[p]\b|xfai[l])"
)
# A folder of whoever wrote the file, or one beside the project.
OF_A_MACHINE = re.compile(
    r"/(?:wor[k]|far[m]|roo[t]|mn[t])/|/hom[e]/\w|/User[s]/\w|C:\\\\User[s]|\.\./share[d]|\.librar[y]"
)
CODE = project_files(".py", ".sql", ".css", ".js")
LOCKS = ("requirements.lock", "requirements-test.lock", "package-lock.json")
A_HOST = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|\bgit\+|\bfile:")


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                yield f"{shown(path)}:{number}: {line.strip()[:120]}"


def test_no_file_is_longer_than_one_thing() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_nothing_is_left_unfinished() -> None:
    assert list(lines_with(UNFINISHED, [*CODE, *project_files(".md")])) == []


def test_no_file_names_a_path_of_a_machine() -> None:
    assert list(lines_with(OF_A_MACHINE, text_files())) == []


def test_each_part_of_a_page_that_reruns_by_itself_asks_who_looks() -> None:
    screens = [path for path in CODE if shown(path).startswith(("dashboard/", "pages/"))]
    found = {line.split(":")[0] for line in lines_with(re.compile(r"st\.fragment"), screens)}
    assert found == {"dashboard/ui/part.py"}


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_host(name: str) -> None:
    assert list(lines_with(A_HOST, [ROOT / name])) == []


def test_every_pin_in_the_locks_has_a_hash() -> None:
    for name in LOCKS[:2]:
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_tests_run_on_what_users_install() -> None:
    users, tests = (pins(ROOT / name) for name in LOCKS[:2])
    assert len(users) >= 40
    assert users <= tests


def test_every_direct_dependency_is_exact_and_has_its_reason() -> None:
    for name in ("requirements.txt", "requirements-test.in"):
        lines = (ROOT / name).read_text().splitlines()
        named = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert [line for line in named if not re.fullmatch(r"\S+==\S+ +# \S.*", line)] == []


def test_every_direct_dependency_is_in_its_lock() -> None:
    for source, lock in (("requirements.txt", LOCKS[0]), ("requirements-test.in", LOCKS[1])):
        assert pins(ROOT / source) <= pins(ROOT / lock)


def pins(path: Path) -> set[str]:
    """Each package with its version, without extras: streamlit==1.67.0."""
    lines = [
        line.split()[0] for line in path.read_text().splitlines() if "==" in line.split("#")[0]
    ]
    return {re.sub(r"\[.*\]", "", line).lower() for line in lines}
