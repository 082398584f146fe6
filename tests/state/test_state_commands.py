"""migrate, backup and restore as typed; what the other commands say of another version."""

from pathlib import Path

import pytest

from dashboard.command_line import PROGRAM
from dashboard.commands.cli import COMMANDS, main
from dashboard.home import Home
from dashboard.state import steps
from tests.ingest.exports import Department
from tests.state.homes import contents, rows
from tests.state.test_migrate import WITHOUT_EXAMS, set_version
from tests.state.version_zero import STEPS, go_back, go_back_to_version_zero, write_steps

READING = {
    "start": (),
    "serve": ("--port", "8599"),
    "ingest": ("exports/cases.csv",),
    "publish": (),
    "measure": ("cases_submitted",),
    "people": ("suggest",),
    "report": ("deck", "--out", "deck.pptx"),
    "extract": ("--out", "rows", "--why", "Study 14, approved by the committee"),
    "analysis": ("run", "analysis.toml"),
}


class Terminal:
    """Types commands on one home and hears what they say on stderr."""

    def __init__(self, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.capsys = home, capsys

    def type(self, *words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        return code, self.capsys.readouterr().err


@pytest.fixture
def terminal(
    department: Department,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Terminal:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(department.home.path))
    monkeypatch.chdir(tmp_path)
    return Terminal(department.home, capsys)


def test_there_and_back(terminal: Terminal, tmp_path: Path) -> None:
    code, said = terminal.type("backup", "b.zip")
    assert code == 0
    assert said.startswith("Wrote b.zip: generation 1, 7 files, 0.")
    assert said.endswith("keep it as private as the home.\n")
    code, said = terminal.type("restore", "b.zip", "--home", tmp_path / "new")
    assert code == 0
    assert said.startswith(f"Restored {tmp_path / 'new'} from the backup of 20")
    assert said.count("\n") == 1
    assert rows(Home(tmp_path / "new")) == rows(terminal.home)


def test_a_home_in_use_is_replaced_on_demand_alone(terminal: Terminal) -> None:
    terminal.type("backup", "b.zip")
    before = contents(terminal.home.path)
    code, said = terminal.type("restore", "b.zip")
    assert (code, said.count("\n")) == (2, 1)
    assert "add --replace" in said
    assert contents(terminal.home.path) == before
    code, said = terminal.type("restore", "b.zip", "--replace")
    assert code == 0
    assert "The home that was there is now" in said


def test_faults_are_one_sentence_and_exit_code_2(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "exports.zip").write_bytes(b"PK nothing")
    for words in (
        ("backup", "exports.zip"),
        ("restore", "exports.zip", "--replace"),
        ("restore", "nowhere.zip", "--replace"),
        ("restore", "exports", "--replace"),
        ("backup", "b.zip", "--home", tmp_path / "none"),
        ("migrate", "--home", tmp_path / "none"),
    ):
        code, said = terminal.type(*words)
        assert (code, said.count("\n")) == (2, 1), words
        assert "Traceback" not in said


def test_migrate_says_there_is_nothing_to_do(terminal: Terminal) -> None:
    code, said = terminal.type("migrate")
    assert (code, said.startswith("There is nothing to do")) == (0, True)
    assert terminal.home.generations() == [1]


def test_every_command_that_reads_a_home_is_tried_here() -> None:
    reading = {name for name, command in COMMANDS.items() if command.reads_home}
    assert reading | {"people"} == READING.keys()


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize(
    ("version", "says"),
    [(0, f"run `{PROGRAM} migrate` first"), (7, "use the newer program that made them")],
)
def test_tables_of_another_version_are_said_in_one_sentence(
    terminal: Terminal, department: Department, name: str, version: int, says: str
) -> None:
    set_version(department, version)
    before = contents(terminal.home.path)
    code, said = terminal.type(name, *READING[name])
    assert (code, said.count("\n")) == (2, 1)
    assert says in said
    assert contents(terminal.home.path) == before


def test_a_home_of_an_older_version_is_backed_up_restored_and_migrated(
    terminal: Terminal, department: Department, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_back(department.home, WITHOUT_EXAMS)
    before = rows(department.home)
    go_back_to_version_zero(department.home)
    assert terminal.type("backup", "b.zip")[0] == 0
    code, said = terminal.type("restore", "b.zip", "--home", tmp_path / "new")
    assert code == 0
    assert f"run `{PROGRAM} migrate` first" in said
    monkeypatch.setattr(steps, "MIGRATIONS", write_steps(tmp_path / "m", STEPS))
    code, said = terminal.type("migrate", "--home", tmp_path / "new")
    assert (code, said) == (0, "Generation 2 is current now.\n")
    assert rows(Home(tmp_path / "new")) == before
    assert terminal.type("measure", "cases_submitted", "--home", tmp_path / "new")[0] == 0
