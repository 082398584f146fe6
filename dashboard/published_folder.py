"""What lies beside a readers' file, and the home it lies in."""

from __future__ import annotations

from pathlib import Path

from dashboard.home import Home

SAID = "said.json"
"""In the folder of an entry: what its line of the ledger says."""


def home_of(published: Path) -> Home | None:
    """Return the home a published file lies in, or is made in; None for one that lies elsewhere."""
    folder = published.absolute().parent
    home = Home(folder.parent)
    return home if folder == home.published_folder and home.key_path.exists() else None


def own_file_of(published: Path) -> Path:
    """Return the file that answers one person at a time, beside the readers' file it belongs to."""
    return published.with_suffix(".own")


def entry_of(published: Path) -> Path:
    """Return the folder of what a publish adds to the ledger, until its file becomes current."""
    return published.with_suffix(".entry")
