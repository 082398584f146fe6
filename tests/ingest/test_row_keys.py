"""What makes a row one of its kind: its system's own number, or what its words mean."""

import pytest

from dashboard.sql_files import query
from tests.ingest.exports import CASE, FEEDBACK, Department, table

OTHER_TOOL = """title = "Other tool"
system = "Other tool"
table = "cases"
[columns]
case_id = "Nr"
submitting_radiologist = "Who"
submitted_on = "When"
site = "Where"
interpreting_radiologist = "Whose"
"""
OTHER_CASES = "Nr,Who,Whose,When,Where\nPL-1,Lee,Roe,2025-03-09,North Campus\n"
TARGET = {
    "Metric": "Submissions",
    "Threshold": "1",
    "Period": "month",
    "Effective From": "2025-01-01",
    "Effective To": "",
    "Prorated": "Yes",
}
EVENT = {"Date": "2025-03-04", "Kind": "Go-live", "Site": "North Campus", "Label": "Launch"}


@pytest.fixture
def two_tools(department: Department) -> Department:
    """Cases of two systems that both begin counting at PL-1."""
    (department.home.layouts_folder / "other_tool.toml").write_text(OTHER_TOOL)
    department.cases({"Status": "Open"})
    department.take("cases.csv")
    department.write("other.csv", OTHER_CASES)
    return department


def test_case_one_of_one_system_is_not_case_one_of_another(two_tools: Department) -> None:
    assert two_tools.receipt("other.csv").accepted == 1
    assert two_tools.one("select count(*) from cases") == 2
    two_tools.cases({"Status": "Closed"}, name="cases of april.csv")
    receipt = two_tools.receipt("cases of april.csv")
    assert (receipt.accepted, receipt.superseded) == (0, 1)
    assert two_tools.rows("select status from cases order by status nulls last") == [
        ("Closed",),
        (None,),
    ]


def test_feedback_goes_to_the_case_of_its_own_system(two_tools: Department) -> None:
    two_tools.take("other.csv")
    two_tools.feedback({})
    two_tools.take("feedback.tsv")
    assert fed_back(two_tools) == [("2025-03-04", True), ("2025-03-09", False)]


def test_feedback_of_a_third_system_finds_the_only_case_of_that_number(
    department: Department,
) -> None:
    layout = """title = "Mail log"\nsystem = "Mail log"\ntable = "feedback"\n[columns]
        case_id = "Nr"\nreceiving_radiologist = "To"\nsent_on = "On"\n"""
    (department.home.layouts_folder / "mail_log.toml").write_text(layout)
    department.cases({})
    department.write("mail.csv", "Nr,To,On\nPL-1,Roe,2025-03-06\n")
    department.take()
    assert fed_back(department) == [("2025-03-04", True)]


def fed_back(department: Department) -> list[tuple[str, bool]]:
    """Each case of the base on which feedback is measured: its day, whether it was sent."""
    base = query("bases", "feedback").replace("warehouse.", "")
    return department.rows(
        f"select happened_on::text, sent_on is not null from ({base}) order by happened_on"
    )


def test_a_target_in_another_spelling_is_the_same_target(department: Department) -> None:
    department.write("targets.csv", table(TARGET, [{}], ","))
    department.take()
    other = {"Metric": " SUBMISSIONS ", "Effective From": "2025-01-01", "Threshold": "2"}
    synonym = {**other, "Metric": "Cases submitted by a radiologist", "Threshold": "3"}
    department.write("targets.csv", table(TARGET, [other], ","))
    receipt = department.receipt()
    assert (receipt.accepted, receipt.superseded) == (0, 1)
    department.write("targets.csv", table(TARGET, [synonym], ","))
    assert department.receipt().superseded == 1
    assert department.rows("select threshold from targets") == [(3.0,)]


def test_an_event_in_another_spelling_is_the_same_event(department: Department) -> None:
    department.write("events.csv", table(EVENT, [{}], ","))
    department.take()
    again = {"Kind": "peer learning GO LIVE", "Site": "north campus", "Label": "Start"}
    department.write("events.csv", table(EVENT, [again, {"Kind": "Staff"}, {"Kind": "Move"}], ","))
    receipt = department.receipt()
    assert (receipt.accepted, receipt.superseded) == (2, 1)
    assert department.rows("select label from events where event_kind = 'go_live'") == [("Start",)]


def test_the_words_of_a_case_do_not_make_it_another(department: Department) -> None:
    department.write("cases.csv", table(CASE, [{"Case ID": "pl-1"}], ";"))
    department.take()
    department.write("cases.csv", table(CASE, [{"Case ID": "PL-1"}], ";"))
    assert department.receipt().duplicate == 1
    assert FEEDBACK["Case ID"] == "PL-1"
