"""The colours: one role a slot, the same in the theme, on screen and on paper."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit.elements.lib import streamlit_plotly_theme as theme

from dashboard.charts.palette import PAPER, SCREEN
from dashboard.ui.markup import HOUSE_CSS

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIG: dict[str, Any] = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
THEME = CONFIG["theme"]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_screen_palette_is_what_streamlit_swaps_in_the_browser() -> None:
    slots = tuple(getattr(theme, f"CATEGORY_{slot}") for slot in range(10))
    assert SCREEN.categorical == slots
    assert SCREEN.diverging == tuple(getattr(theme, f"DIVERGING_{slot}") for slot in range(10))


def test_the_theme_gives_exactly_ten_colours_a_scale() -> None:
    # With fewer than ten, plotly's own colours come back for some traces.
    for mode in ("light", "dark"):
        for scale in ("Categorical", "Sequential", "Diverging"):
            assert len(THEME[mode][f"chart{scale}Colors"]) == 10


def test_the_paper_palette_is_the_light_theme() -> None:
    assert list(PAPER.categorical) == THEME["light"]["chartCategoricalColors"]
    assert list(PAPER.diverging) == THEME["light"]["chartDivergingColors"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_can_be_read_on_the_page_and_on_grey(mode: str) -> None:
    focus, legacy, signal, ink, muted, _, _, grey, paper, _ = THEME[mode]["chartCategoricalColors"]
    for colour in (focus, signal, ink, muted):
        assert contrast(colour, paper) >= 4.5
        assert contrast(colour, grey) >= 4.0
    assert contrast(legacy, paper) >= 3.0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_can_be_read_on_every_step_of_the_heat_table(mode: str) -> None:
    steps = THEME[mode]["chartDivergingColors"]
    paper, ink = THEME[mode]["backgroundColor"], THEME[mode]["textColor"]
    for step, colour in enumerate(steps):
        assert contrast(paper if step in (0, 1, 8, 9) else ink, colour) >= 4.5


def test_the_style_sheet_draws_the_heat_table_in_the_themes_colours() -> None:
    css = HOUSE_CSS.read_text("utf-8")
    light, dark = (THEME[mode]["chartDivergingColors"] for mode in ("light", "dark"))
    for step, (day, night) in enumerate(zip(light, dark, strict=True)):
        assert f".q{step} {{ background: light-dark({day}, {night})" in css


def test_the_style_sheet_names_no_class_of_streamlits() -> None:
    css = HOUSE_CSS.read_text("utf-8")
    assert "st-emotion" not in css
    assert "data-testid" not in css


def test_the_server_listens_to_this_machine_and_tells_nobody() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
