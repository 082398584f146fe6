"""What holds for every figure, and what each kind of mark means."""

from __future__ import annotations

import json
import re

import plotly.graph_objects as go
import pytest

from dashboard.charts.palette import PAPER, SCREEN, Palette
from tests.charts.small_frames import DRAWN

HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
EVERY = pytest.mark.parametrize("name", sorted(DRAWN))


def built(name: str, palette: Palette) -> go.Figure:
    return DRAWN[name](palette).figure()


def colours(name: str, palette: object) -> set[str]:
    figure = json.loads(built(name, palette).to_json())
    # A template is Streamlit's to replace; what the builder set stands outside it.
    figure["layout"].pop("template", None)
    return set(HEX.findall(json.dumps(figure)))


@EVERY
@pytest.mark.parametrize("palette", [SCREEN, PAPER], ids=["screen", "paper"])
def test_a_figure_has_no_colour_but_the_palettes(name: str, palette: object) -> None:
    allowed = {*palette.categorical, *palette.diverging}  # type: ignore[attr-defined]
    assert colours(name, palette) <= allowed


@EVERY
def test_a_figure_can_be_read_on_a_phone(name: str) -> None:
    layout = built(name, SCREEN).layout
    assert layout.margin.l + layout.margin.r <= 150
    assert layout.height <= 520
    for axis in (layout.xaxis, layout.yaxis):
        assert axis.fixedrange is True
        assert axis.tickangle == 0
        assert axis.automargin is False
        if axis.tickvals is not None and axis.showticklabels is not False:
            assert 2 <= len(axis.tickvals) <= 6


@EVERY
def test_a_figure_has_no_legend_and_no_tools_to_move_it(name: str) -> None:
    layout = built(name, SCREEN).layout
    assert layout.showlegend is False
    assert layout.dragmode is False
    assert layout.paper_bgcolor == layout.plot_bgcolor == SCREEN.paper


@EVERY
def test_marks_of_several_sizes_keep_their_full_colour(name: str) -> None:
    # plotly gives traces with a list of sizes an opacity of 0.7 unless told otherwise.
    for trace in built(name, SCREEN).data:
        if isinstance(getattr(trace.marker, "size", None), tuple):
            assert trace.marker.opacity == 1


@EVERY
def test_every_mark_says_its_number_when_touched(name: str) -> None:
    traces = built(name, SCREEN).data
    spoken = [trace for trace in traces if trace.hoverinfo != "skip"]
    assert spoken
    for trace in spoken:
        assert trace.hovertemplate
        for text in trace.text or ():
            assert text == "" or re.search(r"\d", text)


def test_a_signal_is_an_ochre_diamond_and_an_unfinished_month_is_hollow() -> None:
    dots = built("control", PAPER).data[-1].marker
    assert dots.symbol[4] == "diamond"
    assert dots.color[4] == PAPER.signal
    assert set(dots.symbol[:4]) == {"circle"}
    assert dots.color[-1] == PAPER.paper
    assert dots.line.color[-1] == PAPER.focus


def test_a_ratio_whose_interval_includes_no_change_is_hollow() -> None:
    dots = [trace.marker for trace in built("ratio_dots", PAPER).data if trace.mode == "markers"]
    assert [dot.color for dot in dots] == [PAPER.focus, PAPER.paper]
    assert dots[1].line.color == PAPER.muted


def test_scored_review_is_grey_peer_learning_blue_phase_in_hollow() -> None:
    dots = [trace.marker for trace in built("small_eras", PAPER).data]
    assert [dot.color for dot in dots] == [PAPER.legacy, PAPER.paper, PAPER.focus]
    assert dots[1].line.color == PAPER.focus


def test_the_old_systems_scores_are_all_grey() -> None:
    fills = {trace.marker.color for trace in built("score_bars", PAPER).data}
    assert fills == {PAPER.legacy, PAPER.legacy_tint}


def test_an_event_is_a_thin_muted_line_with_its_month_and_words() -> None:
    figure = built("control", PAPER)
    lines = [shape for shape in figure.layout.shapes if shape.x0 == "2024-07-01"]
    assert [line.line.color for line in lines] == [PAPER.muted]
    said = [note.text for note in figure.layout.annotations]
    assert "Jul 2024<br>Worklist shows<br>priors" in said


def test_a_phase_in_is_shaded_for_its_months() -> None:
    shapes = built("eras", PAPER).layout.shapes
    strip = next(shape for shape in shapes if shape.type == "rect")
    assert (strip.x0, strip.x1) == ("2024-07-01", "2024-10-01")
    assert strip.fillcolor == PAPER.legacy_tint


def test_names_at_the_ends_of_two_lines_that_meet_do_not_overlap() -> None:
    figure = built("lines", PAPER)
    plot = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    pixels = plot / figure.layout.yaxis.range[1]
    ends = [note for note in figure.layout.annotations if "<b>1" in note.text]
    places = sorted(note.y * pixels + note.yshift for note in ends)
    assert len(places) == 2
    assert places[1] - places[0] >= 34


def test_units_keep_the_order_they_were_given() -> None:
    figure = built("unit_dots", PAPER)
    names = [note for note in figure.layout.annotations if "<b>" in note.text]
    assert [note.text.split("  ")[0] for note in names] == ["Breast + Pediatric", "Harbour"]
    assert names[0].y > names[1].y


def test_bands_stand_in_order_with_the_year_before_in_grey() -> None:
    figure = built("band_bars", PAPER)
    assert [bar.marker.color for bar in figure.data] == [PAPER.legacy, PAPER.focus]
    assert list(figure.layout.xaxis.ticktext) == ["0–24", "25+"]
    assert list(figure.data[1].y) == [11, 33]
