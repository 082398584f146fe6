"""What may be claimed of an outcome, in one plain sentence that its interval supports."""

from __future__ import annotations

from dashboard.findings.outcomes.offered import Offered
from dashboard.findings.outcomes.results import Effect, Estimate, Outcome, Verdict
from dashboard.findings.sentences import figure, in_words, listed, sentence, signed

ALPHA = 0.05


def verdict_of(
    effect: Effect | None, year_on: Effect | None, p_adjusted: float | None
) -> tuple[Verdict, str]:
    """Return the verdict and, where there is none, its reason.

    A change is claimed only if Holm's p is below 5 % and the intervals of the tested effect and
    of the effect after a year both leave out no change, on the same side.
    """
    if effect is None or effect.absolute.value is None:
        return "cannot be judged", "No effect could be estimated."
    if p_adjusted is None or not effect.absolute.known:
        return "cannot be judged", "The months leave no spread to judge an effect by."
    if year_on is None or not year_on.absolute.known:
        return "cannot be judged", "Less than a year of months lies after the phase-in."
    clear = effect.absolute.leaves_out(0) and year_on.absolute.leaves_out(0)
    above = effect.absolute.value > 0
    same_side = year_on.absolute.value is not None and (year_on.absolute.value > 0) == above
    if p_adjusted < ALPHA and clear and same_side:
        return ("changed up" if above else "changed down"), ""
    return "no clear change", ""


def claim(offered: Offered, effect: Effect, verdict: Verdict) -> str:
    """Return the one sentence on a judged outcome."""
    when = sentence(effect.when)
    if verdict == "no clear change":
        verb = "show" if offered.plural else "shows"
        return (
            f"{when}, {offered.said} {verb} no clear change: {_difference(offered, effect)} "
            f"what was expected ({_limits(offered, effect.absolute)}{_alone(effect)})."
        )
    if offered.unit == "percent":
        direction = "higher" if verdict == "changed up" else "lower"
        points = _size(effect.absolute.value, offered)
        return (
            f"{when}, {offered.said} was {points} points {direction} than expected "
            f"({_limits(offered, effect.absolute)})."
        )
    verb = "were" if offered.plural else "was"
    if effect.ratio.known:
        ratio = effect.ratio
        return (
            f"{when}, {offered.said} {verb} {figure(ratio.value or 0)} times what was expected "
            f"(95% interval {figure(ratio.lower or 0)} to {figure(ratio.upper or 0)})."
        )
    direction = "above" if verdict == "changed up" else "below"
    size = _size(effect.absolute.value, offered)
    return (
        f"{when}, {offered.said} {verb} {size} {direction} what was expected "
        f"({_limits(offered, effect.absolute)})."
    )


def without_interval(offered: Offered, effect: Effect, verdict: Verdict) -> str:
    """Return the claim as a title, which its sentence repeats with the interval."""
    said = sentence(offered.said)
    if verdict == "no clear change":
        return f"{said} {'show' if offered.plural else 'shows'} no clear change."
    verb, going_on = ("were" if offered.plural else "was"), "had scored review gone on"
    if effect.ratio.known and offered.unit != "percent":
        ratio = figure(effect.ratio.value or 0)
        return f"{said} {verb} {ratio} times what was expected {going_on}."
    direction = {"changed up": "higher", "changed down": "lower"}[verdict]
    points = " points" if offered.unit == "percent" else ""
    size = _size(effect.absolute.value, offered)
    return f"{said} {verb} {size}{points} {direction} than expected {going_on}."


def headline(all_outcomes: tuple[Outcome, ...]) -> str:
    """Return the finding over all outcomes: what changed, and what did not or cannot be told."""
    changed = [one for one in all_outcomes if one.claims]
    judged = [one for one in all_outcomes if one.p_adjusted is not None]
    if not judged:
        return "No outcome can be judged across the change yet."
    if not changed:
        return (
            f"No clear change in any of {in_words(len(judged))} outcomes."
            if (len(judged) > 1)
            else "No clear change in the one outcome that can be judged."
        )
    up = [_lower(one.label) for one in changed if one.verdict == "changed up"]
    down = [_lower(one.label) for one in changed if one.verdict == "changed down"]
    still = [_lower(one.label) for one in judged if one.verdict == "no clear change"]
    parts = [
        *([f"{listed(up)} rose"] if up else []),
        *([f"{listed(down)} fell"] if down else []),
        *([f"{listed(still)} did not clearly change"] if still else []),
    ]
    return sentence(", ".join(parts)) + "."


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _size(value: float | None, offered: Offered) -> str:
    """Return the size of a difference without its sign."""
    return f"{abs(value or 0):,.{offered.decimals}f}"


def _difference(offered: Offered, effect: Effect) -> str:
    value = effect.absolute.value or 0.0
    size = _size(value, offered)
    if float(size.replace(",", "")) == 0:
        return "the same as"
    side = "above" if value > 0 else "below"
    return f"{size}{' points' if offered.unit == 'percent' else ''} {side}"


def _alone(effect: Effect) -> str:
    """Return why an interval that leaves out no change makes no claim."""
    return ", before adjusting for the outcomes judged" if effect.absolute.leaves_out(0) else ""


def _limits(offered: Offered, estimate: Estimate) -> str:
    """Return the interval of a difference, each limit with its sign."""
    lower, upper = estimate.lower or 0.0, estimate.upper or 0.0
    decimals = offered.decimals
    return f"95% interval {signed(lower, decimals)} to {signed(upper, decimals)}"
