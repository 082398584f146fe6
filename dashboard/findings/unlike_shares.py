"""Two shares that look alike and cannot be compared, since their denominators are unlike."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.findings.sentences import count, percent
from dashboard.findings.sides import Side, side_of
from dashboard.published.lens import Lens
from dashboard.published.lookup import totals
from dashboard.published.open import Published

PUT_FORWARD = {
    "meaningful_share": "learning opportunities judged meaningful. Someone chose each case "
    "because of what it shows.",
    "great_call_share": "cases put forward as a great call. Someone chose each case because of "
    "what it shows.",
}
SCORED = "significant_discrepancy_rate"


@dataclass(frozen=True, slots=True)
class UnlikeShares:
    """The panel: fractions with their words, and why no ratio follows."""

    title: str
    fractions: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]


def unlike_shares(published: Published, lens: Lens) -> UnlikeShares | None:
    """Return the panel for the months of `lens`, None unless both systems have a share there.

    The shares are the whole department's whatever units the lens is on, and the panel says so.
    """
    from dashboard.analysis.denominators import unlike_denominators

    months = Lens(lens.start, lens.end)
    of_all = () if lens.axis == "all" else ("Both are the whole department’s.",)
    scored = _share(published, SCORED, months)
    for name, words in PUT_FORWARD.items():
        chosen = _share(published, name, months)
        if scored is None or chosen is None:
            continue
        units = published.measures[name].denominator, published.measures[SCORED].denominator
        if not unlike_denominators(*units):
            continue
        return UnlikeShares(
            "Two shares that cannot be compared",
            (
                (f"{count(chosen.hits)} of {count(chosen.n)}", words),
                (
                    f"{count(scored.hits)} of {count(scored.n)}",
                    "reviewed reports scored 2b or above. Reports were assigned, whatever they "
                    "show.",
                ),
            ),
            (
                f"The two have different denominators, so no ratio of {_exact(chosen.share)} to "
                f"{_exact(scored.share)} is given. Per 1,000 exams, the base both systems share, "
                "is used instead.",
                *of_all,
            ),
        )
    return None


def _share(published: Published, name: str, lens: Lens) -> Side | None:
    rows = totals(published, name, lens).frame
    return None if rows.empty else side_of(rows)


def _exact(share: float) -> str:
    """Return a share with one decimal where a whole percent would hide most of it."""
    return f"{share:.1%}" if share < 0.1 else percent(share)
