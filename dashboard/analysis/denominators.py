"""The warning that two rates are not over the same kind of denominator."""


def unlike_denominators(unit1: str | None, unit2: str | None) -> str:
    """A sentence when the units of two denominators differ or are not given, else nothing.

    unit1, unit2: what one unit of each denominator is, in words ("reports reviewed"). Case and
    spacing do not matter. Rates over unlike denominators differ by how cases were chosen, not
    only by what happened to them, so their ratio is no effect.
    """
    first, second = _plain(unit1), _plain(unit2)
    if first and first == second:
        return ""
    if not first or not second:
        return (
            "The units of the two denominators are not both given: only rates over the same kind "
            "of denominator can be compared"
        )
    return (
        f"The denominators are unlike ({unit1} and {unit2}): the cases were selected in "
        "different ways, so the difference is not an effect"
    )


def _plain(unit: str | None) -> str:
    return " ".join((unit or "").split()).casefold()
