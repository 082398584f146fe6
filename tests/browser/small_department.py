"""A department whose pages are drawn at once, for tests of what is not on them."""

from __future__ import annotations

from pathlib import Path

from dashboard.home import Home, create_home
from dashboard.publish import publish_generation
from tests.ingest.exports import ANN, BOB, Department, numbered


def small_department(folder: Path) -> Home:
    """Return a home in `folder` with a roster of two and forty cases, published."""
    exports = folder / "exports"
    exports.mkdir()
    department = Department(create_home(folder / "home"), exports)
    department.roster(ANN, BOB)
    department.cases(*numbered(40))
    department.take(publish=publish_generation)
    return department.home
