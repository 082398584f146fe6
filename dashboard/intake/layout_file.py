"""A layout as the TOML file that says the same, and its place in the home."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dashboard.home import Home
from dashboard.ingest.layouts import (
    LAYOUT_NAME,
    ColumnRule,
    Layout,
    PeopleColumns,
    Recognise,
    known_layouts,
)
from dashboard.intake.refused import Refused, in_words
from dashboard.private_files import write_privately
from dashboard.vocabularies import normalise


def layout_toml(layout: Layout) -> str:
    """Return the layout as TOML; reading it gives an equal layout."""
    lines = [f"{key} = {_text(getattr(layout, key))}" for key in ("title", "system", "table")]
    lines += [f"about = {_text(layout.about)}"] if layout.about else []
    lines += [f"assumes = {_text(layout.assumes)}"] if layout.assumes else []
    lines += ["generic = true"] if layout.generic else []
    lines += _recognise(layout.recognise)
    plain = {name: rule for name, rule in layout.columns.items() if not rule.values}
    lines += ["", "[columns]", *(f"{n} = {{ {', '.join(_rule(r))} }}" for n, r in plain.items())]
    lines += _people(layout.people) if layout.people else []
    for name, rule in layout.columns.items():
        if rule.values:
            lines += ["", f"[columns.{name}]", *_rule(rule), "", f"[columns.{name}.values]"]
            lines += [f"{_text(theirs)} = {_text(ours)}" for theirs, ours in rule.values.items()]
    return "\n".join(lines) + "\n"


def save_layout(home: Home, name: str, layout: Layout, replacing: str | None = None) -> Path:
    """Write the layout into the home under `name` and return its path.

    `replacing` is the layout it was made from, which it may replace; a built-in one then gives
    way to this one in this home. Raises Refused for a name that cannot be one or is taken.
    """
    with in_words():
        check_name(home, name, replacing)
        path = home.layouts_folder / f"{name}.toml"
        home.layouts_folder.mkdir(mode=0o700, exist_ok=True)
        write_privately(path, layout_toml(layout))
        return path


def check_name(home: Home, name: str, replacing: str | None = None) -> None:
    """Raise Refused for a name that cannot be a layout's, or is another one's already."""
    if not LAYOUT_NAME.fullmatch(name):
        raise Refused(
            f"{name or 'An empty name'} cannot be a layout’s name: use 3 to 60 small letters, "
            "figures and underscores, a letter first."
        )
    if name != replacing and name in {one.name for one in known_layouts(home.layouts_folder)}:
        raise Refused(f"There is a layout called {name} already; choose another name.")


def free_name(home: Home, file: str) -> str:
    """Return a name made of a file's that no layout has yet: cases, else our_cases, our_cases_2."""
    taken = {one.name for one in known_layouts(home.layouts_folder)}
    plain = name_from(file)
    ours = f"our_{plain}"[:56]
    names = (plain, ours, *(f"{ours}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def name_from(file: str) -> str:
    """Return a layout's name made of a file's: its words without dates and numbers."""
    words = re.findall(r"[a-z]+", normalise(Path(file).stem))
    name = "_".join(words)[:60].strip("_")
    return name if LAYOUT_NAME.fullmatch(name) else "new_export"


def _text(words: str) -> str:
    # A TOML basic string escapes as JSON does; DEL alone must be escaped by hand.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(words: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, words))}]"


def _rule(rule: ColumnRule) -> list[str]:
    """Return what a rule says, apart from its values, as keys of a table."""
    parts = []
    if rule.source:
        parts.append(f"source = {_list(rule.source)}")
    if rule.constant is not None:
        parts.append(f"constant = {_text(rule.constant)}")
    if rule.pattern is not None:
        parts.append(f"pattern = {_text(rule.pattern)}")
    if rule.dates:
        parts.append(f"dates = {_list(rule.dates)}")
    if rule.ids is not None:
        parts.append(f"ids = {_text(rule.ids)}")
    if rule.together_with:
        parts.append(f"together_with = {_list(rule.together_with)}")
    return parts


def _inline(pairs: dict[str, str]) -> str:
    return (
        f"{{ {', '.join(f'{_text(theirs)} = {_text(ours)}' for theirs, ours in pairs.items())} }}"
    )


def _recognise(recognise: Recognise) -> list[str]:
    lines = [f"sheet = {_text(recognise.sheet)}"] if recognise.sheet is not None else []
    lines += [f"columns = {_list(recognise.columns)}"] if recognise.columns else []
    return ["", "[recognise]", *lines] if lines else []


def _people(people: PeopleColumns) -> list[str]:
    lines = [f"name = {_list(people.name)}"] if people.name else []
    lines += [f"email = {_text(people.email)}"] if people.email is not None else []
    lines += [f"aliases = {_text(people.aliases)}"] if people.aliases is not None else []
    lines += [f"ids = {_inline(people.ids)}"] if people.ids else []
    return ["", "[people]", *lines]
