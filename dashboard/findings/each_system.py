"""What each system found, by its own measures: thresholds and effort, kinds and themes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.double_scores import double_scores
from dashboard.findings.months import day
from dashboard.findings.scale_versions import scale_versions
from dashboard.findings.sentences import count, figure, listed, out_of, percent, share_words, span
from dashboard.findings.table import Table
from dashboard.findings.theme_changes import NO_THEMES
from dashboard.measures.definition import Measure
from dashboard.published.estimates import with_estimates
from dashboard.published.lens import Lens
from dashboard.published.lookup import series, totals
from dashboard.published.open import Published

# What may be called significant: departments draw the line at different scores.
THRESHOLDS = {"2a": "discrepancy_rate", "2b": "significant_discrepancy_rate"}
CROWDING = {
    "Reviews scored": ("reviews_in_last_days_of_month", "reviews"),
    "Cases put forward": ("last_days_of_month", "cases"),
}
EVEN_SHARE = 5 / 30.44
SHARES = {
    "meaningful_share": "judged meaningful, of the learning opportunities given that judgement",
    "great_call_share": "great calls, of the cases of a known kind",
}
KINDS, THEMES = "case_kinds", "learning_themes"
OF_ALL = "The whole department. "
WHOLE_DEPARTMENT = (
    "From here on the numbers are the whole department’s: scores are too few to show for a part of "
    "it, and each system is described over the same people."
)


@dataclass(frozen=True, slots=True)
class EachSystem:
    """Both systems by their own measures; nothing here is set over the other's denominator.

    thresholds: a block a threshold, whose table has a row a year. learning: a frame for
    charts.pareto of the kinds of case. crowding: how many of either fell on the last five days.
    agreement: two reviews of one report side by side. scales: scores by version of the scale,
    where there is more than one. of_all: what must be said first under a lens on some units.
    """

    thresholds: dict[str, Block]
    learning: Block
    crowding: Block
    agreement: Block
    scales: Block | None
    of_all: str


def each_system(published: Published, lens: Lens) -> EachSystem:
    """Return what each system found in the months of `lens`, over the whole department."""
    months = Lens(lens.start, lens.end)
    scales = scale_versions(published, months)
    of_all = "" if lens.axis == "all" else OF_ALL

    def told(found: Block) -> Block:
        return found if found.empty else replace(found, source=f"{of_all}{found.source}")

    return EachSystem(
        {name: told(_threshold(published, months, name)) for name in THRESHOLDS},
        told(_learning(published, months)),
        told(_crowding(published, months)),
        told(double_scores(published, months)),
        None if scales is None else told(scales),
        WHOLE_DEPARTMENT if of_all else "",
    )


def _threshold(published: Published, months: Lens, threshold: str) -> Block:
    name = THRESHOLDS[threshold]
    title = f"Scored {threshold} or above"
    answer = series(published, name, months)
    if not answer.frame["denominator"].sum():
        return Block(title, empty=answer.empty_reason or "No review was scored in these months.")
    rows = _by_year(answer.frame, answer.measure)
    whole = totals(published, name, months).frame.iloc[0]
    share = float(whole["estimate"])
    effort = f" One in {figure(1 / share)} reviews." if share else ""
    notes = (
        f"{out_of(whole['numerator'], whole['denominator'], 'reviews')} were scored {threshold} or "
        f"above, {share_words(share)} ({share_words(float(whole['lower']))} to "
        f"{share_words(float(whole['upper']))}).{effort}",
    )
    return Block(
        title=title,
        mark="What is called significant is your choice; no benchmark exists.",
        source=f"Reviews scored in {_span(rows)}.",
        table=_threshold_table(threshold, rows),
        measures=(published.measures[name], published.measures["reviews_per_finding"]),
        notes=notes,
    )


def _span(rows: pd.DataFrame) -> str:
    """Return the months of the rows: coarser periods may begin before the lens, or end after it."""
    return span(day(rows["from_month"].min()), day(rows["to_month"].max()))


def _by_year(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Add the published periods of each year up."""
    years = rows.groupby(rows["from_month"].dt.year).agg(
        from_month=("from_month", "min"),
        to_month=("to_month", "max"),
        numerator=("numerator", "sum"),
        denominator=("denominator", "sum"),
    )
    return with_estimates(years.reset_index(drop=True), measure)


def _threshold_table(threshold: str, rows: pd.DataFrame) -> Table:
    columns = ["from_month", "to_month", "numerator", "denominator", "estimate", "lower", "upper"]
    raw = rows[columns].assign(threshold=threshold)
    shown = pd.DataFrame(
        {
            "Year": [
                span(day(first), day(last))
                for first, last in zip(rows["from_month"], rows["to_month"], strict=True)
            ],
            "Reviews": rows["denominator"].astype(float),
            f"{threshold} or above": rows["numerator"].astype(float),
            "Share": rows["estimate"].astype(float),
            "95% from": rows["lower"].astype(float),
            "to": rows["upper"].astype(float),
            "Reviews for one": (rows["denominator"] / rows["numerator"].replace(0, None)).astype(
                float
            ),
        }
    )
    whole, share = "{:,.0f}", "{:.2%}"
    formats = {
        "Reviews": whole,
        f"{threshold} or above": whole,
        "Share": share,
        "95% from": share,
        "to": share,
        "Reviews for one": whole,
    }
    return Table(f"scored_{threshold}_or_above", shown, raw, formats)


def _learning(published: Published, months: Lens) -> Block:
    title = "What peer learning holds"
    answer = totals(published, KINDS, months)
    if answer.frame.empty:
        return Block(title, empty=answer.empty_reason or "")
    labels = {**published.labels("case_kind"), "other": "Other kinds, shown together"}
    rows = answer.frame.assign(last=answer.frame["part"].isin(NO_THEMES))
    rows = rows.sort_values(["last", "numerator"], ascending=[True, False])
    share = rows["numerator"] / rows["denominator"]
    frame = pd.DataFrame(
        {
            "label": [labels.get(str(part), str(part)) for part in rows["part"]],
            "count": rows["numerator"].to_list(),
            "share": share.to_list(),
            "running": share.cumsum().clip(upper=1).to_list(),
            "vital": [True] * len(rows),
        }
    )
    notes = tuple(
        line for line in (*_shares(published, months), _themes(published, months)) if line
    )
    return Block(
        title=title,
        mark="Cases by what their submitters say they are.",
        frame=frame,
        alt="; ".join(f"{row.label} {row.count:.0f}" for row in frame.itertuples(index=False)),
        source=f"{count(rows['denominator'].max())} cases, {_span(rows)}.",
        table=_kinds_table(frame, rows),
        measures=tuple(published.measures[name] for name in (KINDS, *SHARES)),
        notes=notes,
    )


def _kinds_table(frame: pd.DataFrame, rows: pd.DataFrame) -> Table:
    raw = rows[["part", "numerator", "denominator"]]
    shown = frame[["label", "count", "share"]].rename(
        columns={"label": "Kind", "count": "Cases", "share": "Share"}
    )
    return Table("case_kinds", shown, raw, {"Cases": "{:,.0f}", "Share": "{:.1%}"})


def _shares(published: Published, months: Lens) -> list[str]:
    lines = []
    for name, words in SHARES.items():
        rows = totals(published, name, months).frame
        for row in rows[rows["denominator"] > 0].to_dict("records"):
            lines.append(
                f"{percent(row['estimate'])} {words} ({count(row['numerator'])} of "
                f"{count(row['denominator'])}; {percent(row['lower'])} to {percent(row['upper'])})."
            )
    return lines


def _themes(published: Published, months: Lens) -> str:
    """Return which themes cases were given: scored review recorded none, so all are new to it."""
    rows = totals(published, THEMES, months).frame
    labels = published.labels("theme")
    named = [
        labels[str(part)].lower()
        for part in rows.sort_values("numerator", ascending=False)["part"]
        if str(part) in labels and str(part) != "unmapped"
    ]
    if not named:
        return ""
    return (
        f"Themes a score never named, {len(named)} in all, most frequent first: {listed(named)}. "
        "Scored review recorded a number and a body system, no theme."
    )


def _crowding(published: Published, months: Lens) -> Block:
    title = "Crowding at deadlines"
    found = {
        label: row
        for label, (name, _) in CROWDING.items()
        if name in published.measures
        for row in totals(published, name, months).frame.query("denominator > 0").to_dict("records")
    }
    if not found:
        return Block(title, empty="It needs a scored-review export or a case export.")
    raw = pd.DataFrame(
        [
            {"what": label, **{name: row[name] for name in _CROWDING_COLUMNS}}
            for label, row in found.items()
        ]
    )
    shown = raw.rename(
        columns={
            "what": "What",
            "numerator": "In the last five days",
            "denominator": "Of",
            "estimate": "Share",
            "lower": "95% from",
            "upper": "to",
        }
    )
    formats = {
        "In the last five days": "{:,.0f}",
        "Of": "{:,.0f}",
        **dict.fromkeys(("Share", "95% from", "to"), "{:.1%}"),
    }
    return Block(
        title=title,
        mark="The share of each that fell on the last five days of its month.",
        notes=tuple(
            f"{label} in {span(day(row['from_month']), day(row['to_month']))}: "
            f"{percent(row['estimate'])} ({percent(row['lower'])} to "
            f"{percent(row['upper'])}) of {count(row['denominator'])}."
            for label, row in found.items()
        ),
        source=f"An even flow would put about {percent(EVEN_SHARE)} there.",
        table=Table("crowding_at_deadlines", shown, raw, formats),
        measures=tuple(published.measures[CROWDING[label][0]] for label in found),
    )


_CROWDING_COLUMNS = ("numerator", "denominator", "estimate", "lower", "upper")
