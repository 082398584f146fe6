"""Put the names of our own tables and columns into a statement; never a word of an export."""

from __future__ import annotations

import re
from collections.abc import Sequence


def quoted(name: str) -> str:
    """Return `name` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def with_names(sql: str, **names: str | Sequence[str]) -> str:
    """Return `sql` with each stand-in (for example the_table) replaced by the name it stands for.

    A sequence of names becomes a list with commas. Names come from queries/, data/ and our own
    numbering of an export's columns, so that no text of an export is ever read as SQL.
    """
    for stand_in, name in names.items():
        listed = [name] if isinstance(name, str) else list(name)
        text = ", ".join(quoted(one) for one in listed)
        sql = text.join(re.split(rf"\b{stand_in}\b", sql))
    return sql
