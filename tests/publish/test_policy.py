"""A department's policy is a line of dated records: within bounds, and for what closes after."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner

from dashboard.audit_trail import account
from dashboard.commands.policy import policy as command
from dashboard.home import Home, create_home
from dashboard.own_data.refusal import WrongInput
from dashboard.publish.policy import change_policy, policy_of, read_policy
from tests.disclosure.at_home import home_with, publish_home
from tests.disclosure.department import TWELVE, invent

NOW = read_policy()


@pytest.fixture
def home(tmp_path) -> Home:
    return create_home(tmp_path / "home")


def test_without_a_record_it_is_the_programs_own(home):
    assert policy_of(home) == policy_of(None) == NOW


def test_it_tightens_and_loosens_and_each_change_is_on_record(home):
    assert change_policy(home, "people", "8", "few of us")
    assert policy_of(home).people == 8
    assert change_policy(home, "people", "6", "more of us")
    assert policy_of(home).people == 6
    assert not change_policy(home, "people", "6", "again")
    assert change_policy(home, "axes", "modality, site", "no sections")
    assert policy_of(home).axes == ("site", "modality")
    told = [(e.facts["before"], e.facts["now"], e.facts["why"]) for e in home.ledger().entries()]
    assert told[:2] == [(5, 8, "few of us"), (8, 6, "more of us")]
    done = home.audit_trail().entries()
    assert [(entry.event, entry.facts["who"]) for entry in done] == [("policy", account())] * 3
    assert home.ledger().problems() == ()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("people", "4", "people 4: expected a whole number from 5 to 20"),
        ("people", "21", "from 5 to 20"),
        ("score_people", "many", "from 5 to 20"),
        ("closing_days", "0", "from 7 to 120"),
        ("axes", "site,reader", "expected some of site, section, modality, patient_group"),
        ("rest_share", "0", "a department may change people, rows"),
    ],
)
def test_what_lies_outside_the_bounds_is_refused_in_a_sentence(home, name, value, says):
    with pytest.raises(WrongInput, match=says):
        change_policy(home, name, value, "why not")
    assert home.ledger().entries() == []


def test_a_record_changed_by_hand_shows(home):
    change_policy(home, "people", "8", "few of us")
    log = home.path / "ledger" / "ledger.log"
    log.write_text(log.read_text(encoding="utf-8").replace('"now": 8', '"now": 5'), "utf-8")
    assert "Line 1 of ledger.log was changed" in home.ledger().problems()[0]


def test_it_holds_for_what_closes_after_it(tmp_path):
    home = home_with(invent(TWELVE, 1, months=18), tmp_path)
    before = publish_home(home, date(2025, 2, 1))
    change_policy(home, "axes", "site", "sections are too small")
    change_policy(home, "closing_days", "90", "exports come late")
    after = publish_home(home, date(2025, 8, 1))
    old = after[after["from_month"] < pd.Timestamp(2025, 1, 1)].reset_index(drop=True)
    chosen = before["from_month"] < pd.Timestamp(2025, 1, 1)
    pd.testing.assert_frame_equal(before[chosen].reset_index(drop=True), old)
    new = after[(after["from_month"] >= pd.Timestamp(2025, 1, 1)) & (after["base"] == "cases")]
    assert set(new["axis"]) <= {"all", "site"}
    assert new["to_month"].max() <= pd.Timestamp(2025, 4, 1)


def test_the_command_lists_and_sets(home):
    run = CliRunner()
    place = ["--home", str(home.path)]
    assert run.invoke(command, ["set", "people", "7", "--why", "few of us", *place]).exit_code == 0
    listed = run.invoke(command, ["list", "--format", "csv", *place]).stdout.splitlines()
    assert listed[0] == "name,value,allowed,since,why"
    assert listed[1].startswith("people,7,5 to 20,20")
    assert listed[1].endswith("few of us")
    refused = run.invoke(command, ["set", "people", "3", "--why", "x", *place])
    assert (refused.exit_code, refused.stdout) == (2, "")
