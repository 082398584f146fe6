"""What a reader sees who may not see pages: the way to sign in, or why not."""

from __future__ import annotations

import streamlit as st

from dashboard.ui.admission import Admission, sign_out
from dashboard.ui.notes import empty_state
from dashboard.ui.page_top import page_top


def sign_in(admission: Admission) -> None:
    """Write the page in place of all others until somebody with a role has signed in."""
    page_top(
        "Peer learning",
        "Sign in to see your program." if admission.may_sign_in else "These pages are closed.",
        "What you see follows your role. Nobody’s cases, scores or errors are shown by person "
        "to anyone.",
    )
    if admission.why_not:
        empty_state("You cannot be let in", admission.why_not)
    with st.container(horizontal=True):
        if admission.may_sign_in and not admission.signed_in:
            st.button("Sign in", type="primary", on_click=st.login, key="sign_in")
        if admission.signed_in:
            st.button("Sign out", on_click=sign_out, key="sign_out")
