"""A written deck opened again: shapes in inches, and what stands in a chart's workbook."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from python_calamine import CalamineWorkbook

A_HAIR = 0.02  # inches


@dataclass(frozen=True)
class Placed:
    """A shape's name and edges in inches."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Placed) -> bool:
        apart = (
            self.right <= other.left + A_HAIR
            or other.right <= self.left + A_HAIR
            or self.bottom <= other.top + A_HAIR
            or other.bottom <= self.top + A_HAIR
        )
        return not apart


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def placed(shape: Any) -> Placed:
    left, top = shape.left.inches, shape.top.inches
    return Placed(shape.name, left, top, left + shape.width.inches, top + shape.height.inches)


def matter(slide: Any) -> list[Any]:
    """Everything that is words or a chart; lines may touch what they rule."""
    return [shape for shape in slide.shapes if shape.shape_type != MSO_SHAPE_TYPE.LINE]


def charts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def workbook(chart: Any) -> dict[str, list[Any]]:
    """The columns of a chart's own workbook by heading; "" is that of its categories."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    heading, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(blob)).get_sheet_by_index(0).to_python()
    )
    return {str(name): [row[place] for row in rows] for place, name in enumerate(heading)}


def title_of(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def alt_of(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")


def notes_of(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)
