"""Write the demo department's export files, each as the system it comes from writes it."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from dashboard.demo import case_rows, exam_volumes, feedback, program, scored_reviews
from dashboard.demo.cases import draw_cases
from dashboard.demo.damaged_rows import with_damaged_rows
from dashboard.demo.plan import DemoPlan, plan_demo
from dashboard.demo.truths import truth_file

ROSTER_COLUMNS = (
    "Employee ID",
    "Last Name",
    "First Name",
    "Email",
    "eRADPEER ID",
    "Home Site",
    "Home Section",
    "FTE",
    "Start Date",
    "End Date",
)
LEAVE_COLUMNS = ("Employee ID", "Name", "Leave From", "Leave To", "Leave Type")
FILES = (
    "eradpeer_scored_reviews.csv",
    "peer_learning_cases.csv",
    "peer_learning_feedback.tsv",
    "roster.xlsx",
    "exam_volumes.csv",
    "conference_log.csv",
    "conference_attendance.csv",
    "improvement_actions.csv",
    "events.json",
    "targets.csv",
)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Written:
    """One file and how many data rows it holds."""

    path: Path
    rows: int


def truth_path(out: Path) -> Path:
    """Return where the truths of the demo folder `out` go: beside it."""
    return out.parent / f"{out.name}.truth.json"


def write_demo(
    out: Path,
    seed: int = 1,
    radiologists: int = 60,
    months: int = 60,
    effect: str = "planted",
    volume_scale: float = 1.0,
) -> list[Written]:
    """Write the export files into `out` and the truths beside it; return what was written.

    The same arguments give the same bytes. Raises ValueError or KeyError as `plan_demo` does, and
    OSError where the folder cannot be written.
    """
    plan = plan_demo(seed, radiologists, months, effect, volume_scale)
    out.mkdir(parents=True, exist_ok=True)
    conferences = program.hold_conferences(plan)
    discussed = np.zeros(len(conferences), dtype=np.int64)
    slipped: list[dict[str, str]] = []
    written = [
        _write_table(
            out / FILES[0],
            scored_reviews.COLUMNS,
            with_damaged_rows(scored_reviews.scored_review_rows(plan), scored_reviews.COLUMNS),
        ),
        *_write_peer_learning(out, plan, conferences, discussed, slipped),
        _write_roster(out / FILES[3], plan),
        _write_table(out / FILES[4], exam_volumes.COLUMNS, exam_volumes.exam_volume_rows(plan)),
        _write_table(
            out / FILES[5],
            program.CONFERENCE_COLUMNS,
            program.conference_rows(plan, conferences, discussed),
        ),
        _write_table(
            out / FILES[6], program.ATTENDANCE_COLUMNS, program.attendance_rows(plan, conferences)
        ),
        _write_table(out / FILES[7], program.ACTION_COLUMNS, program.action_rows(plan)),
        _write_json(out / FILES[8], program.events(plan)),
        _write_table(out / FILES[9], program.TARGET_COLUMNS, program.target_rows(plan)),
    ]
    truths = truth_file(plan, slipped)
    return [*written, _write_json(truth_path(out), truths)]


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `path` once it is whole."""
    draft = path.with_name(f".{path.name}.part")
    try:
        yield draft
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Written:
    """Write a comma-separated file with Windows line ends."""
    with _replacing(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
    return Written(path, count)


def _write_json(path: Path, content: Any) -> Written:
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    with _replacing(path) as draft:
        draft.write_bytes(text.encode())
    entries = content["truths"] if isinstance(content, dict) else content
    return Written(path, len(entries))


def _write_peer_learning(
    out: Path,
    plan: DemoPlan,
    conferences: Sequence[program.Conference],
    discussed: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    slipped: list[dict[str, str]],
) -> tuple[Written, Written]:
    """Write cases and feedback month by month; count cases shown, list details that slipped."""
    cases_path, feedback_path = out / FILES[1], out / FILES[2]
    case_count = feedback_count = 0
    numbers: dict[int, int] = {}
    with (
        _replacing(cases_path) as cases_draft,
        _replacing(feedback_path) as feedback_draft,
        cases_draft.open("w", encoding="utf-8-sig", newline="") as cases_file,
        feedback_draft.open("w", encoding="utf-8", newline="") as feedback_file,
    ):
        case_writer = csv.writer(cases_file, delimiter=";", lineterminator="\r\n")
        feedback_writer = csv.writer(feedback_file, delimiter="\t", lineterminator="\n")
        case_writer.writerow(case_rows.COLUMNS)
        feedback_writer.writerow(feedback.COLUMNS)
        for month in range(plan.timeline.first_go_live, plan.timeline.calendar.months):
            cases = draw_cases(plan, month)
            year = plan.timeline.calendar.first_day(month).year
            case_ids = case_rows.number_cases(cases, year, numbers)
            follow = feedback.follow_up(plan, conferences, cases)
            export = case_rows.write_cases(plan, cases, case_ids, follow, conferences)
            case_writer.writerows(export.rows)
            case_count += len(export.rows)
            for row in feedback.feedback_rows(plan, cases, case_ids, follow):
                feedback_writer.writerow(row)
                feedback_count += 1
            shown = follow.conference[follow.conference != feedback.NEVER]
            np.add.at(discussed, shown, 1)
            slipped += [
                {"case": case_id, "kind": kind}
                for case_id, kind in zip(case_ids, export.slipped, strict=True)
                if kind
            ]
    return Written(cases_path, case_count), Written(feedback_path, feedback_count)


def _write_roster(path: Path, plan: DemoPlan) -> Written:
    printed = plan.timeline.calendar.last_day
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(printed.year, printed.month, printed.day)})
    day_format = book.add_format({"num_format": "mm/dd/yyyy"})
    bold = book.add_format({"bold": True})
    people = sorted(plan.department.radiologists, key=lambda p: (p.last_name, p.first_name))

    sheet = book.add_worksheet("Radiologists")
    sheet.write_string(0, 0, f"Radiology department roster, printed {printed:%m/%d/%Y}", bold)
    roster = [
        (
            person.employee_id,
            person.last_name,
            person.first_name,
            person.email,
            person.eradpeer_id,
            plan.department.shape.sites[person.site],
            plan.department.shape.sections[spell.section],
            spell.fte,
            spell.start,
            spell.end,
        )
        for person in people
        for spell in person.spells
    ]
    _write_sheet(sheet, 1, ROSTER_COLUMNS, roster, bold, day_format)

    leave = [
        (person.employee_id, person.listed_name, away.start, away.end, away.kind)
        for person in people
        for away in person.leaves
    ]
    _write_sheet(book.add_worksheet("Leave"), 0, LEAVE_COLUMNS, leave, bold, day_format)
    book.close()
    with _replacing(path) as draft:
        draft.write_bytes(_stored(buffer.getvalue()))
    return Written(path, len(roster) + len(leave))


def _write_sheet(
    sheet: Any,
    top: int,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    header_format: Any,
    day_format: Any,
) -> None:
    """Write a header in row `top` and the rows below it, dates as real dates."""
    for column, title in enumerate(columns):
        sheet.write_string(top, column, title, header_format)
        sheet.set_column(column, column, max(11, len(title) + 2))
    for number, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day_format)
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, str(value))


def _stored(workbook: bytes) -> bytes:
    """Return the workbook without compression: compressed bytes differ between zlib builds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            target.writestr(entry, source.read(name), zipfile.ZIP_STORED)
    return packed.getvalue()
