"""Whatever is done to an export: a receipt that adds up or a sentence, never anything else."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from dashboard.home import Home
from tests.faults import trials
from tests.faults.fuzz import EVERY
from tests.faults.mutants import EXPORTS, Mutant, mutant
from tests.faults.trials import BrokenPromise, Laboratory, stand_in

GROUP = 40
SEED_OF_EVERY_RUN, SEED_OF_THE_LONG_RUN = 1, 2025


def try_group(laboratory: Laboratory, seed: int, group: int) -> None:
    outcomes = Counter(
        laboratory.try_out(mutant(seed, number), really_publish=number % EVERY == 0)
        for number in range(group * GROUP, (group + 1) * GROUP)
    )
    # Were all of them refused, or none, this would be no test of what becomes of the others.
    assert outcomes["refused"] > GROUP // 10, outcomes
    assert GROUP - outcomes["refused"] > GROUP // 4, outcomes


@pytest.mark.parametrize("group", range(5))
def test_two_hundred_mutants(laboratory: Laboratory, group: int) -> None:
    try_group(laboratory, SEED_OF_EVERY_RUN, group)


@pytest.mark.long
@pytest.mark.parametrize("group", range(50))
def test_two_thousand_mutants(laboratory: Laboratory, group: int) -> None:
    try_group(laboratory, SEED_OF_THE_LONG_RUN, group)


def test_a_seed_gives_the_same_mutants_and_no_two_alike() -> None:
    first = [mutant(7, number) for number in range(100)]
    assert first == [mutant(7, number) for number in range(100)]
    assert len({one.content for one in first}) > 85
    assert {one.content for one in first} != {mutant(8, number).content for number in range(100)}


def test_mutants_of_every_kind_and_export() -> None:
    many = [mutant(SEED_OF_EVERY_RUN, number) for number in range(200)]
    stems, kinds = zip(*(one.file.split(".") for one in many), strict=True)
    assert set(stems) == {Path(export.file).stem for export in EXPORTS}
    assert set(kinds) == {"csv", "json", "jsonl", "parquet", "zip", "xlsx"}
    assert sum(one.rows is not None for one in many) > 25


# What may never happen is seen when it does.

VALID = Mutant(0, "cases.csv", EXPORTS[0].text().encode(), ("nothing",), len(EXPORTS[0].rows))


def publish_instead(monkeypatch: pytest.MonkeyPatch, publish: object) -> None:
    monkeypatch.setattr(trials, "stand_in", publish)


def test_a_valid_export_breaks_no_promise(laboratory: Laboratory) -> None:
    assert laboratory.try_out(VALID) == "taken"
    assert laboratory.try_out(VALID, really_publish=True) == "taken"


def test_a_fault_is_seen(laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(warehouse: Path, published: Path, progress: object) -> None:
        raise KeyError("a fault of ours")

    publish_instead(monkeypatch, fail)
    with pytest.raises(BrokenPromise, match="a fault of ours"):
        laboratory.try_out(VALID)


def test_a_changed_older_generation_is_seen(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(warehouse: Path, published: Path, progress: object) -> None:
        stand_in(warehouse, published, progress)
        older = Home(laboratory.folder / "home").warehouse_path()
        assert older is not None
        older.write_bytes(older.read_bytes() + b"x")

    publish_instead(monkeypatch, spoil)
    with pytest.raises(BrokenPromise, match="an older generation was changed"):
        laboratory.try_out(VALID)


def test_a_lost_row_is_seen(laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(warehouse: Path, published: Path, progress: object) -> None:
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute("delete from cases where row_number = 6")
        stand_in(warehouse, published, progress)

    publish_instead(monkeypatch, lose)
    with pytest.raises(BrokenPromise, match="'cases'"):
        laboratory.try_out(VALID)


def test_a_row_that_was_never_read_is_seen(laboratory: Laboratory) -> None:
    with pytest.raises(BrokenPromise, match="7 rows, receipt"):
        laboratory.try_out(dataclasses.replace(VALID, rows=7))


def test_what_is_left_lying_is_seen(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def litter(warehouse: Path, published: Path, progress: object) -> None:
        stand_in(warehouse, published, progress)
        (published.parent / ".half-written").touch()

    publish_instead(monkeypatch, litter)
    with pytest.raises(BrokenPromise, match="half-written"):
        laboratory.try_out(VALID)


def test_a_refusal_that_does_not_name_its_file_is_seen(laboratory: Laboratory) -> None:
    ran = trials.Ran(2, "", "Something is wrong.\n")
    with pytest.raises(AssertionError, match="does not name the file"):
        trials.check_refusal(ran, VALID)
