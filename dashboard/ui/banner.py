"""The line above every page: confidentiality, and the demo department named as such."""

from __future__ import annotations

from html import escape

CONFIDENTIAL = (
    "Confidential peer review and quality improvement work product. "
    "Do not copy or forward outside the program."
)
DEMO = (
    "<b>Demo department.</b> The people, cases and numbers are made up. To see your own, run "
    "<b>python -m dashboard ingest YOUR_EXPORTS</b> and start again."
)


def banner(demo: bool, own_words: str | None = None) -> str:
    """Return the line as HTML; `own_words` take the place of ours."""
    made_up = f"<span>{DEMO}</span>" if demo else ""
    words = escape(own_words or CONFIDENTIAL)
    return f'<div class="pl-banner" role="note"><span>{words}</span>{made_up}</div>'
