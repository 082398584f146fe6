"""Departments nobody designed: the demo's exports with files, rows and columns left out at random.

What is left may have no roster, one month, one case, a section that nobody reads for, a share of
nothing: whatever a program looks like in its first weeks, or one that was exported badly.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from dashboard.home import Home, create_home
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.take import take
from dashboard.publish import publish_generation

SITES = (None, None, ("Westgate",), ("Harbour", "Westgate"), ("North Campus", "Harbour"))
MODALITIES = (None, None, None, ("CT",), ("MRI", "MR"), ("DX", "X-ray"))
MONTHS = (1, 2, 3, 6, 12, 13, 24, 36, 60)
BEGINS = (0, 0, 12, 20, 24, 30, 48, 58)
SHARES = (1.0, 1.0, 0.5, 0.2, 0.05, 0.01)


@dataclass(frozen=True, slots=True)
class Export:
    """A file of the demo: its separator, its day, the columns a program may not record."""

    name: str
    separator: str
    day: str
    spare: tuple[str, ...]


EXPORTS = (
    Export(
        "peer_learning_cases.csv",
        ";",
        "Submitted On",
        (
            "Section", "Modality", "Patient Class", "Exam Date", "Category", "Meaningful",
            "Clinical Impact", "Addendum", "Learning Point", "Conference Date", "Status",
            "Contributing Factors", "Interpreting Radiologist",
        ),
    ),
    Export(
        "peer_learning_feedback.tsv", "\t", "Feedback Sent", ("Feedback Acknowledged", "Channel")
    ),
    Export(
        "eradpeer_scored_reviews.csv",
        ",",
        "Review Date",
        ("Modality", "Body System", "Pediatric", "Comments"),
    ),
    Export("exam_volumes.csv", ",", "Month", ("Modality", "Age Group", "Addenda", "Division")),
    Export("conference_log.csv", ",", "Date", ()),
    Export("conference_attendance.csv", ",", "", ()),
    Export("improvement_actions.csv", ",", "Opened", ()),
    Export("targets.csv", ",", "", ()),
)  # fmt: skip
EVERY_ROW = ("exam_volumes.csv", "targets.csv")


@dataclass(frozen=True)
class OddDepartments:
    """Makes the department of a seed from the demo's `exports`."""

    exports: Path

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {
            one.name: pd.read_csv(
                self.exports / one.name,
                sep=one.separator,
                dtype=str,
                keep_default_na=False,
                encoding="utf-8-sig",
            )
            for one in EXPORTS
        }

    @cached_property
    def _days(self) -> dict[str, pd.Series]:
        return {
            one.name: pd.to_datetime(
                self._frames[one.name][one.day], format="mixed", errors="coerce"
            )
            for one in EXPORTS
            if one.day
        }

    @cached_property
    def _roster(self) -> dict[str, pd.DataFrame]:
        sheets: dict[str, pd.DataFrame] = pd.read_excel(
            self.exports / "roster.xlsx", sheet_name=None, dtype=str, engine="calamine"
        )
        return sheets

    def make(self, seed: int, folder: Path) -> Home:
        """Return the home of department number `seed`, in `folder`, published."""
        chance = random.Random(seed)
        exports = folder / "exports"
        exports.mkdir()
        first = pd.Timestamp(2021, 1, 1) + pd.DateOffset(
            months=chance.choice(BEGINS) + chance.randrange(3)
        )
        last = first + pd.DateOffset(
            months=chance.choice(MONTHS), days=chance.choice((0, 0, 0, 7, 20))
        )
        sites, modalities = chance.choice(SITES), chance.choice(MODALITIES)
        share = chance.choice(SHARES)
        for export in EXPORTS:
            if chance.random() < 0.2:
                continue
            rows = self._rows(export, first, last, sites, modalities, share, chance)
            if len(rows) or chance.random() < 0.3:
                rows.to_csv(exports / export.name, sep=export.separator, index=False)
        if chance.random() < 0.9:
            self._write_roster(exports / "roster.xlsx", chance.choice((1.0, 1.0, 0.5, 0.1)), seed)
        if chance.random() < 0.7:
            # With a line more it is not the demo's own file: this is a real department's home.
            events = (self.exports / "events.json").read_text(encoding="utf-8")
            (exports / "events.json").write_text(events + "\n", encoding="utf-8")
        return _taken(create_home(folder / "home"), sorted(exports.iterdir()))

    def _rows(
        self,
        export: Export,
        first: pd.Timestamp,
        last: pd.Timestamp,
        sites: tuple[str, ...] | None,
        modalities: tuple[str, ...] | None,
        share: float,
        chance: random.Random,
    ) -> pd.DataFrame:
        rows = self._frames[export.name]
        if export.day:
            late, early = (
                pd.DateOffset(months=chance.choice((0, 0, 0, chance.randrange(1, 6))))
                for _ in range(2)
            )
            days = self._days[export.name]
            inside = (days >= first + late) & (days < last - early)
            rows = rows[inside | days.isna()]
        for column in ("Site", "Location"):
            if sites and export.day and column in rows:
                here = {"", *(site.lower() for site in sites)}
                rows = rows[rows[column].str.lower().isin(here)]
        if modalities and "Modality" in rows:
            rows = rows[rows["Modality"].isin(modalities)]
        if share < 1 and export.name not in EVERY_ROW:
            rows = rows.sample(frac=share, random_state=chance.randrange(10**6))
        if chance.random() < 0.05:
            rows = rows.head(1)
        for column in export.spare:
            fate = chance.random()
            if fate < 0.06:
                rows = rows.drop(columns=column)
            elif fate < 0.12:
                rows = rows.assign(**{column: ""})
        return rows

    def _write_roster(self, path: Path, share: float, seed: int) -> None:
        with pd.ExcelWriter(path, engine="xlsxwriter") as book:
            for number, (name, rows) in enumerate(self._roster.items()):
                some = rows.sample(frac=share, random_state=seed) if number == 0 else rows
                some.to_excel(book, sheet_name=name, index=False)


def _taken(home: Home, files: list[Path]) -> Home:
    """Take all files that can be taken, at once; a file that is refused is left out."""
    while files:
        try:
            take(home, files, publish=publish_generation)
            return home
        except CannotTake as refusal:
            left = [path for path in files if path.name not in str(refusal)]
            files = left if len(left) < len(files) else files[1:]
    return home
