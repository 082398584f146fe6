"""What My participation says: one person's own submissions, feedback, target, learning points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.months import day, last_month_of, months_on
from dashboard.findings.sentences import count, month_name, plural, sentence, span
from dashboard.findings.table import Table
from dashboard.published.own import OwnRows

PUT_FORWARD = "Cases put forward"
RECEIVED = "Feedback received"
MONTHS_DRAWN = 24


@dataclass(frozen=True, slots=True)
class OwnParticipation:
    """The page: its finding and lead, the lines, the periods and the learning points as tables.

    `points` is what charts.lines takes; `empty` says why there is nothing.
    """

    finding: str
    lead: str
    points: pd.DataFrame
    alt: str
    periods: Table
    received: Table
    put_forward: Table
    empty: str


def own_participation(
    rows: OwnRows, months: tuple[date, ...], themes: dict[str, str]
) -> OwnParticipation:
    """Return the page for one person; `months` are those received whole, `themes` words by code."""
    periods = rows.periods.assign(from_month=rows.periods["from_month"].map(day))
    monthly = periods[(periods["grain"] == "month") & periods["from_month"].isin(months)]
    if monthly.empty:
        return _nothing(rows, themes)
    # Of somebody who has left, the year that ended with their last month on the roster.
    last_year = monthly[monthly["from_month"] > months_on(monthly["from_month"].iloc[-1], -12)]
    return OwnParticipation(
        finding=_finding(periods, last_year, months[-1]),
        lead=_lead(last_year),
        points=_points(monthly.tail(MONTHS_DRAWN)),
        alt=_alt(last_year),
        periods=_periods_table(periods, months[-1]),
        received=_points_table(rows.points, "received", themes),
        put_forward=_points_table(rows.points, "put forward", themes),
        empty="",
    )


def _finding(periods: pd.DataFrame, year: pd.DataFrame, last: date) -> str:
    judged = periods[periods["is_target_period"] & periods["target"].notna()]
    over = [row for row in judged.itertuples() if last_month_of(row.from_month, row.grain) <= last]
    if not over:
        return f"You put forward {_cases(year['submissions'].sum())} {_when(year, last)}."
    row = over[-1]
    met = "which meets your target" if row.submissions >= row.target else "short of your target"
    period = span(row.from_month, last_month_of(row.from_month, row.grain))
    return f"You put forward {_cases(row.submissions)} in {period}, {met} of {count(row.target)}."


def _cases(number: float) -> str:
    return plural(number, "case")


def _when(year: pd.DataFrame, last: date) -> str:
    if year["from_month"].iloc[-1] == last:
        return "in the last twelve months"
    return f"in {_stretch(year)}, the last for which the roster names you"


def _stretch(year: pd.DataFrame) -> str:
    return span(year["from_month"].iloc[0], year["from_month"].iloc[-1])


def _pieces(number: float) -> str:
    return plural(number, "piece of feedback", "pieces of feedback")


def _lead(year: pd.DataFrame) -> str:
    return (
        f"In {_stretch(year)}: "
        f"{_cases(year['submissions'].sum())} put forward, "
        f"{_pieces(year['feedback_received'].sum())} received. Only you see this page; who meets "
        "the target is all that a chair sees of it."
    )


def _points(monthly: pd.DataFrame) -> pd.DataFrame:
    lines = {PUT_FORWARD: "submissions", RECEIVED: "feedback_received"}
    return pd.concat(
        pd.DataFrame({"month": monthly["from_month"], "line": line, "value": monthly[column]})
        for line, column in lines.items()
    ).astype({"value": float})


def _alt(year: pd.DataFrame) -> str:
    return (
        f"In {_stretch(year)}: {_cases(year['submissions'].sum())} put forward, "
        f"{_pieces(year['feedback_received'].sum())} received"
    )


def _periods_table(periods: pd.DataFrame, last: date) -> Table:
    judged = periods[periods["is_target_period"]]
    chosen = judged if len(judged) else periods[periods["grain"] == "month"]
    over = chosen[
        [last_month_of(row.from_month, row.grain) <= last for row in chosen.itertuples()]
    ].iloc[::-1]
    shown = pd.DataFrame(
        {
            "Period": [
                sentence(span(row.from_month, last_month_of(row.from_month, row.grain)))
                for row in over.itertuples()
            ],
            "Put forward": over["submissions"].astype("Int64"),
            "Your target": over["target"].astype("Int64"),
            "Met": [_met(row.submissions, row.target) for row in over.itertuples()],
            "Feedback received": over["feedback_received"].astype("Int64"),
        }
    )
    return Table("my_participation", shown, over.drop(columns=["is_target_period"]))


def _met(submissions: float, target: float) -> str:
    if pd.isna(target):
        return "no target"
    return "yes" if submissions >= target else "no"


def _points_table(points: pd.DataFrame, part: str, themes: dict[str, str]) -> Table:
    own = points[(points["part_played"] == part) & points["learning_point"].notna()]
    shown = pd.DataFrame(
        {
            "Learning point": own["learning_point"],
            "Theme": [themes.get(code, code) for code in own["theme"]],
            "Month": [month_name(day(each)) for each in own["happened_on"]],
        }
    )
    name = f"my_learning_points_{part.replace(' ', '_')}"
    return Table(name, shown, own.drop(columns=["part_played"]))


def _nothing(rows: OwnRows, themes: dict[str, str]) -> OwnParticipation:
    empty = pd.DataFrame(columns=["month", "line", "value"])
    nothing = Table("my_participation", pd.DataFrame(), pd.DataFrame())
    return OwnParticipation(
        finding="There is nothing of yours to show yet.",
        lead="The roster and the peer-learning case export fill this page.",
        points=empty,
        alt="",
        periods=nothing,
        received=_points_table(rows.points, "received", themes),
        put_forward=_points_table(rows.points, "put forward", themes),
        empty="A roster that names you, and a case export for months in which your site took part.",
    )
