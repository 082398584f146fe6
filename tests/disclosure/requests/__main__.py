"""Many requests: `python -m tests.disclosure.requests --requests 100000` says what came of them.

`--only NUMBER` sends one request again and shows it whole.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

from dashboard.commands.demo_home import demo_home
from tests.disclosure.requests.attack import Tried, attempt, tally
from tests.disclosure.requests.sent import Department, department

EVERY = 1000


def main() -> int:
    """Send the requests to a copy of the demo department; 1 if a reply held a breach."""
    options = arguments()
    logging.disable(logging.WARNING)  # Streamlit warns of each session without a browser
    with (
        tempfile.TemporaryDirectory(prefix="requests-") as folder,
        department(demo_home(), Path(folder)) as asked,
    ):
        if options.only is not None:
            one = attempt(asked, options.only, options.seed)
            print(one.asked, *one.breaches, sep="\n")
            return 1 if one.breaches else 0
        tried = send_all(asked, options)
    print(tally(tried))
    return 1 if any(one.breaches for one in tried) else 0


def send_all(asked: Department, options: argparse.Namespace) -> list[Tried]:
    """Send every request, or as many as the minutes allow, and say how far it is."""
    tried: list[Tried] = []
    began = time.monotonic()
    for number in range(options.requests):
        tried.append(attempt(asked, number, options.seed))
        for breach in tried[-1].breaches:
            print(f"--only {number}: {breach}", file=sys.stderr, flush=True)
        if len(tried) % EVERY == 0:
            print(f"{len(tried):,} sent", file=sys.stderr, flush=True)
        if time.monotonic() - began > options.minutes * 60:
            break
    return tried


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="Stop after so many.")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
