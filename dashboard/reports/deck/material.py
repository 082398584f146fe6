"""What the slides are made of: the findings of one department and period, each computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dashboard.findings.figures import Figure, figure_of
from dashboard.findings.go_lives import go_lives
from dashboard.findings.months import months_on
from dashboard.findings.outcomes import Outcomes, outcomes
from dashboard.findings.overview_figures import Figured
from dashboard.findings.overview_tiles import overview_tiles
from dashboard.findings.participation import participation_top
from dashboard.findings.sentences import span
from dashboard.findings.statements import Statement
from dashboard.findings.themes import ThemesInOrder, themes_in_order
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
    def participation(self) -> tuple[str, str]:
        """Who takes part: the finding and the lead of the Participation page."""
        return participation_top(self.published, self.windows)

    @cached_property
    def outcomes(self) -> Outcomes:
        """What changed when peer learning came, over all months, and what may be claimed."""
        return outcomes(self.published, self.whole)

    @cached_property
    def themes(self) -> ThemesInOrder | None:
        """What is learned in the period."""
        return themes_in_order(self.published, self.period)

    @cached_property
    def scored(self) -> Lens:
        """The months before the first go-live, all of them where there was none."""
        live = [event.happened_on for event in go_lives(self.published)]
        first, last = self.whole.start, self.whole.end
        if live and min(live).replace(day=1) > first:
            return Lens(first, min(last, months_on(min(live), -1)))
        return Lens(first, last)

    @cached_property
    def _figures_found(self) -> dict[tuple[str, Lens], Figure | None]:
        return {}

    def figure(self, name: str, lens: Lens | None = None) -> Figure | None:
        """Return one measure over the period, or over `lens`; looked up once."""
        key = (name, lens or self.period)
        if key not in self._figures_found:
            self._figures_found[key] = figure_of(self.published, *key)
        return self._figures_found[key]

    def notes(self, *figures: Figure | None) -> tuple[str, ...]:
        """Return what a speaker may be asked: n, period, method, source, units together."""
        known = [each for each in figures if each is not None]
        together = dict.fromkeys(note for each in known for note in each.notes)
        return (*(each.note for each in known), *together, FILTERS)
