"""Why there is no theme although there are cases: an export may not say what its rows are."""

from __future__ import annotations

from dashboard.findings.case_mix import KINDS
from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer, totals
from dashboard.published.open import Published

CASES = "cases_submitted"
OPPORTUNITY = "learning_opportunity"
WHERE = "The Data page asks for it under “Change the mapping” when the file is dropped again."


def why_no_theme(published: Published, lens: Lens, themes: Answer) -> str:
    """Return one sentence or two: what was taken in, and what it does not say.

    `themes` is the empty answer of the themes. A part of the department may be too small for
    any theme, so that the cause is only told of the whole.
    """
    unexplained = themes.empty_reason or "Nothing to show for these months."
    if lens.axis != "all" or CASES not in published.measures:
        return unexplained
    cases = totals(published, CASES, lens).frame["numerator"].sum()
    if not cases:
        return unexplained
    kinds = totals(published, KINDS, lens).frame
    found = kinds.loc[kinds["part"] == OPPORTUNITY, "numerator"].sum()
    if not found:
        return (
            f"{cases:,.0f} cases were taken in, and none of them is called a learning opportunity: "
            f"say which column tells the case type. {WHERE}"
        )
    return (
        f"{found:,.0f} learning opportunities were taken in, and no category of them can be shown: "
        "too few radiologists stand behind each, or no column was said to tell the category. "
        f"{WHERE}"
    )
