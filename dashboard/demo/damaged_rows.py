"""Rows that went wrong on their way into an export, as in every real one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

# Which column of a scored review went wrong, and what it holds.
DAMAGES = (
    ("Review Date", "02/30/2021"),
    ("Score", ""),
    ("Score", "9"),
    ("Reviewed Physician ID", ""),
    ("Review Date", "n/a"),
)


def with_damaged_rows(
    rows: Iterable[Sequence[object]], columns: Sequence[str]
) -> Iterator[Sequence[object]]:
    """Yield `rows`, then a damaged copy of the first few under case numbers of their own.

    The good rows are untouched, so that counts and truths are what they were.
    """
    first: list[Sequence[object]] = []
    for row in rows:
        if len(first) < len(DAMAGES):
            first.append(row)
        yield row
    for row, (column, content) in zip(first, DAMAGES, strict=False):
        copy = list(row)
        copy[columns.index(column)] = content
        copy[columns.index("Case ID")] = f"{copy[columns.index('Case ID')]}-D"
        yield copy
