"""Sites, sections and what they read: shares of people and of exams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SITES = ("North Campus", "Harbour", "Riverside", "Westgate")
SITE_LETTERS = {"North Campus": "NC", "Harbour": "HB", "Riverside": "RS", "Westgate": "WG"}
SECTIONS = ("Body", "Breast", "Chest", "Emergency", "Musculoskeletal", "Neuro", "Pediatric")
SECTION_CODE = {section: section[:3].upper() for section in SECTIONS} | {"Musculoskeletal": "MSK"}
PATIENT_GROUPS = ("Adult", "Pediatric")

# Radiologists of each section (rows) at each site (columns); a department of 60 has exactly these.
PEOPLE = np.array(
    [
        [3, 3, 2, 2],
        [3, 2, 2, 1],
        [2, 2, 2, 2],
        [3, 2, 2, 2],
        [2, 2, 2, 2],
        [3, 2, 2, 3],
        [3, 2, 2, 0],
    ]
)
SITE_EXAMS = (0.31, 0.25, 0.24, 0.20)
SECTION_EXAMS = {
    "Body": 0.18,
    "Breast": 0.09,
    "Chest": 0.15,
    "Emergency": 0.19,
    "Musculoskeletal": 0.15,
    "Neuro": 0.15,
    "Pediatric": 0.09,
}
# Share of a section's exams by modality, and how readily an exam of it becomes a case.
MODALITIES = {
    "Body": {"CT": 0.54, "US": 0.21, "MR": 0.13, "RF": 0.05, "XA": 0.04, "NM": 0.03},
    "Breast": {"MG": 0.74, "US": 0.18, "MR": 0.08},
    "Chest": {"XR": 0.69, "CT": 0.26, "PT": 0.05},
    "Emergency": {"XR": 0.49, "CT": 0.40, "US": 0.11},
    "Musculoskeletal": {"XR": 0.68, "MR": 0.21, "CT": 0.06, "US": 0.03, "NM": 0.02},
    "Neuro": {"CT": 0.52, "MR": 0.44, "XA": 0.04},
    "Pediatric": {"XR": 0.54, "US": 0.26, "MR": 0.09, "CT": 0.07, "RF": 0.04},
}
CASE_READINESS = {
    "CT": 1.5,
    "MR": 1.5,
    "PT": 1.5,
    "XA": 1.3,
    "US": 1.0,
    "NM": 1.0,
    "MG": 1.0,
    "RF": 1.0,
    "XR": 0.7,
}
CHILDREN = {
    "Body": 0.04,
    "Breast": 0.0,
    "Chest": 0.05,
    "Emergency": 0.12,
    "Musculoskeletal": 0.10,
    "Neuro": 0.08,
    "Pediatric": 1.0,
}
# A site without a pediatric section still images some children.
PEDIATRIC_WITHOUT_SECTION = 0.25


@dataclass(frozen=True, slots=True)
class Shape:
    """Which sites and sections a department of a given size has, and how many people in each.

    `people` is sections x sites.
    """

    sites: tuple[str, ...]
    sections: tuple[str, ...]
    people: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Kinds of exam read at each site: one entry a section, modality and patient group.

    `share` is sites x cells and sums to 1 over all; `section`, `modality` and `child` describe the
    cells, `readiness` is how readily an exam becomes a case.
    """

    section: NDArray[np.int64]
    modality: tuple[str, ...]
    child: NDArray[np.bool_]
    share: NDArray[np.float64]
    readiness: NDArray[np.float64]


def shape_of(radiologists: int) -> Shape:
    """Return the sites and sections of a department of this size: fewer when it is small."""
    if radiologists < 8:
        sites: tuple[str, ...] = SITES[:1]
        sections: tuple[str, ...] = ("Body", "Chest", "Neuro")
    elif radiologists < 16:
        sites = ("North Campus", "Harbour", "Westgate")
        sections = ("Body", "Chest", "Emergency", "Neuro")
    elif radiologists < 30:
        sites, sections = SITES, ("Body", "Chest", "Emergency", "Musculoskeletal", "Neuro")
    else:
        sites, sections = SITES, SECTIONS
    rows = [SECTIONS.index(section) for section in sections]
    columns = [SITES.index(site) for site in sites]
    return Shape(sites, sections, _apportion(PEOPLE[np.ix_(rows, columns)], radiologists))


def _apportion(weights: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Share `total` out by largest remainder, in the shape of `weights`."""
    exact = weights / weights.sum() * total
    counts = np.floor(exact).astype(np.int64)
    by_remainder = np.argsort(-(exact - counts), axis=None, kind="stable")
    counts.flat[by_remainder[: total - int(counts.sum())]] += 1
    return np.asarray(counts)


def exam_cells(shape: Shape) -> Cells:
    """Return the kinds of exam of a department of this shape."""
    section, modality, child, share = [], [], [], []
    site_share = np.array([SITE_EXAMS[SITES.index(site)] for site in shape.sites])
    for number, name in enumerate(shape.sections):
        at_site = site_share * np.where(
            (shape.people[number] == 0) & (name == "Pediatric"), PEDIATRIC_WITHOUT_SECTION, 1.0
        )
        for kind, of_section in MODALITIES[name].items():
            for is_child, of_age in ((False, 1 - CHILDREN[name]), (True, CHILDREN[name])):
                if of_age > 0:
                    section.append(number)
                    modality.append(kind)
                    child.append(is_child)
                    share.append(at_site * SECTION_EXAMS[name] * of_section * of_age)
    shares = np.array(share).T
    return Cells(
        section=np.array(section, dtype=np.int64),
        modality=tuple(modality),
        child=np.array(child, dtype=np.bool_),
        share=shares / shares.sum(),
        readiness=np.array([CASE_READINESS[kind] for kind in modality]),
    )
