"""A new department is counted anew each time, until others read: then months close."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.audit_trail import account
from dashboard.commands.cli import main
from dashboard.findings.closed_periods import SETTING_UP, closed_periods
from dashboard.home import Home
from dashboard.own_data.refusal import WrongInput
from dashboard.publish.setting_up import begin_closing, keeps_what_is_published
from dashboard.published.open import Published, open_published
from tests.disclosure.at_home import OTHERS_SIGN_IN, home_with, publish_home, take_instead
from tests.disclosure.department import TWELVE, invent
from tests.disclosure.published import ledger_of

TODAY = date(2025, 9, 1)
FIRST, CORRECTED = invent(TWELVE, 1, months=18), invent(TWELVE, 2, months=18)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that has published once and is still being set up."""
    made = home_with(FIRST, tmp_path_factory.mktemp("setting-up"), keeps=False)
    publish_home(made, TODAY)
    return made


@pytest.fixture
def home(once: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(once.path, tmp_path / "home")))


def published(home: Home) -> Published:
    path = home.published_path()
    assert path is not None
    return open_published(path)


def shown(home: Home) -> pd.DataFrame:
    return ledger_of(published(home).path)


def cases_of(ledger: pd.DataFrame) -> list[float]:
    rows = ledger[(ledger["measure"] == "cases_submitted") & (ledger["axis"] == "all")]
    return rows.sort_values("from_month")["numerator"].tolist()


def test_a_correction_shows_while_a_department_is_set_up(home: Home, tmp_path: Path) -> None:
    before = cases_of(shown(home))
    take_instead(home, CORRECTED)
    assert cases_of(publish_home(home, TODAY)) != before
    assert not home.ledger().folder.exists()
    page = closed_periods(published(home))
    assert (page.sentences, page.held) == ((SETTING_UP,), None)


def is_audited(home: Home) -> bool:
    told: list[str] = []
    publish_home(home, TODAY, progress=lambda what, done: told.append(what))
    return any(what.startswith("Audit of ") for what in told)


def test_numbers_are_judged_together_once_others_read_of_real_people(home: Home) -> None:
    assert not is_audited(home)
    begin_closing(home, "The pages go out.")
    assert is_audited(home)


def test_the_demo_department_is_published_by_the_rules_for_each_table(home: Home) -> None:
    home.demo_mark.write_text("made up", encoding="utf-8")
    assert not is_audited(home)


def test_once_kept_what_comes_is_held(home: Home) -> None:
    assert begin_closing(home, "The pages go out.")
    assert not begin_closing(home, "Again.")
    told = {"who": account(), "why": "The pages go out.", "ledger_entry": 1}
    assert home.audit_trail().entries()[0].facts == told
    before = cases_of(publish_home(home, TODAY))
    take_instead(home, CORRECTED)
    assert cases_of(publish_home(home, TODAY)) == before
    assert published(home).is_kept
    assert len(published(home).held) > 0


def test_where_others_sign_in_months_close_by_themselves(home: Home) -> None:
    assert not keeps_what_is_published(home)
    (home.path / "access.toml").write_text(OTHERS_SIGN_IN)
    assert keeps_what_is_published(home)


def test_the_demo_department_shows_how_it_is_then(demo_home: Home) -> None:
    assert keeps_what_is_published(demo_home)
    assert not keeps_what_is_published(None)


def test_the_command_asks_why_and_says_what_it_means(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--home", str(home.path)]
    assert main(["publish", *where]) == 0
    assert SETTING_UP in " ".join(capsys.readouterr().err.split("\n"))
    assert main(["publish", "--keep", *where]) == 2
    assert "--keep needs --why TEXT" in capsys.readouterr().err
    assert main(["publish", "--keep", "--why", "The pages go out.", *where]) == 0
    assert SETTING_UP not in capsys.readouterr().err
    with pytest.raises(WrongInput, match="say why"):
        begin_closing(home, " ")
