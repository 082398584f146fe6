"""How numbers, months and changes are put into words: one place, so that all pages say it alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

MINUS = "−"  # noqa: RUF001 - a minus as wide as the plus
DASH = "–"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SMALL_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def percent(share: float) -> str:
    """Return a share 0 to 1 as a percent: "71%", "0.7%" below one, never 0% or 100% by rounding."""
    share = round(share, 12)  # shares added up may fall short of all by a last digit
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    shown = share * 100
    if shown < 0.05:
        return "under 0.1%"
    if shown < 1:
        return f"{shown:.1f}%"
    return f"{min(99, round_half_up(shown))}%"


def round_half_up(value: float) -> int:
    """Return the nearest whole number, a half away from zero, as readers round."""
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def count(number: float) -> str:
    """Return "1,604"; a fraction of a radiologist-month keeps one decimal."""
    whole = round(number)
    return f"{whole:,}" if abs(number - whole) < 0.05 or number >= 100 else f"{number:,.1f}"


def figure(value: float) -> str:
    """Return a rate in two significant figures: "2.9", "0.42", "23"."""
    if value == 0:
        return "0"
    decimals = max(0, 1 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(decimals, 3)}f}"


def share_words(share: float) -> str:
    """Return a share 0 to 1 in two significant figures of a percent: "2.7%", "0.27%", "42%"."""
    return f"{figure(100 * share)}%"


def in_words(number: int) -> str:
    """Return "three" for 3; from thirteen on, figures."""
    return SMALL_NUMBERS[number] if 0 <= number < len(SMALL_NUMBERS) else f"{number:,}"


def plural(number: float, one: str, many: str = "") -> str:
    """Return "1 case", "2 cases"."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def out_of(numerator: float, denominator: float, unit: str) -> str:
    """Return "509 of 716 radiologist-months"; `unit` is the plural."""
    return f"{count(numerator)} of {count(denominator)} {unit}"


def listed(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def sentence(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def month_name(month: date) -> str:
    """Return "December 2025"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def short_month(month: date) -> str:
    """Return "Dec 2025"."""
    return f"{MONTHS[month.month - 1][:3]} {month.year}"


def months_in(first: date, last: date) -> int:
    """Return how many months lie from the month of `first` to that of `last`, both counted."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def span(first: date, last: date) -> str:
    """Return the words for a span of whole months: "2025", "March 2025", "the nine months to …"."""
    months = months_in(first, last)
    if months == 1:
        return month_name(first)
    if first.month == 1 and last.month == 12:
        return str(first.year) if months == 12 else f"{first.year} to {last.year}"
    return f"the {in_words(months)} months to {month_name(last)}"


def short_span(first: date, last: date) -> str:
    """Return "Jan 2025 – Dec 2025", or one month."""
    if (first.year, first.month) == (last.year, last.month):
        return short_month(first)
    return f"{short_month(first)} {DASH} {short_month(last)}"


def signed(value: float, decimals: int = 0) -> str:
    """Return "+9" or, with a true minus sign, a four below nought; "0" has no sign."""
    shown = f"{abs(value):,.{decimals}f}"
    if float(shown.replace(",", "")) == 0:
        return shown
    return f"{MINUS if value < 0 else '+'}{shown}"


def signed_interval(lower: float, upper: float, decimals: int = 0) -> str:
    """Return "(+4 to +14)"."""
    return f"({signed(lower, decimals)} to {signed(upper, decimals)})"


def decimals_for(value: float) -> int:
    """Return how many decimals show two significant figures of `value`."""
    return 0 if value == 0 else min(3, max(0, 1 - math.floor(math.log10(abs(value)))))


def interval(lower: float | None, upper: float | None, share: bool = False) -> str:
    """Return "95% interval 68% to 74%", or an empty text where there is none."""
    if lower is None or upper is None or math.isnan(lower) or math.isnan(upper):
        return ""
    ends = (percent(lower), percent(upper)) if share else (figure(lower), figure(upper))
    return f"95% interval {ends[0]} to {ends[1]}"


def times(ratio: float) -> str:
    """Return "3.7 times"; a ratio below one too: "0.44 times"."""
    return f"{figure(ratio)} times"
