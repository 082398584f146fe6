"""The peer learning tool's case export, in the tool's own words, patient columns and all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.cases import NO_THEME, Cases
from dashboard.demo.effects import CASE_KINDS, THEMES
from dashboard.demo.feedback import NEVER, FollowUp, status_of
from dashboard.demo.learning_points import (
    Patient,
    let_details_slip,
    type_as_people_do,
    write_points,
)
from dashboard.demo.plan import DemoPlan
from dashboard.demo.program import Conference
from dashboard.demo.sections import SITE_LETTERS
from dashboard.demo.words import names

COLUMNS = (
    "Case ID",
    "Case Type",
    "Submitted By",
    "Submitted On",
    "Interpreting Radiologist",
    "Site",
    "Section",
    "Modality",
    "Patient Class",
    "Exam Date",
    "Accession",
    "MRN",
    "Patient Name",
    "Category",
    "Contributing Factors",
    "Meaningful",
    "Clinical Impact",
    "Addendum",
    "Learning Point",
    "Conference Date",
    "Status",
)
# The tool's spellings, commoner ones repeated.
CASE_TYPES = {
    "learning_opportunity": ("Learning Opportunity",),
    "great_call": ("Great Call",) * 7 + ("Great Catch",),
    "interesting_case": ("Interesting Case",),
    "consultation": ("Consult",),
    "system_issue": ("System Issue",),
    "unclassified": ("",),
}
CATEGORIES = {
    "perception": ("Perceptual (missed finding)",) * 6 + ("Satisfaction of search",),
    "interpretation": ("Cognitive",) * 4 + ("Misinterpretation",),
    "prior_history": ("Prior not reviewed",) * 3 + ("History",),
    "reporting": ("Dictation", "Dictation", "Laterality", "Template"),
    "recommendation": ("Follow-up",),
    "communication": ("Critical result", "Communication"),
    "technique": ("Protocol", "Image quality"),
    "procedure": ("Procedural",),
    "system": ("Workflow", "Workflow", "Systems"),
    "unmapped": ("Other",),
}
CATEGORIES_WITHOUT_THEME = {
    "great_call": ("Great pickup",) * 6 + ("Good catch", "Good catch", ""),
    "interesting_case": ("", "", "Other"),
}
MODALITIES = {
    "CT": "CT",
    "MR": "MRI",
    "US": "Ultrasound",
    "XR": "X-ray",
    "MG": "Mammography",
    "NM": "Nuclear Medicine",
    "PT": "PET/CT",
    "RF": "Fluoroscopy",
    "XA": "Interventional",
}
FACTORS = (
    "Workload",
    "Interruption",
    "Fatigue",
    "Missing clinical information",
    "Prior unavailable",
    "Image quality",
    "Subspecialty mismatch",
    "Trainee involvement",
    "Satisfaction of search",
    "Anchoring",
)
FACTOR_WEIGHTS = (0.24, 0.16, 0.08, 0.12, 0.08, 0.07, 0.06, 0.08, 0.07, 0.04)
IMPACTS = ("No impact", "Minor", "Moderate", "Major")
IMPACT_WEIGHTS = (0.45, 0.33, 0.17, 0.05)
HAS_POINT = dict(zip(CASE_KINDS, (0.93, 0.85, 0.8, 0.6, 0.8, 0.4), strict=True))
JUDGED, MEANINGFUL = 0.70, 0.75
ADDENDUM_KNOWN, ADDENDUM = 0.85, 0.22
IMPACT_KNOWN, FACTORS_GIVEN, NO_MODALITY = 0.9, 0.45, 0.005


@dataclass(frozen=True, slots=True)
class CaseExport:
    """Rows in the order of COLUMNS, and the kind of patient detail in each text or ""."""

    rows: list[Sequence[object]]
    slipped: list[str]


def number_cases(cases: Cases, year: int, numbers: dict[int, int]) -> list[str]:
    """Return case numbers; `numbers` holds the last of each year and is moved on."""
    start = numbers.get(year, 0)
    numbers[year] = start + len(cases.kind)
    return [f"PL-{year}-{start + i:05d}" for i in range(1, len(cases.kind) + 1)]


def write_cases(
    plan: DemoPlan,
    cases: Cases,
    case_ids: list[str],
    follow: FollowUp,
    conferences: Sequence[Conference],
) -> CaseExport:
    """Return the export rows of these cases."""
    calendar = plan.timeline.calendar
    shape, people = plan.department.shape, plan.department.radiologists
    kinds = [CASE_KINDS[i] for i in cases.kind.tolist()]
    themes = [THEMES[i] if i != NO_THEME else "" for i in cases.theme.tolist()]
    sites = [shape.sites[i] for i in cases.site.tolist()]
    sections = [shape.sections[i] for i in plan.cells.section[cases.cell].tolist()]
    modalities = [plan.cells.modality[i] for i in cases.cell.tolist()]
    exam_on = calendar.iso(cases.exam_day)
    patients = _patients(plan, sites, exam_on)
    points, slipped = _points(plan, kinds, themes, sections, modalities, patients)
    categories = _categories(plan, kinds, themes)
    meaningful, impact, addendum, factors = _judgements(plan, cases)
    raw_modality = _raw_modalities(plan, modalities)
    types = _pick(plan, [CASE_TYPES[kind] for kind in kinds])
    submitted_on = calendar.iso(cases.day)
    shown_on = calendar.iso(
        np.array([conferences[i].day for i in follow.conference.tolist()], dtype=np.int64)
        if conferences
        else np.zeros(len(kinds), dtype=np.int64)
    )
    status = status_of(cases, follow)
    rows: list[Sequence[object]] = []
    for i, case_id in enumerate(case_ids):
        hour, minute = divmod(int(cases.minute[i]), 60)
        interpreter = int(cases.interpreter[i])
        rows.append(
            (
                case_id,
                types[i],
                people[cases.submitter[i]].listed_name,
                f"{submitted_on[i]} {hour:02d}:{minute:02d}",
                people[interpreter].listed_name if interpreter >= 0 else "",
                sites[i],
                sections[i],
                raw_modality[i],
                "Peds" if plan.cells.child[cases.cell[i]] else "Adult",
                exam_on[i],
                patients[i].accession,
                patients[i].mrn,
                patients[i].listed_name,
                categories[i],
                factors[i],
                meaningful[i],
                impact[i],
                addendum[i],
                points[i],
                shown_on[i] if follow.conference[i] != NEVER else "",
                status[i],
            )
        )
    return CaseExport(rows, slipped)


def _patients(plan: DemoPlan, sites: Sequence[str], exam_on: Sequence[str]) -> list[Patient]:
    stream, rows = plan.streams.words, len(sites)
    surnames, given = names("patient_surnames"), names("patient_given")
    surname = stream.integers(0, len(surnames), rows).tolist()
    first = stream.integers(0, len(given), rows).tolist()
    mrn = stream.integers(10_000_000, 99_999_999, rows).tolist()
    accession = stream.integers(0, 9_999_999, rows).tolist()
    return [
        Patient(
            surname=surnames[surname[i]],
            given=given[first[i]],
            mrn=str(mrn[i]),
            accession=f"{SITE_LETTERS[sites[i]]}{exam_on[i][2:4]}-{accession[i]:07d}",
            exam_on=exam_on[i],
        )
        for i in range(rows)
    ]


def _points(
    plan: DemoPlan,
    kinds: Sequence[str],
    themes: Sequence[str],
    sections: Sequence[str],
    modalities: Sequence[str],
    patients: Sequence[Patient],
) -> tuple[list[str], list[str]]:
    """Return learning points, some empty, and the kind of patient detail in each or ""."""
    stream = plan.streams.words
    of_kind = {"great_call": "positive", "unclassified": "unmapped"}
    tables = [theme or of_kind.get(kind, kind) for kind, theme in zip(kinds, themes, strict=True)]
    texts = type_as_people_do(stream, write_points(stream, sections, modalities, tables))
    chance = stream.random(len(kinds)).tolist()
    given = [
        text if at < HAS_POINT[kind] else ""
        for text, at, kind in zip(texts, chance, kinds, strict=True)
    ]
    return let_details_slip(stream, given, patients)


def _pick(plan: DemoPlan, options: Sequence[Sequence[str]]) -> list[str]:
    """Return one of each row's options."""
    chance = plan.streams.words.random(len(options)).tolist()
    return [of_row[int(at * len(of_row))] for of_row, at in zip(options, chance, strict=True)]


def _categories(plan: DemoPlan, kinds: Sequence[str], themes: Sequence[str]) -> list[str]:
    return _pick(
        plan,
        [
            CATEGORIES[theme] if theme else CATEGORIES_WITHOUT_THEME.get(kind, ("",))
            for kind, theme in zip(kinds, themes, strict=True)
        ],
    )


def _raw_modalities(plan: DemoPlan, modalities: Sequence[str]) -> list[str]:
    missing = plan.streams.words.random(len(modalities)) < NO_MODALITY
    return [
        "" if gone else MODALITIES[kind]
        for kind, gone in zip(modalities, missing.tolist(), strict=True)
    ]


def _judgements(plan: DemoPlan, cases: Cases) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return meaningful, impact, addendum and factors: given for learning opportunities only."""
    stream, rows = plan.streams.words, len(cases.kind)
    opportunity = cases.kind == CASE_KINDS.index("learning_opportunity")

    def yes_or_no(known: float, yes: float) -> list[str]:
        is_known: NDArray[np.bool_] = opportunity & (stream.random(rows) < known)
        answer = np.where(stream.random(rows) < yes, "Yes", "No")
        return [str(text) for text in np.where(is_known, answer, "")]

    meaningful = yes_or_no(JUDGED, MEANINGFUL)
    addendum = yes_or_no(ADDENDUM_KNOWN, ADDENDUM)
    impact_known = opportunity & (stream.random(rows) < IMPACT_KNOWN)
    degree = np.searchsorted(np.cumsum(IMPACT_WEIGHTS), stream.random(rows), side="right")
    degree = np.minimum(degree, len(IMPACTS) - 1)
    impact = [IMPACTS[d] if known else "" for d, known in zip(degree, impact_known, strict=True)]
    return meaningful, impact, addendum, _factors(stream, opportunity)


def _factors(stream: np.random.Generator, opportunity: NDArray[np.bool_]) -> list[str]:
    rows = len(opportunity)
    given = opportunity & (stream.random(rows) < FACTORS_GIVEN)
    edges = np.cumsum(FACTOR_WEIGHTS)
    drawn = np.minimum(np.searchsorted(edges, stream.random((rows, 3))), len(FACTORS) - 1).tolist()
    how_many = (1 + stream.binomial(2, 0.3, rows)).tolist()
    return [
        "; ".join(dict.fromkeys(FACTORS[number] for number in drawn[i][: how_many[i]]))
        if given[i]
        else ""
        for i in range(rows)
    ]
