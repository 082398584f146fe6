"""The columns of a dropped table: counted whole, shown without what may identify a patient."""

from __future__ import annotations

import pytest

from dashboard.home import Home
from dashboard.ingest.value_shapes import date_readings
from dashboard.intake.file_columns import FileColumn, shape_of
from dashboard.intake.looking import LookedAt, look_at
from dashboard.intake.uploads import Upload
from tests.intake.dropped import MRN, PATIENT, flags, numbered_flags, table


def looked_at(home: Home, upload: Upload) -> LookedAt:
    (look,) = look_at(home, upload)
    return look


def column(look: LookedAt, heading: str) -> FileColumn:
    found = look.column(heading)
    assert found is not None
    return found


def test_the_header_is_found_under_a_title(home: Home) -> None:
    look = looked_at(home, flags(*numbered_flags(7)))
    assert look.columns[0].heading == "Flag No"
    assert look.rows == 7


def test_values_are_counted_the_most_frequent_first(home: Home) -> None:
    rows = [*numbered_flags(3), *numbered_flags(1, Hospital="Harbour")]
    found = column(looked_at(home, flags(*rows)), "Hospital")
    assert found.values == (("North Campus", 3), ("Harbour", 1))
    assert found.filled == 4


def test_values_far_down_are_counted_too(home: Home) -> None:
    rows = [*numbered_flags(900), {"Exam Type": "Thermography"}]
    found = column(looked_at(home, flags(*rows)), "Exam Type")
    assert found.values == (("CT", 900), ("Thermography", 1))


def test_of_an_identifier_only_the_shape_is_shown(home: Home) -> None:
    look = looked_at(home, flags(*numbered_flags(3)))
    assert column(look, "MRN").samples() == ("99999999",)
    assert column(look, "Pt Name").samples() == ("Aaaaaaaa, Aaaaaa",)
    shown = " ".join(sample for one in look.columns for sample in one.samples())
    assert MRN not in shown
    assert PATIENT not in shown


def test_a_column_that_numbers_patients_without_saying_so_is_masked(home: Home) -> None:
    upload = table(["Ref", "Kind"], *([f"NC25-{1234567 + n}", "CT"] for n in range(20)))
    look = looked_at(home, upload)
    assert column(look, "Ref").samples() == ("AA99-9999999",)
    assert column(look, "Kind").samples() == ("CT",)


def test_dates_written_as_figures_are_no_numbers_of_patients(home: Home) -> None:
    days = [[f"202510{day:02}", "CT"] for day in range(1, 29)]
    assert column(looked_at(home, table(["Day", "Kind"], *days)), "Day").samples()[0] == "20251001"


def test_samples_never_rank_people(home: Home) -> None:
    names = [f"Person {chr(65 + n)}" for n in range(20)]
    rows = [*({"Flagged By": name} for name in names), *({"Flagged By": names[-1]},) * 9]
    found = column(looked_at(home, flags(*rows)), "Flagged By")
    assert found.values[0] == ("Person T", 10)
    assert found.samples() == ("Person A", "Person B", "Person C")


def test_sentences_are_described_and_not_shown(home: Home) -> None:
    found = column(looked_at(home, flags()), "Teaching Comment")
    assert found.samples() == ("text of about 10 words",)


def test_a_heading_that_comes_twice_is_listed_once(home: Home) -> None:
    look = looked_at(home, table(["Site", "Kind", "Site"], ["A", "CT", "B"]))
    assert [one.heading for one in look.columns] == ["Site", "Kind"]
    assert column(look, "Site").values == (("A", 1),)


def test_shape() -> None:
    assert shape_of("NC25-1234567 Ünal") == "AA99-9999999 Aaaa"


@pytest.mark.parametrize(
    ("values", "styles"),
    [
        (["03/04/2025", "05/04/2025"], ("%m/%d/%Y", "%d/%m/%Y")),
        (["03/04/2025", "25/04/2025"], ("%d/%m/%Y",)),
        (["03/04/2025", "04/25/2025"], ("%m/%d/%Y",)),
        (["2025-04-03 10:22", "2025-04-25"], ("%Y-%m-%d",)),
        (["05/05/2025", "06/06/2025"], ("%m/%d/%Y",)),  # both ways mean the same days
        (["03/04/2025", "05/04/2025", "not known"], ("%m/%d/%Y", "%d/%m/%Y")),
        (["CT", "MR"], ()),
        ([], ()),
    ],
)
def test_ways_to_read_dates(values: list[str], styles: tuple[str, ...]) -> None:
    assert date_readings(values) == styles


def test_one_day_among_thousands_settles_the_column() -> None:
    days = [
        f"{d:02}/{m:02}/{y}" for y in range(2010, 2020) for m in range(1, 13) for d in (1, 2, 3)
    ]
    assert len(date_readings(days)) == 2
    assert date_readings([*days, "31/12/2019"]) == ("%d/%m/%Y",)
