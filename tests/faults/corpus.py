"""The corpus of malformed and odd files: `python -m tests.faults.corpus FOLDER` writes them all.

Tests make them in temporary folders; no file of it is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.faults.corpus_archives import ARCHIVES
from tests.faults.corpus_cells import CELLS
from tests.faults.corpus_hostile import HOSTILE
from tests.faults.corpus_paths import PATHS
from tests.faults.corpus_records import ODD_RECORDS
from tests.faults.corpus_rows import ODD_ROWS
from tests.faults.corpus_systems import SYSTEMS
from tests.faults.corpus_text import TEXT
from tests.faults.corpus_workbooks import WORKBOOKS
from tests.faults.odd_files import OddFile

CORPUS: tuple[OddFile, ...] = (
    *TEXT,
    *CELLS,
    *ODD_ROWS,
    *WORKBOOKS,
    *SYSTEMS,
    *HOSTILE,
    *ODD_RECORDS,
    *ARCHIVES,
    *PATHS,
)


def write_corpus(folder: Path) -> None:
    """Write every odd file into a folder of its own name."""
    for odd in CORPUS:
        place = folder / "".join(sign if sign.isalnum() else "-" for sign in odd.name)
        place.mkdir(parents=True)
        odd.write(place)


if __name__ == "__main__":
    write_corpus(Path(sys.argv[1]))
