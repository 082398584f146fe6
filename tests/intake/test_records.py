"""Targets, events and leave: entered as small exports of their own, corrected by the same key."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.home import Home
from dashboard.intake.records import how_many, label_of, record_columns, records, save_record
from dashboard.intake.refused import Refused
from dashboard.warehouse.open import read_warehouse
from tests.ingest.exports import leave_a_file
from tests.intake.dropped import contents

TARGET = {
    "metric": "submissions",
    "threshold": 2.0,
    "period": "month",
    "effective_from": "2026-01-01",
    "effective_to": None,
    "prorated": True,
}
EVENT = {
    "happened_on": "2026-02-01",
    "event_kind": "policy",
    "site": None,
    "label": "Target raised",
    "phase_in_months": 0,
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.intake.taking.publish", leave_a_file)


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    path = home.warehouse_path()
    assert path is not None
    with read_warehouse(path) as connection:
        return connection.execute(sql).fetchall()


def test_a_target_is_taken_in_with_its_origin(home: Home) -> None:
    taken = save_record(home, "targets", TARGET)
    assert taken.receipts[0].accepted == 1
    (kept,) = records(home, "targets")
    assert kept.values["threshold"] == 2
    assert kept.values["effective_from"] == date(2026, 1, 1)
    ((file, system),) = rows(
        home, "select file, system from exports join targets using (export_id)"
    )
    assert file.startswith("targets entered 20")
    assert system == "template"


def test_the_same_key_takes_the_place_of_the_one_before(home: Home) -> None:
    save_record(home, "targets", TARGET)
    taken = save_record(home, "targets", {**TARGET, "threshold": 3.0})
    assert taken.receipts[0].superseded == 1
    assert [one.values["threshold"] for one in records(home, "targets")] == [3]


def test_going_back_to_an_earlier_value_is_a_change(home: Home) -> None:
    for threshold in (2.0, 3.0, 2.0):
        save_record(home, "targets", {**TARGET, "threshold": threshold})
    assert [one.values["threshold"] for one in records(home, "targets")] == [2]


def test_what_is_kept_already_changes_nothing(home: Home) -> None:
    save_record(home, "targets", TARGET)
    assert not save_record(home, "targets", TARGET).new


def test_an_event_everywhere(home: Home) -> None:
    save_record(home, "events", EVENT)
    (kept,) = records(home, "events")
    assert kept.values["site"] is None
    kind = next(one for one in record_columns("events") if one.name == "event_kind")
    assert label_of(kind, kept.values["event_kind"]) == "Change of target or policy"


def test_leave_is_taken_in_and_never_listed(home: Home) -> None:
    leave = {"person_id": "Lee, Ann", "from_on": "2026-03-01", "to_on": "2026-03-14"}
    save_record(home, "leaves", leave)
    save_record(home, "leaves", {**leave, "person_id": "E1", "to_on": "2026-03-21"})
    assert how_many(home, "leaves") == 1
    assert rows(home, "select to_on from leaves") == [(date(2026, 3, 21),)]
    with pytest.raises(ValueError, match="not listed"):
        records(home, "leaves")


@pytest.mark.parametrize(
    ("table", "values", "words"),
    [
        ("targets", {**TARGET, "metric": None}, "Metric is empty"),
        ("targets", {**TARGET, "effective_from": "soon"}, "Effective from is not a date"),
        ("targets", {**TARGET, "threshold": 0.0}, "hreshold"),
        ("targets", {**TARGET, "effective_to": "2025-01-01"}, "is before Effective from"),
        ("targets", {**TARGET, "effective_to": "soon"}, "Effective to is not a date"),
        ("events", {**EVENT, "label": ""}, "Label is empty"),
        (
            "leaves",
            {"person_id": "Nobody, At All", "from_on": "2026-03-01"},
            "Nobody on the roster",
        ),
        ("leaves", {"person_id": "", "from_on": ""}, "fill in"),
    ],
)
def test_what_a_check_rejects_is_refused_in_words(
    home: Home, table: str, values: dict[str, Any], words: str
) -> None:
    before = contents(home)
    with pytest.raises(Refused, match=words):
        save_record(home, table, values)
    assert contents(home) == before
