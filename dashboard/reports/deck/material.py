"""What the slides are made of: the findings of one department and period, each computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dashboard.findings.comparison import ComparisonPage, comparison_page
from dashboard.findings.figures import Figure, figure_of
from dashboard.findings.go_lives import go_lives
from dashboard.findings.months import months_on
from dashboard.findings.overview_figures import Figured
from dashboard.findings.overview_tiles import overview_tiles
from dashboard.findings.participation import Participation, participation
from dashboard.findings.sentences import span
from dashboard.findings.statements import Statement
from dashboard.findings.themes import ThemesPage, themes_page
from dashboard.findings.what_changed import what_changed
from dashboard.findings.windows import Windows, windows
from dashboard.published.lens import Lens
from dashboard.published.open import Published

Audience = Literal["board", "chair", "staff"]
FILTERS = "Filters: none; the whole department."


@dataclass(frozen=True)
class Material:
    """The department, the months the deck is about, and for whom it is."""

    published: Published
    period: Lens
    audience: Audience

    @property
    def whole(self) -> Lens:
        """All months up to the end of the period: what is compared over years needs them."""
        return Lens(min(self.published.months[0], self.period.start), self.period.end)

    @property
    def when(self) -> str:
        """The period in words."""
        return span(self.period.start, self.period.end)

    @cached_property
    def windows(self) -> Windows:
        """The period, and the months it is compared with."""
        return windows(self.published, self.period)

    @cached_property
    def figures(self) -> tuple[Figured, ...]:
        """The four figures of the Overview, with change and target."""
        return overview_tiles(self.published, self.windows)

    @cached_property
    def changes(self) -> tuple[Statement, ...]:
        """What changed, as the Overview says it."""
        return what_changed(self.published, self.windows, self.figures)

    @cached_property
    def participation(self) -> Participation:
        """Who takes part."""
        return participation(self.published, self.period)

    @cached_property
    def themes(self) -> ThemesPage:
        """What is learned in the period."""
        return themes_page(self.published, self.period)

    @cached_property
    def comparison(self) -> ComparisonPage:
        """Both systems over all months."""
        return comparison_page(self.published, self.whole)

    @cached_property
    def scored(self) -> Lens:
        """The months before the first go-live, all of them where there was none."""
        live = [event.happened_on for event in go_lives(self.published)]
        first, last = self.whole.start, self.whole.end
        if live and min(live).replace(day=1) > first:
            return Lens(first, min(last, months_on(min(live), -1)))
        return Lens(first, last)

    def figure(self, name: str, lens: Lens | None = None, part: str | None = None) -> Figure | None:
        """Return one measure over the period, or over `lens`."""
        return figure_of(self.published, name, lens or self.period, part)

    def notes(self, *figures: Figure | None) -> tuple[str, ...]:
        """Return what a speaker may be asked: n, period, method, source, units together."""
        known = [each for each in figures if each is not None]
        together = dict.fromkeys(note for each in known for note in each.notes)
        return (*(each.note for each in known), *together, FILTERS)
