"""Ways to spoil a valid export: its rows, its columns, its cells, its text, its bytes.

Every change draws on the chance it is given and on nothing else, so a seed repeats it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

Grid = list[list[str]]
Bytes = bytes

ODD_CELLS = (
    "", " ", "-", "--", "?", "NULL", "n/a", "None", "nan", "inf", "-1", "0", "7", "1e999",
    "1.23E+11", "99999999999999999999", "0.1", "1,234", "2025-02-30", "9999-12-31", "0001-01-01",
    "31/31/31", "03/04/2025", "45720.5", "2025-03-04T10:00:00+05:30", "24:00", '"', '""', "'",
    "''", "a\nb", "a\r\nb", "\x00", "\x01", "\x1f", "\x1e", "\ufeff", "\u202e", "\u00a0",
    "\ud7ff", "é", "e\u0301", "\U0001f4a5", "\u0130", "ß", "x" * 5000, "=1+1", "@x", "#N/A",
    "#REF!", "2 b", "2B", "Yes", "TRUE", "a;b,c\td|e", "Total", "Page 1 of 2", "{}", "[]", '["a"]',
    "null", "$name", "%s", "\\", "\\N", "a" * 300 + "@" + "b" * 300,
)  # fmt: skip
BLANK = "\t\n\r \x1f\0\u00a0\ufeff"
DATE_STYLES = ("%m/%d/%Y", "%d/%m/%Y", "%d.%m.%y", "%Y%m%d", "%d-%b-%Y", "%B %d, %Y", "%Y-%m-%d")
ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "latin-1",
    "utf-32",
    "cp037",
)
LINE_ENDS = ("\n", "\r", "\r\n", "\n\n", "\r\r\n", "\x0b", "\u2028", "\n\r")


# Rows: how many there are afterwards can be counted.


def is_a_row(row: list[str]) -> bool:
    """Whether a row has its first cell, which is never spoilt: without it, it may be blank."""
    return bool(row) and row[0].strip(BLANK) != ""


def lose_a_row(grid: Grid, chance: Random) -> None:
    if len(grid) > 1:
        del grid[chance.randrange(1, len(grid))]


def repeat_a_row(grid: Grid, chance: Random) -> None:
    grid.insert(chance.randrange(1, len(grid) + 1), list(chance.choice(grid[1:] or grid)))


def repeat_the_header(grid: Grid, chance: Random) -> None:
    grid.insert(chance.randrange(1, len(grid) + 1), list(grid[0]))


def reverse_the_rows(grid: Grid, chance: Random) -> None:
    grid[1:] = reversed(grid[1:])


def shuffle_the_rows(grid: Grid, chance: Random) -> None:
    rows = grid[1:]
    chance.shuffle(rows)
    grid[1:] = rows


def add_a_blank_row(grid: Grid, chance: Random) -> None:
    width = chance.choice((0, 1, len(grid[0])))
    grid.insert(chance.randrange(1, len(grid) + 1), [""] * width)


def cut_a_row_short(grid: Grid, chance: Random) -> None:
    if len(grid) > 1:
        row = chance.choice(grid[1:])
        del row[chance.randrange(1, max(2, len(row))) :]


def make_a_row_too_long(grid: Grid, chance: Random) -> None:
    chance.choice(grid[1:] or grid).extend(["more"] * chance.randint(1, 3))


def change_cells(grid: Grid, chance: Random) -> None:
    """Odd words in some cells; the first cell of a row stays, so the row stays one."""
    for row in grid[1:]:
        if is_a_row(row) and len(row) > 1 and chance.random() < 0.3:
            row[chance.randrange(1, len(row))] = chance.choice(ODD_CELLS)


def spoil_a_column(grid: Grid, chance: Random) -> None:
    at, cell = chance.randrange(1, max(2, len(grid[0]))), chance.choice(ODD_CELLS)
    for row in grid[1:]:
        if is_a_row(row) and at < len(row) and chance.random() < 0.8:
            row[at] = cell


def write_dates_otherwise(grid: Grid, chance: Random) -> None:
    styles = chance.sample(DATE_STYLES, chance.choice((1, 1, 2)))
    for row in grid[1:]:
        for at, cell in enumerate(row[1:], start=1):
            try:
                day = date.fromisoformat(cell[:10])
            except ValueError:
                continue
            row[at] = day.strftime(chance.choice(styles)) + cell[10:]


ROW_CHANGES: tuple[Callable[[Grid, Random], None], ...] = (
    lose_a_row,
    repeat_a_row,
    repeat_the_header,
    reverse_the_rows,
    shuffle_the_rows,
    add_a_blank_row,
    cut_a_row_short,
    make_a_row_too_long,
    change_cells,
    spoil_a_column,
    write_dates_otherwise,
)


# Columns and headers: a row may be one no longer.


def lose_a_column(grid: Grid, chance: Random) -> None:
    at = chance.randrange(len(grid[0]))
    for row in grid:
        del row[at : at + 1]


def repeat_a_column(grid: Grid, chance: Random) -> None:
    at = chance.randrange(max(1, len(grid[0])))
    for row in grid:
        row[at:at] = row[at : at + 1]


def swap_columns(grid: Grid, chance: Random) -> None:
    at = chance.randrange(max(1, len(grid[0])))
    for row in grid:
        row[:] = row[at:] + row[:at]


def swap_two_headings(grid: Grid, chance: Random) -> None:
    if len(grid[0]) > 1:
        one, other = chance.sample(range(len(grid[0])), 2)
        grid[0][one], grid[0][other] = grid[0][other], grid[0][one]


def misspell_a_heading(grid: Grid, chance: Random) -> None:
    if grid[0]:
        at = chance.randrange(len(grid[0]))
        name = grid[0][at]
        cut = chance.randrange(len(name) + 1)
        grid[0][at] = chance.choice(
            (name[:cut], name[cut:], name.upper(), chance.choice(ODD_CELLS))
        )


def add_a_column(grid: Grid, chance: Random) -> None:
    at = chance.randrange(len(grid[0]) + 1)
    heading, cell = chance.choice(("", "Scanner", "MRN", "Patient")), chance.choice(ODD_CELLS)
    for number, row in enumerate(grid):
        row.insert(at, cell if number else heading)


def shift_a_row(grid: Grid, chance: Random) -> None:
    row = chance.choice(grid)
    row.insert(chance.randrange(len(row) + 1), chance.choice(ODD_CELLS))


def lose_the_header(grid: Grid, chance: Random) -> None:
    if len(grid) > 1:
        del grid[0]


def add_a_title(grid: Grid, chance: Random) -> None:
    title = [chance.choice(("Radiology", "", "Total", *ODD_CELLS))]
    grid[0:0] = [list(title) for _ in range(chance.choice((1, 2, 45)))]


def add_a_foot(grid: Grid, chance: Random) -> None:
    grid.append([chance.choice(("Total", "End of report", "3 records", *ODD_CELLS))])


def turn_it_round(grid: Grid, chance: Random) -> None:
    width = max(len(row) for row in grid)
    full = [row + [""] * (width - len(row)) for row in grid]
    grid[:] = [list(column) for column in zip(*full, strict=True)]


COLUMN_CHANGES: tuple[Callable[[Grid, Random], None], ...] = (
    lose_a_column,
    repeat_a_column,
    swap_columns,
    swap_two_headings,
    misspell_a_heading,
    add_a_column,
    shift_a_row,
    lose_the_header,
    add_a_title,
    add_a_foot,
    turn_it_round,
)


# Text and bytes: what it is may no longer be told.


def encode_otherwise(data: Bytes, chance: Random) -> Bytes:
    text = data.decode("utf-8", errors="replace")
    return text.encode(chance.choice(ENCODINGS), errors="replace")


def end_lines_otherwise(data: Bytes, chance: Random) -> Bytes:
    return data.replace(b"\n", chance.choice(LINE_ENDS).encode())


def separate_otherwise(data: Bytes, chance: Random) -> Bytes:
    mark = max((b",", b";", b"\t", b"|"), key=data.count)
    return data.replace(mark, chance.choice((b",", b";", b"\t", b"|", b"~", b",,", b" ")))


def lose_the_quotes(data: Bytes, chance: Random) -> Bytes:
    return data.replace(b'"', b"")


def insert_words(data: Bytes, chance: Random) -> Bytes:
    at = chance.randrange(len(data) + 1)
    words = chance.choice(ODD_CELLS).encode(errors="surrogatepass") * chance.randint(1, 3)
    return data[:at] + words + data[at:]


def shuffle_lines(data: Bytes, chance: Random) -> Bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


TEXT_CHANGES: tuple[Callable[[Bytes, Random], Bytes], ...] = (
    encode_otherwise,
    end_lines_otherwise,
    separate_otherwise,
    lose_the_quotes,
    insert_words,
    shuffle_lines,
)


def change_bytes(data: Bytes, chance: Random) -> Bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def change_bits(data: Bytes, chance: Random) -> Bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut_bytes(data: Bytes, chance: Random) -> Bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return chance.choice((data[:end], data[start:], data[:start] + data[end:]))


def repeat_bytes(data: Bytes, chance: Random) -> Bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def insert_bytes(data: Bytes, chance: Random) -> Bytes:
    at = chance.randrange(len(data) + 1)
    noise = chance.choice((b"\0" * chance.randint(1, 600), chance.randbytes(chance.randint(1, 80))))
    return data[:at] + noise + data[at:]


BYTE_CHANGES: tuple[Callable[[Bytes, Random], Bytes], ...] = (
    change_bytes,
    change_bits,
    cut_bytes,
    repeat_bytes,
    insert_bytes,
)
