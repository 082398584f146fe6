"""The line above every page: confidentiality, and the demo department named as such."""

from __future__ import annotations

from html import escape

from dashboard.command_line import PROGRAM

DEMO = (
    "<b>Demo department.</b> The people, cases and numbers are made up. To see your own, run "
    f"<b>{PROGRAM} serve</b> and drop your exports on its Data page."
)


def banner(demo: bool, confidential: str) -> str:
    """Return the line as HTML."""
    made_up = f"<span>{DEMO}</span>" if demo else ""
    return f'<div class="pl-banner" role="note"><span>{escape(confidential)}</span>{made_up}</div>'
