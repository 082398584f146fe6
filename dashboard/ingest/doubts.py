"""What may be wrong with a table whose layout was recognised: sentences for whoever takes it in.

They hold headings a layout or a list of ours knows, and no cell, so that a receipt may keep them.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.ingest.recognise import Match
from dashboard.ingest.roster_doubts import doubts_of_roster
from dashboard.ingest.table_text import TableText
from dashboard.vocabularies import normalise
from dashboard.warehouse.tables import tables


def doubts_of(table: TableText, match: Match) -> tuple[str, ...]:
    """Return a sentence for each reason to doubt, found in the first rows."""
    headings = [heading.strip() for heading in match.headings]
    values: dict[str, list[str]] = {}
    for place, heading in enumerate(headings):
        values.setdefault(heading, [cell for cell in _cells(table, match, place) if cell])
    columns = {name: headings[place] for name, place in match.positions.items()}
    doubts = doubts_of_roster(values, columns, tables()[match.layout.table])
    return (*doubts, *_columns_twice(table, match))


def _columns_twice(table: TableText, match: Match) -> Iterator[str]:
    """Give a sentence for each heading that is read and comes again over other cells."""
    words = [normalise(heading) for heading in match.headings]
    for place in dict.fromkeys(match.positions.values()):
        first = list(_cells(table, match, place))
        again = [other for other, word in enumerate(words) if word == words[place] != ""]
        if any(list(_cells(table, match, other)) != first for other in again):
            heading = match.headings[place].strip()
            yield f"“{heading}” comes more than once with different cells: the first is read."


def _cells(table: TableText, match: Match, place: int) -> Iterator[str]:
    for row in table.first_rows[match.header_row :]:
        yield "".join(row[place : place + 1]).strip()
