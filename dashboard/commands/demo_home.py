"""The demo department's home: built from data/demo, apart from every real one."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from dashboard.file_lock import LockHeld, wait_for_lock
from dashboard.home import Home, HomeBusy
from dashboard.ingest.demo_department import EXPORTS, MADE_UP

ROOT = Path(__file__).resolve().parent.parent.parent
HOMES = ROOT / "homes"  # git-ignored
WAIT_SECONDS = 300.0
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
        with _alone(homes):
            if home.published_path() is None:  # another one may have built it meanwhile
                _drop_older(homes)
                click.echo("Building the demo department from data/demo, once.", err=True)
                build(home)
    return home


@contextmanager
def _alone(homes: Path) -> Iterator[None]:
    """Hold the lock of the demo homes: whoever comes second waits until the first has built."""
    homes.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (homes / ".demo.lock").open("ab") as file:
        try:
            wait_for_lock(file, WAIT_SECONDS)
        except LockHeld:
            raise HomeBusy(
                f"{homes}: another start has been building the demo department for 5 minutes; "
                "stop it, then start again."
            ) from None
        yield


def build(home: Home) -> None:
    """Take data/demo into `home` with the command anybody would use, and mark the home as demo.

    Raises click's Exit with the exit code of the ingest, which has said why it failed.
    """
    home.path.mkdir(mode=0o700, parents=True)
    home.demo_mark.write_text(MADE_UP, encoding="utf-8")
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
