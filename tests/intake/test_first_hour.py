"""The first hour of a coordinator, as docs/for-coordinators.md tells it: walked again here."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.home import Home, create_home
from dashboard.ingest.kept_generations import list_generations
from dashboard.intake.drop import Drop, trial_of
from dashboard.intake.finished_layout import finished
from dashboard.intake.taking import take_in
from dashboard.intake.uploads import Upload
from dashboard.intake.words_later import map_words, unmapped_words
from tests.house.project_files import ROOT
from tests.ingest.exports import leave_a_file
from tests.intake.first_hour import CASES, NEW_WORD, write_first_month, write_next_month

DOCUMENT = (ROOT / "docs" / "for-coordinators.md").read_text(encoding="utf-8")
TOLD = re.sub(r"\s+(?:> ?)?", " ", DOCUMENT)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.intake.taking.publish", leave_a_file)
    monkeypatch.setattr("dashboard.intake.words_later.publish_and_restate", leave_a_file)


def told(sentence: str) -> bool:
    return re.sub(r"\s+", " ", sentence) in TOLD


def upload(folder: Path, name: str) -> Upload:
    return Upload(name, (folder / name).read_bytes())


@pytest.mark.usefixtures("quick")
def test_what_the_document_tells_happens(tmp_path: Path, demo_exports: Path) -> None:
    home: Home = create_home(tmp_path / "home")
    october, november = tmp_path / "october", tmp_path / "november"
    write_first_month(demo_exports, october)
    write_next_month(demo_exports, november)

    taken = take_in(home, [upload(october, "roster.xlsx"), upload(october, "exam_volumes.csv")])
    roster, leave, volumes = (f"{receipt.accepted:,}" for receipt in taken.receipts)
    assert told(f"{roster} rows of the roster, {leave} of leave and {volumes} of exam volumes")

    drop = Drop()
    drop.add(home, [upload(october, CASES)])
    (look,) = drop.files[0].looks
    assert look.state == "asks"
    assert told(f"{look.rows:,} rows. {look.why}")
    draft = drop.draft(home, 1, 0, None)
    assert draft.meanings["Reporter"] == "submitting_radiologist"
    layout = finished(draft, look, "peer_learning_cases")
    drop.try_one(home, 1, look.called, layout)
    (tried,) = drop.tried[trial_of(1, look.called, layout)]
    assert told(tried.in_words)
    assert told(f"“{NEW_WORD}”, 5 rows")
    assert (NEW_WORD, 5) in {(word.word, word.rows) for word in tried.unknown}
    drop.save_and_take(home, 1, "peer_learning_cases", layout, "peer_learning_cases")
    receipt = drop.taken[0].receipts[0]
    assert told(f"{receipt.read:,} read, {receipt.accepted:,} new, {receipt.redacted} texts")
    (note,) = [note for note in receipt.notes if note.startswith("Category")]
    assert told(f"a note that {note.rsplit(': ')[-1]} have a category that is not mapped")

    (word,) = [one for one in unmapped_words(home) if one.word == NEW_WORD]
    assert word.rows == 5
    assert map_words(home, {(word.layout, word.column): {NEW_WORD: "reporting"}}) == 3
    assert NEW_WORD not in {one.word for one in unmapped_words(home)}

    drop.add(home, [upload(november, CASES)])
    (look,) = drop.files[0].looks
    assert told(look.why)
    drop.try_all(home)
    ((tried,),) = drop.tried.values()
    assert told(tried.in_words)
    assert told("received before for these days and not in this file, kept: 1 row")
    assert "received before for these days and not in this file, kept: 1 row" in (
        tried.receipt.notes
    )
    drop.take_ready(home)
    receipt = drop.taken[0].receipts[0]
    assert told(f"{receipt.accepted} new, {receipt.duplicate:,} same, {receipt.superseded} changed")
    assert len(list_generations(home)) == 4
    assert told("`.venv/bin/python -m dashboard generations` lists four generations")


def test_a_draft_that_was_changed_must_be_tried_again(home: Home, cases: Upload) -> None:
    drop = Drop()
    drop.add(home, [cases])
    (look,) = drop.files[0].looks
    draft = drop.draft(home, 1, 0, None)
    layout = finished(draft, look, "peer_learning_cases")
    drop.try_one(home, 1, look.called, layout)
    changed = replace(draft, values={"theme": {"Perceptual (missed finding)": "reporting"}})
    other = finished(changed, look, "peer_learning_cases")
    assert trial_of(1, look.called, layout) in drop.tried
    assert trial_of(1, look.called, other) not in drop.tried
