"""Grain, groups and parts chosen for made-up counts."""

from datetime import date

import numpy as np

from dashboard.measures.catalogue import read_catalogue
from dashboard.publish.counting import Counted
from dashboard.publish.periods import Calendar
from dashboard.publish.policy import read_policy
from dashboard.publish.tables import Place, base_table, family_tables

CATALOGUE = read_catalogue()
PEOPLE = 24


def place(axis: str = "site", units: tuple[str, ...] = ("A", "B", "C")) -> Place:
    rostered = np.zeros((len(units), PEOPLE), dtype=bool)
    for person in range(PEOPLE):
        rostered[person % len(units), person] = True
    months = tuple(range(12))
    return Place(
        axis, units, Calendar(date(2025, 1, 1), 12), months, rostered, read_policy(), False
    )


def counted(rows: np.ndarray, hits: dict[str, np.ndarray] | None = None) -> Counted:
    """Return counts for one role; `rows` and each of `hits` are units x people x months."""
    hits = hits or {}
    return Counted(
        units=tuple("ABC"[: rows.shape[0]]),
        rows=(rows,),
        total=rows.sum(axis=1),
        hits={part: (each,) for part, each in hits.items()},
        hit_total={part: each.sum(axis=1) for part, each in hits.items()},
    )


def even(per_person: int, units: int = 3) -> np.ndarray:
    rows = np.zeros((units, PEOPLE, 12), dtype=np.int64)
    for person in range(PEOPLE):
        rows[person % units, person, :] = per_person
    return rows


def test_a_busy_department_is_shown_by_month_unit_by_unit():
    table = base_table(counted(even(3)), place())
    assert table is not None
    assert (table.grain, table.groups) == ("month", ((0,), (1,), (2,)))


def test_a_quiet_unit_makes_the_grain_coarser_rather_than_vanish():
    rows = even(3)
    rows[2, :, :] = 0
    rows[2, [2, 5, 8, 11, 14, 17], 0:12:3] = 3  # six people, one busy month a quarter
    table = base_table(counted(rows), place())
    assert table is not None
    assert table.grain == "month"  # months without any row name nobody
    rows[2, 2, 1] = 1  # a single row in one month does
    table = base_table(counted(rows), place())
    assert table is not None
    assert (table.grain, table.groups) == ("quarter", ((0,), (1,), (2,)))


def test_a_unit_of_three_people_is_shown_together_with_the_smallest():
    rows = even(3)
    rows[2] = 0
    rows[2, [2, 5, 8], :] = 2
    table = base_table(counted(rows), place())
    assert table is not None
    assert len(table.groups) == 2
    assert (2,) not in table.groups


def test_a_table_of_one_group_is_not_offered():
    rows = np.zeros((2, PEOPLE, 12), dtype=np.int64)
    rows[0, :3, :] = 9
    rows[1, 3:9, :] = 9
    assert base_table(counted(rows), place(units=("A", "B"))) is None


def test_rare_themes_keep_their_names_by_quarter_rather_than_lose_them_by_month():
    measure = CATALOGUE.measures["learning_themes"]
    rows = even(4, units=1)
    rare = np.zeros_like(rows)
    for month in range(12):
        rare[0, [month, (month + 7) % PEOPLE], month] = 2  # two people a month, six a quarter
    common = rows - rare
    counts = counted(rows, {"perception": common, "technique": rare})
    everywhere = place("all", ("all",))
    base = base_table(counts, everywhere)
    assert base is not None and base.grain == "month"
    tables = family_tables([(measure, counts)], base, everywhere)["learning_themes"]
    assert [(table.grain, table.other) for table in tables] == [("quarter", ())]


def test_shares_of_one_column_have_the_same_groups():
    measures = [CATALOGUE.measures[name] for name in ("great_call_share", "case_kinds")]
    rows = even(6)
    great = np.zeros_like(rows)
    great[0, 0:24:3, :] = 1
    great[1, 1:24:3, :] = 1
    great[2, [2, 5], :] = 1  # two people only: this share cannot be shown alone
    counts = {
        "great_call_share": counted(rows, {"": great}),
        "case_kinds": counted(rows, {"great_call": great, "learning_opportunity": rows - great}),
    }
    where = place()
    base = base_table(counted(rows), where)
    assert base is not None and len(base.groups) == 3
    tables = family_tables([(m, counts[m.name]) for m in measures], base, where)
    (shares,) = tables["great_call_share"]
    assert all(kinds.groups == shares.groups for kinds in tables["case_kinds"])
    assert (2,) not in shares.groups


def test_what_two_nested_shares_tell_by_subtraction_is_judged_too():
    names = ("discrepancy_rate", "significant_discrepancy_rate")
    rows = even(8)
    significant = np.zeros_like(rows)
    significant[:, :, :] = (rows > 0).astype(int)
    discrepancies = significant.copy()
    discrepancies[2, 2, :] += 1  # the one 2a of unit C, by a single person
    counts = [counted(rows, {"": discrepancies}), counted(rows, {"": significant})]
    where = place()
    base = base_table(counted(rows), where)
    assert base is not None
    family = [(CATALOGUE.measures[name], each) for name, each in zip(names, counts, strict=True)]
    tables = family_tables(family, base, where).get("discrepancy_rate", ())
    assert all((2,) not in table.groups for table in tables)


def test_a_share_no_row_of_an_export_fills_hides_nobody():
    share = CATALOGUE.measures["meaningful_share"]
    none = np.zeros((1, 12), dtype=np.int64)
    nothing = Counted(("A",), (), none, {"": ()}, {"": none})
    everywhere = place("all", ("A",))
    base = base_table(counted(even(3, 1)), everywhere)
    assert base is not None
    (table,) = family_tables([(share, nothing)], base, everywhere)["meaningful_share"]
    assert table.groups == ((0,),)
