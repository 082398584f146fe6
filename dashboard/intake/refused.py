"""How the screen is told no: one sentence, whatever went wrong below."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.home import HomeProblem
from dashboard.ingest.refusal import CannotTake

# What ingest advises whoever types commands; on screen the remedy stands beside the sentence.
ADVICE_FOR_A_TERMINAL = (
    "; choose one with --layout",
    ", or name another layout with --layout",
    "; say which in a layout",
    "; name one with --layout",
)


class Refused(Exception):
    """What was asked for cannot be done, and nothing was changed: one sentence that says why."""


@contextmanager
def in_words() -> Iterator[None]:
    """Raise Refused in place of whatever goes wrong inside.

    The words of an unforeseen error may quote an export, so only its kind and place are kept.
    """
    try:
        yield
    except Refused:
        raise
    except (CannotTake, HomeProblem) as problem:
        raise Refused(_for_the_screen(str(problem))) from None
    except Exception as error:
        raise Refused(_fault(error)) from None


def _for_the_screen(sentence: str) -> str:
    for advice in ADVICE_FOR_A_TERMINAL:
        sentence, found, _ = sentence.partition(advice)
        if found:
            return f"{sentence}."
    return sentence


def _fault(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"This is a fault of the program, not of your file ({type(error).__name__}, "
        f"{Path(place.filename).name} line {place.lineno}); nothing was changed. "
        "Report it with these words."
    )
