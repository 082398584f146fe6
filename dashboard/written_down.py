"""What a home writes down for good, its audit trail and its ledger, and whether both are whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.audit_trail import Verdict
from dashboard.home import Home


def keep(
    home: Home,
    event: str,
    facts: dict[str, Any],
    prepared: Path | None = None,
    recorded_as: str | None = None,
) -> None:
    """Append an entry to the ledger, and a line to the audit trail that tells of it.

    The line has the entry's number: a ledger that is taken away later shows. It is called as the
    entry, unless `recorded_as` is given. Call it while writing to the home. Raises OSError.
    """
    ledger = home.ledger()
    ledger.add(event, facts, prepared)
    home.record(recorded_as or event, **facts, ledger_entry=len(ledger.entries()))


def check_written(home: Home, noted: str = "") -> Verdict:
    """Return what a check of the trail found, with the problems of the ledger beside its own.

    `noted` is a hash kept elsewhere. Raises HomeProblem when the home cannot be read.
    """
    trail = home.audit_trail()
    verdict = trail.verify(noted)
    problems = [*verdict.problems, *ledger_problems(home)]
    # A trail that was taken away whole, and begun anew, breaks no chain; but what is current was
    # written down when it was made.
    if home.current() is not None and not any("generation" in e.facts for e in trail.entries()):
        problems.append(
            f"{trail.log.name} tells of no exports that were taken, though some were: it was "
            "taken away, and what stands there was begun anew."
        )
    return replace(verdict, problems=tuple(problems))


def ledger_problems(home: Home) -> tuple[str, ...]:
    """Return what was changed in the ledger, or taken from it: the audit trail tells of each entry.

    Raises HomeProblem when the home cannot be read.
    """
    ledger = home.ledger()
    there = len(ledger.entries())
    lines = home.audit_trail().entries()
    told = max((int(line.facts.get("ledger_entry", 0)) for line in lines), default=0)
    if there >= told:
        return ledger.problems()
    return (
        *ledger.problems(),
        f"The ledger has {there} of the {told} entries that the audit trail tells of: what was "
        "published of closed months was taken away.",
    )
