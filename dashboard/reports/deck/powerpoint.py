"""Write a deck as a PowerPoint file: titles in title placeholders, native charts, notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from textwrap import shorten
from typing import IO, Any

from lxml import etree
from pptx.enum.shapes import MSO_CONNECTOR, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard.reports.deck.native_charts import add_bar_chart, add_line_chart
from dashboard.reports.deck.positions import (
    FOOT_LETTERS,
    FOOT_RULE,
    FOOT_SIZE,
    FOOT_TOP,
    LEFT,
    RIGHT,
    SUBTITLE_SIZE,
    TITLE_SPACING,
    subtitle_box,
    title_box,
)
from dashboard.reports.deck.same_bytes import steady
from dashboard.reports.deck.slide import BarChart, Box, Deck, LineChart, Rule, Run, Slide, Text
from dashboard.reports.deck.template import Move, Stage, own_stage, their_stage

ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
DECORATIVE_SPACE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def deck_bytes(deck: Deck, template: Path | IO[bytes] | None = None, name: str = "") -> bytes:
    """Return the deck as the bytes of a .pptx file, the same for the same deck.

    template: a department's own file, whose layouts and theme are used; `name` is what to call
    it in a sentence. Raises TemplateProblem when it cannot be used.
    """
    stage = own_stage() if template is None else their_stage(template, name or str(template))
    _set_properties(stage.presentation, deck)
    for number, slide in enumerate(deck.slides, 1):
        _add_slide(stage, deck, slide, number)
    file = io.BytesIO()
    stage.presentation.save(file)
    return steady(file.getvalue(), deck.dated)


def _set_properties(presentation: Any, deck: Deck) -> None:
    when = datetime.combine(deck.dated, time())
    properties = presentation.core_properties
    properties.title, properties.author = deck.title, "Peer learning program"
    properties.last_modified_by, properties.subject = "", deck.confidential
    properties.keywords, properties.comments, properties.revision = "", "", 1
    properties.created = properties.modified = when


def _add_slide(stage: Stage, deck: Deck, slide: Slide, number: int) -> None:
    drawn = stage.presentation.slides.add_slide(stage.layout)
    for each in list(drawn.placeholders):
        if each.placeholder_format.type != PP_PLACEHOLDER.TITLE:
            each._element.getparent().remove(each._element)
    _set_title(stage, drawn.shapes.title, slide.title)
    under = subtitle_box(slide.title)
    move = stage.matter(under.top)
    subtitle = Text("Subtitle", under, ((Run(slide.subtitle, SUBTITLE_SIZE, "muted"),),))
    for element in (subtitle, *slide.elements):
        if isinstance(element, Text):
            _add_text(drawn, element, stage, move)
        elif isinstance(element, Rule):
            _add_rule(drawn, element, stage, move)
        elif isinstance(element, LineChart):
            add_line_chart(drawn, element, stage, move)
        elif isinstance(element, BarChart):
            add_bar_chart(drawn, element, stage, move)
    _add_foot(drawn, stage, deck, number)
    drawn.notes_slide.notes_text_frame.text = "\n".join(slide.notes)


def _set_title(stage: Stage, shape: Any, title: str) -> None:
    frame = shape.text_frame
    frame.text = title
    paragraph = frame.paragraphs[0]
    paragraph.line_spacing = TITLE_SPACING
    if stage.own:
        box = title_box(title)
        edges = (Inches(edge) for edge in (box.left, box.top, box.width, box.height))
        shape.left, shape.top, shape.width, shape.height = edges
    else:
        paragraph.runs[0].font.size = Pt(stage.title_size(title))


def _add_text(slide: Any, text: Text, stage: Stage, move: Move) -> Any:
    box = text.box
    shape = slide.shapes.add_textbox(
        move.x(box.left), move.y(box.top), move.length(box.width), move.length(box.height)
    )
    shape.name = text.name
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = ANCHOR[text.anchor]
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, runs in enumerate(text.paragraphs):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        paragraph.alignment = ALIGN[text.align]
        if place and text.gap:
            paragraph.space_before = move.points(72 * text.gap)
        _add_runs(paragraph, runs, stage, move)
    return shape


def _add_runs(paragraph: Any, runs: Sequence[Run], stage: Stage, move: Move) -> None:
    for run in runs:
        added = paragraph.add_run()
        added.text = run.text
        added.font.size, added.font.bold = move.points(run.size), run.bold
        if run.face == "heading":
            added.font.name = "+mj-lt"  # the theme's face for headings
        theme, brighter = stage.colours[run.colour]
        added.font.color.theme_color = theme
        if brighter:
            added.font.color.brightness = brighter


def _add_rule(slide: Any, rule: Rule, stage: Stage, move: Move) -> None:
    line = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT,
        move.x(rule.x0),
        move.y(rule.y0),
        move.x(rule.x1),
        move.y(rule.y1),
    )
    line.name = rule.name
    line.line.width = Pt(rule.width * move.scale)
    theme, brighter = stage.colours[rule.colour]
    line.line.color.theme_color = theme
    if brighter:
        line.line.color.brightness = brighter
    style = line._element.find(qn("p:style"))  # it would bring the theme's shadow
    line._element.remove(style)
    _mark_decorative(line._element.nvCxnSpPr.cNvPr)


def _mark_decorative(properties: Any) -> None:
    """Tell a screen reader to pass a line over."""
    extensions = etree.SubElement(properties, qn("a:extLst"))
    extension = etree.SubElement(extensions, qn("a:ext"), uri=DECORATIVE)
    etree.SubElement(
        extension,
        f"{{{DECORATIVE_SPACE}}}decorative",
        nsmap={"adec": DECORATIVE_SPACE},
        attrib={"val": "1"},
    )


def _add_foot(slide: Any, stage: Stage, deck: Deck, number: int) -> None:
    move = stage.foot
    _add_rule(slide, Rule("Foot rule", LEFT, FOOT_RULE, RIGHT, FOOT_RULE), stage, move)
    left, right = foot_texts(deck)
    _add_text(slide, left, stage, move)
    shape = _add_text(slide, right, stage, move)
    _add_number(shape.text_frame.paragraphs[0], number)


def _fitting_foot(words: str, letters: int) -> str:
    """Return the words, or their first sentence, or as many of them as fit."""
    first = words.partition(". ")[0]
    fitting = (text for text in (words.rstrip("."), first) if len(text) <= letters)
    return next(fitting, shorten(words, letters, placeholder=" …"))


def foot_texts(deck: Deck) -> tuple[Text, Text]:
    """Return the words at the foot of every slide: confidentiality, and how far the data reach.

    Words too long for the foot stand whole in the file's properties.
    """
    made_up = "Made-up demo department. " if deck.made_up else ""
    words = made_up + _fitting_foot(deck.confidential, FOOT_LETTERS - len(made_up))
    left = Box(LEFT, FOOT_TOP, 8.6, 0.25)
    right = Box(9.4, FOOT_TOP, RIGHT - 9.4, 0.25)
    return (
        Text("Confidentiality", left, ((Run(words, FOOT_SIZE, "muted"),),)),
        Text(
            "Data through and slide number",
            right,
            ((Run(f"{deck.data_through}   ", FOOT_SIZE, "muted"),),),
            align="right",
        ),
    )


def _add_number(paragraph: Any, number: int) -> None:
    """Add the slide's number as a field, which follows when slides are moved."""
    run = paragraph.runs[-1]._r
    field = etree.SubElement(paragraph._p, qn("a:fld"))
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    field.append(etree.fromstring(etree.tostring(run.find(qn("a:rPr")))))
    etree.SubElement(field, qn("a:t")).text = str(number)
