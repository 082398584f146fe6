"""Departments where nothing was planted, from export files to sentences: is a rise ever claimed?

Run: python -m tests.simulate.simulate_null_departments [--departments 20]
Each department is written, taken in and published as any other; then every outcome of the
comparison page is judged and every slide of the board's deck composed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.commands.serve import ROOT
from dashboard.demo.export_files import write_demo
from dashboard.findings.outcome_view import outcome_view
from dashboard.findings.outcomes import outcomes
from dashboard.home import Home
from dashboard.published.lens import Lens
from dashboard.published.open import Published, open_published
from dashboard.reports.deck.plan import plan_deck

FIRST_SEED = 101
# A fall in taking part follows from ending a duty, in any department, and is not an improvement.
CLAIMED = re.compile(
    r"times what was expected|higher than expected|above what was expected|\brose\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What one department's page and deck claimed, sentence by sentence."""

    seed: int
    on_page: tuple[str, ...]
    on_slides: tuple[str, ...]


def null_department(folder: Path, seed: int) -> Published:
    """Write, take in and publish a department without effects."""
    exports, home = folder / "exports", folder / "home"
    write_demo(exports, seed=seed, effect="none")
    home.mkdir(mode=0o700)
    command = [sys.executable, "-m", "dashboard", "ingest", str(exports), "--home", str(home)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    path = Home(home).published_path()
    assert path is not None
    return open_published(path)


def claims_of(published: Published, seed: int) -> Claims:
    """Return every sentence of the page and the deck that claims a rise across go-live."""
    whole = Lens(published.months[0], published.months[-1])
    found = outcomes(published, whole)
    views = [outcome_view(found, code, {}, ()) for code in found.codes]
    said = [one for view in views for one in (view.headline, view.lead, *view.plain)]
    page = [one for one in (*said, found.finding) if claims_a_rise(one)]
    deck = plan_deck(published, Lens(published.months[-12], published.months[-1]))
    slides = [slide.title for slide in deck.slides if slide.key == "comparison" and slide.claims]
    return Claims(seed, tuple(page), tuple(slides))


def claims_a_rise(sentence: str) -> bool:
    """Whether a sentence says that an outcome rose; "no clear change" says that none is seen."""
    return "no clear change" not in sentence and bool(CLAIMED.search(sentence))


def simulate(departments: int) -> Iterator[Claims]:
    """Yield the claims of so many null departments, one after another."""
    for seed in range(FIRST_SEED, FIRST_SEED + departments):
        with tempfile.TemporaryDirectory() as folder:
            yield claims_of(null_department(Path(folder), seed), seed)


def table(departments: int) -> list[str]:
    """Return Markdown: how many departments claimed a rise, and each such sentence."""
    found = list(simulate(departments))
    page = [claims for claims in found if claims.on_page]
    slides = [claims for claims in found if claims.on_slides]
    lines = [
        f"{departments} departments without any effect, from export files to sentences: on the "
        f"comparison page {len(page)} claimed a rise, on slides {len(slides)}.",
    ]
    for claims in found:
        for sentence in dict.fromkeys((*claims.on_page[:1], *claims.on_slides)):
            lines.append(f"- Seed {claims.seed}: {sentence}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--departments", type=int, default=20)
    print("\n".join(table(parser.parse_args(arguments).departments)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
