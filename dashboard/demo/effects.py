"""The effects planted in the demo department, and the rates its counts are drawn around."""

from __future__ import annotations

from dataclasses import dataclass

CASE_KINDS = (
    "learning_opportunity",
    "great_call",
    "interesting_case",
    "consultation",
    "system_issue",
    "unclassified",
)
THEMES = (
    "perception",
    "interpretation",
    "prior_history",
    "reporting",
    "recommendation",
    "communication",
    "technique",
    "procedure",
    "system",
    "unmapped",
)
FALLING_THEME, STEADY_THEME = "prior_history", "reporting"
# Share of each theme among learning opportunities before any action closes.
THEME_SHARES = (0.29, 0.21, 0.22, 0.10, 0.05, 0.045, 0.035, 0.025, 0.005, 0.02)
DISCREPANT_SCORES = ("2a", "2b", "3a", "3b")
DISCREPANT_SHARES = (0.66, 0.18, 0.12, 0.04)


@dataclass(frozen=True, slots=True)
class Effects:
    """Rate ratios planted at the months of the timeline; 1 is no effect.

    `ramp` is the share of full strength in each phase-in month, `stragglers` the share of a month's
    scored reviews still done in the month of go-live.
    """

    name: str
    tool_change: float
    go_live: float
    falling_theme: float
    ramp: tuple[float, ...]
    stragglers: float

    def theme_shares(self, action_closed: bool) -> tuple[float, ...]:
        """Return the theme shares before or after the action on the falling theme closed.

        The steady theme keeps its share; all others take up what the falling theme loses, so that
        captured learning opportunities stay at their rate.
        """
        if not action_closed:
            return THEME_SHARES
        rise = self.other_themes
        factors = {FALLING_THEME: self.falling_theme, STEADY_THEME: 1.0}
        return tuple(
            share * factors.get(theme, rise)
            for theme, share in zip(THEMES, THEME_SHARES, strict=True)
        )

    @property
    def other_themes(self) -> float:
        """Return the rate ratio of each theme that is neither the falling nor the steady one."""
        falling = THEME_SHARES[THEMES.index(FALLING_THEME)]
        steady = THEME_SHARES[THEMES.index(STEADY_THEME)]
        return (1 - steady - falling * self.falling_theme) / (1 - steady - falling)


PLANTED = Effects("planted", 1.8, 2.6, 0.4, ramp=(0.25, 0.5, 0.75), stragglers=0.12)
NONE = Effects("none", 1.0, 1.0, 1.0, ramp=(), stragglers=0.0)
EFFECTS = {effects.name: effects for effects in (PLANTED, NONE)}


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates without any effect, and the noise around them.

    Season is one yearly harmonic on the log scale; noise is gamma with mean 1 and the stated
    coefficient of variation, one draw a site and month (exam volumes: and kind of exam).
    """

    exams_per_radiologist: float = 700.0
    growth_a_year: float = 0.02
    exam_season: float = 0.04
    exam_peak_month: int = 3
    exam_noise: float = 0.03
    review_share: float = 0.028
    review_noise: float = 0.06
    discrepancy_share: float = 0.025
    capture_season: float = 0.10
    capture_peak_month: int = 10
    capture_noise: float = 0.12
    site_capture: tuple[float, ...] = (1.05, 0.95, 1.0, 1.0)
    double_reads: float = 0.04
    agreement: float = 0.2
    addendum_share: float = 0.009
    addendum_season: float = 0.06
    addendum_peak_month: int = 7
    addendum_noise: float = 0.08
    # Shares of the kinds, in CASE_KINDS' order, among all submissions of the planted department.
    kind_shares: tuple[float, ...] = (0.60, 0.27, 0.055, 0.03, 0.03, 0.015)


RATES = Rates()
