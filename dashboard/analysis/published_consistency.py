"""Do a paper's counts give its percent, its interval and its p?

A printed number is text: its decimals say how far it can be trusted. Counts reproduce a percent
when, rounded half up to the printed decimals, they give it; where they do not, that is all that
is said, for data may be missing or the denominator another.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import Literal

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import ProportionMethod, proportion_interval

PercentVerdict = Literal["reproduces", "truncated", "does_not", "not_published"]
IntervalMethod = Literal["wald", "wilson", "exact", "none"]
_METHODS: tuple[ProportionMethod, ...] = ("wald", "wilson", "exact")


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the counts give beside what was printed.

    percent: from the counts. gap: printed minus percent, in percentage points. interval_method:
    the first method that gives both printed limits, "none" when no method does, None when no
    interval was printed. Printed numbers are kept as text.
    """

    percent: float | None
    published_percent: str | None
    gap: float | None
    verdict: PercentVerdict
    published_lower: str | None
    published_upper: str | None
    interval_method: IntervalMethod | None
    note: str


@dataclass(frozen=True, slots=True)
class PConsistency:
    """Which tests of the two arms' counts give a printed p; empty when none does."""

    published: str
    methods: tuple[str, ...]
    recomputed: tuple[tuple[str, float], ...]
    note: str


def check_percent(
    events: float,
    denominator: float,
    published_percent: str | None = None,
    published_lower: str | None = None,
    published_upper: str | None = None,
) -> Consistency:
    """Compare counts with a printed percent and interval.

    events, denominator: whole counts; the printed numbers are text, empty or None when not
    printed. Raises CannotCompute with impossible counts or printed text that is no number.
    """
    if events != int(events) or denominator != int(denominator) or not 0 <= events <= denominator:
        raise CannotCompute(f"{events:g} of {denominator:g} is no count out of a number")
    printed = _printed(published_percent, "the published percent")
    lower = _printed(published_lower, "the published lower limit")
    upper = _printed(published_upper, "the published upper limit")
    if denominator == 0:
        note = "the denominator is 0, so there is no percent"
        return Consistency(
            None, _text(printed), None, "not_published" if printed is None else "does_not",
            _text(lower), _text(upper), None, note,
        )  # fmt: skip
    exact = Fraction(100 * int(events), int(denominator))
    verdict = _verdict(exact, printed)
    method, notes = None, [_percent_note(exact, printed, verdict)]
    if lower is not None and upper is not None:
        method, said = _interval_method(events, denominator, printed, lower, upper)
        notes.append(said)
    elif lower is not None or upper is not None:
        notes.append("only one limit was printed, so the interval cannot be judged")
    return Consistency(
        float(exact),
        _text(printed),
        None if printed is None else float(Fraction(printed) - exact),
        verdict,
        _text(lower),
        _text(upper),
        method,
        "; ".join(note for note in notes if note),
    )


def check_p(
    x1: float, n1: float, x2: float, n2: float, published_p: str, published_test: str = ""
) -> PConsistency:
    """Compare a printed p with the tests that two arms' counts allow.

    published_p: as printed ("0.03", "<0.001"). Fisher's exact, Pearson's chi-square with and
    without correction are recomputed. Raises CannotCompute when the printed p is no number.
    """
    from scipy.stats import chi2_contingency, fisher_exact

    below, printed = published_p.strip().startswith("<"), published_p.strip().lstrip("<").strip()
    number = _printed(printed, "the published p")
    if number is None:
        raise CannotCompute("no p was published")
    table = [[int(x1), int(n1 - x1)], [int(x2), int(n2 - x2)]]
    recomputed = [("fisher", float(fisher_exact(table).pvalue))]
    if 0 < x1 + x2 < n1 + n2:
        recomputed.append(("chi-square", float(chi2_contingency(table, correction=False).pvalue)))
        recomputed.append(
            ("chi-square corrected", float(chi2_contingency(table, correction=True).pvalue))
        )
    methods = tuple(name for name, p in recomputed if _p_matches(p, number, below))
    if methods:
        note = f"p {published_p} is reproduced by {', '.join(methods)}"
    else:
        note = f"p {published_p} is not reproduced by a test of these counts"
        if published_test:
            note += f" (published test: {published_test})"
    return PConsistency(published_p, methods, tuple(recomputed), note)


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """`value` rounded half up (away from 0), as papers round."""
    return _quantised(value, decimals, ROUND_HALF_UP)


def _quantised(value: Fraction, decimals: int, rounding: str) -> Decimal:
    # Scaled to a whole number first, so that no binary or decimal division rounds before us.
    scaled = abs(value) * 10**decimals
    whole = scaled.numerator // scaled.denominator
    if rounding == ROUND_HALF_UP and 2 * (scaled - whole) >= 1:
        whole += 1
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def _printed(text: str | None, name: str) -> Decimal | None:
    if text is None or not text.strip():
        return None
    try:
        number = Decimal(text.strip().rstrip("%").strip())
    except InvalidOperation:
        raise CannotCompute(f"{name} ({text!r}) is not a number") from None
    if not number.is_finite():
        raise CannotCompute(f"{name} ({text!r}) is not a number")
    return number


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # finite, checked before
    return max(0, -exponent)


def _verdict(exact: Fraction, printed: Decimal | None) -> PercentVerdict:
    if printed is None:
        return "not_published"
    decimals = _decimals(printed)
    if round_half_up(exact, decimals) == printed:
        return "reproduces"
    if _quantised(exact, decimals, ROUND_DOWN) == printed:
        return "truncated"
    return "does_not"


def _percent_note(exact: Fraction, printed: Decimal | None, verdict: PercentVerdict) -> str:
    if printed is None or verdict == "reproduces":
        return ""
    shown = round_half_up(exact, _decimals(printed) + 2)
    if verdict == "truncated":
        return f"the counts give {shown}%, printed cut off instead of rounded"
    return (
        f"the counts give {shown}%, not {printed}%: data may be missing or the denominator another"
    )


def _interval_method(
    events: float, denominator: float, printed: Decimal | None, lower: Decimal, upper: Decimal
) -> tuple[IntervalMethod, str]:
    matching: list[IntervalMethod] = []
    for method in _METHODS:
        interval = proportion_interval(events, denominator, method)
        if _limit_matches(interval.lower, lower) and _limit_matches(interval.upper, upper):
            matching.append(method)  # type: ignore[arg-type]
    if len(matching) > 1:
        return matching[0], f"the interval is also that of {' and '.join(matching[1:])}"
    if matching:
        return matching[0], ""
    note = "the printed interval is that of no method tried (wald, wilson, exact)"
    if printed is not None and printed - lower == upper - printed:
        note += f": it is the rounded percent plus and minus {upper - printed}"
    return "none", note


def _limit_matches(limit: float | None, printed: Decimal) -> bool:
    if limit is None:
        return False
    return round_half_up(Fraction(100 * limit), _decimals(printed)) == printed


def _p_matches(p: float, printed: Decimal, below: bool) -> bool:
    if below:
        return p < float(printed)
    return round_half_up(Fraction(p), _decimals(printed)) == printed
