"""Odd JSON and Parquet: lines, arrays, nests, what is cut off, what is no record."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow
import pyarrow.parquet

from tests.faults.odd_files import OddFile, Refused, Write, file, taken
from tests.faults.valid_exports import cases, conferences, write_as

THREE = cases(3)
RECORDS: list[dict[str, Any]] = THREE.records()
LINES = "".join(f"{json.dumps(record)}\n" for record in RECORDS)
ARRAY = json.dumps(RECORDS)
NO_RECORDS = Refused(r"cases\.json.*: (not the JSON of an export|the JSON holds no records)")
BAD_PARQUET = Refused(r"cases\.parquet: the Parquet file is damaged")
FACTORS = "select contributing_factors from cases where row_number = 1"


def as_json(content: Any, name: str = "cases.json") -> Write:
    return file(content if isinstance(content, str | bytes) else json.dumps(content), name)


def changed(**cells: Any) -> list[dict[str, Any]]:
    """The records, the first one with these cells; `_` stands for a space."""
    own = {name.replace("_", " "): cell for name, cell in cells.items()}
    return [{**RECORDS[0], **own}, *RECORDS[1:]]


def parquet(columns: dict[str, Any]) -> Write:
    """What writes the cases as Parquet, some columns replaced by others."""

    def write(folder: Path) -> Path:
        made = {
            name: pyarrow.array(cells)
            for name, cells in zip(THREE.headings, zip(*THREE.rows, strict=True), strict=True)
        }
        path = folder / "cases.parquet"
        table = {**made, **{name: pyarrow.array(cells) for name, cells in columns.items()}}
        pyarrow.parquet.write_table(pyarrow.table(table), path)
        return path

    return write


def damaged_parquet(keep: float, change: int | None = None) -> Write:
    """What writes a Parquet file that was cut off, or changed at one place from its end."""

    def write(folder: Path) -> Path:
        path = write_as(THREE, "parquet", folder)
        data = bytearray(path.read_bytes())
        if change is not None:
            data[change : change + 8] = b"\xff" * 8
        path.write_bytes(bytes(data[: int(len(data) * keep)]))
        return path

    return write


JSON = [
    OddFile("an array of records", as_json(RECORDS), taken(3)),
    OddFile("a record a line", as_json(LINES, "cases.jsonl"), taken(3)),
    OddFile("a record a line in a .json file", as_json(LINES), taken(3)),
    OddFile("one record", as_json(RECORDS[0]), taken(1)),
    OddFile("an answer that wraps its records", as_json({"count": 3, "value": RECORDS}), taken(3)),
    OddFile(
        "an answer that is one page of several",
        as_json({"value": RECORDS, "@odata.nextLink": "https://list.example/3"}),
        taken(3, notes=("more rows follow on another page",)),
    ),
    OddFile("one record with a list", as_json({**RECORDS[0], "value": RECORDS[1:]}), taken(1)),
    OddFile("records without a line end between them", as_json(LINES.replace("\n", "")), taken(3)),
    OddFile("blank lines between records", as_json(LINES.replace("\n", "\n\n")), taken(3)),
    OddFile("JSON with a mark", as_json(b"\xef\xbb\xbf" + ARRAY.encode()), taken(3)),
    OddFile("JSON as UTF-16", as_json(ARRAY.encode("utf-16")), taken(3)),
    OddFile(
        "records that lack some keys",
        as_json(
            [
                *RECORDS,
                {
                    "Case ID": "PL-9",
                    "Submitted By": "A",
                    "Submitted On": "2025-03-04",
                    "Site": "Harbour",
                },
            ]
        ),
        taken(4),
    ),
    OddFile(
        "records with cells of every kind",
        as_json(
            changed(
                Case_ID=10**11, Meaningful=True, Exam_Date=None, Contributing_Factors=["a", "b"]
            )
        ),
        taken(3, sees={FACTORS: "a; b"}),
    ),
    OddFile(
        "a patient within the record",
        as_json(changed(Patient={"name": "Planted Person", "mrn": "36390009"})),
        taken(3),
    ),
    OddFile(
        "a key twice in one record",
        as_json(ARRAY.replace('"Status"', '"Site": "Elsewhere", "Status"', 1)),
        taken(3),
    ),
    OddFile(
        "records under a key",
        as_json({"generated": "2025-04-01", "cases": RECORDS}),
        Refused("not the JSON of an export|no known layout|holds no records"),
    ),
    OddFile(
        "an array of arrays", as_json([list(THREE.headings), *map(list, THREE.rows)]), NO_RECORDS
    ),
    OddFile("numbers", as_json([1, 2, 3]), NO_RECORDS),
    OddFile("an empty array", as_json([]), NO_RECORDS),
    OddFile("an empty record", as_json({}), NO_RECORDS),
    OddFile("an array cut off", as_json(ARRAY[:-30]), NO_RECORDS),
    OddFile("lines cut off", as_json(LINES[:-30], "cases.jsonl"), NO_RECORDS),
    OddFile(
        "one line of many damaged",
        as_json(LINES.replace('"Site": "Harbour"', '"Site": Harbour', 1), "cases.jsonl"),
        NO_RECORDS,
    ),
    OddFile("JSON with words after it", as_json(ARRAY + " end"), NO_RECORDS),
    OddFile("a hundred thousand brackets", as_json("[" * 100_000), NO_RECORDS),
    OddFile(
        "a record nested a hundred thousand deep",
        as_json('{"a":' * 100_000 + "1" + "}" * 100_000),
        Refused("no known layout|not the JSON of an export"),
    ),
    OddFile(
        "2,000 keys",
        as_json([{**RECORDS[0], **{f"key {n}": n for n in range(2000)}}]),
        Refused("columns, expected at most 500"),
    ),
    OddFile(
        "a cell of twenty million letters in JSON",
        file(lambda: json.dumps(changed(Learning_Point="a" * 20_000_000)), "cases.json"),
        Refused("cases.json: "),
    ),
    OddFile(
        "text named as JSON",
        file(THREE.text(), "cases.json"),
        Refused("the name says JSON but the file is a text table"),
    ),
]

PARQUET = [
    OddFile("Parquet of words", parquet({}), taken(3)),
    OddFile(
        "Parquet of dates, numbers and lists",
        parquet(
            {
                "Case ID": [Decimal("1.00"), Decimal("2.00"), Decimal("3.00")],
                "Submitted On": [datetime(2025, 3, day, 10, 22) for day in (1, 2, 3)],
                "Exam Date": [date(2025, 2, 3), None, date(2025, 2, 4)],
                "Meaningful": [True, False, None],
                "Contributing Factors": [["a", "b"], [], None],
            }
        ),
        taken(3, sees={FACTORS: "a; b", "select count(*) from cases where meaningful": 1}),
    ),
    OddFile(
        "Parquet with a patient within the row",
        parquet({"Patient": [{"name": "Planted", "mrn": 1}] * 3}),
        taken(3),
    ),
    OddFile(
        "Parquet without rows",
        lambda folder: write_as(cases(0), "parquet", folder),
        taken(0, notes=("a header and no rows",)),
    ),
    OddFile("Parquet without its end", damaged_parquet(0.7), BAD_PARQUET),
    OddFile("Parquet with a damaged foot", damaged_parquet(1, -60), BAD_PARQUET),
    OddFile("Parquet with damaged pages", damaged_parquet(1, 20), BAD_PARQUET),
    OddFile(
        "Parquet of random bytes",
        file(b"PAR1" + Random(4).randbytes(3000) + b"PAR1", "cases.parquet"),
        BAD_PARQUET,
    ),
    OddFile(
        "text named as Parquet",
        file(THREE.text(), "cases.parquet"),
        Refused("the name says a Parquet file but the file is a text table"),
    ),
    OddFile(
        "Parquet named as text",
        lambda folder: write_as(conferences(2), "parquet", folder).rename(folder / "cases.csv"),
        Refused("the name says a text table but the file is a Parquet file"),
    ),
]

ODD_RECORDS = [*JSON, *PARQUET]
