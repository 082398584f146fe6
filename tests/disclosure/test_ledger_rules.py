"""Every row of the ledger passes its rules, recomputed in pandas from the warehouse's rows.

Shares no code with the publishing gate: bases are read from the warehouse by the statements of
queries/bases, everything after that is written here again.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest

from dashboard.measures.catalogue import read_catalogue
from dashboard.publish.workspace import open_workspace
from tests.disclosure.department import TWELVE, Shape, invent, write_warehouse
from tests.disclosure.published import publish_again

PEOPLE, ROOM, ROWS, REST, ONE_PERSON = 5, 2, 10, 0.2, 0.8
NEEDED = {"content": 3, "score": 5}
CATALOGUE = read_catalogue()
GATED = {
    name: measure
    for name, measure in CATALOGUE.measures.items()
    if measure.sensitivity in ("volume", "content", "score")
}


@pytest.fixture(scope="module")
def workspace(demo_home):
    connection = open_workspace(demo_home.warehouse_path(), CATALOGUE)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def ledger(demo_published) -> pd.DataFrame:
    return demo_published.connection.cursor().execute("from ledger").df()


def rows_of(workspace: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    rows = workspace.execute(
        f"select * exclude (person_id, other_person_id), person_id::text as person, "
        f"other_person_id::text as other from ({CATALOGUE.measures[name].sql})"
    ).df()
    rows["month"] = pd.to_datetime(rows["happened_on"]).dt.to_period("M").dt.to_timestamp()
    for axis in ("site", "section", "modality", "patient_group"):
        given = rows[axis].astype("str") if axis in rows else pd.Series("all", rows.index)
        rows[axis] = given.where(rows[axis].notna(), "not given") if axis in rows else given
    return rows.assign(all="all")


def chosen(rows: pd.DataFrame, line) -> pd.DataFrame:
    inside = rows["month"].between(line.from_month, line.to_month)
    return rows[inside & rows[line.axis].isin(line.members)]


def base_rule_holds(rows: pd.DataFrame) -> bool:
    if rows.empty:
        return True
    if len(rows) < ROWS:
        return False
    for role in ("person", "other"):
        counts = rows[role].dropna().value_counts().to_numpy()
        if rows[role].notna().any() and (
            len(counts) < PEOPLE or counts[2:].sum() < REST * counts[0]
        ):
            return False
    return True


def numerator_rule_holds(rows: pd.DataFrame, hits: pd.DataFrame, people: int) -> bool:
    if hits.empty:
        return True
    for role in ("person", "other"):
        if not rows[role].notna().any():
            continue
        counts, whole = hits[role].dropna().value_counts(), rows[role].dropna().value_counts()
        if len(counts) < people or counts.iloc[0] > ONE_PERSON * counts.sum():
            return False
        if len(hits) > whole.sum() - whole.iloc[0] + int(hits[role].isna().sum()):
            return False
    return True


@pytest.mark.parametrize("name", sorted(GATED))
def test_every_published_group_passes_the_rules(workspace, ledger, name):
    measure, rows = GATED[name], rows_of(workspace, name)
    lines = ledger[ledger["measure"] == name]
    assert len(lines), "nothing was published"
    for line in distinct(lines):
        group = chosen(rows, line)
        assert base_rule_holds(group), (name, line.axis, line.from_month, line.members)
    people = NEEDED.get(measure.sensitivity, 0)
    if not people or measure.kind not in ("proportion", "composition"):
        return
    for line in lines.itertuples():
        group = chosen(rows, line)
        hits = hits_of(measure, group, line, lines)
        assert numerator_rule_holds(group, hits, people), (
            name,
            line.axis,
            line.from_month,
            line.part,
        )


def at_home(connection: duckdb.DuckDBPyConnection, sites: list[str], year: int) -> int:
    return connection.execute(
        "select count(distinct person_id) from radiologist_periods where grain = 'month' "
        "and year(happened_on) = $year and ('all' in $sites or site in $sites)",
        {"sites": sites, "year": year},
    ).fetchall()[0][0]


def rules_of_nobody_hold(connection: duckdb.DuckDBPyConnection, ledger: pd.DataFrame) -> int:
    """Check numbers of rows that name nobody: ten of them, and seven who could be behind them."""
    nameless = [name for name in GATED if not CATALOGUE.bases[GATED[name].base].roles]
    lines = ledger[ledger["measure"].isin(nameless)]
    for line in lines.itertuples():
        assert line.numerator == 0 or line.numerator >= ROWS, line
        assert at_home(connection, list(line.members), line.from_month.year) >= PEOPLE + ROOM, line
    return len(lines)


def test_who_could_stand_behind_numbers_that_name_nobody(workspace, ledger):
    assert rules_of_nobody_hold(workspace, ledger) >= 300


@pytest.mark.parametrize(
    ("shape", "by_site"),
    [
        (Shape(24, 3, 3), {("Harbour", "Riverside"), ("North",)}),
        # One site of twelve people has four: with the other one it is the department.
        (TWELVE, set()),
    ],
)
def test_a_small_site_is_not_shown_alone_where_nobody_is_named(tmp_path, shape, by_site):
    rows = invent(shape, 1)
    warehouse = write_warehouse(rows, tmp_path / "w.duckdb")
    published = publish_again(warehouse, tmp_path, audited=False)
    lines = published[published["measure"] == "addenda_per_1000_exams"]
    sites = lines[lines["axis"] == "site"]
    assert {tuple(members) for members in sites["members"]} == by_site
    department = lines[lines["axis"] == "all"]
    assert department["numerator"].sum() == rows.exams["addenda"].sum()
    connection = open_workspace(warehouse, CATALOGUE)
    assert rules_of_nobody_hold(connection, published) == len(lines)
    connection.close()


def distinct(lines: pd.DataFrame):
    key = lines["members"].map(tuple)
    return lines[
        ~lines.assign(key=key).duplicated(["axis", "from_month", "to_month", "key"])
    ].itertuples()


def hits_of(measure, group: pd.DataFrame, line, lines: pd.DataFrame) -> pd.DataFrame:
    if measure.kind == "proportion":
        return group[group["hit"].astype(bool)]
    parts = group["part"].astype("str")
    if line.part == measure.unremarkable and measure.unremarkable:
        return group.iloc[:0]
    if line.part != "other":
        return group[parts == line.part]
    same = lines[(lines["axis"] == line.axis) & (lines["grain"] == line.grain)]
    named = set(same[same["from_month"].dt.year == line.from_month.year]["part"]) - {"other"}
    return group[~parts.isin(named)]


def test_groups_cut_the_whole_and_stay_the_same_all_year(ledger):
    gated = ledger[ledger["measure"].isin(GATED)]
    for (measure, axis, grain, year), rows in gated.groupby(
        ["measure", "axis", "grain", gated["from_month"].dt.year]
    ):
        groups = {tuple(members) for members in rows["members"]}
        units = [unit for group in groups for unit in group]
        assert len(units) == len(set(units)), (measure, axis, grain, year)


def test_measures_about_one_column_share_their_groups(ledger):
    families: dict[tuple, set] = {}
    for name, measure in GATED.items():
        rows = ledger[ledger["measure"] == name]
        for (axis, year), lines in rows.groupby(["axis", rows["from_month"].dt.year]):
            groups = frozenset(tuple(members) for members in lines["members"])
            families.setdefault((measure.base, measure.about, axis, year), set()).add(groups)
    assert any(len(groups) == 1 for groups in families.values())
    shared = {key: groups for key, groups in families.items() if len(groups) > 1}
    assert shared == {}


def test_axes_of_one_base_add_up_to_the_department(ledger):
    counted = ledger[ledger["measure"] == "cases_submitted"]
    sums = counted.groupby(["axis", counted["from_month"].dt.year])["numerator"].sum().unstack(0)
    for axis in ("site", "section", "modality", "patient_group"):
        assert np.array_equal(sums[axis], sums["all"]), axis
