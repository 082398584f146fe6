"""Publish, the one gate: rows are cut into groups that are safe to show, and counted."""

from __future__ import annotations

from pathlib import Path

from dashboard.home import own_file_of
from dashboard.publish.run import Progress


def publish_generation(
    warehouse: Path,
    published: Path,
    progress: Progress | None = None,
    queries: Path | None = None,
    *,
    audited: bool = False,
) -> None:
    """Publish the warehouse file `warehouse` into a new readers' file `published`.

    Beside it goes the file that answers one person at a time.

    `audited` judges all numbers of a year together too; what that comes to is remembered beside
    the published file, and a year is audited again only when it changed. `progress` is told what
    is being published and the share done, 0 to 1. Raises BrokenQueryFile when a measure cannot be
    read or run; nothing is left behind then.
    """
    from dashboard.measures.catalogue import read_catalogue
    from dashboard.publish.own_file import write_own_file
    from dashboard.publish.policy import read_policy
    from dashboard.publish.readers_file import write_readers_file
    from dashboard.publish.run import ledger_rows
    from dashboard.publish.workspace import open_workspace
    from dashboard.sql_files import QUERIES

    catalogue = read_catalogue(queries or QUERIES)
    workspace = open_workspace(warehouse, catalogue)
    try:
        rows = ledger_rows(
            workspace,
            catalogue,
            read_policy(),
            progress or _quiet,
            audited=audited,
            remembered_in=published.parent,
        )
        write_readers_file(published, workspace, rows, catalogue)
        write_own_file(published, workspace)
    except BaseException:
        published.unlink(missing_ok=True)
        own_file_of(published).unlink(missing_ok=True)
        raise
    finally:
        workspace.close()


def _quiet(what: str, done: float) -> None:
    """Tell nobody."""
