"""The demo department and a real one never mix."""

import shutil
from pathlib import Path

import pytest

from dashboard.home import Home
from dashboard.ingest.refusal import CannotTake
from tests.ingest.exports import Department, leave_a_file

NEVER = "never goes into a home with real ones"


@pytest.fixture
def demo(department: Department, demo_exports: Path) -> Department:
    """A home that took the demo department's roster first."""
    shutil.copy(demo_exports / "roster.xlsx", department.folder)
    department.take("roster.xlsx")
    return department


def test_a_home_that_begins_with_the_demo_is_marked(demo: Department) -> None:
    assert demo.home.is_demo


def test_real_exports_do_not_go_into_the_demo(demo: Department) -> None:
    demo.cases({})
    with pytest.raises(CannotTake, match="2 of 2 people in it are not of the demo department"):
        demo.take("cases.csv")
    strangers = (
        ["X1", "Oe", "Zed", "zed@x.example", "1"],
        ["X2", "Ux", "Yan", "yan@x.example", "2"],
    )
    demo.roster(*strangers, name="staff.xlsx")
    with pytest.raises(CannotTake, match="real exports need a home of their own"):
        demo.take("staff.xlsx")
    assert demo.home.generations() == [1]


def test_exports_that_name_the_demo_people_may_be_tried_in_it(
    demo: Department, demo_exports: Path
) -> None:
    text = (demo_exports / "peer_learning_cases.csv").read_text(encoding="utf-8-sig")
    demo.write("some.csv", "".join(text.splitlines(keepends=True)[:50]))
    assert demo.receipt("some.csv").accepted == 49


def test_demo_exports_do_not_go_into_a_real_home(
    department: Department, demo_exports: Path
) -> None:
    department.cases({})
    department.take("cases.csv")
    shutil.copy(demo_exports / "events.json", department.folder)
    with pytest.raises(CannotTake, match=NEVER):
        department.take("events.json")
    assert not department.home.is_demo


@pytest.mark.parametrize("name", ["roster.xlsx", "targets.csv"])
def test_they_do_not_come_together_either(
    department: Department, demo_exports: Path, name: str
) -> None:
    """A home is the demo's by its mark, and then real people would be guarded by nothing."""
    department.cases({})
    shutil.copy(demo_exports / name, department.folder)
    with pytest.raises(CannotTake, match=f"{name}: is an export of the demo .* {NEVER}"):
        department.take()
    assert not department.home.is_demo


def test_the_built_demo_goes_on_taking_its_own(
    demo_home: Home, demo_exports: Path, tmp_path: Path
) -> None:
    copy = Department(Home(tmp_path / "home"), demo_exports)
    shutil.copytree(demo_home.path, copy.home.path)
    assert not copy.take("events.json", publish=leave_a_file).new
