"""A column with a strange name is the site where it holds the department's own sites."""

from __future__ import annotations

import pytest

from dashboard.home import Home
from dashboard.intake.draft import first_draft
from dashboard.intake.known_places import with_known_places
from dashboard.intake.looking import look_at
from tests.intake.dropped import table

PLACES = {"site": ("North Campus", "Harbour"), "section": ("Neuro",)}
HEADINGS = ["Flag No", "Flagged By", "Flagged On", "Category", "Haus", "Platz"]


@pytest.mark.parametrize(
    ("houses", "seats", "site"),
    [
        (("NORTH CAMPUS", "Harbour"), ("1", "2"), "Haus"),
        (("Westgate", "Harbour"), ("1", "2"), ""),
        (("North Campus", "Harbour"), ("Harbour", "Harbour"), ""),
        (("Neuro", "Neuro"), ("1", "2"), ""),
    ],
)
def test_known_places_tell_their_column(
    home: Home, houses: tuple[str, str], seats: tuple[str, str], site: str
) -> None:
    rows = [
        [f"RF-{n}", "Lee, Ann", "2025-10-13", "Perception", house, seat]
        for n, (house, seat) in enumerate(zip(houses, seats, strict=True))
    ]
    (looked,) = look_at(home, table(HEADINGS, *rows))
    draft = first_draft(home, looked, "cases")
    assert draft.heading_of("site") == ""
    assert with_known_places(looked, draft, PLACES).heading_of("site") == site
    assert with_known_places(looked, draft, {}).meanings == draft.meanings
