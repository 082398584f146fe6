"""Who is looking: the local user, or whoever the identity provider or proxy vouches for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard.access.ended_sign_ins import end_sign_in, has_ended
from dashboard.access.listening import why_not_alone
from dashboard.access.reader import (
    NotAdmitted,
    Reader,
    local_reader,
    proxied_reader,
    signed_in_reader,
)
from dashboard.access.roles import ROLES, Role
from dashboard.access.settings import AccessSettings, read_access
from dashboard.home import Home, HomeProblem, locate
from dashboard.ui.opening import asked_for_sign_in

StillAdmitted = Callable[[], None]
NOBODY = "nobody"
LONGEST_WHO = 200
SEEN_AS = "seen_as"
"""The state and link parameter that holds the role a local user looks through."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether this session may see pages: its reader, or None and why.

    `may_sign_in`: signing in would help; `signed_in`: somebody is, and may sign out.
    """

    reader: Reader | None
    why_not: str = ""
    may_sign_in: bool = False
    signed_in: bool = False


def admit() -> Admission:
    """Return who this session's reader is. Settings that cannot be read let nobody in."""
    try:
        settings = read_access(locate())
    except HomeProblem as problem:
        return Admission(None, str(problem))
    admission = _admitted(settings)
    if admission.reader is not None:
        _write_down(admission.reader)
    return admission


def sign_out() -> None:
    """End this session's sign-in, in every window that has it, and write it down."""
    claims = st.user.to_dict()
    end_sign_in(claims)
    locate().record("sign-out", who=_called(claims))
    st.logout()


def acting_home() -> Home:
    """Return the home, for what this session's reader does: the audit trail then names them.

    Without sign-in it names the account that runs the server, as commands do.
    """
    reader = admit().reader
    if reader is not None and reader.local:
        return locate()
    return replace(locate(), who=reader.who if reader else NOBODY)


def still_admitted() -> StillAdmitted:
    """Return what raises NotAdmitted once this session's reader would not be let in as now.

    It asks again without the session: a file is made when its button is clicked, by itself.
    """
    settings = read_access(locate())
    headers = st.context.headers if settings.sign_in == "proxy" else {}
    claims = st.user.to_dict() if settings.sign_in == "provider" else {}
    reader = _vouched_for(settings, headers, claims)

    def still() -> None:
        now = read_access(locate())
        if now.sign_in != settings.sign_in or _vouched_for(now, headers, claims) != reader:
            raise NotAdmitted("Who may see this page has changed; open it again.")

    return still


def _vouched_for(
    settings: AccessSettings, headers: Mapping[str, str], claims: Mapping[str, Any]
) -> Reader | None:
    if settings.sign_in == "proxy":
        return proxied_reader(headers, settings)
    return signed_in_reader(claims, settings) if settings.sign_in == "provider" else None


def _admitted(settings: AccessSettings) -> Admission:
    if settings.sign_in == "none":
        host, client = st.context.headers.get("Host"), st.context.ip_address
        # A session that no browser opened has neither, whatever Streamlit puts in their place.
        why_not = why_nobody_is_local(*(x if isinstance(x, str) else "" for x in (host, client)))
        if why_not:
            return Admission(None, why_not)
        return Admission(local_reader(settings, _seen_as()))
    if settings.sign_in == "proxy":
        try:
            return Admission(proxied_reader(st.context.headers, settings), signed_in=True)
        except NotAdmitted as refused:
            # Whoever came past the proxy may have put any name into its headers.
            _write_down_once("sign-in refused", refused.who or NOBODY)
            return Admission(None, str(refused))
    if not st.user.is_logged_in:
        return Admission(None, "", may_sign_in=True)
    claims = st.user.to_dict()
    try:
        return Admission(signed_in_reader(claims, settings), signed_in=True)
    except NotAdmitted as refused:
        if has_ended(claims):
            return Admission(None, str(refused), may_sign_in=True)
        _write_down_once("sign-in refused", _called(claims))
        return Admission(None, str(refused), may_sign_in=True, signed_in=True)


def _called(claims: Mapping[str, Any]) -> str:
    return str(claims.get("email") or NOBODY)[:LONGEST_WHO]


def why_nobody_is_local(host: str, client: str) -> str:
    """Return why whoever comes without sign-in is not taken for this machine's own user.

    `host` is what the browser was told to open, `client` where it is; either may be empty.
    """
    if asked_for_sign_in():
        return (
            "Sign-in was set up when this server was started, and access.toml does not ask for it "
            "now: put it back, or start the server again."
        )
    if locate().is_demo:  # nobody in it exists
        return ""
    return why_not_alone(host, client)


def _seen_as() -> Role | None:
    """Return the role chosen at the foot of the page, or in the link; None for every role."""
    chosen = st.session_state.get(SEEN_AS) or st.query_params.get(SEEN_AS)
    return next((role for role in ROLES if role == chosen), None)


def _write_down(reader: Reader) -> None:
    """Put a sign-in into the audit trail; local use is none."""
    if not reader.local:
        _write_down_once("sign-in", reader.who, roles=list(reader.roles))


def _write_down_once(event: str, who: str, **facts: Any) -> None:
    """Put one line into the audit trail a session, event and person."""
    if st.session_state.get("written_down") != (event, who):
        locate().record(event, who=who, **facts)
        st.session_state["written_down"] = (event, who)
