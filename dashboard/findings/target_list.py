"""Who met the participation target: by name, in the order of names, and nothing of any case."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.months import day, last_month_of
from dashboard.findings.sentences import span
from dashboard.findings.table import Table

EMPTY = (
    "Targets are dated records on the Data page; with one in force, the roster and the case export "
    "fill this page."
)


@dataclass(frozen=True, slots=True)
class TargetList:
    """The page: finding, lead, the last whole target period as a table; `empty` says why not."""

    finding: str
    lead: str
    table: Table
    empty: str


def target_list(
    rows: pd.DataFrame, names: Mapping[str, str], months: tuple[date, ...]
) -> TargetList:
    """Return the list for the last target period that is over and received whole.

    `rows` are those of published.own.targets_by_person, `names` by pseudonym.
    """
    judged = rows.assign(from_month=rows["from_month"].map(day)) if len(rows) else rows
    over = (
        judged[
            [last_month_of(row.from_month, row.grain) <= months[-1] for row in judged.itertuples()]
        ]
        if months
        else judged[:0]
    )
    if over.empty:
        nothing = Table("targets_by_person", pd.DataFrame(), pd.DataFrame())
        return TargetList("No target was in force in a period that is over.", "", nothing, EMPTY)
    latest = over[over["from_month"] == over["from_month"].max()]
    period = span(
        latest["from_month"].iloc[0],
        last_month_of(latest["from_month"].iloc[0], latest["grain"].iloc[0]),
    )
    with_target = latest[latest["target"].notna()]
    met = int((with_target["submissions"] >= with_target["target"]).sum())
    return TargetList(
        finding=f"{met} of {len(with_target)} radiologists met their target in {period}.",
        lead=_lead(len(latest) - len(with_target)),
        table=_table(latest, names),
        empty="",
    )


def _lead(without: int) -> str:
    away = f" {without} had no target, being new or away." if without else ""
    return (
        "Submissions against each one’s own target, lowered for part-time work and leave: in the "
        f"order of names, and counted no further than the target.{away} What anybody received is "
        "shown to nobody but themselves."
    )


def _table(latest: pd.DataFrame, names: Mapping[str, str]) -> Table:
    named = latest.assign(
        name=[names.get(who, "Not on the roster any more") for who in latest["person_id"]],
        put_forward=[_up_to(row.submissions, row.target) for row in latest.itertuples()],
        met=[_met(row.submissions, row.target) for row in latest.itertuples()],
    )
    named = named.sort_values("name", key=lambda column: column.map(_in_order), kind="stable")
    shown = pd.DataFrame(
        {
            "Radiologist": named["name"],
            # First what the page is about: a phone shows as many columns as fit.
            "Met": named["met"],
            "Target": named["target"].astype("Int64"),
            "Put forward": named["put_forward"],
            "Site": named["site"],
            "Section": named["section"],
        }
    )
    kept = ["name", "site", "section", "from_month", "grain", "target", "put_forward", "met"]
    raw = named[kept]
    return Table("targets_by_person", shown, raw)


def _up_to(submissions: float, target: float) -> str:
    """Return how many, up to the target: beyond it a number would only serve to rank people."""
    if pd.isna(target) or submissions < target:
        return f"{submissions:.0f}" if pd.notna(target) else "–"
    return f"{target:.0f} or more"


def _in_order(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def _met(submissions: float, target: float) -> str:
    if pd.isna(target):
        return "no target"
    return "yes" if submissions >= target else "no"
