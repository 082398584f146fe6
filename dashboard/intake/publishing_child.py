"""The process in which the screen has a generation published.

`python -m dashboard.intake.publishing_child` reads a line of JSON, {warehouse, published,
restate}, and prints lines of JSON: {what, share} while it works, and at its end {done}, {cannot}
or {refused} with a sentence, or {fault, words}. It ends at once when its standard input closes:
then whoever asked is gone, and the next run would write where this one does.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from dashboard.intake.publishing import FAULTS
from dashboard.intake.refused import Refused, in_words
from dashboard.own_data.refusal import WrongInput
from dashboard.publish import publish_generation
from dashboard.publish.restating import read_period


def main() -> int:
    """Publish once and return 0; that it cannot be is an answer too."""
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_whoever_asked, daemon=True).start()
    _print(_answer(asked))
    return 0


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        with in_words():
            return _published(asked)
    except Refused as refused:
        return {"refused": str(refused)}


def _published(asked: dict[str, Any]) -> dict[str, Any]:
    restate = asked["restate"]
    try:
        publish_generation(
            Path(asked["warehouse"]),
            Path(asked["published"]),
            lambda what, share: _print({"what": what, "share": share}),
            restate=read_period(restate["period"], restate["why"]) if restate else None,
        )
    except WrongInput as cannot:
        return {"cannot": str(cannot)}
    except tuple(FAULTS.values()) as error:
        fault = next(name for name, kind in FAULTS.items() if isinstance(error, kind))
        return {"fault": fault, "words": str(error)}
    return {"done": True}


def _print(said: dict[str, Any]) -> None:
    print(json.dumps(said), flush=True)


def _end_with_whoever_asked() -> None:
    # Read below Python's buffer: its lock would be held when this process ends by itself.
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
