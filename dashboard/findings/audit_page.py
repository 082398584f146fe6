"""What the page on the audit trail says: whether it is whole, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.audit_trail import Entry, Verdict
from dashboard.findings.sentences import count, plural
from dashboard.findings.table import Table

WORDS = {
    "backup": "Backup written",
    "closed": "Closed months published",
    "closing": "Months close from now on",
    "confirm": "Name confirmed",
    "confirm words": "Words confirmed",
    "export": "Downloaded",
    "extract": "Rows extracted",
    "ingest": "Exports taken",
    "migrate": "Brought to a new version",
    "policy": "Policy changed",
    "publish": "Published again",
    "query": "Query of the workbench",
    "restate": "Closed period restated",
    "restore": "Restored from a backup",
    "rollback": "Went back a generation",
    "sign-in": "Signed in",
    "sign-in refused": "Not let in",
    "sign-out": "Signed out",
}


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Finding, lead and the lines, newest first; `problems` says which lines changed."""

    finding: str
    lead: str
    problems: tuple[str, ...]
    table: Table


def audit_page(entries: list[Entry], verdict: Verdict) -> AuditPage:
    """Return the page for the lines of a trail and what its check found."""
    whole = not verdict.problems
    lines = plural(verdict.lines, "line")
    earlier = (
        f" {count(verdict.earlier)} older ones, of an earlier version, are sealed by the first."
        if verdict.earlier
        else ""
    )
    return AuditPage(
        finding=f"{lines}, none changed or removed."
        if whole
        else "The audit trail was tampered with.",
        lead=(
            "Who did what and when: sign-ins, downloads, queries, publishing, changes of policy; "
            f"never what was in them.{earlier} Last hash: {verdict.last[:16] or 'none yet'}…"
        ),
        problems=verdict.problems,
        table=_table(entries),
    )


def _table(entries: list[Entry]) -> Table:
    records = [
        {
            "When (UTC)": entry.at.replace("T", " ")[:16],
            "What": WORDS.get(entry.event, entry.event),
            "Who": str(entry.facts.get("who", "command line")),
            "More": "; ".join(_fact(k, v) for k, v in entry.facts.items() if k != "who"),
        }
        for entry in entries
    ]
    columns = ["When (UTC)", "What", "Who", "More"]
    shown = pd.DataFrame(records, columns=columns)
    return Table("audit_trail", shown, shown)


def _fact(name: str, value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{name.replace('_', ' ')} {text}"
