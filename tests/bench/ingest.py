"""Take a million cases in, and say how many times as long it takes as DuckDB's own reading.

The file is the demo department's cases many times over, each row under its own numbers. Both
sides run in processes of their own, in turn, so that a busy machine is busy for both; medians
are compared, of wall time and of processor time. Peak memory is that of the process that ingests.
"""

from __future__ import annotations

import csv
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "data" / "demo"
CASES = 1_000_000
ROUNDS = 3
MOST_TIMES = 6.0
MOST_GIGABYTES = 1.5
NOTHING_PUBLISHED = "publish=lambda warehouse, published: published.touch()"
TAKE = f"""
import sys
from pathlib import Path
from dashboard.home import create_home
from dashboard.ingest.take import take
receipt = take(create_home(Path(sys.argv[2])), [Path(sys.argv[1])], {NOTHING_PUBLISHED}).receipts[0]
assert receipt.accepted == {{accepted}}, receipt
"""
READ = """
import sys, duckdb
with duckdb.connect(sys.argv[2]) as connection:
    connection.execute(f"create table cases as select * from read_csv('{sys.argv[1]}')")
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process cost: wall and processor time in seconds, peak memory in gigabytes."""

    wall: float
    processor: float
    peak: float


def write_cases(path: Path, count: int) -> None:
    """Write an export of `count` cases as the peer learning tool would."""
    with (DEMO / "peer_learning_cases.csv").open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file, delimiter=";")
    case, exam = headings.index("Case ID"), headings.index("Accession")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(headings)
        for number in range(count):
            row = list(rows[number % len(rows)])
            row[case], row[exam] = f"PL-{number:08}", f"NC25-{number:08}"
            writer.writerow(row)


def cost_of(program: str, *arguments: Path) -> Cost:
    """Run a program in a process of its own and return what it cost. Raises if it fails."""
    # A program without a file counts as a conversation, and DuckDB draws bars in one.
    command = [sys.executable, "-c", f"__file__ = 'bench'\n{program}", *map(str, arguments)]
    before = os.times()
    child = subprocess.Popen(command, cwd=ROOT)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit("what was to be measured failed; its words are above")
    wall = os.times().elapsed - before.elapsed
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6)


def rounds(folder: Path, count: int, times: int) -> Iterator[tuple[Cost, Cost]]:
    """Yield what ingest cost and what DuckDB's own reading cost, in turn."""
    export = folder / "cases.csv"
    write_cases(export, count)
    cost_of(TAKE.format(accepted=63), DEMO / "roster.xlsx", folder / "rostered")
    for number in range(times):
        home = folder / f"home-{number}"
        subprocess.run(["cp", "-r", folder / "rostered", home], check=True)
        yield (
            cost_of(TAKE.format(accepted=count), export, home),
            cost_of(READ, export, folder / f"read-{number}.duckdb"),
        )
        subprocess.run(["rm", "-r", home, folder / f"read-{number}.duckdb"], check=True)


def main(count: int = CASES, times: int = ROUNDS) -> None:
    """Print the medians, their ratios, the peak, and whether they keep to what is promised."""
    with tempfile.TemporaryDirectory(prefix="bench-ingest-") as folder:
        both = list(rounds(Path(folder), count, times))
    ours, theirs = [one for one, _ in both], [other for _, other in both]
    print(f"{count:,} cases     wall_s  processor_s  peak_GB")
    for words, costs in (("ingest", ours), ("duckdb's read_csv", theirs)):
        wall, processor, peak = (
            statistics.median(getattr(cost, name) for cost in costs)
            for name in ("wall", "processor", "peak")
        )
        print(f"{words:<17} {wall:>8.1f} {processor:>12.1f} {peak:>8.2f}")
    ratios = [one.wall / other.wall for one, other in both]
    processor = [one.processor / other.processor for one, other in both]
    times_as_long, peak = statistics.median(ratios), max(one.peak for one in ours)
    kept = times_as_long <= MOST_TIMES and peak <= MOST_GIGABYTES
    print(
        f"ratio {times_as_long:.1f} of wall time, {statistics.median(processor):.1f} of processor "
        f"time (promised {MOST_TIMES:.0f}); peak {peak:.2f} GB (promised {MOST_GIGABYTES}): "
        f"{'kept' if kept else 'NOT kept'}"
    )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(*map(int, sys.argv[1:]))
