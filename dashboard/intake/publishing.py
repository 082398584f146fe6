"""How a generation that the screen made is published: by the one gate, in a process of its own.

Counting and the audit compute for up to a minute; in the process that serves the pages every
reader would wait for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from dashboard.ingest.generation import DISK_FAULTS
from dashboard.intake.refused import Refused
from dashboard.own_data.refusal import WrongInput

ROOT = Path(__file__).resolve().parent.parent.parent
Tell = Callable[[str, float], None]
"""Is told what is being published, and the share done, 0 to 1."""
FAULTS: dict[str, type[Exception]] = {
    fault.__name__: fault for fault in (duckdb.OutOfMemoryException, *DISK_FAULTS, OSError)
}
"""What ingest has words for when it cannot write; it is raised here as it was raised there."""


def quiet(what: str, share: float) -> None:
    """Tell nobody."""


def publish(warehouse: Path, published: Path, tell: Tell = quiet) -> None:
    """Publish the warehouse file `warehouse` into a new readers' file `published`.

    Raises Refused with one sentence, or one of FAULTS where a file cannot be written.
    """
    _in_a_process_of_its_own(warehouse, published, tell)


def publish_and_restate(warehouse: Path, published: Path, tell: Tell = quiet) -> None:
    """Publish what whoever keeps the home said of words: closed months are restated with it.

    Tables whose change would tell of a few people stand as first published, and where all would
    the rows are held. Raises as `publish` does.
    """
    from dashboard.publish.restating import EVERY
    from dashboard.publish.setting_up import keeps_what_is_published
    from dashboard.published_folder import home_of

    if keeps_what_is_published(home_of(published)):
        try:
            restating(EVERY, "words mapped on the Data page", warehouse, published, tell)
            return
        except WrongInput:  # refused, or no number would change
            pass
    publish(warehouse, published, tell)


def restating(period: str, why: str, warehouse: Path, published: Path, tell: Tell = quiet) -> None:
    """Publish, and take the rows held of a period in, asked for as "2026-03".

    Raises WrongInput where it cannot be restated, and as `publish` does.
    """
    _in_a_process_of_its_own(warehouse, published, tell, {"period": period, "why": why})


def _in_a_process_of_its_own(
    warehouse: Path, published: Path, tell: Tell, restate: dict[str, str] | None = None
) -> None:
    asked = {"warehouse": str(warehouse), "published": str(published), "restate": restate}
    command = [sys.executable, "-m", "dashboard.intake.publishing_child"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{json.dumps(asked)}\n")
        child.stdin.flush()  # and left open: the child ends when it is closed
        ended: dict[str, Any] = {}
        for line in child.stdout:
            ended = json.loads(line)
            if "share" in ended:
                tell(ended["what"], ended["share"])
    _raise_what(ended, child.returncode)


def _raise_what(ended: dict[str, Any], code: int) -> None:
    if "fault" in ended:
        raise FAULTS[ended["fault"]](ended["words"])
    if "cannot" in ended:
        raise WrongInput(ended["cannot"])
    if "refused" in ended:
        raise Refused(ended["refused"])
    if "done" not in ended:
        raise RuntimeError(f"the process that publishes ended with {code}")
