"""What every analysis of the workbench says of itself: what was measured, when and from what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.dates_in_words import day_name
from dashboard.findings.months import GRAIN_WORDS, day
from dashboard.findings.period_rows import PeriodRows
from dashboard.findings.saved_analysis import DESIGNS, Analysis
from dashboard.findings.sentences import count, figure, plural, share_words, short_span
from dashboard.findings.workings import Reported
from dashboard.measures.definition import Measure
from dashboard.published.open import Published


@dataclass(frozen=True, slots=True)
class AnalysisWords:
    """Words and facts of one analysis, the same whatever its design."""

    title: str
    measured: str
    span: str
    lead: str
    unit: str
    source: str
    design: str
    facts: dict[str, str]

    def reported(
        self, methods: Sequence[str], citations: Sequence[str], facts: Mapping[str, str]
    ) -> Reported:
        """What a methods paragraph and a checklist are made of."""
        return Reported(self.design, tuple(methods), tuple(citations), facts)


def analysis_words(
    published: Published, analysis: Analysis, series: PeriodRows | None
) -> AnalysisWords:
    """Return the words; series: the rows analysed, where the design has a series."""
    measure = published.measures[analysis.measure]
    where = series.member if series is not None and analysis.member else ""
    title = f"{measure.title}, {where}" if where else measure.title
    span = short_span(analysis.start, analysis.end)
    counted = _counted(measure, series)
    return AnalysisWords(
        title,
        title,
        span,
        f"{span}. {counted}" if counted else f"{span}.",
        value_unit(measure),
        f"{measure.source}. {title}, {span}; from the published ledger alone.",
        DESIGNS[analysis.design],
        _facts(published, measure, series, span),
    )


def value_text(measure: Measure, value: float | None) -> str:
    """Return a value of the measure with its unit: "71%", "2.9 per 1,000 exams"."""
    if value is None or pd.isna(value):
        return "unknown"
    if measure.kind == "proportion":
        return share_words(value)
    unit = value_unit(measure)
    return f"{figure(value)} {unit}" if unit else figure(value)


def value_unit(measure: Measure) -> str:
    """Return what stands after a value: "per 1,000 exams"; nothing for a share."""
    if measure.kind == "proportion":
        return ""
    if measure.kind == "count":
        return measure.unit
    return f"per {measure.per:,.0f} {measure.unit}" if measure.per != 1 else f"per {measure.unit}"


def _counted(measure: Measure, series: PeriodRows | None) -> str:
    if series is None:
        return ""
    hits, n = series.frame["numerator"].sum(), series.frame["denominator"].sum()
    periods = plural(int(series.frame["numerator"].notna().sum()), GRAIN_WORDS[series.grain])
    if measure.kind == "count":
        return f"{count(hits)} {measure.unit} over {periods}."
    return f"{measure.numerator}: {count(hits)}. {measure.denominator}: {count(n)}. {periods}."


def _facts(
    published: Published, measure: Measure, series: PeriodRows | None, span: str
) -> dict[str, str]:
    """Facts a checklist can be filled from; what is not here is asked of the researcher."""
    sites, sections = (len(published.axes.get(axis, ())) for axis in ("site", "section"))
    receipts = published.receipts
    facts = {
        "context": f"One department; {plural(sites, 'site')} and {plural(sections, 'section')} "
        "as published.",
        "measure": f"{measure.title}: {measure.numerator}, out of {measure.denominator or 'none'}. "
        f"{measure.how_calculated}",
        "definition": f"Definition last reviewed {day_name(measure.reviewed)}; base "
        f"{measure.base}.",
        "sources": f"{measure.source}; {plural(len(receipts), 'export file')} taken in.",
        "cleaning": _cleaning(published),
        "disclosure": "Units with too few people are shown together, so that no one can be singled "
        "out; only published groups were analysed.",
        "span": f"{span}.",
    }
    if series is not None:
        missing = int(series.frame["numerator"].isna().sum())
        facts["missing"] = (
            f"{plural(len(series.frame), 'period')}, {missing} of them not published and left as "
            "gaps."
        )
        facts["points"] = (
            f"{plural(int(series.frame['numerator'].notna().sum()), 'point')} by the "
            f"{series.grain}, from {day(series.frame['from_month'].iloc[0]):%B %Y}."
        )
    events = published.events
    if not events.empty:
        dated = [
            f"{row['label']}, {day(row['happened_on']):%B %Y}" for row in events.to_dict("records")
        ]
        facts["events"] = f"Dated changes on record: {'; '.join(dated)}."
    return facts


def _cleaning(published: Published) -> str:
    receipts = published.receipts
    if not {"read", "accepted", "rejected"} <= set(receipts.columns):
        return ""
    read, accepted, rejected = (
        int(receipts[name].sum()) for name in ("read", "accepted", "rejected")
    )
    rest = read - accepted - rejected
    return (
        f"{count(read)} rows read, {count(accepted)} accepted, {count(rejected)} rejected with a "
        f"reason each{f'; {count(rest)} were duplicates or superseded' if rest else ''}."
    )
