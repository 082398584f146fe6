"""Open the dashboard without being asked anything: your home if you have one, else the demo's."""

from __future__ import annotations

import os

import click

from dashboard.commands.demo_home import demo_home
from dashboard.commands.serve import ADDRESS, PORT, check_port, open_pages
from dashboard.home import Home, locate


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    envvar="PORT",
    show_default=True,
    help="The port to listen on.",
)
def start(port: int) -> None:
    """Open your department's home, or the demo department while there is none.

    The home is the one PEER_LEARNING_HOME names; without that, the default one if it exists.
    The demo department has a home of its own, under homes/, and never touches a real one.
    """
    check_port(ADDRESS, port)
    open_pages(home_to_open(), port)


def home_to_open() -> Home:
    """Return the home PEER_LEARNING_HOME names, else the default if it exists, else the demo's."""
    home = locate()
    if os.environ.get("PEER_LEARNING_HOME") or home.key_path.exists():
        return home
    return demo_home()
