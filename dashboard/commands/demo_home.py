"""The demo department's home: built from data/demo, apart from every real one."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dashboard.home import Home

ROOT = Path(__file__).resolve().parent.parent.parent
EXPORTS = ROOT / "data" / "demo"
HOMES = ROOT / "homes"  # git-ignored
MARK = "demo"  # a file of this name says that a home holds the demo department
WHAT_A_HOME_COMES_FROM = (
    "data/**/*",
    "queries/**/*.sql",
    "dashboard/*.py",
    "dashboard/ingest/**/*.py",
    "dashboard/warehouse/**/*.py",
    "dashboard/measures/**/*.py",
    "dashboard/publish/**/*.py",
    "requirements.lock",
)


def demo_home(homes: Path = HOMES) -> Home:
    """Return the demo department's home, built first if the exports or the code are newer.

    Raises click's Exit with the exit code of the ingest, which has said why it failed.
    """
    home = Home(homes / f"demo-{fingerprint()}")
    if home.published_path() is None:
        _drop_older(homes)
        click.echo("Building the demo department from data/demo, once.", err=True)
        build(home)
    return home


def build(home: Home) -> None:
    """Take data/demo into `home` with the command anybody would use, and mark the home as demo.

    Raises click's Exit with the exit code of the ingest, which has said why it failed.
    """
    home.path.mkdir(mode=0o700, parents=True)
    (home.path / MARK).write_text("The people, cases and numbers here are made up.\n")
    command = [sys.executable, "-m", "dashboard", "ingest", str(EXPORTS), "--home", str(home.path)]
    taken = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if taken.returncode != 0:
        raise click.exceptions.Exit(taken.returncode)


def fingerprint() -> str:
    """Return 12 hex digits that change with anything the demo home is made from."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for pattern in WHAT_A_HOME_COMES_FROM:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file())


def _drop_older(homes: Path) -> None:
    for older in homes.glob("demo-*"):
        shutil.rmtree(older, ignore_errors=True)
