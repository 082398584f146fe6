"""Charts as PowerPoint's own, with their numbers in a workbook inside: they can be edited."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.reports.deck.positions import AXIS_SIZE
from dashboard.reports.deck.slide import BarChart, Box, LineChart, Series
from dashboard.reports.deck.template import Move, Stage

LABEL_SIZE = 15
BAR_GAP = 55


def add_line_chart(slide: Any, chart: LineChart, stage: Stage, move: Move) -> None:
    """Draw lines over months on a date axis, the inner plot where the words beside it expect it."""
    data = CategoryChartData(number_format=chart.scale.number_format)
    data.categories = list(chart.dates)
    data.categories.number_format = "yyyy" if chart.tick_months == 12 else "mmm yyyy"
    for series in chart.series:
        data.add_series(series.name, series.values)
    frame, native = _placed(slide, chart, XL_CHART_TYPE.LINE, data, stage, move)
    for line, series in zip(native.plots[0].series, chart.series, strict=True):
        _draw_line(line, series, stage, move)
    _value_axis(native, chart, stage)
    _date_axis(native, chart, stage)
    _fix_plot(native, chart.box, chart.plot)
    _describe(frame, chart.name, chart.alt)


def add_bar_chart(slide: Any, chart: BarChart, stage: Stage, move: Move) -> None:
    """Draw lying bars, the first category on top, each value at its bar's end."""
    data = CategoryChartData(number_format=chart.labels)
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series.name, series.values)
    frame, native = _placed(slide, chart, XL_CHART_TYPE.BAR_CLUSTERED, data, stage, move)
    plot = native.plots[0]
    plot.gap_width, plot.vary_by_categories = BAR_GAP, False
    for bars, series in zip(plot.series, chart.series, strict=True):
        bars.format.fill.solid()
        _paint(bars.format.fill.fore_color, stage, series.colour)
        bars.invert_if_negative = False
    _bar_labels(plot, chart, stage, move)
    axis = native.category_axis
    axis.reverse_order = True
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    _paint(axis.tick_labels.font.color, stage, "ink")
    values = native.value_axis
    values.minimum_scale, values.maximum_scale = 0, chart.scale.top
    values.has_major_gridlines, values.visible = False, False
    _fix_plot(native, chart.box, chart.plot)
    _describe(frame, chart.name, chart.alt)


def _placed(
    slide: Any,
    chart: LineChart | BarChart,
    kind: XL_CHART_TYPE,
    data: CategoryChartData,
    stage: Stage,
    move: Move,
) -> tuple[Any, Any]:
    box = chart.box
    frame = slide.shapes.add_chart(
        kind, move.x(box.left), move.y(box.top), move.length(box.width), move.length(box.height),
        data,
    )  # fmt: skip
    native = frame.chart
    native.has_legend = native.has_title = False
    native.font.size = move.points(AXIS_SIZE)
    _paint(native.font.color, stage, "muted")
    return frame, native


def _draw_line(line: Any, series: Series, stage: Stage, move: Move) -> None:
    line.smooth = False
    line.marker.style = XL_MARKER_STYLE.NONE
    line.format.line.width = Pt(series.width * move.scale)
    _paint(line.format.line.color, stage, series.colour)
    if series.dashed:
        line.format.line.dash_style = MSO_LINE.DASH
    if sum(value is not None for value in series.values) == 1:
        line.marker.style, line.marker.size = XL_MARKER_STYLE.CIRCLE, 8
        line.marker.format.fill.solid()
        _paint(line.marker.format.fill.fore_color, stage, series.colour)


def _value_axis(native: Any, chart: LineChart, stage: Stage) -> None:
    axis = native.value_axis
    axis.minimum_scale, axis.maximum_scale = 0, chart.scale.top
    axis.major_unit = chart.scale.step
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.major_gridlines.format.line.width = Pt(0.75)
    _paint(axis.major_gridlines.format.line.color, stage, "rule")
    axis.tick_labels.number_format = chart.scale.number_format
    axis.tick_labels.number_format_is_linked = False


def _date_axis(native: Any, chart: LineChart, stage: Stage) -> None:
    axis = native.category_axis
    _paint(axis.format.line.color, stage, "muted")
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    whole_years = chart.tick_months % 12 == 0
    axis.tick_labels.number_format = "yyyy" if whole_years else "mmm yyyy"
    axis.tick_labels.number_format_is_linked = False
    # LibreOffice knows no label to skip, but it does know years; schema order: after lblOffset.
    units = (
        ("baseTimeUnit", "months"),
        ("majorUnit", str(chart.tick_months // 12 if whole_years else chart.tick_months)),
        ("majorTimeUnit", "years" if whole_years else "months"),
    )
    for tag, value in units:
        for old in axis._element.findall(qn(f"c:{tag}")):
            axis._element.remove(old)
        etree.SubElement(axis._element, qn(f"c:{tag}")).set("val", value)


def _bar_labels(plot: Any, chart: BarChart, stage: Stage, move: Move) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = chart.labels, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold = move.points(LABEL_SIZE), True
    _paint(labels.font.color, stage, "ink")


def _fix_plot(native: Any, box: Box, plot: Box) -> None:
    """Give the inner plot its place in the chart, so that words set by the scale stay right."""
    area = native._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    places = (
        ("layoutTarget", "inner"),
        ("xMode", "edge"),
        ("yMode", "edge"),
        ("x", f"{(plot.left - box.left) / box.width:.5f}"),
        ("y", f"{(plot.top - box.top) / box.height:.5f}"),
        ("w", f"{plot.width / box.width:.5f}"),
        ("h", f"{plot.height / box.height:.5f}"),
    )
    for tag, value in places:
        etree.SubElement(manual, qn(f"c:{tag}")).set("val", value)
    area.insert(0, layout)


def _describe(frame: Any, name: str, alt: str) -> None:
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)


def _paint(colour: Any, stage: Stage, role: str) -> None:
    theme, brighter = stage.colours[role]
    colour.theme_color = theme
    if brighter:
        colour.brightness = brighter
