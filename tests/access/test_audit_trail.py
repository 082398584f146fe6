"""The audit trail: every touch of a line shows."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest
import streamlit as st

from dashboard.access.reader import Reader, local_reader
from dashboard.access.settings import AccessSettings
from dashboard.audit_trail import AuditTrail, account
from dashboard.findings.audit_page import audit_page
from dashboard.home import create_home
from dashboard.ui import admission as admission_of_session
from dashboard.ui import download
from dashboard.ui.admission import Admission, acting_home
from dashboard.written_down import check_written

NOT_LET_IN = Admission(None)
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


def test_lines_without_who_are_whole_and_read_as_of_the_command_line(trail: AuditTrail) -> None:
    """An earlier program did not write who published or restated."""
    trail.append("restate", {"period": "2025-08", "why": "late"})
    trail.append("restate", {"who": "sofia", "period": "2025-09", "why": "late"})
    verdict = trail.verify()
    assert (verdict.lines, verdict.problems) == (7, ())
    page = audit_page(trail.entries(), verdict)
    assert page.table.shown["Who"].tolist()[:2] == ["sofia", "command line"]


def test_the_account_is_that_of_the_process_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = account()
    for name in ("LOGNAME", "USER", "LNAME"):
        monkeypatch.setenv(name, "somebody else")
    assert account() == before != "somebody else"


def test_a_page_names_who_signed_in_and_the_account_where_nobody_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = create_home(tmp_path / "home")
    monkeypatch.setenv("PEER_LEARNING_HOME", str(home.path))
    signed_in = Reader("sofia@example.org", "sofia@example.org", ("coordinator",))
    for admission in (Admission(signed_in), Admission(local_reader(AccessSettings())), NOT_LET_IN):
        monkeypatch.setattr(admission_of_session, "admit", lambda now=admission: now)
        acting_home().record("ingest", files=1)
    done = [entry.facts["who"] for entry in home.audit_trail().entries()]
    assert done == ["nobody", account(), "sofia@example.org"]


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


def test_a_trail_that_was_taken_away_whole_shows(tmp_path: Path) -> None:
    home = create_home(tmp_path / "home")
    assert check_written(home).problems == ()
    home.record("ingest", generation=1, files=["cases.csv"])
    home.point_to("generation-000001.duckdb", None)
    assert check_written(home).problems == ()
    for path in (home.audit_trail().log, home.audit_trail().head):
        path.unlink()
    assert "tells of no exports" in check_written(home).problems[0]
    home.record("sign-in", roles=["chair"])  # a later line makes a chain that is whole
    assert home.audit_trail().verify().problems == ()
    assert "tells of no exports" in check_written(home).problems[0]


def test_a_link_that_was_made_long_does_not_fill_the_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(st.query_params, "site", "Harbour")
    assert download._lens() == "site=Harbour"
    monkeypatch.setitem(st.query_params, "x", "A" * 70_000)
    assert download._lens().startswith("site=Harbour&x=AAA")
    assert len(download._lens()) <= download.LONGEST_LENS + 1
