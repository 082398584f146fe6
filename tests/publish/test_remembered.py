"""A year is audited once: again only when something that goes into its audit has changed."""

from __future__ import annotations

import json
from datetime import date

import duckdb
import pytest

from dashboard.publish import publish_generation
from dashboard.publish.audit import years as years_module
from dashboard.publish.audit.remembered import FILE, KEPT, read_audits, write_audits
from dashboard.publish.audit.steps import Step
from tests.disclosure.department import TWELVE, invent, write_warehouse

LEDGER = "from ledger order by all"


@pytest.fixture
def audited(monkeypatch) -> list[int]:
    """Return the years that are audited anew, as they are."""
    found: list[int] = []
    audit_year = years_module.audit_year

    def noted(families, rows, *rest):
        found.append(int(rows.month.min()) // 12)
        return audit_year(families, rows, *rest)

    monkeypatch.setattr(years_module, "audit_year", noted)
    return found


@pytest.fixture
def warehouse(tmp_path):
    """Some months of two years of twelve radiologists."""
    rows = invent(TWELVE, 1, first=date(2023, 10, 1), months=6)
    return write_warehouse(rows, tmp_path / "warehouse.duckdb")


def ledger(warehouse, path) -> list[tuple]:
    publish_generation(warehouse, path, audited=True)
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(LEDGER).fetchall()


@pytest.mark.long
def test_a_year_is_audited_again_only_when_it_changed(warehouse, tmp_path, audited):
    folder = tmp_path / "published"
    folder.mkdir()
    first = ledger(warehouse, folder / "first.duckdb")
    assert sorted(audited) == [2023, 2024]
    audited.clear()
    assert ledger(warehouse, folder / "second.duckdb") == first
    assert audited == []

    with duckdb.connect(str(warehouse)) as connection:
        # Somebody new, whose pseudonym comes before all others: everybody gets another number.
        connection.execute(
            "insert into radiologists (person_id, site, section, joined_on) select "
            "'00000000-0000-0000-0000-000000000001', site, section, date '2024-02-01' "
            "from radiologists limit 1"
        )
    ledger(warehouse, folder / "third.duckdb")
    assert audited == [2024]

    audited.clear()
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "update reviews set score = '3b' where review_id = "
            "(select min(review_id) from reviews where reviewed_on < date '2024-01-01')"
        )
    ledger(warehouse, folder / "fourth.duckdb")
    assert audited == [2023]


def test_what_is_remembered_holds_digests_and_units_alone(warehouse, tmp_path):
    ledger(warehouse, tmp_path / "published.duckdb")
    records = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    assert len(records) == 2
    assert any(records.values())
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        people = connection.execute("select person_id::text from radiologists").fetchall()
        units = connection.execute("select distinct unnest([site, section, modality]) from cases")
        known = {unit for (unit,) in units.fetchall()} | {"adult", "pediatric"}
    text = json.dumps(records)
    assert not any(person in text for (person,) in people)
    for digest, steps in records.items():
        assert len(bytes.fromhex(digest)) == 32
        for *_, axis, done, members in steps:
            assert axis in ("site", "section", "modality", "patient_group", "all")
            assert done in ("merged", "not shown", "coarser")
            assert set(members) <= known
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_a_damaged_memory_is_none_and_an_old_one_is_short(tmp_path):
    assert read_audits(tmp_path) == {}
    for text in ("", "[1]", '{"a": 1}', '{"a": [["b"]]}'):
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        assert read_audits(tmp_path) == {}
    steps = (Step(("cases", "kind", "site"), "merged", ("North", "Harbour")),)
    write_audits(tmp_path, {str(number): steps for number in range(2 * KEPT)})
    assert read_audits(tmp_path) == {str(number): steps for number in range(KEPT)}
