"""Which column of a dropped file is a site or a section: the one that holds the department's own.

"Unit" or "Haus" says nothing; that it holds Harbour and North Campus does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.intake.draft import Draft
from dashboard.intake.file_columns import FileColumn
from dashboard.intake.looking import LookedAt
from dashboard.vocabularies import normalise
from dashboard.warehouse.tables import tables

TELLING = 0.9


def with_known_places(looked: LookedAt, draft: Draft, places: Mapping[str, Sequence[str]]) -> Draft:
    """Return the draft with the columns that only the department's own places tell.

    places: its sites and sections, by column. Where two columns hold them neither is proposed.
    """
    meanings, sure = dict(draft.meanings), dict(draft.sure)
    left = [one for one in looked.columns if not meanings.get(one.heading) and not one.masked]
    for column in tables()[draft.table].columns_of("place"):
        shares = {one.heading: _share(one, places.get(column.name, ())) for one in left}
        telling = [heading for heading, share in shares.items() if share >= TELLING]
        if len(telling) == 1 and column.name not in meanings.values():
            meanings[telling[0]] = column.name
            sure[telling[0]] = shares[telling[0]]
    return replace(draft, meanings=meanings, sure=sure)


def _share(column: FileColumn, places: Sequence[str]) -> float:
    """Return the share of filled cells that are one of the places."""
    known = {normalise(place) for place in places}
    found = sum(rows for value, rows in column.values if normalise(value) in known)
    return found / column.filled if column.filled else 0.0
