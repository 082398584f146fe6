"""Print how long publishing and a page's look-ups take, at ten thousand and a million cases.

Run it with `make bench`. The demo department's rows are copied, each copy under a new number, so
that people, sites and months stay as they are.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from dashboard.home import create_home
from dashboard.ingest.generation import republish
from dashboard.ingest.take import take
from dashboard.publish import publish_generation
from dashboard.publish.setting_up import begin_closing
from dashboard.published.lens import Lens
from dashboard.published.lookup import series, totals
from dashboard.published.open import open_published

ROOT = Path(__file__).resolve().parent.parent.parent
GENERATION = "generation-000001.duckdb"
SIZES = (10_000, 1_000_000)
COPIED = {"cases": "case_id", "feedback": "case_id", "reviews": "review_id"}
LEDGER_PAGE = (
    ("radiologists_submitting", None),
    ("learning_opportunities_per_1000_exams", None),
    ("feedback_acknowledged", None),
    ("days_to_feedback", None),
    ("learning_themes", None),
    ("great_call_share", None),
    ("radiologists_submitting", "site"),
)


def main() -> None:
    """Measure each size in a process of its own, so that peak memory is that size's."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]), int(sys.argv[2]))
        return
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        home = create_home(folder / "home")
        take(home, [ROOT / "data/demo"], publish=lambda warehouse, published: published.touch())
        warehouse = home.warehouse_path()
        assert warehouse is not None
        print("cases      publish_s  again_s  peak_GB  look_up_ms  answer_ms")
        for size in SIZES:
            scaled = folder / f"{size}.duckdb"
            shutil.copy(warehouse, scaled)
            copy_rows(scaled, size)
            subprocess.run(
                [sys.executable, "-m", "tests.bench", str(scaled), str(size)], check=True
            )
    finally:
        shutil.rmtree(folder)


def copy_rows(warehouse: Path, cases: int) -> None:
    """Multiply the rows of the big tables until there are about `cases` cases.

    Scored reviews grow a tenth as fast: no department re-reads six million reports.
    """
    with duckdb.connect(str(warehouse)) as connection:
        held = connection.execute("select count(*) from cases").fetchall()[0][0]
        for table, key in COPIED.items():
            times = max(1, round(cases / held / (10 if table == "reviews" else 1)))
            connection.execute(
                f"insert into {table} select {table}.* replace "
                f"(md5({key}::text || copy::text)::uuid as {key}) "
                f"from {table} cross join range(1, {times}) as copies(copy)"
            )


def measure(warehouse: Path, cases: int) -> None:
    """Publish `warehouse` in a home, twice; then time look-ups and a page with seven blocks."""
    home = create_home(warehouse.with_suffix(".home"))
    shutil.copy(warehouse, home.warehouse_folder / GENERATION)
    home.point_to(GENERATION, None)
    begin_closing(home, "others read it")
    times = []
    for _ in range(2):
        began = time.perf_counter()
        republish(home, publish_generation)
        times.append(time.perf_counter() - began)
    published = home.published_path()
    assert published is not None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    department = open_published(published)
    lens = Lens(date(2025, 1, 1), date(2025, 12, 1))

    def look_up() -> None:
        for name, by in LEDGER_PAGE:
            department.frame(
                "ledger_rows",
                measure=name,
                axis=by or "all",
            )

    def answer() -> None:
        for name, by in LEDGER_PAGE:
            series(department, name, lens, by)
            totals(department, name, lens, by)

    print(
        f"{cases:<10,} {times[0]:>9.1f} {times[1]:>8.1f} {peak:>8.2f} "
        f"{milliseconds(look_up):>11.1f} {milliseconds(answer):>10.1f}"
    )


def milliseconds(work: object) -> float:
    """Return the median time of 15 runs of `work`, after three to warm up."""
    times = []
    for _ in range(18):
        began = time.perf_counter()
        work()  # type: ignore[operator]
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[3:])


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
