"""The command line as a whole: exit codes, one sentence on what went wrong, a quick help."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from dashboard import fault_log
from dashboard.command_line import PROGRAM
from dashboard.commands import cli
from dashboard.commands.serve import ROOT
from dashboard.sql_files import BrokenQueryFile

SECRET = "SMITH, JOHN"


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "logs"
    monkeypatch.setattr(fault_log.platformdirs, "user_log_dir", lambda *_, **__: str(folder))
    return folder


def breaking(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make every command raise `error`."""

    @click.command()
    @click.argument("ignored", nargs=-1)
    def broken(ignored: tuple[str, ...]) -> None:
        raise error

    monkeypatch.setattr(cli, "load", lambda _command: broken)


def test_help_names_every_command_without_loading_one() -> None:
    code = (
        "import sys\n"
        "from dashboard.commands.cli import main\n"
        "assert main(['--help']) == 0\n"
        "heavy = {'pandas', 'duckdb', 'scipy', 'streamlit', 'statsmodels'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert [name for name in cli.COMMANDS if f"  {name} " not in told.stdout] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], f"No such command 'nonsense'. See `{PROGRAM} --help`."),
        (["--nonsense"], f"No such option '--nonsense'. See `{PROGRAM} --help`."),
        (["serve", "--port", "x"], f"See `{PROGRAM} serve --help`."),
    ],
)
def test_wrong_usage_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert cli.main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert said in printed.err


def test_a_file_of_ours_that_is_broken_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    breaking(monkeypatch, BrokenQueryFile("x.sql: the header is not TOML\n(line 3). Mend it."))
    assert cli.main(["measures"]) == 2
    assert capsys.readouterr().err == "x.sql: the header is not TOML (line 3). Mend it.\n"


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert f"Usage: {PROGRAM}" in capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 3])
def test_a_command_may_choose_its_exit_code(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    breaking(monkeypatch, click.exceptions.Exit(code))
    assert cli.main(["measures"]) == code


def test_a_fault_of_ours_is_one_line_with_a_reference(
    logs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    breaking(monkeypatch, ValueError(f"could not convert {SECRET}"))
    assert cli.main(["measure", SECRET]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    record = json.loads((logs / "faults.log").read_text())
    assert record["reference"] in said
    assert str(logs / "faults.log") in said


def test_the_log_says_where_and_quotes_nothing(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = ValueError(SECRET)
    error.__cause__ = KeyError(SECRET)
    breaking(monkeypatch, error)
    cli.main(["measure", SECRET])
    text = (logs / "faults.log").read_text()
    assert SECRET not in text
    record = json.loads(text)
    assert [link["type"] for link in record["errors"]] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]
    assert any("commands/cli.py" in place for place in record["errors"][0]["raised_in"])
    assert stat.S_IMODE((logs / "faults.log").stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(
        fault_log.platformdirs, "user_log_dir", lambda *_, **__: str(tmp_path / "file" / "logs")
    )
    breaking(monkeypatch, ValueError("x"))
    assert cli.main(["measures"]) == 1
    assert "its log could not be written" in capsys.readouterr().err


def test_a_person_who_stops_a_command_sees_one_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    breaking(monkeypatch, KeyboardInterrupt())
    assert cli.main(["measures"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


def test_a_developer_may_ask_for_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, ValueError("x"))
    monkeypatch.setenv("PEER_LEARNING_TRACEBACK", "1")
    with pytest.raises(ValueError, match="x"):
        cli.main(["measures"])


def test_ctrl_c_ends_the_server_without_a_traceback(tmp_path: Path) -> None:
    from tests.browser.server import free_port, healthy

    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", str(port), "--home", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    give_up_at = time.monotonic() + 60
    while not healthy(f"http://127.0.0.1:{port}"):
        assert server.poll() is None
        assert time.monotonic() < give_up_at
        time.sleep(0.1)
    server.send_signal(signal.SIGINT)
    printed, _ = server.communicate(timeout=20)
    assert f"http://127.0.0.1:{port}" in printed
    assert "Traceback" not in printed
