"""One number, four places: on the page, on the command line, in the download, on the slide."""

from __future__ import annotations

import base64
import csv
import io
import json
from datetime import date
from itertools import pairwise
from math import isclose

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.commands.cli import main
from dashboard.commands.serve import ROOT, SCREEN
from dashboard.findings.months import months_on
from dashboard.findings.participation import participation
from dashboard.findings.table import csv_text
from dashboard.home import Home
from dashboard.published.lookup import totals
from dashboard.published.open import Published
from dashboard.reports.deck.powerpoint import deck_bytes
from dashboard.reports.deck.slide import BarChart, Deck, LineChart, Series, months_between
from tests.reports.conftest import last_year
from tests.reports.opened_deck import charts, opened, workbook

MEASURE = "radiologists_submitting"
GRAINS = ("month", "quarter", "half", "year")
# Lines that are one part of a composition; of kinds, the slide draws how many.
PARTS = {
    "Learning opportunities": "learning_opportunity",
    "Great calls": "great_call",
    "Prior or history not used": "prior_history",
}
COUNTED = ("learning_opportunity", "great_call")


Months = dict[str, float]


def on_the_page(home: Home, monkeypatch: pytest.MonkeyPatch) -> Months:
    """What the Participation page draws: the points of its chart, as the browser gets them."""
    monkeypatch.setenv("PEER_LEARNING_HOME", str(home.path))
    app = AppTest.from_file(str(SCREEN), default_timeout=60).run()
    app.switch_page(str(ROOT / "pages" / "participation.py")).run()
    assert not app.exception
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    (points,) = [trace for trace in figure["data"] if trace["mode"] == "lines+markers"]
    values = np.frombuffer(base64.b64decode(points["y"]["bdata"]), points["y"]["dtype"])
    return {month[:7]: float(value) for month, value in zip(points["x"], values, strict=True)}


def on_the_command_line(home: Home, capsys: pytest.CaptureFixture[str]) -> Months:
    capsys.readouterr()
    assert main(["measure", MEASURE, "--home", str(home.path), "--format", "csv"]) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    return {row["period"]: float(row["estimate"]) for row in rows}


def in_the_download(published: Published) -> Months:
    block = participation(published, last_year(published)).submitting
    rows = csv.DictReader(io.StringIO(csv_text(block.table.raw)))
    return {row["from_month"][:7]: float(row["estimate"]) for row in rows}


def on_the_slide(deck: Deck) -> Months:
    """What is in the workbook inside the chart of the written file."""
    number = next(n for n, slide in enumerate(deck.slides) if slide.key == "participation")
    (shape,) = charts(opened(deck_bytes(deck)).slides[number])
    sheet = workbook(shape.chart)
    months = [f"{month:%Y-%m}" for month in sheet[""]]
    return dict(zip(months, map(float, sheet["Radiologists submitting"]), strict=True))


def test_page_command_download_and_slide_show_one_number(
    demo_home: Home,
    demo_published: Published,
    demo_deck: Deck,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    slide = on_the_slide(demo_deck)
    assert len(slide) == 24
    page = on_the_page(demo_home, monkeypatch)
    command = on_the_command_line(demo_home, capsys)
    download = in_the_download(demo_published)
    for month, value in slide.items():
        assert page[month] == command[month] == download[month], month
        assert isclose(value, page[month], rel_tol=1e-12), month


def test_every_charted_measure_is_what_the_ledger_says(
    demo_published: Published, demo_deck: Deck
) -> None:
    """Each value on a chart that is of a measure, counted anew from rows of the ledger."""
    checked = 0
    for slide in demo_deck.slides:
        for chart in slide.charts:
            if not isinstance(chart, LineChart):
                continue
            length = min(months_between(one, two) for one, two in pairwise(chart.dates))
            for series in chart.series:
                for month, value in zip(chart.dates, series.values, strict=True):
                    if series.source and value is not None:
                        found = counted(demo_published, series, month, length)
                        assert isclose(value, found, rel_tol=1e-9), (slide.key, series.name, month)
                        checked += 1
    assert checked > 60


def test_the_themes_on_the_slide_are_the_ledgers(
    demo_published: Published, demo_deck: Deck
) -> None:
    slide = next(each for each in demo_deck.slides if each.key == "themes")
    (chart,) = slide.charts
    assert isinstance(chart, BarChart)
    rows = totals(demo_published, "learning_themes", last_year(demo_published)).frame
    assert sorted(chart.series[0].values) == sorted(rows["estimate"])


def counted(published: Published, series: Series, month: date, length: int) -> float:
    """A measure's rows of `length` months from `month`, added up by another way than the deck's."""
    part = PARTS.get(series.name)
    axis = "axis = 'all' and measure = ? and from_month >= ? and to_month < ?"
    last = months_on(month, length)
    rows = (
        published.connection.cursor()
        .execute(
            "select grain, part, sum(numerator) as hits, sum(denominator) as out_of "
            f"from ledger where {axis} and complete group by all",
            [series.source, month, last],
        )
        .df()
    )
    rows = rows[rows["part"] == part] if part else rows
    finest = next(
        rows[rows["grain"] == grain] for grain in GRAINS if (rows["grain"] == grain).any()
    )
    hits, out_of = float(finest["hits"].iloc[0]), float(finest["out_of"].iloc[0])
    return hits if part in COUNTED else published.measures[series.source].per * hits / out_of
