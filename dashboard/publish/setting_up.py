"""Whether a department is still being set up: then nothing it publishes is kept.

A new home is trial and error: a mapping is corrected, the roster comes after the cases. Whoever
sits at the machine has the exports themselves, and no figure tells them more. Once others read,
a figure that is refreshed tells what came between: from then on months close.
"""

from __future__ import annotations

from dashboard.access.settings import read_access
from dashboard.home import Home
from dashboard.own_data.refusal import WrongInput
from dashboard.written_down import keep, ledger_problems

EVENT = "closing"
BEGUN_BY = frozenset({EVENT, "publish", "restate"})


def keeps_what_is_published(home: Home | None) -> bool:
    """Return whether months close: others sign in, or whoever keeps the home said so.

    The demo department shows how it is then. Raises HomeProblem when access.toml is damaged.
    """
    if home is None:
        return False
    if home.is_demo or read_access(home).sign_in != "none":
        return True
    if any(entry.event in BEGUN_BY for entry in home.ledger().entries()):
        return True
    return bool(ledger_problems(home))  # what was kept was taken away: nothing begins anew


def is_audited(home: Home | None) -> bool:
    """Return whether all numbers of a year are judged together: where others read of real people.

    The demo department's are made up, and it is published by the rules for each table alone.
    """
    return home is not None and not home.is_demo and keeps_what_is_published(home)


def begin_closing(home: Home, why: str) -> bool:
    """Record that months close from now on; return whether they did not before.

    There is no way back: what was kept stays. Raises WrongInput without a reason.
    """
    if not why.strip():
        raise WrongInput("--why: say why months close from now on; it goes into the audit trail.")
    with home.writing():
        if keeps_what_is_published(home):
            return False
        keep(home, EVENT, {"why": why.strip()})
    return True
