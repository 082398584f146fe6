"""When a month closes: what is counted of it is then published once, and stays.

A month closes some days after its end, once it was received whole. What was published of it is
never counted again: its rows are those it had then, and rows that come, change or go later are
held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd

from dashboard.home import Home
from dashboard.measures.catalogue import Catalogue
from dashboard.measures.definition import Base
from dashboard.publish.kept import Kept
from dashboard.sql_files import query
from dashboard.warehouse.names import with_names

GATED = frozenset({"volume", "content", "score"})
NOT_COMPARED = frozenset({"followed_until", "person_id", "other_person_id"})
"""The day rows were followed to moves on by itself, and no number says whose a row is."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How far months have closed on the day of a run, the last by base; rows held by month.

    `restated` has by base the closed months that are taken as they are now.
    """

    last_month: dict[str, date]
    held: pd.DataFrame
    restated: dict[str, list[date]]


def closes_on(month: date, days: int) -> date:
    """Return the day on which a month closes: so many days after its last."""
    return _next_month(month) - timedelta(days=1) + timedelta(days=days)


def last_closed_month(today: date, days: int) -> date:
    """Return the newest month that has closed by `today`."""
    month = today.replace(day=1)
    while closes_on(month, days) > today:
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def last_month_closed(
    workspace: duckdb.DuckDBPyConnection,
    home: Home | None,
    days: int,
    today: date | None,
    keeps: bool,
) -> date:
    """Return the newest month that has closed by `today`, the day of the run if none is given.

    The demo department's exports are taken long after their months, whatever the clock says; in
    a home that does not keep what it publishes every month that was received counts.
    """
    day = today or date.today()
    if home is not None and (home.is_demo or not keeps) and today is None:
        ((last,),) = workspace.execute(query("publish", "last_covered_day")).fetchall()
        day = max(day, (last or day) + timedelta(days=days))
    return last_closed_month(day, days)


def gated_bases(catalogue: Catalogue) -> list[Base]:
    """Return the bases whose rows are shown in closed months alone."""
    names = {each.base for each in catalogue.measures.values() if each.sensitivity in GATED}
    return [catalogue.bases[name] for name in sorted(names)]


def close_months(
    workspace: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    kept: Kept,
    last_month: date,
    closing_days: int,
    restated: frozenset[date] = frozenset(),
    keeps: bool = True,
) -> Closing:
    """Give each gated base its closed months as they were, and count what came since.

    `last_month` is the newest month that has closed by today. The months `restated` are taken as
    they are now. `keeps` says whether what is published is kept.
    """
    last: dict[str, date] = {}
    taken: dict[str, list[date]] = {}
    held = [pd.DataFrame({"base": [], "month_start": [], "held": []})]
    for base in gated_bases(catalogue):
        closed = kept.closed.get(base.name, ())
        last[base.name] = max((last_month, *closed))
        if not closed:
            continue
        found = rows_held(workspace, base, kept)
        changed = {month.date() for month in found["month_start"]}
        anew = [month for month in closed if month in restated & changed]
        if anew:
            taken[base.name] = anew
            _keep_what_changed(workspace, base, _compared(workspace, base.name), anew)
        stays = [month for month in closed if month not in anew]
        if len(found):
            put_back(workspace, base, stays)
        found = found[[month.date() not in anew for month in found["month_start"]]]
        # Rows drawn from those of an export are counted where that export's are.
        if base.name in (*base.covered_by, *base.needs):
            held.append(found.assign(base=base.name))
    closing = Closing(last, pd.concat(held), taken)
    _describe(workspace, closing, closing_days, keeps)
    return closing


def rows_held(workspace: duckdb.DuckDBPyConnection, base: Base, kept: Kept) -> pd.DataFrame:
    """Return how many rows came, changed or went in each closed month of a base.

    Leaves in the workspace the table rows_that_closed.
    """
    kept.take_rows_that_closed(base.name)
    _plain(workspace, base.name)
    _give_new_columns(workspace, base.name)
    statement = with_names(
        query("publish/kept", "count_held"),
        the_base=base.name,
        the_columns=_compared(workspace, base.name),
    )
    return workspace.execute(statement, {"months": list(kept.closed[base.name])}).df()


def _keep_what_changed(
    workspace: duckdb.DuckDBPyConnection, base: Base, columns: Sequence[str], months: list[date]
) -> None:
    """Lay the rows aside that came, changed or went in some months of a base.

    The base has its rows as they are now, rows_that_closed those as they were.
    """
    statement = with_names(
        query("publish/kept", "keep_what_changed"),
        the_base=base.name,
        the_changed=f"changed_{base.name}",
        the_columns=columns,
    )
    workspace.execute(statement, {"months": months})


def put_back(workspace: duckdb.DuckDBPyConnection, base: Base, months: list[date]) -> None:
    """Give a base the rows that some months had when they closed."""
    statement = with_names(query("publish/kept", "put_back_closed_rows"), the_base=base.name)
    workspace.execute(statement, {"months": months})


def _plain(workspace: duckdb.DuckDBPyConnection, base: str) -> None:
    """Make the codes of a base texts, as files hold them."""
    kinds = _columns(workspace, base)
    if coded := [name for name, kind in kinds.items() if kind.startswith("ENUM")]:
        texts = ", ".join(f'"{name}"::text as "{name}"' for name in coded)
        workspace.execute(
            f'create or replace table "{base}" as select * replace ({texts}) from "{base}"'
        )


def _give_new_columns(workspace: duckdb.DuckDBPyConnection, base: str) -> None:
    """Give rows that closed what a base did not have then, from the same rows as they are now."""
    had = _columns(workspace, "rows_that_closed")
    new = [name for name in _columns(workspace, base) if name not in had]
    if new and "row_id" in had:
        columns = ", ".join(f'now_there."{name}"' for name in new)
        workspace.execute(
            f"create or replace temp table rows_that_closed as select closed.*, {columns} "
            f'from rows_that_closed as closed left join "{base}" as now_there using (row_id)'
        )


def _compared(workspace: duckdb.DuckDBPyConnection, base: str) -> list[str]:
    return [name for name in _columns(workspace, base) if name not in NOT_COMPARED]


def _columns(workspace: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    return {row[0]: row[1] for row in workspace.execute(f'describe "{table}"').fetchall()}


def _describe(
    workspace: duckdb.DuckDBPyConnection, closing: Closing, closing_days: int, keeps: bool
) -> None:
    """Lay down for the readers' file how far months have closed, and how many rows are held."""
    far = pd.DataFrame(
        [(base, month, closing_days, keeps) for base, month in closing.last_month.items()],
        columns=["base", "last_month", "closing_days", "is_kept"],
    ).astype({"last_month": "datetime64[us]"})
    for name, frame in (("closing", far), ("held_rows", closing.held)):
        workspace.register("described", frame)
        workspace.execute(f"create or replace temp table {name} as from described")
        workspace.unregister("described")


def _next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
