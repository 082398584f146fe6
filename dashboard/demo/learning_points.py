"""Learning points as radiologists write them, put together from findings and sentence patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from dashboard.demo.words import Finding, findings, sentences

TERSE, SHORTHAND = 0.12, 0.2
PATIENT_DETAIL = 0.01


@dataclass(frozen=True, slots=True)
class Patient:
    """The invented patient of a case, as the tool's own columns hold it."""

    surname: str
    given: str
    mrn: str
    accession: str
    exam_on: str

    @property
    def listed_name(self) -> str:
        """Return the name as the tool writes it."""
        return f"{self.surname}, {self.given}"


def write_points(
    stream: np.random.Generator,
    sections: Sequence[str],
    modalities: Sequence[str],
    tables: Sequence[str],
) -> list[str]:
    """Return one text a row for its section, modality and table of sentence patterns."""
    picks = stream.integers(0, 2**31, (len(sections), 3)).tolist()
    return [
        _sentence(section, modality, table, pick)
        for section, modality, table, pick in zip(sections, modalities, tables, picks, strict=True)
    ]


def type_as_people_do(stream: np.random.Generator, texts: Sequence[str]) -> list[str]:
    """Return the texts, some with shorthand, some without capital and full stop."""
    style = stream.random((len(texts), 2)).tolist()
    typed = []
    for text, (brief, short) in zip(texts, style, strict=True):
        if short < SHORTHAND:
            text = _shorten(text)
        typed.append(text[0].lower() + text[1:].rstrip(".") if brief < TERSE else text)
    return typed


def let_details_slip(
    stream: np.random.Generator, texts: Sequence[str], patients: Sequence[Patient]
) -> tuple[list[str], list[str]]:
    """Return the texts, one in a hundred with a detail of its own patient, and its kind or ""."""
    ways = [(kind, way) for kind, patterns in sentences("slips").items() for way in patterns]
    slips = stream.random(len(texts)) < PATIENT_DETAIL
    pick = stream.integers(0, len(ways), len(texts))
    written, kinds = list(texts), [""] * len(texts)
    for i in np.flatnonzero(slips).tolist():
        if texts[i]:
            kinds[i], way = ways[pick[i]]
            written[i] = _with_detail(way, texts[i], patients[i])
    return written, kinds


def _sentence(section: str, modality: str, table: str, pick: Sequence[int]) -> str:
    choices = _findings_for(section, modality)
    found = choices[pick[0] % len(choices)]
    where = found.where[pick[1] % len(found.where)]
    side = "sided" if "left" in where or "right" in where else ""
    patterns = _patterns(table, found.course, modality, side)
    return _fill(patterns[pick[2] % len(patterns)], found, where)


@cache
def _findings_for(section: str, modality: str) -> tuple[Finding, ...]:
    """Return the section's findings seen on `modality`, or all of them if none is."""
    of_section = findings()[section]
    return tuple(f for f in of_section if modality in f.modality) or of_section


@cache
def _patterns(table: str, course: str, modality: str, side: str) -> tuple[str, ...]:
    """Return the table's patterns that suit the finding; those made for it alone count twice."""
    by_use = sentences(table)
    fitting = [pattern for use in (course, modality, side) for pattern in by_use.get(use, ())]
    return (*by_use["any"], *fitting, *fitting)


def _fill(pattern: str, found: Finding, where: str) -> str:
    return pattern.format(
        finding=found.finding,
        Finding=_capital(found.finding),
        where=where,
        mimic=found.mimic,
        Mimic=_capital(found.mimic),
        clue=found.clue,
        Clue=_capital(found.clue),
        tip=found.tip,
        Tip=_capital(found.tip),
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _shorten(text: str) -> str:
    for short, spellings in sentences("shorthand").items():
        for long in spellings:
            text = text.replace(long, short)
    return text


def _with_detail(way: str, text: str, patient: Patient) -> str:
    year, month, day = patient.exam_on.split("-")
    return way.format(
        text=text,
        surname=patient.surname,
        given=patient.given,
        mrn=patient.mrn,
        accession=patient.accession,
        exam_iso=patient.exam_on,
        exam_us=f"{month}/{day}/{year}",
    )
