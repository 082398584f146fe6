"""All measures and bases, read from queries/."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.measures.definition import Base, Measure, read_base, read_measure
from dashboard.sql_files import QUERIES, BrokenQueryFile, read_sql_file


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every base and measure, by name."""

    bases: dict[str, Base]
    measures: dict[str, Measure]

    def on_base(self, base: str) -> tuple[Measure, ...]:
        """Return the measures whose rows start from `base`, by name."""
        return tuple(measure for measure in self.measures.values() if measure.base == base)


def read_catalogue(queries: Path = QUERIES) -> Catalogue:
    """Read queries/bases and queries/measures under `queries`.

    Raises BrokenQueryFile naming the first file that is wrong and what to do about it.
    """
    bases = {
        path.stem: read_base(read_sql_file(path))
        for path in sorted((queries / "bases").glob("*.sql"))
    }
    measures = {
        path.stem: read_measure(read_sql_file(path), bases)
        for path in sorted((queries / "measures").glob("*.sql"))
    }
    for measure in measures.values():
        if measure.exposure and measure.exposure not in bases:
            raise BrokenQueryFile(
                f"{measure.name}.sql: exposure = {measure.exposure!r} is not a file in "
                "queries/bases. Name one that is."
            )
    return Catalogue(bases, measures)
