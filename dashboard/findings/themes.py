"""What the Learning themes page says: the finding, its blocks and their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.findings.case_mix import CaseMix, case_mix
from dashboard.findings.improvement_statements import (
    NO_ACTION,
    direction,
    in_percent,
    statements,
    statements_source,
)
from dashboard.findings.improvements import Improvement, improvements
from dashboard.findings.months import missing_years, published_by
from dashboard.findings.sentences import (
    MINUS,
    count,
    listed,
    month_name,
    percent,
    sentence,
    span,
)
from dashboard.findings.statements import Statement
from dashboard.findings.table import Table
from dashboard.findings.theme_by_section import ThemeBySection, theme_by_section
from dashboard.findings.theme_changes import ThemeShift, theme_shifts
from dashboard.findings.theme_methods import PANELS_METHOD, SECTION_METHOD, SHIFTS_METHOD
from dashboard.findings.theme_panels import ThemePanel, theme_panels
from dashboard.findings.theme_ranking import Leading, in_text, leading, ranked, ranking_mark
from dashboard.findings.theme_series import THEMES, theme_series
from dashboard.findings.theme_tables import panels_table, ranking_table, section_table, shifts_table
from dashboard.findings.why_no_theme import why_no_theme
from dashboard.findings.windows import where
from dashboard.published.lens import CrossedAxes, Lens
from dashboard.published.lookup import Answer, series, totals
from dashboard.published.open import Published


@dataclass(frozen=True, slots=True)
class ThemesInOrder:
    """The themes of some months from the largest, and what is said of them.

    ranking: columns of charts.pareto. n: the learning opportunities behind it. finding: without
    a full stop.
    """

    ranking: pd.DataFrame
    n: float
    finding: str
    lead: str
    source: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """Everything the page shows, computed from the published file alone.

    ranking: columns of charts.pareto. by_section is None where `section_empty` says why.
    """

    finding: str
    lead: str
    sentences: tuple[str, ...]
    ranking: pd.DataFrame
    ranking_mark: str
    ranking_alt: str
    ranking_source: str
    ranking_table: Table
    panels: tuple[ThemePanel, ...]
    panels_source: str
    panels_method: str
    panels_table: Table
    statements: tuple[Statement, ...]
    statements_source: str
    shifts_method: str
    shifts_table: Table
    mix: CaseMix
    by_section: ThemeBySection | None
    section_source: str
    section_method: str
    section_table: Table | None
    section_empty: str


def themes_in_order(published: Published, lens: Lens) -> ThemesInOrder | None:
    """Return the ranking alone, for a slide; None where no theme is published."""
    whole = totals(published, THEMES, lens)
    if whole.frame.empty or whole.snapped is None:
        return None
    labels = published.labels("theme")
    n = _learning_opportunities(whole.frame)
    ranking = ranked(_units_added_up(whole.frame, n), labels)
    few = leading(ranking, n)
    return ThemesInOrder(
        ranking,
        n,
        _finding(ranking, few, (), labels, n, where(published, lens)).rstrip("."),
        _lead(few, (), labels, whole, n),
        _ranking_source(ranking, whole, n),
        whole.notes,
    )


def themes_page(published: Published, lens: Lens) -> ThemesPage:
    """Return the page for the months and units of `lens`."""
    whole = totals(published, THEMES, lens)
    if whole.frame.empty or whole.snapped is None:
        return _nothing(published, lens, whole)
    labels = published.labels("theme")
    n = _learning_opportunities(whole.frame)
    ranking = ranked(_units_added_up(whole.frame, n), labels)
    few = leading(ranking, n)
    dated = _within(improvements(published), whole)
    _, rows = theme_series(published, lens)
    shifts = theme_shifts(rows, dated)
    own = tuple(shift for shift in shifts if shift.own)
    panels = theme_panels(rows, ranking, labels, dated)
    table, empty = _by_section(published, lens)
    return ThemesPage(
        finding=_finding(ranking, few, own, labels, n, where(published, lens)),
        lead=_lead(few, own, labels, whole, n),
        sentences=whole.notes,
        ranking=ranking,
        ranking_mark=ranking_mark(ranking),
        ranking_alt=_ranking_alt(ranking),
        ranking_source=_ranking_source(ranking, whole, n),
        ranking_table=ranking_table(ranking),
        panels=panels,
        panels_source=_panels_source(rows, panels),
        panels_method=PANELS_METHOD,
        panels_table=panels_table(panels),
        statements=statements(own, dated, labels),
        statements_source=statements_source(shifts),
        shifts_method=SHIFTS_METHOD,
        shifts_table=shifts_table(shifts, labels),
        mix=case_mix(published, lens),
        by_section=table,
        section_source=_section_source(published, table),
        section_method=SECTION_METHOD,
        section_table=section_table(table) if table else None,
        section_empty=empty,
    )


def _nothing(published: Published, lens: Lens, whole: Answer) -> ThemesPage:
    """Return the page of months without a theme: every block says which export would fill it."""
    reason = why_no_theme(published, lens, whole)
    return ThemesPage(
        finding="There are no learning themes for these months.",
        lead=(
            "A theme is what a case teaches, given by the program to each learning opportunity in "
            "the peer-learning case export."
        ),
        sentences=(),
        ranking=pd.DataFrame(),
        ranking_mark="",
        ranking_alt="",
        ranking_source=reason,
        ranking_table=ranking_table(pd.DataFrame(columns=["label", "count", "share", "running"])),
        panels=(),
        panels_source=reason,
        panels_method=PANELS_METHOD,
        panels_table=panels_table(()),
        statements=(),
        statements_source=NO_ACTION,
        shifts_method=SHIFTS_METHOD,
        shifts_table=shifts_table((), {}),
        mix=case_mix(published, lens),
        by_section=None,
        section_source="",
        section_method=SECTION_METHOD,
        section_table=None,
        section_empty=reason,
    )


def _ranking_alt(ranking: pd.DataFrame) -> str:
    return "; ".join(
        f"{row.label} {count(row.count)}, {percent(row.share)}"
        for row in ranking.itertuples(index=False)
    )


def _learning_opportunities(frame: pd.DataFrame) -> float:
    """Return the cases behind the parts: each unit's denominator once."""
    return float(frame.groupby("member")["denominator"].max().sum())


def _units_added_up(frame: pd.DataFrame, n: float) -> pd.DataFrame:
    sums = frame.groupby("part", as_index=False)["numerator"].sum()
    return sums.assign(denominator=n)


def _within(found: Sequence[Improvement], whole: Answer) -> tuple[Improvement, ...]:
    assert whole.snapped is not None
    first, last = whole.snapped
    return tuple(each for each in found if first < each.happened_on <= last)


def _finding(
    ranking: pd.DataFrame,
    few: Leading | None,
    own: Sequence[ThemeShift],
    labels: dict[str, str],
    n: float,
    place: str,
) -> str:
    start = (
        f"{few.said}{place}" if few else f"{count(n)} learning opportunities, {_spread(ranking, n)}"
    )
    moved = sorted((shift for shift in own if shift.changed), key=lambda each: each.p_adjusted)
    said = [
        f"“{labels[shift.theme]}” {direction(shift)} after “{shift.improvement.label}”"
        for shift in moved[:1]
    ]
    return f"{'; '.join([start, *said])}."


def _spread(ranking: pd.DataFrame, n: float) -> str:
    """Return how they lie where no few themes lead: some may be shown together."""
    together = ranking.loc[ranking["part"] == "other", "count"].sum()
    if together < ranking["count"].max():
        return "spread over many themes"
    return f"{percent(together / n)} of them of themes that are shown together"


def _lead(
    few: Leading | None,
    own: Sequence[ThemeShift],
    labels: dict[str, str],
    whole: Answer,
    n: float,
) -> str:
    assert whole.snapped is not None
    when = span(*whole.snapped)
    if few:
        verb = "accounts" if len(few.labels) == 1 else "account"
        named = sentence(listed([in_text(label) for label in few.labels]))
        parts = [
            f"{named} {verb} for {percent(few.share)} (95% interval "
            f"{percent(few.lower)} to {percent(few.upper)}) of {count(n)} learning opportunities "
            f"put forward in {when}."
        ]
    else:
        parts = [f"{count(n)} learning opportunities were put forward in {when}."]
    for shift in own:
        if shift.changed:
            moved = in_percent(shift)
            parts.append(
                f"{labels[shift.theme]}: {moved.before} before "
                f"{month_name(shift.improvement.happened_on)}, {moved.after} since; "
                f"{moved.points} {moved.interval}."
            )
    return " ".join(parts)


def _ranking_source(ranking: pd.DataFrame, whole: Answer, n: float) -> str:
    assert whole.snapped is not None
    loose = ranking.loc[ranking["part"] == "unmapped", "count"].sum()
    unknown = (
        f" {count(loose)} ({percent(loose / n)}) have no theme, or one that is not mapped."
        if loose
        else ""
    )
    together = " Themes with too few cases to show are added up." if _has_other(ranking) else ""
    return (
        f"n = {count(n)} learning opportunities, {span(*whole.snapped)}. "
        f"Source: peer-learning case export.{unknown}{together}"
    )


def _has_other(ranking: pd.DataFrame) -> bool:
    return bool((ranking["part"] == "other").any())


def _panels_source(rows: pd.DataFrame, panels: Sequence[ThemePanel]) -> str:
    if not panels:
        return (
            "To be followed, a theme needs six published periods. In a small department, or a part "
            "of one, themes are published by half-year or year: choose more months if you can."
        )
    shown = rows[rows["part"].isin([panel.theme for panel in panels])]
    coarse = (
        "A theme too small for a month is followed by quarter or longer. "
        if (shown["grain"] != "month").any()
        else ""
    )
    return (
        f"{coarse}{_panels_published(shown, panels)} Vertical scales differ between panels. "
        "Nothing here is coloured good or bad."
    )


def _panels_published(shown: pd.DataFrame, panels: Sequence[ThemePanel]) -> str:
    """Return by which periods each panel's theme is published, those alike said together."""
    titles: dict[str, list[str]] = {}
    for panel in panels:
        by = published_by(shown[shown["part"] == panel.theme])
        titles.setdefault(by, []).append(panel.title)
    if len(titles) == 1:
        return f"Every theme followed here is published {next(iter(titles))}."
    parts = [f"{listed(named)}: {by}" for by, named in titles.items()]
    return f"{'; '.join(parts)}."


def _by_section(published: Published, lens: Lens) -> tuple[ThemeBySection | None, str]:
    # One section alone has none to be compared with.
    asked = Lens(lens.start, lens.end) if lens.axis == "section" else lens
    try:
        table = theme_by_section(published, asked)
    except CrossedAxes as crossed:
        return None, str(crossed)
    if table is None:
        return None, (
            "For these months too few radiologists stand behind the themes of a section, or the "
            "case export has no section: a peer-learning export with “section” would fill it."
        )
    return table, ""


def _section_source(published: Published, table: ThemeBySection | None) -> str:
    if table is None:
        return ""
    first, last = table.months
    frame = series(published, THEMES, Lens(first, last), "section").frame
    holes = missing_years(frame) if not frame.empty else ()
    parts = [f"n = {count(table.n)} learning opportunities, {span(first, last)}."]
    if table.narrowed:
        parts.append("Earlier years name fewer themes by section.")
    if holes:
        parts.append(f"{listed([str(year) for year in holes])} is not published by section.")
    parts.append(f"One step of colour a standardised residual, ends open at {MINUS}4 and +4.")
    if "Other themes" in table.themes:
        parts.append("Other themes: too small to show alone in some section.")
    return " ".join([*parts, *table.notes])
