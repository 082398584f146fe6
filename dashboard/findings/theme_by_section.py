"""Where a theme stands out: cases by section and theme beside what the margins would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.theme_changes import NO_THEMES
from dashboard.findings.theme_ranking import part_label
from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer, totals
from dashboard.published.open import Published

OTHER_COLUMN = "Other themes"


@dataclass(frozen=True, slots=True)
class StandingCell:
    """Cases of one section and theme, and the standardised residual (z; 0 is as expected)."""

    cases: float
    residual: float


@dataclass(frozen=True, slots=True)
class ThemeBySection:
    """A table of sections (rows as published) by themes.

    rows: section -> one cell a theme, None where that cell is not published. months: the first
    and last month shown, narrower than asked when earlier years name fewer themes.
    """

    themes: tuple[str, ...]
    rows: dict[str, tuple[StandingCell | None, ...]]
    n: float
    months: tuple[date, date]
    narrowed: bool
    notes: tuple[str, ...]
    frame: pd.DataFrame


def theme_by_section(published: Published, lens: Lens) -> ThemeBySection | None:
    """Return the table for the months of `lens`, None when no theme is published by section.

    Themes that some year adds up to "other" can only be shown so for all years: of the years
    up to the end of the lens the table takes as many as keep the most themes apart.
    Raises CrossedAxes for a lens on some units of another axis.
    """
    answers = [totals(published, "learning_themes", each, "section") for each in _ends_alike(lens)]
    shown = [answer for answer in answers if not answer.frame.empty]
    if not shown:
        return None
    best = max(shown, key=_named_themes)
    if _named_themes(best) == 0 or best.snapped is None:
        return None
    return _table(published, best, best is not answers[0])


def _ends_alike(lens: Lens) -> Iterator[Lens]:
    """Yield the lens, then ever shorter ones that begin with a later year and end alike."""
    yield lens
    for year in range(lens.start.year + 1, lens.end.year + 1):
        yield Lens(date(year, 1, 1), lens.end, lens.axis, lens.members)


def _named_themes(answer: Answer) -> int:
    return len(set(answer.frame["part"]) - NO_THEMES)


def _table(published: Published, answer: Answer, narrowed: bool) -> ThemeBySection:
    from dashboard.analysis.two_groups.composition import compare_composition

    frame, labels = answer.frame, published.labels("theme")
    wide = frame.pivot_table(index="member", columns="part", values="numerator", aggfunc="sum")
    sizes = wide.sum().sort_values(ascending=False)
    order = sorted(sizes.index, key=lambda part: (part in NO_THEMES, part == "other"))
    wide = wide[order]
    counts = wide.fillna(0.0).to_numpy()
    several = all((counts.sum(axis=axis) > 0).sum() > 1 for axis in (0, 1))
    residuals = compare_composition(counts).residuals if several else counts * 0
    rows = {
        str(section): tuple(
            None if pd.isna(cases) else StandingCell(float(cases), float(residual))
            for cases, residual in zip(wide.loc[section], residuals[place], strict=True)
        )
        for place, section in enumerate(wide.index)
    }
    assert answer.snapped is not None
    return ThemeBySection(
        tuple(part_label(part, labels, OTHER_COLUMN) for part in order),
        rows,
        float(wide.sum().sum()),
        answer.snapped,
        narrowed,
        answer.notes,
        _tidy(frame, wide.index.to_list(), order, residuals, labels),
    )


def _tidy(
    frame: pd.DataFrame,
    sections: list[str],
    order: list[str],
    residuals: object,
    labels: dict[str, str],
) -> pd.DataFrame:
    """Return one row a section and theme: counts, share of the section, residual."""
    residual = pd.DataFrame(residuals, index=sections, columns=order)
    return pd.DataFrame(
        {
            "section": frame["member"],
            "theme": [part_label(part, labels) for part in frame["part"]],
            "cases": frame["numerator"],
            "cases_of_the_section": frame["denominator"],
            "share": frame["estimate"],
            "residual": [
                residual.loc[row.member, row.part] for row in frame.itertuples(index=False)
            ],
        }
    )
