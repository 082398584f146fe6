"""Simulate what the statistics promise, and write the tables into a page.

Run it with `make simulate` (under ten minutes), or with `--short` for a look at the form.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.simulate.statistics_page import LONG, PARTS, SHORT, Promises, check_page, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate, print or write; 1 when a promise was not kept, which is said on stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulate", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    parser.add_argument("--short", action="store_true", help="few draws: the form, not the answer")
    options = parser.parse_args(arguments)
    if options.write:
        check_page(options.write)
    promises = Promises()
    for name, part in PARTS.items():
        started = time.monotonic()
        text = "\n".join(part(SHORT if options.short else LONG, promises))
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        if options.write:
            write(options.write, name, text)
        else:
            print(f"## {name}\n\n{text}\n", flush=True)
    for sentence in () if options.short else promises.broken:
        print(sentence, file=sys.stderr)
    return 0 if options.short else int(bool(promises.broken))


if __name__ == "__main__":
    sys.exit(main())
