"""How the screen is told no: one sentence, whatever went wrong below."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.fault_log import record_fault
from dashboard.home import HomeProblem
from dashboard.ingest.refusal import CannotTake
from dashboard.own_data.refusal import WrongInput
from dashboard.sql_files import BrokenQueryFile

# What ingest advises whoever types commands; on screen the remedy stands beside the sentence.
ADVICE_FOR_A_TERMINAL = (
    "; choose one with --layout",
    ", or name another layout with --layout",
    "; say which in a layout",
    ". Map them on the Data page",
)


class Refused(Exception):
    """What was asked for cannot be done, and nothing was changed: one sentence that says why."""


@contextmanager
def in_words() -> Iterator[None]:
    """Raise Refused in place of whatever goes wrong inside.

    An unforeseen error goes to the log without its message, which may quote an export.
    """
    try:
        yield
    except Refused:
        raise
    except (CannotTake, HomeProblem, WrongInput, BrokenQueryFile) as problem:
        raise Refused(_for_the_screen(str(problem))) from None
    except Exception as error:
        fault = record_fault(error, ["intake"])
        raise Refused(f"{fault.sentence} Nothing was changed.") from None


def _for_the_screen(sentence: str) -> str:
    for advice in ADVICE_FOR_A_TERMINAL:
        sentence, found, _ = sentence.partition(advice)
        if found:
            return f"{sentence}."
    return sentence
