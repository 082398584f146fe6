"""Where the pages may be served: with sign-in anywhere, without it to this machine alone."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

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


def why_not_alone(host: str, client: str) -> str:
    """Return why a session without sign-in may be another machine's; an empty text if it is not.

    `host` is what the browser was told to open, `client` where it is; either may be empty. A
    proxy, or a page elsewhere that took on a name of this machine's address, gives another host.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        name = host
    others = [one for one in (name, client) if one and not _is_loopback(one)]
    if not others:
        return ""
    return (
        f"This came by way of {others[0]}, and nobody is asked who they are: without sign-in these "
        "pages answer this machine alone, at 127.0.0.1 or localhost. Set up sign-in to open them "
        "to others (docs/deploy.md)."
    )


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
