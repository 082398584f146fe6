"""The version of the tables this program makes, and what to say of a home of another one."""

from __future__ import annotations

from pathlib import Path

from dashboard.command_line import PROGRAM

SCHEMA_VERSION = 4


def run_migrate(version: int) -> str:
    """Return the end of a sentence on tables older than this program's: what to do."""
    return (
        f"its tables are of version {version} and this program's of version {SCHEMA_VERSION}; "
        f"run `{PROGRAM} migrate` first, which keeps every row."
    )


def use_the_newer(version: int) -> str:
    """Return the end of a sentence on tables newer than this program: what to do."""
    return (
        f"its tables are of version {version} and this program knows none above "
        f"{SCHEMA_VERSION}; use the newer program that made them."
    )


def other_version(version: int, home: Path) -> str:
    """Return the sentence a dashboard shows for a home of this version, empty if it is today's."""
    if version < SCHEMA_VERSION:
        return f"{home}: {run_migrate(version)}"
    return f"{home}: {use_the_newer(version)}" if version > SCHEMA_VERSION else ""
