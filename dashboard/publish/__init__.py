"""Publish, the one gate: rows are cut into groups that are safe to show, and counted."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from dashboard.publish.kept import Addition, Kept, months_between
from dashboard.publish.restating import Period, restated
from dashboard.publish.run import Ledger, Progress
from dashboard.published_folder import entry_of, home_of, own_file_of

COUNTING = 0.2
"""The share of an audited run that counting takes; the audit takes the rest."""


def publish_generation(
    warehouse: Path,
    published: Path,
    progress: Progress | None = None,
    queries: Path | None = None,
    *,
    audited: bool | None = None,
    restate: Period | None = None,
    today: date | None = None,
) -> None:
    """Publish the warehouse file `warehouse` into a new readers' file `published`.

    Beside it goes the file that answers one person at a time and, when the file is made in a
    home that keeps what it publishes, what the home's ledger gains: the numbers of closed
    periods, once and for good. Months that have closed by `today` are published; what the ledger
    has already stays as it is. A home that is being set up is counted anew each time.

    `audited` judges all new numbers of a year together with those that are shown; unless it is
    said, the home decides. `restate` takes the rows held of a closed period in. `progress` is told
    what is being published and the share done, 0 to 1. Raises BrokenQueryFile when a measure
    cannot be read or run, HomeProblem when the ledger was changed by hand, RefusedByDisclosure
    when a restatement would tell of a few people; nothing is left behind then.
    """
    from dashboard.measures.catalogue import read_catalogue
    from dashboard.publish.closing import close_months, gated_bases, last_month_closed
    from dashboard.publish.kept import read_kept, write_addition
    from dashboard.publish.own_file import write_own_file
    from dashboard.publish.policy import policy_of
    from dashboard.publish.readers_file import write_readers_file
    from dashboard.publish.run import audit_of, count_bases, ledger_of
    from dashboard.publish.setting_up import is_audited, keeps_what_is_published
    from dashboard.publish.what_changed import count_what_changed
    from dashboard.publish.workspace import open_workspace
    from dashboard.sql_files import QUERIES

    tell = progress or _quiet
    catalogue = read_catalogue(queries or QUERIES)
    home = home_of(published)
    policy = policy_of(home)
    workspace = open_workspace(warehouse, catalogue)
    try:
        write_own_file(published, workspace)
        keeps = keeps_what_is_published(home)
        kept = read_kept(workspace, home if keeps else None)
        last_month = last_month_closed(workspace, home, policy.closing_days, today, keeps)
        months = frozenset(restate.months if restate else ())
        closing = close_months(
            workspace, catalogue, kept, last_month, policy.closing_days, months, keeps
        )
        judged = is_audited(home) if audited is None else audited
        share = COUNTING if judged else 1.0
        counted = count_bases(
            workspace,
            catalogue,
            policy,
            closing.last_month,
            lambda what, done: tell(what, done * share),
        )
        anew = None
        if restate is not None:
            changed = count_what_changed(
                workspace, catalogue, policy, closing.last_month, closing.restated
            )
            anew = restated(counted.gated, changed, kept, restate)
        audit = None
        if judged:
            audit = audit_of(
                workspace,
                counted.gated,
                catalogue,
                lambda what, done: tell(what, COUNTING + (1 - COUNTING) * done),
            )
        ledger = ledger_of(counted, kept, catalogue, audit, anew)
        tell("Done", 1.0)
        write_readers_file(published, workspace, ledger.rows, ledger.left, catalogue)
        gated = [base.name for base in gated_bases(catalogue)]
        added = _addition(ledger, kept, gated, closing.restated, _said(restate))
        write_addition(kept, published, added)
    except BaseException:
        remove_published(published)
        raise
    finally:
        workspace.close()


def remove_published(published: Path) -> None:
    """Remove a readers' file and what lies beside it."""
    published.unlink(missing_ok=True)
    own_file_of(published).unlink(missing_ok=True)
    shutil.rmtree(entry_of(published), ignore_errors=True)


def _addition(
    ledger: Ledger,
    kept: Kept,
    gated: Iterable[str],
    anew: Mapping[str, Sequence[date]],
    said: Mapping[str, str],
) -> Addition:
    """Return what the ledger gains: new numbers, and the months they are the first to tell of.

    The months `anew` are kept again, with the rows they have now.
    """
    months: dict[str, set[date]] = {base: set() for base in gated}
    for row in ledger.new:
        if row.base in months:
            months[row.base].update(months_between(row.from_month, row.to_month))
    closed = {base: set(kept.closed.get(base, ())) - set(anew.get(base, ())) for base in months}
    return Addition(
        ledger.new,
        ledger.withdrawn,
        {base: sorted(some - closed[base]) for base, some in months.items()},
        said,
    )


def _said(restate: Period | None) -> dict[str, str]:
    if restate is None:
        return {"event": "publish"}
    return {"event": "restate", "period": restate.text, "why": restate.why}


def _quiet(what: str, done: float) -> None:
    """Tell nobody."""
