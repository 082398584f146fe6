"""Without sign-in a home's pages answer the account that serves them, and no other."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from dashboard.access import accounts
from dashboard.access.accounts import ROOT, account_of, why_not_this_account
from dashboard.home import Home, create_home
from dashboard.ui.one_account import OneAccount
from tests.access.first_answer import first_answer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells accounts")
ANOTHER = 65534


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Home:
    folder = tmp_path_factory.mktemp("one-account") / "home"
    monkeypatch.setenv("PEER_LEARNING_HOME", str(folder))
    return create_home()


@contextmanager
def knocking(address: str) -> Iterator[tuple[tuple[str, int], int]]:
    """A connection of this program's own: where it comes from, and the port it goes to."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with (
        socket.create_server((address, 0), family=family) as server,
        socket.create_connection(server.getsockname()[:2]) as client,
    ):
        yield client.getsockname()[:2], server.getsockname()[1]


@contextmanager
def knocking_as_another() -> Iterator[tuple[tuple[str, int], int]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        knock = f"exec 3<>/dev/tcp/127.0.0.1/{port}; read -r line <&3"
        child = subprocess.Popen(["bash", "-c", knock], user=ANOTHER, cwd="/")
        try:
            line, client = server.accept()
            with line:
                yield client, port
        finally:
            child.kill()
            child.wait()


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[tuple[str, int], int]]:
    """A connection of an account that does not serve the pages.

    Root alone may begin a program of another account; anybody else is, for once, not who serves.
    """
    own = os.getuid()
    if own != ROOT:
        monkeypatch.setattr(accounts.os, "getuid", lambda: own + 1)
    with knocking_as_another() if own == ROOT else knocking("127.0.0.1") as found:
        yield found


def answered(
    client: tuple[str, int], port: int, kind: str = "http", path: str = "/", through: str = ""
) -> Message:
    async def page(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
        else:
            await PlainTextResponse("here")(scope, receive, send)

    scope = {
        "type": kind, "method": "GET", "path": path,
        "headers": [(b"x-forwarded-for", through.encode())] if through else [],
        "client": client, "server": ("127.0.0.1", port),
    }  # fmt: skip
    return first_answer(OneAccount(page), scope)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_program_of_ones_own_is_told(address: str, home: Home) -> None:
    with knocking(address) as (client, port):
        assert account_of(client, port) == os.getuid()
        assert answered(client, port)["status"] == 200


def test_a_program_elsewhere_is_of_no_account_here() -> None:
    assert account_of(("192.0.2.7", 40_000), 8501) is None
    assert account_of(("somewhere", 40_000), 8501) is None


def test_ones_own_account_and_roots_are_let_in_and_no_other() -> None:
    own = os.getuid()
    assert [why_not_this_account(account) for account in (None, own, 0)] == [""] * 3
    assert f"number {own + 1}" in why_not_this_account(own + 1)


def test_a_connection_that_says_it_is_another_is_none_of_ones_own(home: Home) -> None:
    """The server takes what X-Forwarded-For says for where a connection comes from."""
    with knocking("127.0.0.1") as (client, port):
        assert answered(client, port, through=f"127.0.0.1:{client[1]}")["status"] == 403
        home.demo_mark.touch()
        assert answered(client, port, through="192.0.2.7")["status"] == 200


@pytest.mark.usefixtures("home")
def test_another_account_sees_no_page_and_gets_no_stream(
    another: tuple[tuple[str, int], int],
) -> None:
    assert account_of(*another) != accounts.os.getuid()
    assert answered(*another)["status"] == 403
    assert answered(*another, "websocket")["type"] == "websocket.close"
    assert answered(*another, path="/_stcore/health")["status"] == 200


def test_another_account_comes_where_it_is_asked_or_nobody_is_real(
    home: Home, another: tuple[tuple[str, int], int]
) -> None:
    access = home.path / "access.toml"
    access.write_text(
        'sign_in = "proxy"\n[proxy]\nsecret = "0123456789abcdef0123456789abcdef"\n'
        '[[roles]]\nrole = "chair"\ngroups = ["chairs"]\n'
    )
    assert answered(*another)["status"] == 200
    access.unlink()
    assert answered(*another)["status"] == 403
    home.demo_mark.touch()
    assert answered(*another)["status"] == 200
