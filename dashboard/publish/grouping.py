"""Cut the units of an axis into groups that are safe to show, and parts of a whole likewise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Group = tuple[int, ...]


def safe_groups(
    units: Sequence[Group], sizes: Sequence[float], is_safe: Callable[[Group], bool]
) -> tuple[Group, ...] | None:
    """Return `units` with those that are not safe shown together; None if that cannot be had.

    The units that fail form one group; while it fails, it takes in the smallest safe one. No
    unit is ever dropped, so the groups always add up to the whole.
    """
    alone = [unit for unit in units if is_safe(unit)]
    failing = [unit for unit in units if unit not in alone]
    if not failing:
        return tuple(alone)
    size = dict(zip(units, sizes, strict=True))
    together = _joined(failing)
    while not is_safe(together):
        if not alone:
            return None
        smallest = min(alone, key=lambda unit: (size[unit], unit))
        alone.remove(smallest)
        together = _joined([together, smallest])
    return tuple(sorted([*alone, together]))


def safe_parts(
    parts: Sequence[str],
    sizes: dict[str, float],
    is_safe: Callable[[Sequence[str]], bool],
    joined: Sequence[str] = (),
) -> tuple[str, ...] | None:
    """Return the parts that go into "other"; () if each may be shown, None if none may.

    `is_safe` judges parts counted together. "Other" must be safe too, so it takes in the
    smallest part until it is. The parts `joined` go into it in any case.
    """
    other = [part for part in parts if part in joined or not is_safe([part])]
    alone = [part for part in parts if part not in other]
    while other and not is_safe(other):
        if not alone:
            return None
        smallest = min(alone, key=lambda part: (sizes[part], part))
        alone.remove(smallest)
        other.append(smallest)
    return tuple(other) if alone else None


def joined_bands(bands: Sequence[str], people: dict[str, int], least: int) -> list[list[str]]:
    """Return neighbouring bands joined until each holds at least `least` people.

    `bands` are in order. What is left over at the end joins the band before it.
    """
    groups: list[list[str]] = []
    current: list[str] = []
    for band in bands:
        current.append(band)
        if sum(people[each] for each in current) >= least:
            groups.append(current)
            current = []
    if current and groups:
        groups[-1].extend(current)
    return groups


def _joined(groups: Sequence[Group]) -> Group:
    return tuple(sorted(unit for group in groups for unit in group))
