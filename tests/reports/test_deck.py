"""The deck for the board on five departments: what a program can tell by opening it."""

from __future__ import annotations

from itertools import combinations
from math import isclose

from pptx.enum.shapes import PP_PLACEHOLDER

from dashboard.reports.deck.letter_widths import longest_word
from dashboard.reports.deck.plan import SLIDES
from dashboard.reports.deck.positions import TITLE_LINES, title_lines
from dashboard.reports.deck.powerpoint import deck_bytes
from dashboard.reports.deck.slide import HEIGHT, WIDTH, BarChart, LineChart, Text
from tests.reports.conftest import Written
from tests.reports.opened_deck import alt_of, charts, matter, notes_of, placed, title_of, workbook

A_HAIR = 0.02
FEWEST_SLIDES = {
    "demo": 9,
    "longest names": 9,
    "one site": 9,
    "three months": 6,
    "five radiologists": 7,
}


def test_it_has_its_slides_and_says_which_it_lacks(written: Written) -> None:
    assert len(written.opened.slides) == len(written.deck.slides)
    assert len(written.deck.slides) >= FEWEST_SLIDES[written.name]
    shown = {slide.key for slide in written.deck.slides}
    out = {each.key for each in written.deck.left_out}
    assert shown | out == set(SLIDES)
    assert not shown & out
    last = written.opened.slides[-1]
    assert all(each.name in notes_of(last) for each in written.deck.left_out)


def test_each_title_is_a_finding_of_two_lines_at_most(written: Written) -> None:
    for slide in written.opened.slides:
        title = slide.shapes.title
        assert title.placeholder_format.type == PP_PLACEHOLDER.TITLE
        words = title_of(slide)
        assert len(words.split()) >= 4, words
        assert title_lines(words) <= TITLE_LINES, words
        assert "…" not in words
        assert not words.endswith(("...", "."))


def test_nothing_stands_outside_the_slide(written: Written) -> None:
    for slide in written.opened.slides:
        for shape in slide.shapes:
            found = placed(shape)
            assert found.left >= 0, found
            assert found.top >= 0, found
            assert found.right <= WIDTH + A_HAIR, found
            assert found.bottom <= HEIGHT + A_HAIR, found


def test_no_two_shapes_overlap_unless_words_stand_on_their_chart(written: Written) -> None:
    for planned, slide in zip(written.deck.slides, written.opened.slides, strict=True):
        meant = {(text.name, text.on) for text in planned.texts if text.on}
        for one, other in combinations([placed(shape) for shape in matter(slide)], 2):
            if (one.name, other.name) in meant or (other.name, one.name) in meant:
                continue
            assert not one.meets(other), (title_of(slide), one, other)


def test_words_fit_their_boxes(written: Written) -> None:
    for slide in written.deck.slides:
        for text in slide.texts:
            assert text.needed <= text.box.height + A_HAIR, (slide.key, text.name, text.words)
            for paragraph in text.paragraphs:
                for run in paragraph:
                    widest = longest_word(run.text.split(), run.size, run.face, run.bold)
                    assert widest <= text.box.width + A_HAIR, (slide.key, text.name, run.text)


def test_words_on_one_chart_do_not_cross_each_other_or_the_lines_they_name(
    written: Written,
) -> None:
    for slide in written.deck.slides:
        for chart in slide.charts:
            words = [text for text in slide.texts if text.on == chart.name]
            for one, other in combinations(words, 2):
                assert not _cross(one, other), (slide.key, one.name, other.name)
            if isinstance(chart, LineChart):
                for text in words:
                    if text.name.startswith("What happened"):
                        assert not _on_a_line(chart, text), (slide.key, text.name)


def test_every_chart_is_native_says_itself_in_words_and_is_not_empty(written: Written) -> None:
    for slide in written.opened.slides:
        assert not [shape for shape in slide.shapes if shape.shape_type == 13]  # a picture
        for shape in charts(slide):
            assert len(alt_of(shape)) > 40
            for series in shape.chart.plots[0].series:
                values = [value for value in series.values if value is not None]
                assert len(values) >= 2, (title_of(slide), series.name)


def test_chart_xml_and_workbook_hold_what_was_planned(written: Written) -> None:
    for planned, slide in zip(written.deck.slides, written.opened.slides, strict=True):
        assert len(planned.charts) == len(charts(slide))
        for chart, shape in zip(planned.charts, charts(slide), strict=True):
            sheet = workbook(shape.chart)
            for line, series in zip(chart.series, shape.chart.plots[0].series, strict=True):
                assert same(series.values, line.values), line.name
                assert same(sheet[line.name], line.values), line.name
            if isinstance(chart, BarChart):
                assert list(shape.chart.plots[0].categories) == list(chart.categories)


def test_speaker_notes_say_what_to_say_n_period_and_source(written: Written) -> None:
    for slide in written.opened.slides:
        notes = notes_of(slide)
        assert notes.startswith("Say: "), title_of(slide)
        assert len(notes.split()) >= 20
    for slide in written.deck.slides:
        if slide.charts:
            assert "Source" in " ".join(slide.notes), slide.key
            assert "of" in " ".join(slide.notes)


def test_every_foot_has_confidentiality_data_through_and_number(written: Written) -> None:
    for number, slide in enumerate(written.opened.slides, 1):
        words = {
            shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
        }
        assert "Confidential" in words["Confidentiality"]
        foot = words["Data through and slide number"]
        assert foot.startswith("Data through 31 December 2025")
        field = slide.shapes._spTree.xpath(".//a:fld[@type='slidenum']/a:t")
        assert [each.text for each in field] == [str(number)]


def test_the_same_data_give_the_same_bytes(written: Written) -> None:
    assert deck_bytes(written.deck) == written.content


def _cross(one: Text, other: Text) -> bool:
    a, b = one.box, other.box
    beside = a.right <= b.left + A_HAIR or b.right <= a.left + A_HAIR
    return not (beside or a.top + one.needed <= b.top or b.top + other.needed <= a.top)


def test_no_value_stands_alone_where_a_line_cannot_show_it(written: Written) -> None:
    """PowerPoint draws nothing for a value between two that are missing."""
    alone = [
        f"{series.name}: {place}"
        for slide in written.deck.slides
        for chart in slide.charts
        if isinstance(chart, LineChart)
        for series in chart.series
        if sum(value is not None for value in series.values) > 1
        for place, (before, value, after) in enumerate(
            zip((None, *series.values), series.values, (*series.values[1:], None), strict=False)
        )
        if value is not None and before is None and after is None
    ]
    assert alone == []


def _on_a_line(chart: LineChart, text: Text) -> bool:
    """Whether a point of a line lies under the words."""
    return any(
        text.box.left <= chart.x(month) <= text.box.right
        and text.box.top <= chart.y(value) <= text.box.top + text.needed
        for series in chart.series
        for month, value in zip(chart.dates, series.values, strict=True)
        if value is not None
    )


def same(found: object, planned: tuple[float | None, ...]) -> bool:
    values = [None if value in (None, "") else float(value) for value in list(found)]  # type: ignore[call-overload]
    return len(values) == len(planned) and all(
        (one is None) == (other is None) and (one is None or other is None or isclose(one, other))
        for one, other in zip(values, planned, strict=True)
    )
