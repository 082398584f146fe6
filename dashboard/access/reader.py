"""The reader behind a session: who they are to the dashboard, and which roles they have."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from dashboard.access.ended_sign_ins import has_ended
from dashboard.access.roles import ROLES, Role, may_see
from dashboard.access.settings import AccessSettings

LOCAL = "local"
CLOCK_SKEW = timedelta(minutes=5)


class NotAdmitted(Exception):
    """This session may see nothing: one sentence that says why and whom to ask.

    `who` is the e-mail of somebody who was vouched for and has no role, else empty.
    """

    def __init__(self, why: str, who: str = "") -> None:
        """Say `why`, of `who` if it is known."""
        super().__init__(why)
        self.who = who


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: what the audit trail calls them, their e-mail, their roles.

    `local` is the one user of a machine without sign-in, who may look through any role.
    """

    who: str
    email: str
    roles: tuple[Role, ...]
    local: bool = False

    def may_see(self, page: str) -> bool:
        """Return whether this reader has the page at that address."""
        return may_see(self.roles, page)


def local_reader(settings: AccessSettings, seen_as: Role | None = None) -> Reader:
    """Return the single user of this machine, with every role, or the one looked through."""
    return Reader(LOCAL, settings.me, (seen_as,) if seen_as else ROLES, local=True)


def signed_in_reader(
    claims: Mapping[str, Any], settings: AccessSettings, now: datetime | None = None
) -> Reader:
    """Return the reader whom an identity provider vouches for.

    `claims` are those of the identity token. Raises NotAdmitted when the session is too old to
    be trusted or was ended, the e-mail is not there or not verified, or no rule gives a role.
    """
    _check_age(claims, settings, now or datetime.now(UTC))
    if has_ended(claims):
        raise NotAdmitted("You signed out; sign in again.")
    email = _email(claims)
    groups_claim = settings.provider.groups_claim if settings.provider else "groups"
    return _mapped(email, _texts(claims.get(groups_claim)), settings)


def proxied_reader(headers: Mapping[str, str], settings: AccessSettings) -> Reader:
    """Return the reader whom the trusted proxy names in its headers.

    Raises NotAdmitted when the proxy's secret is missing or wrong, or no rule gives a role.
    """
    proxy = settings.proxy
    given = headers.get(proxy.secret_header, "") if proxy else ""
    if proxy is None or not hmac.compare_digest(given.encode(), proxy.secret.encode()):
        raise NotAdmitted(
            "This page was reached past the proxy that signs people in; open its own address."
        )
    groups = [group.strip() for group in headers.get(proxy.groups_header, "").split(",")]
    email = headers.get(proxy.email_header, "").strip().lower()
    if not email:
        raise NotAdmitted("The proxy did not say who you are; ask your administrator.")
    return _mapped(email, [group for group in groups if group], settings)


def _mapped(email: str, groups: list[str], settings: AccessSettings) -> Reader:
    roles = tuple(
        role
        for role in ROLES
        for rule in settings.roles
        if rule.role == role
        and (
            email in {address.lower() for address in rule.emails} or set(groups) & set(rule.groups)
        )
    )
    if not roles:
        raise NotAdmitted(
            f"{email} has no role here; ask the coordinator of the program to be given one.",
            email,
        )
    return Reader(email, email, tuple(dict.fromkeys(roles)))


def _check_age(claims: Mapping[str, Any], settings: AccessSettings, now: datetime) -> None:
    signed_in_at = claims.get("auth_time") or claims.get("iat")
    if not isinstance(signed_in_at, int | float):
        raise NotAdmitted("The sign-in does not say when it was made; sign in again.")
    at = datetime.fromtimestamp(signed_in_at, UTC)
    if at > now + CLOCK_SKEW or now - at > timedelta(hours=settings.hours):
        # A provider that keeps its own session would say the old time again, but for a sign-out.
        raise NotAdmitted(
            f"You signed in more than {settings.hours:g} hours ago; sign out, then sign in again."
        )


def _email(claims: Mapping[str, Any]) -> str:
    email = str(claims.get("email") or claims.get("preferred_username") or "").strip().lower()
    if "@" not in email:
        raise NotAdmitted("The identity provider did not give an e-mail address.")
    # Some providers write truth values as words.
    if str(claims.get("email_verified", True)).strip().lower() in ("false", "0", "no"):
        raise NotAdmitted(f"{email} was not verified by the identity provider.")
    return email


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, list | tuple) else []
