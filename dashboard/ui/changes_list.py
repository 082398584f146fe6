"""What changed: at most five sentences, each with the page and the n behind it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.findings.statements import Statement
from dashboard.ui.markup import escaped, write


def changes_list(statements: Sequence[Statement]) -> None:
    """Write the statements with hairlines between them."""
    items = "".join(
        f"<li><b>{escaped(each.subject)}</b> {escaped(each.rest)}"
        f"<span>{escaped(each.source)}</span></li>"
        for each in statements
    )
    write(f'<ol class="pl-changes">{items}</ol>')
