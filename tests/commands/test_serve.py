"""Which home is opened, at which address, and when it is refused."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.commands import cli, serve, start
from dashboard.commands import demo_home as the_demo
from dashboard.commands.serve import ROOT
from dashboard.home import Home, create_home
from tests.browser.server import free_port, wait_until_healthy


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, int]]:
    """What would have been served: the home and the port."""
    asked: list[tuple[Path, int]] = []

    def note(home: Home, port: int, address: str = serve.ADDRESS) -> None:
        asked.append((home.path, port))

    monkeypatch.setattr(start, "open_pages", note)
    return asked


@pytest.fixture
def a_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path / "demo-home")
    monkeypatch.setattr(start, "demo_home", lambda: home)
    return home


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7", "::", "example.org", ""])
def test_an_address_others_could_reach_is_refused(
    capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert cli.main(["serve", "--address", address]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "nobody would be asked who they are" in said


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_an_address_of_this_machine_is_taken(address: str, tmp_path: Path) -> None:
    serve.check_address(Home(tmp_path), address)


def test_a_port_in_use_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind((serve.ADDRESS, 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"Port {port} cannot be used" in said
    assert f"--port {port + 1}" in said


def test_the_address_to_type() -> None:
    assert serve.web_address("127.0.0.1", 8501) == "http://127.0.0.1:8501"
    assert serve.web_address("::1", 8501) == "http://[::1]:8501"


def test_the_home_that_is_named_is_opened(
    opened: list[tuple[Path, int]], a_demo: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(tmp_path / "mine"))
    assert cli.main(["start", "--port", "8600"]) == 0
    assert opened == [(tmp_path / "mine", 8600)]


def test_the_default_home_is_opened_once_there_is_one(
    opened: list[tuple[Path, int]], a_demo: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert cli.main(["start"]) == 0
    mine = create_home()
    assert cli.main(["start"]) == 0
    assert [home for home, _ in opened] == [a_demo.path, mine.path]


def test_the_demo_department_has_a_home_of_its_own_built_once(
    tmp_path: Path, demo_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Path] = []

    def copy_of_the_demo(home: Home) -> None:
        built.append(home.path)
        home.path.mkdir(parents=True)
        for name in ("current.json", "published", "demo"):
            (home.path / name).symlink_to(demo_home.path / name)

    monkeypatch.setattr(the_demo, "build", copy_of_the_demo)
    older = tmp_path / "demo-000000000000"
    older.mkdir()
    home = the_demo.demo_home(tmp_path)
    assert the_demo.demo_home(tmp_path).path == home.path
    assert built == [home.path]
    assert not older.exists()


def test_two_first_starts_build_one_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both_here, built = threading.Barrier(2), []

    def slowly(home: Home) -> None:
        home.path.mkdir(parents=True)
        time.sleep(0.3)
        assert home.path.is_dir()  # the other start has not dropped it as an older one
        home.point_to("generation-000001.duckdb", "generation-000001.duckdb")
        built.append(home.path)

    def begin() -> Path:
        both_here.wait()
        return the_demo.demo_home(tmp_path / "homes").path

    monkeypatch.setattr(the_demo, "build", slowly)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(begin), pool.submit(begin)
        assert first.result() == second.result() == built[0]
    assert len(built) == 1


def test_the_built_demo_home_is_marked_and_published(demo_home: Home) -> None:
    assert demo_home.is_demo
    assert demo_home.published_path() is not None


def test_the_fingerprint_follows_what_the_home_is_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(the_demo, "ROOT", tmp_path)
    measure = tmp_path / "queries" / "measures" / "a.sql"
    measure.parent.mkdir(parents=True)
    measure.write_text("select 1")
    first = the_demo.fingerprint()
    assert the_demo.fingerprint() == first
    measure.write_text("select 2")
    assert the_demo.fingerprint() != first
    (tmp_path / "README.md").write_text("words")
    measure.write_text("select 1")
    assert the_demo.fingerprint() == first


def test_an_export_that_cannot_be_taken_ends_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(the_demo, "EXPORTS", tmp_path / "nothing")
    monkeypatch.setattr(start, "demo_home", lambda: the_demo.demo_home(tmp_path / "homes"))
    assert cli.main(["start", "--port", "8601"]) == 2
    assert "nothing" in capfd.readouterr().err


@pytest.fixture(scope="module")
def with_sign_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, socket.socket]]:
    """The port of a server that asks for sign-in, and where a way out of this machine would end."""
    home = create_home(tmp_path_factory.mktemp("asks") / "home")
    (home.path / "access.toml").write_text(
        'sign_in = "proxy"\n[proxy]\nsecret = "0123456789abcdef0123456789abcdef"\n'
        '[[roles]]\nrole = "chair"\ngroups = ["chairs"]\n'
    )
    port = free_port()
    with (
        socket.create_server(("127.0.0.1", 0)) as outside,
        tempfile.TemporaryFile("w+") as output,
    ):
        way_out = f"http://127.0.0.1:{outside.getsockname()[1]}"
        server = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "serve", "--address", "0.0.0.0",
             "--port", str(port), "--home", str(home.path)],
            cwd=ROOT, stdout=output, stderr=output,
            env={**os.environ, "http_proxy": way_out, "https_proxy": way_out, "no_proxy": ""},
        )  # fmt: skip
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", server, output)
            yield port, outside
        finally:
            server.terminate()
            server.wait(timeout=10)


def test_nobody_elsewhere_is_asked_for_anything(with_sign_in: tuple[int, socket.socket]) -> None:
    """Neither at the start, nor when a page elsewhere knocks: both made Streamlit ask a service."""
    port, outside = with_sign_in
    assert _knock(port, "http://elsewhere.example").startswith("HTTP/1.1 403")
    outside.settimeout(0.2)
    with pytest.raises(TimeoutError):
        outside.accept()


def test_who_is_in_many_groups_sees_pages_too(with_sign_in: tuple[int, socket.socket]) -> None:
    """The cookie of a session holds all that the provider said: 16 kB of somebody in 200 groups."""
    port, _ = with_sign_in
    answer = _knock(port, f"http://127.0.0.1:{port}", cookie="a=" + "x" * 20_000)
    assert answer.startswith("HTTP/1.1 101")


def _knock(port: int, origin: str, cookie: str = "a=b") -> str:
    """Ask to open the stream of a session as a page of `origin` would; return the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {origin}\r\n"
            f"Cookie: {cookie}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        return line.recv(4096).decode()
