"""Whether what a home wrote down is whole: its audit trail, its ledger, and that both are there."""

from __future__ import annotations

from dataclasses import replace

from dashboard.audit_trail import Verdict
from dashboard.home import Home


def check_written(home: Home, noted: str = "") -> Verdict:
    """Return what a check of the trail found, with the problems of the ledger beside its own.

    `noted` is a hash kept elsewhere. Raises HomeProblem when the home cannot be read.
    """
    trail = home.audit_trail()
    verdict, ledger = trail.verify(noted), home.ledger()
    problems = [*verdict.problems, *ledger.problems()]
    # A trail that was taken away whole, and begun anew, breaks no chain; but what is current was
    # written down when it was made.
    if home.current() is not None and not any("generation" in e.facts for e in trail.entries()):
        problems.append(
            f"{trail.log.name} tells of no exports that were taken, though some were: it was "
            "taken away, and what stands there was begun anew."
        )
    return replace(verdict, problems=tuple(problems))
