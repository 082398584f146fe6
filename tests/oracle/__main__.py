"""Print every measure of a folder of exports, department and month by month, as CSV."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from tests.oracle.exports import Exports, read_exports
from tests.oracle.recount import COUNTED, TIMED
from tests.oracle.sums import ALL, median_of


def monthly_department_table(exports: Exports) -> pd.DataFrame:
    """Return measure, month, part, numerator, denominator and, of durations, the median."""
    tables = []
    for name, recount in COUNTED.items():
        cells = recount(exports)
        months = cells[cells["grain"].isin(["month", "people by month"])]
        added = months.groupby(["month", "part"], as_index=False)[
            ["numerator", "denominator"]
        ].sum()
        if (added["part"] != "").any():
            added["denominator"] = added.groupby("month")["denominator"].transform("sum")
        tables.append(added.assign(measure=name))
    for name, recount in TIMED.items():
        durations = recount(exports)
        for month in sorted(durations["month"].unique()):
            ended, rows, found = median_of(durations, ALL, [], month, month)
            row = {"month": month, "numerator": ended, "denominator": rows, "median": found.median}
            tables.append(pd.DataFrame([{"measure": name, "part": "", **row}]))
    table = pd.concat(tables, ignore_index=True)
    return table[["measure", "month", "part", "numerator", "denominator", "median"]]


def main() -> None:
    """Read the folder named on the command line and print its table."""
    arguments = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    arguments.add_argument("folder", type=Path, help="a folder of the demo department's exports")
    folder = arguments.parse_args().folder
    monthly_department_table(read_exports(folder)).to_csv(
        sys.stdout, index=False, date_format="%Y-%m"
    )


if __name__ == "__main__":
    main()
