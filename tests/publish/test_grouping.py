"""Units, parts and bands that cannot be shown alone are shown together, never left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.publish.grouping import joined_bands, safe_groups, safe_parts


def at_least(people: dict[int, int], least: int):
    return lambda group: sum(people[unit] for unit in group) >= least


@pytest.mark.parametrize(
    ("people", "groups", "why"),
    [
        ([6, 7, 8], ((0,), (1,), (2,)), "each is safe alone"),
        ([6, 2, 3, 9], ((0,), (1, 2), (3,)), "two that fail are safe together"),
        ([6, 2, 9], ((0, 1), (2,)), "one that fails takes in the smallest safe one"),
        ([2, 1], None, "all together is still too few"),
    ],
)
def test_safe_groups(people, groups, why):
    units = [(unit,) for unit in range(len(people))]
    assert safe_groups(units, people, at_least(dict(enumerate(people)), 5)) == groups, why


@given(st.lists(st.integers(0, 12), min_size=1, max_size=9))
def test_groups_are_safe_and_cut_the_whole(people):
    units = [(unit,) for unit in range(len(people))]
    is_safe = at_least(dict(enumerate(people)), 5)
    groups = safe_groups(units, people, is_safe)
    if groups is None:
        assert sum(people) < 5
        return
    assert sorted(unit for group in groups for unit in group) == list(range(len(people)))
    assert all(is_safe(group) for group in groups)


@pytest.mark.parametrize(
    ("cases", "other", "why"),
    [
        ({"a": 9, "b": 8}, (), "each may be shown"),
        ({"a": 9, "b": 2, "c": 3, "d": 8}, ("b", "c"), "two rare parts become other"),
        ({"a": 9, "b": 2, "c": 6}, ("b", "c"), "other is itself too rare and takes the smallest"),
        ({"a": 9, "b": 2}, None, "other would be the whole"),
    ],
)
def test_safe_parts(cases, other, why):
    assert (
        safe_parts(list(cases), cases, lambda parts: sum(cases[p] for p in parts) >= 5) == other
    ), why


@pytest.mark.parametrize(
    ("people", "joined"),
    [
        ([5, 5, 5], [["0"], ["1-3"], ["4+"]]),
        ([2, 4, 9], [["0", "1-3"], ["4+"]]),
        ([9, 4, 2], [["0"], ["1-3", "4+"]]),
        ([9, 2, 2], [["0", "1-3", "4+"]]),
        ([1, 1, 1], []),
    ],
)
def test_bands_join_their_neighbours(people, joined):
    bands = ["0", "1-3", "4+"]
    assert joined_bands(bands, dict(zip(bands, people, strict=True)), 5) == joined
