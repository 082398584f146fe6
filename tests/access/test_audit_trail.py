"""The audit trail: every touch of a line shows."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from dashboard.audit_trail import AuditTrail

KEY = bytes(range(32))


@pytest.fixture
def trail(tmp_path: Path) -> AuditTrail:
    trail = AuditTrail(tmp_path, KEY)
    for number in range(5):
        trail.append("query", {"who": f"reader{number}@example.org", "rows": number})
    return trail


def lines(trail: AuditTrail) -> list[str]:
    return trail.log.read_text().splitlines()


def rewrite(trail: AuditTrail, kept: list[str]) -> None:
    trail.log.write_text("".join(f"{line}\n" for line in kept))


def test_a_whole_trail_is_whole_and_is_read_newest_first(trail: AuditTrail) -> None:
    verdict = trail.verify()
    assert (verdict.lines, verdict.earlier, verdict.problems) == (5, 0, ())
    assert verdict.last == json.loads(lines(trail)[-1])["chain"]
    entries = trail.entries()
    assert [entry.number for entry in entries] == [5, 4, 3, 2, 1]
    assert entries[0].event == "query"
    assert entries[0].facts == {"who": "reader4@example.org", "rows": 4}


@pytest.mark.parametrize("place", range(5))
def test_a_changed_line_shows(trail: AuditTrail, place: int) -> None:
    changed = lines(trail)
    changed[place] = changed[place].replace(f'"rows": {place}', '"rows": 77')
    rewrite(trail, changed)
    assert f"Line {place + 1} " in trail.verify().problems[0]


@pytest.mark.parametrize("place", range(5))
def test_a_removed_line_shows(trail: AuditTrail, place: int) -> None:
    kept = lines(trail)
    del kept[place]
    rewrite(trail, kept)
    assert len(trail.verify().problems) == 1


def test_lines_that_changed_places_and_a_line_said_twice_show(trail: AuditTrail) -> None:
    one, two, *rest = lines(trail)
    for kept in ([two, one, *rest], [one, one, two, *rest]):
        rewrite(trail, kept)
        assert trail.verify().problems


def test_a_line_cut_off_goes_on_showing_after_the_next_one(trail: AuditTrail) -> None:
    rewrite(trail, lines(trail)[:-2])
    assert trail.verify().problems == ("2 lines are gone from the end of audit.log.",)
    trail.append("query", {"who": "x@example.org"})
    assert "Line 4 " in trail.verify().problems[0]


def test_the_head_alone_taken_away_shows(trail: AuditTrail) -> None:
    trail.head.unlink()
    assert "audit.head is missing" in trail.verify().problems[0]


def test_a_trail_written_with_another_key_shows(trail: AuditTrail) -> None:
    assert AuditTrail(trail.folder, bytes(32)).verify().problems


def test_a_whole_trail_put_in_its_place_shows_to_whoever_noted_a_hash(trail: AuditTrail) -> None:
    noted = trail.verify().last
    trail.append("query", {})
    assert trail.verify(noted).problems == ()
    trail.log.unlink()
    trail.head.unlink()
    trail.append("query", {})
    assert "it was replaced" in trail.verify(noted).problems[0]


def test_lines_of_an_earlier_program_are_sealed_by_the_first_chained_one(tmp_path: Path) -> None:
    trail = AuditTrail(tmp_path, KEY)
    rewrite(trail, ['{"at": "2026-01-01", "event": "ingest"}', '{"event": "publish"}'])
    trail.append("query", {})
    verdict = trail.verify()
    assert (verdict.lines, verdict.earlier, verdict.problems) == (1, 2, ())
    assert [entry.event for entry in trail.entries()] == ["query", "publish", "ingest"]
    rewrite(trail, lines(trail)[1:])
    assert trail.verify().problems


def test_half_a_line_of_a_full_disk_hides_nothing_and_stops_nothing(trail: AuditTrail) -> None:
    with trail.log.open("a") as log:
        log.write('{"number": 6, "at": "2026')
    trail.append("query", {"who": "x@example.org"})
    verdict = trail.verify()
    assert (verdict.lines, verdict.problems) == (6, ())


def test_a_kill_between_the_line_and_the_head_stops_nothing(trail: AuditTrail) -> None:
    head = trail.head.read_bytes()
    trail.append("query", {})
    trail.head.write_bytes(head)
    assert trail.verify().problems == ()
    trail.append("query", {})
    assert (trail.verify().lines, trail.verify().problems) == (7, ())


def test_facts_cannot_forge_a_chain(trail: AuditTrail) -> None:
    trail.append("query", {"who": 'x", "chain": "abc"}', "chain": "abc"})
    assert trail.verify().problems == ()


def test_only_its_owner_can_read_it(trail: AuditTrail) -> None:
    for path in (trail.log, trail.head):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def _append_many(folder: Path, times: int) -> None:
    for _ in range(times):
        AuditTrail(folder, KEY).append("query", {"process": os.getpid()})


def test_processes_write_one_after_the_other(tmp_path: Path) -> None:
    start = multiprocessing.get_context("spawn")
    writers = [start.Process(target=_append_many, args=(tmp_path, 25)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    verdict = AuditTrail(tmp_path, KEY).verify()
    assert (verdict.lines, verdict.problems) == (75, ())
