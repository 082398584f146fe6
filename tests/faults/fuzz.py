"""Many mutants: `python -m tests.faults.fuzz --mutants 50000` says what became of them.

Each worker is a process of its own, so that even a reader that takes its process down is seen,
and with which mutant. `--seed S --only NUMBER` tries one mutant again and shows the whole fault.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from tests.faults.mutants import mutant
from tests.faults.trials import BrokenPromise, open_laboratory

ROOT = Path(__file__).resolve().parent.parent.parent
EVERY = 50  # so many mutants to one that is published for real
WORKERS = 2
BROKEN = "BROKEN PROMISE"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one mutant, and how long it took in seconds."""

    number: int
    seconds: float
    outcome: str
    fault: str = ""

    def line(self) -> str:
        return f"{self.number}\t{self.seconds:.3f}\t{self.outcome}\t{' '.join(self.fault.split())}"


def try_mutants(folder: Path, seed: int, numbers: Iterable[int]) -> Iterator[Tried]:
    """Try these mutants one after the other in `folder`, and yield what became of each."""
    laboratory = open_laboratory(folder)
    for number in numbers:
        began, fault = time.monotonic(), ""
        try:
            outcome = laboratory.try_out(mutant(seed, number), really_publish=number % EVERY == 0)
        except BrokenPromise as broken:
            outcome, fault = BROKEN, str(broken)
        yield Tried(number, time.monotonic() - began, outcome, fault)


def work(seed: int, numbers: range) -> None:
    """Be a worker: print a line for every mutant tried."""
    with (
        tempfile.TemporaryDirectory(prefix="fuzz-") as folder,
        mock.patch.object(os, "fsync"),  # no power is cut here
    ):
        for tried in try_mutants(Path(folder), seed, numbers):
            print(tried.line(), flush=True)


def follow_worker(seed: int, numbers: range) -> list[Tried]:
    """Start a worker and return what it tried; start another if a mutant took it down."""
    tried: list[Tried] = []
    while len(tried) < len(numbers):
        rest = numbers[len(tried) :]
        part = ["--part", str(rest.start), str(rest.stop), str(rest.step)]
        command = [sys.executable, "-m", "tests.faults.fuzz", "--seed", str(seed), *part]
        worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert worker.stdout is not None
        for line in worker.stdout:
            number, seconds, outcome, fault = line.rstrip("\n").split("\t", 3)
            tried.append(Tried(int(number), float(seconds), outcome, fault))
            say(tried[-1], len(tried), len(numbers))
        if worker.wait() != 0 and len(tried) < len(numbers):
            fault = f"the process ended with {worker.returncode}"
            tried.append(Tried(numbers[len(tried)], 0.0, BROKEN, fault))
            say(tried[-1], len(tried), len(numbers))
    return tried


def say(one: Tried, done: int, count: int) -> None:
    """Say at once what is wrong, and now and then how far a worker is."""
    if one.outcome == BROKEN:
        print(f"--only {one.number}: {one.fault}", file=sys.stderr, flush=True)
    elif done % 500 == 0:
        print(f"{done} of {count} of a worker", file=sys.stderr, flush=True)


def fuzz(seed: int, count: int, workers: int) -> int:
    """Try mutants 0 to `count` with several workers; print the outcomes, return how many broke."""
    shares = [range(first, count, workers) for first in range(min(workers, count))]
    began = time.monotonic()
    with ThreadPoolExecutor(len(shares)) as pool:
        followed = list(pool.map(lambda share: follow_worker(seed, share), shares))
    tried = [one for share in followed for one in share]
    outcomes = Counter(one.outcome for one in tried)
    slowest = max(tried, key=lambda one: one.seconds)
    print(f"{len(tried)} mutants of seed {seed} in {time.monotonic() - began:,.0f} s")
    for outcome, times in outcomes.most_common():
        print(f"{times:8,} {outcome}")
    print(f"The slowest took {slowest.seconds:.1f} s: {mutant(seed, slowest.number)}")
    return outcomes[BROKEN]


def try_again(seed: int, number: int, keep: Path) -> None:
    """Write one mutant to `keep` and try it; a broken promise is raised with all its causes."""
    made = mutant(seed, number)
    keep.mkdir(parents=True, exist_ok=True)
    (keep / made.file).write_bytes(made.content)
    print(f"{made}; written to {keep / made.file}")
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        print(open_laboratory(Path(folder)).try_out(made, really_publish=number % EVERY == 0))


def main() -> int:
    """Read the choices and fuzz. Returns 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.fuzz", description=__doc__)
    parser.add_argument("--mutants", type=int, default=2_000, help="how many; default 2,000")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other mutants")
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes; default 2")
    parser.add_argument("--only", type=int, help="try this mutant alone")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "mutants")
    parser.add_argument("--part", type=int, nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part:
        work(chosen.seed, range(*chosen.part))
        return 0
    if chosen.only is not None:
        try_again(chosen.seed, chosen.only, chosen.keep)
        return 0
    return 1 if fuzz(chosen.seed, chosen.mutants, chosen.workers) else 0


if __name__ == "__main__":
    sys.exit(main())
