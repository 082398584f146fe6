"""The RIS export of exams read and reports addended each month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.demo.plan import DemoPlan
from dashboard.demo.sections import PATIENT_GROUPS

COLUMNS = ("Month", "Location", "Division", "Modality", "Age Group", "Exam Count", "Addenda")
# One label a site: a site's radiographs are one row a month and section, never CR beside DX.
RADIOGRAPHY = {"Westgate": "CR"}


def exam_volume_rows(plan: DemoPlan) -> Iterator[Sequence[object]]:
    """Yield one row a month, site, section, modality and age group, zeros included."""
    shape, cells, calendar = plan.department.shape, plan.cells, plan.timeline.calendar
    sections = [shape.sections[i] for i in cells.section.tolist()]
    groups = [PATIENT_GROUPS[int(child)] for child in cells.child.tolist()]
    for month in range(calendar.months):
        label = f"{calendar.first_day(month):%Y-%m}"
        for number, site in enumerate(shape.sites):
            exams = plan.counts.exams[number, month].tolist()
            addenda = plan.addenda[number, month].tolist()
            for cell, (count, addended) in enumerate(zip(exams, addenda, strict=True)):
                kind = cells.modality[cell]
                modality = RADIOGRAPHY.get(site, "DX") if kind == "XR" else kind
                yield label, site, sections[cell], modality, groups[cell], count, addended
