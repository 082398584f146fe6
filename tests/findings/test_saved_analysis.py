"""A saved analysis: read back as it was, and refused in one sentence when it cannot be one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.findings.saved_analysis import Analysis, as_toml, read_analysis
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published

ITS = Analysis(
    "learning_opportunities_per_1000_exams", "interrupted_time_series", date(2021, 1, 1),
    date(2025, 12, 1), change=date(2023, 1, 1), phase_in=3,
)  # fmt: skip
GOOD = 'measure = "radiologists_submitting"\ndesign = "control_chart"\n'


@pytest.mark.parametrize(
    "analysis",
    [
        ITS,
        Analysis(
            "radiologists_submitting", "funnel", date(2024, 1, 1), date(2024, 6, 1), "section"
        ),
        Analysis(
            "radiologists_submitting", "control_chart", date(2023, 1, 1), date(2025, 12, 1),
            "site", "Harbour", grain="quarter",
        ),
        Analysis(
            "discrepancy_rate", "before_after", date(2021, 1, 1), date(2022, 12, 1),
            change=date(2022, 1, 1),
        ),
        Analysis(
            "discrepancy_rate", "two_units", date(2021, 1, 1), date(2022, 12, 1), "site",
            "Harbour", other="Westgate",
        ),
    ],
    ids=lambda one: one.design,
)  # fmt: skip
def test_what_is_saved_is_read_back(demo_published: Published, analysis: Analysis) -> None:
    assert read_analysis("a.toml", as_toml(analysis).encode(), demo_published) == analysis


def test_what_is_left_out_has_its_default(demo_published: Published) -> None:
    months = demo_published.months
    read = read_analysis("a.toml", GOOD.encode(), demo_published)
    assert (read.start, read.end, read.axis, read.at) == (months[0], months[-1], "all", 12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("measure = ", "is not a TOML file"),
        ("", "measure is missing"),
        (GOOD.replace("radiologists_submitting", "radiologist_submitting"), "Did you mean"),
        (GOOD.replace("radiologists_submitting", "learning_themes"), "cannot be analysed here"),
        (GOOD.replace("control_chart", "pie"), "design is 'pie'"),
        (GOOD + "colour = 1", "no key 'colour'"),
        (GOOD + "format = 9", "format 9 is not known"),
        (GOOD + 'start = "2025"', "write a month"),
        (GOOD + "start = 2025", "write a month"),
        (GOOD + 'start = "2025-13"', "write a month"),
        (GOOD + 'start = "2025-06"\nend = "2025-01"', "Swap them"),
        (GOOD + 'axis = "person"', "axis is 'person'"),
        (GOOD + 'axis = "modality"', "is not split by modality"),
        (GOOD + 'axis = "section"', "give its member"),
        (GOOD + 'axis = "section"\nmember = "Nuero"', "Did you mean 'Neuro'?"),
        (GOOD + 'member = "Neuro"', "member needs an axis"),
        (GOOD + "phase_in = -1", "whole number of months"),
        (GOOD + "at = true", "whole number of months"),
        (GOOD + 'model = "magic"', "model is 'magic'"),
        (GOOD.replace("control_chart", "funnel"), "a funnel compares the units"),
        (GOOD.replace("control_chart", "two_units"), "need an axis and two units"),
        (
            GOOD.replace("control_chart", "two_units")
            + 'axis = "site"\nmember = "Harbour"\nother = "Harbour"',
            "need an axis and two units",
        ),
        (GOOD + 'axis = "site"\nmember = "Harbour"\nother = "Westgate"', "Leave it out"),
        (GOOD.replace("control_chart", "before_after"), "first month after the change"),
        (
            GOOD.replace("control_chart", "before_after") + 'change = "2019-01"',
            "must lie between start and end",
        ),
        ("measure = 1\ndesign = 2", "write it in quotes"),
        ("x" * 30_000, "too long"),
    ],
)
def test_what_cannot_be_run_is_one_sentence(
    demo_published: Published, text: str, words: str
) -> None:
    with pytest.raises(WrongInput) as refused:
        read_analysis("a.toml", text.encode(), demo_published)
    assert refused.value.message.startswith("a.toml: ")
    assert words in refused.value.message


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fault(demo_published: Published, data: bytes) -> None:
    with pytest.raises(WrongInput):
        read_analysis("a.toml", data, demo_published)
