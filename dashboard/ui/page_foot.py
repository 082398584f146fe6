"""The foot of every page: who is looking, through which role, and the way out."""

from __future__ import annotations

import streamlit as st

from dashboard.access.reader import Reader
from dashboard.access.roles import ROLES, WORDS, what_is_seen
from dashboard.ui.admission import SEEN_AS, sign_out
from dashboard.ui.markup import escaped, write

EVERY_ROLE = "everything"


def page_foot(reader: Reader) -> None:
    """Write who is looking; a local user may change the role they look through."""
    with st.container(key="page_foot", gap="xxsmall"):
        write(f'<p class="pl-foot">{escaped(_who(reader))}</p>')
        if reader.local:
            _role_switch()
        elif getattr(st.user, "is_logged_in", False):  # behind a proxy, signing out is the proxy's
            st.button("Sign out", type="tertiary", on_click=sign_out, key="sign_out")


def _who(reader: Reader) -> str:
    if not reader.local:
        names = ", ".join(WORDS[role].name for role in reader.roles)
        return f"Signed in as {reader.email}: {names}."
    if len(reader.roles) == len(ROLES):
        return (
            "Used on this machine alone, without sign-in, so every page is open. See the pages as "
            "one of their readers would:"
        )
    return f"Seen as one of the pages’ readers. {what_is_seen(reader.roles)}"


def _role_switch() -> None:
    # Without words of their own: a bound widget would put those into the link.
    st.pills(
        "See the pages as",
        options=[EVERY_ROLE, *ROLES],
        default=EVERY_ROLE,
        key=SEEN_AS,
        bind="query-params",
        persist_state="session",
        label_visibility="collapsed",
    )
