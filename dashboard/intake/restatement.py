"""Take the rows held of a closed period in, on the word of whoever keeps the home."""

from __future__ import annotations

from functools import partial

from dashboard.home import Home
from dashboard.ingest.generation import republish
from dashboard.intake.refused import Refused, in_words
from dashboard.state.version import require_todays_version


def restate(home: Home, period: str, why: str) -> None:
    """Restate a period, asked for as "2026-03"; `why` goes into the audit trail.

    Raises Refused with the reason, as where the difference would tell of a few radiologists;
    then nothing changed.
    """
    if not why.strip():
        raise Refused("Say why it is restated: the reason goes into the audit trail.")
    # Imported when there is something to publish: it brings every measure with it.
    from dashboard.publish import publish_generation
    from dashboard.publish.restating import read_period

    with in_words():
        require_todays_version(home)
        asked = read_period(period, why.strip())
        republish(home, partial(publish_generation, restate=asked))
