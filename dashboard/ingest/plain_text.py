"""Make any text file plain: UTF-8, no NULs, no bare carriage returns, blank lines kept in place.

A file that is plain already is read where it is. Any other is copied into the private working
folder, because DuckDB reads UTF-8 alone and passes over blank lines, which would shift the row
numbers people see.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.ingest.files import looks_utf16
from dashboard.private_files import private_file

BLANK_LINE_MARK = "\x1f"
CHUNK = 4 * 1024**2
PATTERN_SIGNS = frozenset("*?[]{}")
UNSEEN_SPACES = (
    "\u00a0".encode(),
    "\u200b".encode(),
    "\u202f".encode(),
    "\u2060".encode(),
)
NEWLINE, RETURN = 10, 13


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file ready for the reader.

    `mended` says that it is a copy whose blank lines are marked; `untidy` that its cells need
    more than the spaces around them taken off; `tabs` that it has tabs. `lines` counts its line
    ends and `quotes` its quotation marks.
    """

    path: Path
    encoding: str
    mended: bool
    untidy: bool
    tabs: bool
    lines: int
    quotes: int
    unreadable_characters: int = 0


def make_plain(path: Path, copy_to: Path) -> PlainText:
    """Return `path` itself if it is plain UTF-8, else a plain copy at `copy_to`.

    A path with a sign that DuckDB reads as a pattern (export[1].csv) is copied too.
    """
    looked = _look_through(path)
    named_plainly = not PATTERN_SIGNS.intersection(str(path))
    if looked.encoding == "utf-8" and not looked.needs_mending and named_plainly:
        return PlainText(
            path, looked.encoding, False, looked.untidy, looked.tabs, looked.lines, looked.quotes
        )
    unreadable = lines = quotes = 0
    with private_file(copy_to) as copy:
        for text in _mended(path, looked.encoding):
            unreadable += text.count("\ufffd")
            lines += text.count("\n")
            quotes += text.count('"')
            copy.write(text)
    return PlainText(copy_to, looked.encoding, True, True, True, lines, quotes, unreadable)


def make_utf8(path: Path, copy_to: Path) -> Path:
    """Return `path` if it is UTF-8 without a mark, else a copy in UTF-8; nothing else changes."""
    encoding = _look_through(path).encoding
    with path.open("rb") as file:
        marked = file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    if encoding == "utf-8" and not marked and not PATTERN_SIGNS.intersection(str(path)):
        return path
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with private_file(copy_to) as copy:
        for chunk in _chunks(path):
            copy.write(decoder.decode(chunk).replace("\ufeff", ""))
        copy.write(decoder.decode(b"", final=True))
    return copy_to


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the bytes of a file show.

    A NUL, a blank line, a bare carriage return or a mark in the middle needs mending; spaces
    other than the plain one are untidy, tabs are unless they separate the cells.
    """

    encoding: str
    needs_mending: bool = True
    untidy: bool = True
    tabs: bool = True
    lines: int = 0
    quotes: int = 0


def _look_through(path: Path) -> _Looked:
    """Return what the bytes show: encoding by BOM, by NULs (UTF-16), strict UTF-8, else cp1252.

    Reads the file once, a piece at a time: an export may be larger than the memory allowed.
    """
    with path.open("rb") as file:
        start = file.read(8192)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _Looked("utf-16")
    if looks_utf16(start):
        return _Looked("utf-16-le" if start[1:2] == b"\0" else "utf-16-be")
    decoder = codecs.getincrementaldecoder("utf-8")()
    mend = untidy = tabs = half_read = False
    last, lines, quotes, first = b"\n", 0, 0, True
    try:
        for chunk in _chunks(path):
            plain = chunk.isascii()
            if half_read or not plain:
                decoder.decode(chunk)
                half_read = bool(decoder.getstate()[0])
            ends, blank = _line_ends(last, chunk)
            marked = not plain and codecs.BOM_UTF8 in (chunk[1:] if first else chunk)
            first = False
            mend = mend or b"\0" in chunk or blank or marked
            lines += ends
            quotes += chunk.count(b'"')
            untidy = untidy or b"\x1f" in chunk or (not plain and _has_unseen(chunk))
            tabs = tabs or b"\t" in chunk
            last = chunk[-1:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _Looked("utf-8" if start.startswith(codecs.BOM_UTF8) else "cp1252")
    return _Looked("utf-8", mend, untidy, tabs, lines + (last != b"\n"), quotes)


def _has_unseen(chunk: bytes) -> bool:
    return any(space in chunk for space in UNSEEN_SPACES)


def _line_ends(last: bytes, chunk: bytes) -> tuple[int, bool]:
    """Return how many lines end in the chunk, and whether one is blank or ends in a bare return.

    `last` is the byte before the chunk.

    With numpy, because searching for two newlines byte by byte takes as long as reading the
    table does.
    """
    codes = np.frombuffer(last + chunk, dtype=np.uint8)
    ends = np.flatnonzero(codes == NEWLINE)
    count, gaps = int((ends > 0).sum()), np.diff(ends)
    if b"\r" not in chunk and last != b"\r":
        return count, bool((gaps == 1).any())
    returns = np.flatnonzero(codes[:-1] == RETURN)
    followed = codes[returns + 1] == NEWLINE
    blank = (gaps == 2) & (codes[ends[1:] - 1] == RETURN)
    return count, bool((gaps == 1).any() or blank.any() or not followed.all())


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _mended(path: Path, encoding: str) -> Iterator[str]:
    """Yield the text in pieces of whole lines, blank ones filled with BLANK_LINE_MARK."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = ""
    for chunk in _chunks(path):
        rest += decoder.decode(chunk)
        keep = rest.rfind("\n") + 1
        if keep:
            yield _mend(rest[:keep])
            rest = rest[keep:]
    rest += decoder.decode(b"", final=True)
    if rest:
        yield _mend(rest if rest.endswith("\n") else rest + "\n")


def _mend(text: str) -> str:
    plain = text.replace("\ufeff", "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(f"{line or BLANK_LINE_MARK}\n" for line in plain[:-1].split("\n"))
