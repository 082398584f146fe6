"""Sign-ins that somebody ended by signing out, for as long as this server runs.

Signing out takes the cookie from the browser. A window that was open before, or a copy of the
cookie, would otherwise go on until the sign-in is too old.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TELLING = ("iss", "sub", "email", "sid", "auth_time", "iat")
SignIn = tuple[str, ...]
_ended: set[SignIn] = set()


def end_sign_in(claims: Mapping[str, Any]) -> None:
    """Let nobody in by the sign-in of these claims any more; a later one of theirs is another."""
    _ended.add(_sign_in_of(claims))


def has_ended(claims: Mapping[str, Any]) -> bool:
    """Return whether the sign-in of these claims was ended."""
    return _sign_in_of(claims) in _ended


def _sign_in_of(claims: Mapping[str, Any]) -> SignIn:
    return tuple(str(claims.get(name, "")) for name in TELLING)
