"""Whose program is at the other end of a connection within this machine."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
"""Linux's lists of connections; other systems have none that may be read without rights."""
ROOT = 0


def account_of(client: tuple[str, int], server_port: int) -> int | None:
    """Return the number of the account whose program connects from `client` to this machine.

    None where it cannot be told: the program is on another machine, or this is not Linux.
    """
    known = {f"{place}:{client[1]:04X}" for place in _as_listed(client[0])}
    for local, other, account in _connections():
        if local in known and other.endswith(f":{server_port:04X}"):
            return account
    return None


def why_not_this_account(account: int | None) -> str:
    """Return why a program of `account` may see no page without sign-in; empty if it may.

    The account that serves the pages may, and root, which could read the home anyway.
    """
    if account is None or account in (os.getuid(), ROOT):
        return ""
    return (
        f"This came from another account of this machine, number {account}, and nobody is asked "
        "who they are: without sign-in these pages answer the account that serves them alone. Set "
        "up sign-in to open them to others (docs/deploy.md)."
    )


def _connections() -> Iterator[tuple[str, str, int]]:
    """Yield each connection: its own end, the other end, and the account of its program."""
    for table in TABLES:
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            parts = line.split()
            yield parts[1], parts[2], int(parts[7])


def _as_listed(address: str) -> set[str]:
    """Return an address as the lists write it: words of four bytes, each in the machine's order.

    One of version 4 may have been reached through version 6, and is then listed there.
    """
    try:
        if ":" in address:
            return {_words(socket.inet_pton(socket.AF_INET6, address.partition("%")[0]))}
        four = socket.inet_pton(socket.AF_INET, address)
    except OSError:
        return set()
    return {_words(four), _words(bytes(10) + b"\xff\xff" + four)}


def _words(packed: bytes) -> str:
    return "".join(f"{word:08X}" for word in struct.unpack(f"={len(packed) // 4}I", packed))
