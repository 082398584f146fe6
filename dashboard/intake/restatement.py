"""Take the rows held of a closed period in, on the word of whoever keeps the home."""

from __future__ import annotations

from functools import partial

from dashboard.home import Home
from dashboard.ingest.generation import republish
from dashboard.intake.publishing import Tell, quiet, restating
from dashboard.intake.refused import Refused, in_words
from dashboard.state.version import require_todays_version


def restate(home: Home, period: str, why: str, tell: Tell = quiet) -> None:
    """Restate a period, asked for as "2026-03"; `why` goes into the audit trail.

    Raises Refused with the reason, as where the difference would tell of a few radiologists;
    then nothing changed.
    """
    if not why.strip():
        raise Refused("Say why it is restated: the reason goes into the audit trail.")
    with in_words():
        require_todays_version(home)
        republish(home, partial(restating, period, why.strip(), tell=tell))
