"""What the values of a column tell where its heading tells nothing."""

from __future__ import annotations

import pytest

from dashboard.ingest.suggest_by_values import told_by_values
from dashboard.warehouse.tables import tables

CASES = tables()["cases"]
MODALITIES = ["CT", "MRI", "CT", "XR"]
DAYS = ["2025-03-14", "2025-03-15", "2025-04-01"]


@pytest.mark.parametrize(
    ("columns", "values", "told"),
    [
        (("modality",), {"Gerät": MODALITIES}, {"modality": "Gerät"}),
        (("modality",), {"Gerät": [*MODALITIES, "Sonstiges", "Keines"]}, {}),
        (("modality",), {"Gerät": MODALITIES, "Zweites Gerät": MODALITIES}, {}),
        (("modality",), {"Gerät": ["CT", "CT"]}, {}),
        (("submitted_on",), {"Gemeldet": DAYS}, {"submitted_on": "Gemeldet"}),
        (("submitted_on",), {"Gemeldet": DAYS, "Untersucht": DAYS}, {}),
        (("exam_on",), {"Untersucht": DAYS}, {}),
        (("site", "learning_point"), {"Haus": ["Nord", "Süd"]}, {}),
        (("modality", "submitted_on"), {}, {}),
        (
            ("case_id",),
            {"Signal no": list("12345"), "Haus": list("abcde")},
            {"case_id": "Signal no"},
        ),
        (("case_id",), {"Signal no": list("12344")}, {}),
        (("case_id",), {"Staff no": list("12345")}, {}),
        (("case_id",), {"Signal no": list("12345"), "Film no": list("12345")}, {}),
    ],
)
def test_only_what_can_be_one_thing_is_told(
    columns: tuple[str, ...], values: dict[str, list[str]], told: dict[str, str]
) -> None:
    wanted = [CASES.column(name) for name in columns]
    assert {c.name: heading for c, heading in told_by_values(CASES, wanted, values)} == told


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["Missed finding", "Communication", "Great catch", "Wording of report"], "theme"),
        (["Great catch", "Interesting case", "Discrepancy", "Perception"], "case_kind"),
        (["Great catch", "Communication", "Blue", "Green", "Red"], None),
        (["Missed finding", "Communication", "Technique"], "theme"),
    ],
)
def test_a_list_of_kinds_and_categories_is_what_most_of_it_is(
    cells: list[str], told: str | None
) -> None:
    wanted = [CASES.column("theme"), CASES.column("case_kind")]
    found = [column.name for column, _ in told_by_values(CASES, wanted, {"Class": cells})]
    assert found == ([told] if told else [])


def test_what_two_columns_could_be_is_neither() -> None:
    wanted = [CASES.column("modality"), CASES.column("theme")]
    both = {"Art": ["CT", "MRI"], "Gerät": ["CT", "XR"]}
    assert told_by_values(CASES, wanted, both) == []
