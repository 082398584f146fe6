"""What a person copies from a page, a message or a document runs on the machine it is read on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.command_line import python_as_typed
from tests.house.project_files import project_files, shown

HERE = Path("/srv/peer-learning/app")
DOCUMENTED = ".venv/bin/python -m "


@pytest.mark.parametrize(
    ("executable", "typed"),
    [
        (f"{HERE}/.venv/bin/python", ".venv/bin/python"),
        (f"{HERE}/./.venv/bin/python3", ".venv/bin/python3"),
        (f"{HERE}/venv/Scripts/python.exe", "venv/Scripts/python"),
        ("/usr/bin/python3.11", "python3.11"),
        ("", "python"),
    ],
)
def test_the_interpreter_is_named_as_it_is_typed_in_the_projects_folder(
    executable: str, typed: str
) -> None:
    assert python_as_typed(executable, HERE) == typed


def test_no_sentence_of_the_program_names_the_interpreter_by_itself() -> None:
    said = [
        f"{shown(path)}:{line}"
        for path in project_files(".py")
        if shown(path).startswith(("dashboard/", "pages/"))
        for line, text in texts(path)
        if re.search(r"python3? -m\s+dashboard", text)
    ]
    assert said == []


def test_every_document_names_it_as_the_readme_installs_it() -> None:
    other = [
        f"{shown(path)}: {found}"
        for path in project_files(".md")
        for found in re.findall(
            r"\S*python\S* -m\s+(?:dashboard|tests)\S*", path.read_text(encoding="utf-8")
        )
        if DOCUMENTED not in " ".join(found.split())
    ]
    assert other == []


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of the file with its line, those of f-strings too, but no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in documentation:
            yield node.lineno, node.value
