"""Words about an outcome that several blocks of its page share."""

from __future__ import annotations

from dashboard.findings.outcomes.results import Effect, Outcome
from dashboard.findings.sentences import figure, in_words, listed, sentence, short_span, signed

# How a statistic was made, where the analysis has a code for it.
METHOD_WORDS = {"lags 1 to 1": "lag 1", "reml": "REML", "ols": "OLS", "ar1": "AR(1)"}
STEP_WORDS = {1: "month", 3: "quarter", 6: "half-year"}


def compared(one: Outcome) -> str:
    """Return what was compared with what, in a sentence."""
    if one.claimed_by == "staggered" and one.staggered is not None:
        never = f"; {listed(one.staggered.never)} never went live" if one.staggered.never else ""
        sites = in_words(len(one.staggered.sites))
        return (
            f"{sentence(sites)} sites, {short_span(one.staggered.first, one.staggered.last)}, each "
            f"beside those not yet live{never}."
        )
    if one.interrupted is not None:
        alone = one.interrupted
        step = STEP_WORDS[alone.step_months]
        return (
            f"{alone.rows_before} {step}s before and {alone.rows_after} after, with no site to "
            "compare with."
        )
    return ""


def size_words(one: Outcome, effect: Effect) -> tuple[str, str]:
    """Return the claim's size and its limits: a ratio where there is one, else a difference."""
    if effect.ratio.known and not one.is_share:
        ratio = effect.ratio
        limits = f"{figure(ratio.lower or 0)} to {figure(ratio.upper or 0)}"
        return f"{figure(ratio.value or 0)} times", limits
    return difference(one, effect)


def difference(one: Outcome, effect: Effect) -> tuple[str, str]:
    """Return a difference with its sign, and its limits."""
    value, lower, upper = (
        signed(each or 0, one.decimals)
        for each in (effect.absolute.value, effect.absolute.lower, effect.absolute.upper)
    )
    return f"{value}{' points' if one.is_share else ''}", f"{lower} to {upper}"
