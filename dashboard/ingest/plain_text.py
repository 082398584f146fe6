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

from dashboard.home import private_file
from dashboard.ingest.files import looks_utf16

BLANK_LINE_MARK = "\x1f"
CHUNK = 16 * 1024**2
SIGNS_OF_UNTIDY_CELLS = (b"\xc2\xa0", b"NULL", b"null", b"N/A", b"n/a", b"NaN", b"\x1f")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file ready for the reader.

    `mended` says that it is a copy whose blank lines are marked; `untidy` that its cells need
    more than the spaces around them taken off; `tabs` that it has tabs.
    """

    path: Path
    encoding: str
    mended: bool
    untidy: bool
    tabs: bool
    unreadable_characters: int = 0


def make_plain(path: Path, copy_to: Path) -> PlainText:
    """Return `path` itself if it is plain UTF-8, else a plain copy at `copy_to`."""
    encoding = encoding_of(path)
    if encoding == "utf-8":
        looked = _look_through(path)
        if not looked.needs_mending:
            return PlainText(path, encoding, False, looked.untidy, looked.tabs)
    unreadable = 0
    with private_file(copy_to) as copy:
        for text in _mended(path, encoding):
            unreadable += text.count("\ufffd")
            copy.write(text)
    return PlainText(copy_to, encoding, True, True, True, unreadable)


def encoding_of(path: Path) -> str:
    """Return the encoding: by BOM, by NULs (UTF-16), strict UTF-8, else Windows-1252."""
    with path.open("rb") as file:
        start = file.read(8192)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if looks_utf16(start):
        return "utf-16-le" if start[1:2] == b"\0" else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the bytes of a file show.

    A NUL, a blank line or a bare carriage return needs mending; odd spaces, or words that stand
    for nothing, are untidy.
    """

    needs_mending: bool
    untidy: bool = True
    tabs: bool = True


def _look_through(path: Path) -> _Looked:
    before, untidy, tabs = b"\n", False, False
    for chunk in _chunks(path):
        seen = before + chunk
        returns = seen.count(b"\r")
        bare = returns - seen.count(b"\r\n") - seen.endswith(b"\r")
        if b"\0" in seen or b"\n\n" in seen or bare or (returns and b"\n\r\n" in seen):
            return _Looked(needs_mending=True)
        untidy = untidy or any(sign in seen for sign in SIGNS_OF_UNTIDY_CELLS)
        tabs = tabs or b"\t" in seen
        before = seen[-4:]
    return _Looked(needs_mending=False, untidy=untidy, tabs=tabs)


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
