"""Whatever a department lacks, each page says so in words: no fault, no number that is none."""

from __future__ import annotations

import json
import random
import re
import traceback
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from dashboard.commands import cli
from dashboard.fault_log import Fault
from dashboard.home import Home
from dashboard.published.open import open_published
from dashboard.ui import page_fault
from dashboard.ui.navigation import NAVIGATION, PageEntry
from tests.pages.odd_departments import OddDepartments
from tests.pages.opened_page import html, opened

EACH_TIME = 1
EVERY = 3
"""One department in so many is read by others: its months close, and are judged together."""
SEEDS = [
    seed if seed < EACH_TIME else pytest.param(seed, marks=pytest.mark.long) for seed in range(60)
]
NO_WORDS = re.compile(
    r"\bnan\b|\bNaN\b|\bNone\b(?! chosen)|\bNaT\b|\binf\b|<NA>|\b0 of 0\b|\{[a-z_]+\}"
    r"|(?<![\d.,])1 (?:cases|rows|months|radiologists|pieces|exams|sites|sections|reviews|days"
    r"|periods|years|quarters|files|themes)\b| [,.;] |\.\.(?!\.)"
)
Lens = dict[str, str | list[str]]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_page_of_an_odd_department_says_what_it_can(
    demo_exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    home = _departments(demo_exports).make(seed, tmp_path)
    monkeypatch.setenv("PEER_LEARNING_HOME", str(home.path))
    wrong: list[str] = []
    monkeypatch.setattr(page_fault, "record_fault", lambda error, _: _met(error, wrong))
    chance = random.Random(seed)
    _be_one_of(home, chance)
    if seed % EVERY == 1 and home.current() is not None:
        assert cli.main(["publish", "--keep", "--why", "others read from now on"]) == 0
    for entry in NAVIGATION:
        for lens in ({}, *_lenses(home, chance)):
            wrong += [f"{entry.url_path} {lens}: {what}" for what in _wrong_on(entry, lens)]
    for report in ("deck", "accreditation"):
        out = str(tmp_path / f"report.{'pptx' if report == 'deck' else 'docx'}")
        if cli.main(["report", report, "--out", out]) not in (0, 2, 3):
            wrong.append(f"report {report}")
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def _met(error: Exception, wrong: list[str]) -> Fault:
    """Put down what a page would leave to the log and say in a sentence."""
    wrong.append("".join(traceback.format_exception(error))[-800:])
    return Fault("of this test", None)


@cache
def _departments(exports: Path) -> OddDepartments:
    return OddDepartments(exports)


def _be_one_of(home: Home, chance: random.Random) -> None:
    """Let the local user be somebody on the roster, if anybody is."""
    if home.people_path.exists():
        people = json.loads(home.people_path.read_text(encoding="utf-8"))["people"]
        addresses = sorted(one for person in people.values() for one in person["emails"])
        if addresses:
            (home.path / "access.toml").write_text(f'me = "{chance.choice(addresses)}"\n')


def _lenses(home: Home, chance: random.Random) -> list[Lens]:
    """Return one unit of some axis, and two months in any order."""
    path = home.published_path()
    axes = open_published(path).axes if path else {}
    units = [(axis, unit) for axis, members in axes.items() for unit in members]
    months = [f"{chance.randrange(2021, 2026)}-{chance.randrange(1, 13):02d}" for _ in range(2)]
    lens: dict[str, Any] = dict([chance.choice(units)]) if units else {}
    return [lens, {"months": months}] if units else []


def _wrong_on(entry: PageEntry, lens: Lens) -> list[str]:
    app = opened(entry, **lens)
    text = html(app)
    wrong = [error.message for error in app.exception]
    if page_fault.TITLE in text or "<h1" not in text:
        wrong.append("it was not drawn to its end")
    written = " ".join([text, *(str(one.value) for one in (*app.markdown, *app.caption))])
    written = re.sub(r"<(style|script|svg).*?</\1>", " ", written, flags=re.DOTALL)
    said = unescape(re.sub(r"<[^>]+>", "|", written))
    return wrong + [said[max(0, no.start() - 60) : no.end() + 40] for no in NO_WORDS.finditer(said)]
