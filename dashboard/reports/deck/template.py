"""The file a deck is written into: our own plain one, or a department's template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard.charts.palette import PAPER
from dashboard.reports.deck.positions import (
    BODY_BOTTOM,
    LEFT,
    TITLE_LINES,
    TITLE_SIZE,
    TITLE_TOP,
    title_lines,
)
from dashboard.reports.deck.slide import HEIGHT, WIDTH, Box

HEAD_FONT, BODY_FONT = "Cambria", "Calibri"
Theme = tuple[Any, float]
# Our own theme has a slot for each role; in another theme greys are the text colour, lightened.
OWN_COLOURS: Mapping[str, Theme] = {
    "ink": (MSO_THEME_COLOR.TEXT_1, 0.0),
    "muted": (MSO_THEME_COLOR.TEXT_2, 0.0),
    "focus": (MSO_THEME_COLOR.ACCENT_1, 0.0),
    "legacy": (MSO_THEME_COLOR.ACCENT_2, 0.0),
    "signal": (MSO_THEME_COLOR.ACCENT_3, 0.0),
    "second": (MSO_THEME_COLOR.ACCENT_4, 0.0),
    "tint": (MSO_THEME_COLOR.ACCENT_5, 0.0),
    "rule": (MSO_THEME_COLOR.ACCENT_6, 0.0),
}
THEIR_COLOURS: Mapping[str, Theme] = {
    "ink": (MSO_THEME_COLOR.TEXT_1, 0.0),
    "muted": (MSO_THEME_COLOR.TEXT_1, 0.35),
    "focus": (MSO_THEME_COLOR.ACCENT_1, 0.0),
    "legacy": (MSO_THEME_COLOR.TEXT_1, 0.5),
    "signal": (MSO_THEME_COLOR.ACCENT_2, 0.0),
    "second": (MSO_THEME_COLOR.ACCENT_1, 0.4),
    "tint": (MSO_THEME_COLOR.ACCENT_1, 0.8),
    "rule": (MSO_THEME_COLOR.TEXT_1, 0.75),
}
THEME_SLOTS = {
    "dk1": PAPER.ink,
    "lt1": PAPER.paper,
    "dk2": PAPER.muted,
    "lt2": PAPER.legacy_tint,
    "accent1": PAPER.focus,
    "accent2": PAPER.legacy,
    "accent3": PAPER.signal,
    "accent4": PAPER.second,
    "accent5": PAPER.focus_tint,
    "accent6": PAPER.rule,
    "hlink": PAPER.focus,
    "folHlink": PAPER.muted,
}
NOT_TITLE_ONLY = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
SMALLEST_TITLE = 14.0
UNKNOWN_FACE = 0.92  # a face we have no widths of may run this much wider


class TemplateProblem(Exception):
    """The template cannot be used: one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a place on our slide lies on the file's: scaled, then moved; in inches."""

    scale: float = 1.0
    right: float = 0.0
    down: float = 0.0

    def x(self, inches: float) -> int:
        """Return a place from the left, in EMU."""
        return Inches(self.right + self.scale * inches)

    def y(self, inches: float) -> int:
        """Return a place from the top, in EMU."""
        return Inches(self.down + self.scale * inches)

    def length(self, inches: float) -> int:
        """Return a length, in EMU."""
        return Inches(self.scale * inches)

    def points(self, size: float) -> int:
        """Return a type size, in EMU, to a half point."""
        return Pt(round(2 * self.scale * size) / 2)


@dataclass(frozen=True, slots=True)
class Stage:
    """An open presentation without slides, the layout to use, and how to draw on it."""

    presentation: Any
    layout: Any
    own: bool
    foot: Move

    @property
    def colours(self) -> Mapping[str, Theme]:
        """Each role's colour of the theme, and how much lighter."""
        return OWN_COLOURS if self.own else THEIR_COLOURS

    def matter(self, top: float) -> Move:
        """Return where what lies under a title goes; `top` is where it begins on our slide."""
        if self.own:
            return Move()
        title = _title_place(self.layout)
        lowest = self.foot.down + self.foot.scale * BODY_BOTTOM
        height = lowest - title.bottom
        scale = min(title.width / (WIDTH - 2 * LEFT), height / (BODY_BOTTOM - top))
        return Move(scale, title.left - scale * LEFT, title.bottom - scale * top)

    def title_size(self, title: str) -> float:
        """Return the size in points at which a title takes two lines of its placeholder."""
        if self.own:
            return TITLE_SIZE
        box = _title_place(self.layout)
        size = TITLE_SIZE * self.foot.scale
        while size > SMALLEST_TITLE and (
            title_lines(title, size, box.width * UNKNOWN_FACE) > TITLE_LINES
            or TITLE_LINES * size * 1.2 / 72 > box.height
        ):
            size -= 1
        return size


def own_stage() -> Stage:
    """Return our own file: one layout with a title, the house's faces and colours as its theme."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    layout = next(each for each in presentation.slide_layouts if each.name == "Title Only")
    for other in list(presentation.slide_layouts):
        if other is not layout:
            presentation.slide_layouts.remove(other)
    _widen(presentation.slide_master)
    _set_title(presentation.slide_master)
    _set_theme(presentation.slide_master)
    _drop_thumbnail(presentation)
    return Stage(presentation, layout, True, Move())


def their_stage(template: Path | IO[bytes], name: str) -> Stage:
    """Return a department's template, its own slides taken out.

    Raises TemplateProblem when it is no PowerPoint file or has no layout with a title.
    """
    if isinstance(template, Path) and not template.exists():
        raise TemplateProblem(f"{name}: is not there. Check the path of --template.")
    try:
        presentation: Any = Presentation(str(template) if isinstance(template, Path) else template)
    except Exception as error:
        raise TemplateProblem(
            f"{name}: cannot be read as a PowerPoint file (.pptx). Open it in PowerPoint and save "
            "it as a presentation, not as a template (.potx) or an older .ppt."
        ) from error
    layout = _title_layout(presentation, name)
    for slide in list(presentation.slides._sldIdLst):
        presentation.part.drop_rel(slide.rId)
        presentation.slides._sldIdLst.remove(slide)
    width, height = _size(presentation)
    scale = min(width / WIDTH, height / HEIGHT)
    foot = Move(scale, (width - scale * WIDTH) / 2, height - scale * HEIGHT)
    return Stage(presentation, layout, False, foot)


def _title_layout(presentation: Any, name: str) -> Any:
    """Return the layout with a title and the least beside it."""
    titled = [
        layout
        for layout in presentation.slide_layouts
        if any(each.placeholder_format.type == PP_PLACEHOLDER.TITLE for each in layout.placeholders)
        and _usable(_title_place(layout), presentation)
    ]
    if not titled:
        raise TemplateProblem(
            f"{name}: none of its layouts has a title across the top, where each slide says its "
            "finding. Add one in PowerPoint (View, Slide Master), or leave the template out."
        )
    return min(titled, key=_others)


def _others(layout: Any) -> int:
    kinds = [each.placeholder_format.type for each in layout.placeholders]
    return sum(kind not in (*NOT_TITLE_ONLY, PP_PLACEHOLDER.TITLE) for kind in kinds)


def _usable(title: Box, presentation: Any) -> bool:
    width, height = _size(presentation)
    return title.bottom < 0.45 * height and title.width > 0.5 * width


def _size(presentation: Any) -> tuple[float, float]:
    """Return the slide's width and height in inches."""
    return presentation.slide_width.inches, presentation.slide_height.inches


def _title_place(layout: Any) -> Box:
    """Return where the layout's title stands; the master says what it leaves open."""
    for each in layout.placeholders:
        if each.placeholder_format.type == PP_PLACEHOLDER.TITLE:
            edges = (each.left, each.top, each.width, each.height)
            return Box(*(edge.inches for edge in edges))
    raise LookupError("the layout has no title")


def _widen(master: Any) -> None:
    """Bring the placeholders of a 10 inch master to our width."""
    for each in master.placeholders:
        each.left, each.width = (int(edge * WIDTH / 10) for edge in (each.left, each.width))


def _set_title(master: Any) -> None:
    """Titles stand at our place, left, at our size."""
    title = next(
        each for each in master.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.TITLE
    )
    title.left, title.top = Inches(LEFT), Inches(TITLE_TOP)
    title.width, title.height = Inches(WIDTH - 2 * LEFT), Inches(1.1)
    body = title._element.txBody.find(qn("a:bodyPr"))
    for edge in ("lIns", "tIns", "rIns", "bIns"):
        body.set(edge, "0")
    body.set("anchor", "t")
    for fit in list(body):
        body.remove(fit)
    style = master._element.find(qn("p:txStyles")).find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    style.set("algn", "l")
    style.find(qn("a:defRPr")).set("sz", str(int(TITLE_SIZE * 100)))


def _set_theme(master: Any) -> None:
    from lxml import etree

    part = next(
        rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme")
    )
    theme = etree.fromstring(part.blob)
    theme.set("name", "Peer learning")
    colours = theme.find(f".//{qn('a:clrScheme')}")
    for slot, colour in THEME_SLOTS.items():
        place = colours.find(qn(f"a:{slot}"))
        for old in list(place):
            place.remove(old)
        etree.SubElement(place, qn("a:srgbClr")).set("val", colour.removeprefix("#"))
    for face, name in (("a:majorFont", HEAD_FONT), ("a:minorFont", BODY_FONT)):
        theme.find(f".//{qn(face)}/{qn('a:latin')}").set("typeface", name)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop_thumbnail(presentation: Any) -> None:
    """The picture of python-pptx's own empty file is none of ours."""
    package = presentation.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package._rels.pop(name)
