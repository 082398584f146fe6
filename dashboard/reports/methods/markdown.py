"""Methods and checklists as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.confidentiality import CONFIDENTIAL
from dashboard.findings.reporting import STATE_WORDS, Checklist, Report

SIGNS = ("\\", "|", "*", "_", "`", "<", "[", "#")


def markdown(report: Report, confidential: str = CONFIDENTIAL) -> str:
    """Return the whole report as Markdown text."""
    return "\n".join(_lines(report, confidential)) + "\n"


def _lines(report: Report, confidential: str) -> Iterator[str]:
    yield f"# {_plain(report.title)}"
    yield f"\n{_plain(confidential)}"
    yield "\n## Methods\n"
    yield "\n\n".join(_plain(sentence) for sentence in report.methods)
    yield "\n## References of the methods\n"
    for citation in report.citations:
        yield f"- {_plain(citation)}"
    for checklist in report.checklists:
        yield from _checklist(checklist)
    yield "\n## The analysis\n\n```toml"
    yield report.saved.rstrip("\n")
    yield "```"


def _checklist(checklist: Checklist) -> Iterator[str]:
    yield f"\n## {_plain(checklist.title)}, {checklist.use}\n"
    yield f"{_plain(checklist.citation)}. {_plain(checklist.summary)}\n"
    yield "| item | asks | state | answer |\n|---|---|---|---|"
    for item in checklist.items:
        cells = (f"{item.number} {item.name}", item.asks, STATE_WORDS[item.state], item.text)
        yield f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _plain(text: str) -> str:
    """Text with the signs Markdown would take for its own set off, on one line."""
    for sign in SIGNS:
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())
