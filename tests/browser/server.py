"""Serve the pages on a free port for as long as somebody looks at them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dashboard.commands.serve import APP, ROOT, streamlit_arguments, web_address

ADDRESS = "127.0.0.1"
SECONDS_TO_START = 60.0


class ServerDied(Exception):
    """The server ended or never answered; holds what it printed."""


@contextmanager
def serving(
    home: Path, app: Path = APP, root: Path = ROOT, port: int | None = None
) -> Iterator[str]:
    """Yield the address of a server that shows `home`, started in `root` as anybody would."""
    port = port or free_port()
    with tempfile.TemporaryFile("w+") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", *streamlit_arguments(ADDRESS, port, app)],
            cwd=root,
            env={**os.environ, "PEER_LEARNING_HOME": str(home)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = web_address(ADDRESS, port)
            wait_until_healthy(url, server, output)
            yield url
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_healthy(url: str, server: subprocess.Popen[bytes], output: IO[str]) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while not healthy(url):
        if server.poll() is not None or time.monotonic() > give_up_at:
            output.seek(0)
            raise ServerDied(f"exit code {server.poll()}; it printed:\n{output.read()}")
        time.sleep(0.1)


def healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as reply:
            return bool(reply.read() == b"ok")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def wait_until_answers(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait for any answer from `url`. Raises ServerDied when the server ends before."""
    give_up_at = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if server.poll() is not None or time.monotonic() > give_up_at:
                raise ServerDied(f"exit code {server.poll()}") from None
            time.sleep(0.1)
