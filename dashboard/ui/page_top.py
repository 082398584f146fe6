"""The top of a page: confidentiality, the page's name, its finding as a sentence, its lead."""

from __future__ import annotations

from dashboard.ui.banner import banner
from dashboard.ui.department import confidentiality, is_demo
from dashboard.ui.markup import escaped, house_style, write


def page_top(name: str, finding: str, lead: str) -> None:
    """Write the page's top.

    name: what navigation calls the page. finding: one computed sentence, ending in a full stop;
    it claims only what an interval supports. lead: period, numerator, denominator, interval,
    and what it does not mean. A demo department is named as such in the line above.
    """
    house_style()
    write(
        f"{banner(is_demo(), confidentiality())}"
        f'<div class="pl-eyebrow">{escaped(name)}</div>'
        f'<h1 class="pl-finding">{escaped(finding)}</h1>'
        f'<p class="pl-lead">{escaped(lead)}</p>'
    )
