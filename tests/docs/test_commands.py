"""docs/commands.md and the commands say the same."""

from __future__ import annotations

import re

import click
import pytest

from dashboard.commands.cli import COMMANDS, SECTIONS, Command, load
from tests.house.project_files import ROOT, project_files, shown

TEXT = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
OF_CLICK_ITSELF = {"--help"}
EACH = [pytest.param(command, id=name) for name, command in COMMANDS.items()]


def rows(name: str) -> list[str]:
    """The table rows of docs/commands.md that show how to call a command."""
    return [row for row in TEXT.splitlines() if re.match(rf"\|.*`{name}\b[^|]*", row)]


def options(command: click.Command) -> set[str]:
    found = {name for option in command.params for name in option.opts if name.startswith("--")}
    if isinstance(command, click.Group):
        found |= set().union(*(options(inner) for inner in command.commands.values()))
    return found


@pytest.mark.parametrize("command", EACH)
def test_it_is_documented(command: Command) -> None:
    assert rows(command.name)


@pytest.mark.parametrize("command", EACH)
def test_it_takes_what_its_documentation_shows(command: Command) -> None:
    documented = set(re.findall(r"--[a-z][a-z0-9-]*", " ".join(rows(command.name))))
    everywhere = options(load(command)) | OF_CLICK_ITSELF
    assert documented <= everywhere


@pytest.mark.parametrize("command", EACH)
def test_it_explains_itself_and_each_of_its_options(command: Command) -> None:
    loaded = load(command)
    assert loaded.name == command.name
    assert loaded.help
    every = loaded.commands.values() if isinstance(loaded, click.Group) else [loaded]
    silent = [
        option.name
        for one in every
        for option in one.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_the_document_has_the_sections_of_the_help() -> None:
    headings = re.findall(r"^## (.+)$", TEXT, re.M)
    assert [title for title in SECTIONS if title not in headings] == []


def test_no_document_names_a_command_that_is_not_there() -> None:
    unknown = [
        f"{shown(path)}: {name}"
        for path in project_files(".md")
        for name in re.findall(r"python -m dashboard ([a-z]+)", path.read_text(encoding="utf-8"))
        if name not in COMMANDS
    ]
    assert unknown == []
