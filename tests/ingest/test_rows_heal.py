"""Rows left under an earlier pseudonym, by a kill or a rollback, find their person again."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.home import create_home
from dashboard.ingest.kept_generations import roll_back
from dashboard.ingest.people import People, RosterEntry
from dashboard.ingest.take import take


def test_the_earlier_pseudonym_is_known_in_a_run_that_merged_nothing() -> None:
    key = b"k" * 32
    first = People(key, {})
    stranger, on_roster = first.resolve("Lee, Ann")
    assert not on_roster
    first.enrol(RosterEntry(name="Ann Lee", email=None, ids={"employee": "7"}, aliases=()))
    first.settle()
    owner, on_roster = first.resolve("Lee, Ann")
    assert on_roster and owner != stranger
    # The run was killed after the book was saved: the next one has merged nothing itself.
    later = People(key, first.book)
    assert later.replaced == {}
    assert later.renamed()[stranger] == owner


def test_a_name_two_people_share_renames_nobody() -> None:
    people = People(b"k" * 32, {})
    stranger, _ = people.resolve("Lee, Ann")
    for number in ("7", "8"):
        people.enrol(RosterEntry(name="Ann Lee", email=None, ids={"employee": number}, aliases=()))
    people.settle()
    assert stranger not in people.renamed()


def test_after_a_rollback_the_same_roster_gives_the_rows_their_person(
    demo_exports: Path, tmp_path: Path
) -> None:
    home = create_home(tmp_path / "home")
    cases, roster = demo_exports / "peer_learning_cases.csv", demo_exports / "roster.xlsx"

    def quiet(warehouse: Path, published: Path) -> None:
        published.touch()

    def strangers() -> int:
        path = home.warehouse_path()
        assert path is not None
        with duckdb.connect(str(path), read_only=True) as connection:
            sql = (
                "select count(*) from cases anti join radiologists "
                "on radiologists.person_id = cases.submitting_radiologist"
            )
            row = connection.execute(sql).fetchone()
        assert row is not None
        return int(row[0])

    take(home, [cases], publish=quiet)
    take(home, [roster], publish=quiet)
    assert strangers() == 0
    roll_back(home)
    assert strangers() > 0
    take(home, [roster], publish=quiet)
    assert strangers() == 0
