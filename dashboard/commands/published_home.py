"""The published file of a home and months of it, as commands that print from it are given them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.command_line import PROGRAM
from dashboard.own_data.refusal import WrongInput

if TYPE_CHECKING:
    from dashboard.published.open import Published


def open_home(home: Path | None) -> Published:
    """Return what the home has published. Raises WrongInput when that is nothing yet."""
    from dashboard.home import locate
    from dashboard.published.open import open_published

    place = locate(home)
    path = place.published_path()
    if path is None:
        raise WrongInput(
            f"{place.path}: nothing is published there yet. "
            f"Take exports first: {PROGRAM} ingest PATH."
        )
    return open_published(path)


def hand_out(home: Path | None, out: Path, content: bytes) -> None:
    """Write what was made of the published numbers to `out`, and a line into the audit trail.

    Raises WrongInput when the file cannot be written.
    """
    from dashboard.home import locate

    # Whoever has a home they may read and not write has its files already.
    with suppress(OSError):
        locate(home).record("export", file=out.name)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise WrongInput(
            f"{out}: cannot be written ({error.strerror}). Choose a folder you may write to."
        ) from error


def month_option(option: str, text: str | None) -> date | None:
    """Return a month given as YYYY-MM, None where none was. Raises WrongInput for other words."""
    if text is None:
        return None
    try:
        year, month = text.split("-")
        return date(int(year), int(month), 1)
    except ValueError as error:
        raise WrongInput(
            f"{option} {text}: expected a month as YYYY-MM, for example 2025-04."
        ) from error
