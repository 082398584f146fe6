"""Serve the pages of one home with Streamlit, to this machine alone."""

from __future__ import annotations

import os
import runpy
import socket
import sys
from pathlib import Path

import click

from dashboard.access.listening import why_not_open
from dashboard.access.settings import read_access
from dashboard.home import Home, locate
from dashboard.own_data.refusal import WrongInput

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "dashboard" / "app.py"
SCREEN = ROOT / "dashboard" / "screen.py"
PORT = 8501
ADDRESS = "127.0.0.1"


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    envvar="PORT",
    show_default=True,
    help="The port to listen on.",
)
@click.option(
    "--address",
    default=ADDRESS,
    show_default=True,
    help="The address to listen on; any but this machine's own needs sign-in.",
)
@click.option("--home", type=click.Path(path_type=Path), help="The department's home.")
def serve(port: int, address: str, home: Path | None) -> None:
    """Serve the pages of a home until it is stopped with Ctrl-C."""
    open_pages(locate(home), port, address)


def open_pages(home: Home, port: int, address: str = ADDRESS) -> None:
    """Serve the pages of `home`; returns when the server ends.

    Raises WrongInput when other machines could reach the address without signing in, or the port
    is in use.
    """
    check_address(home, address)
    check_port(address, port)
    os.environ["PEER_LEARNING_HOME"] = str(home.path)
    os.chdir(ROOT)  # .streamlit/config.toml is read from here
    click.echo(f"The dashboard opens at {web_address(address, port)} (Ctrl-C stops it).", err=True)
    sys.argv = ["streamlit", *streamlit_arguments(address, port)]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def streamlit_arguments(address: str, port: int, app: Path = APP) -> list[str]:
    """Return what follows `python -m streamlit` to serve `app` at `address` and `port`."""
    return [
        "run",
        str(app),
        f"--server.address={address}",
        f"--server.port={port}",
        # Else Streamlit asks a service of others for this machine's address, to print it.
        f"--browser.serverAddress={address}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--server.showEmailPrompt=false",
        "--browser.gatherUsageStats=false",
    ]


def web_address(address: str, port: int) -> str:
    """Return what to type into a browser."""
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"


def check_address(home: Home, address: str) -> None:
    """Raise WrongInput when other machines could reach `address` and there is no sign-in."""
    if why_not := why_not_open(read_access(home), address):
        raise WrongInput(why_not)


def check_port(address: str, port: int) -> None:
    """Raise WrongInput when another program listens on `port`, or it may not be used."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # a port left a moment ago is free; on Windows this means sharing
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise WrongInput(
                f"Port {port} cannot be used ({error.strerror}): "
                f"choose another, for example --port {port + 1} or make run PORT={port + 1}."
            ) from error
