"""Where the pages may be served: with sign-in anywhere, without it to this machine alone."""

from __future__ import annotations

import ipaddress

from dashboard.access.settings import AccessSettings


def why_not_open(settings: AccessSettings, address: str) -> str:
    """Return why pages may not be opened at `address`; an empty text if they may.

    An empty address is that of every network card.
    """
    if settings.sign_in != "none" or _is_loopback(address):
        return ""
    where = f"The address {address}" if address else "An address of every network card"
    return (
        f"{where} would let other machines in, and nobody would be asked who they are: serve on "
        "127.0.0.1, or set up sign-in first (docs/deploy.md)."
    )


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
