"""How far a publishing is that somebody on the Data page waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import (
    ScriptRunContext,
    add_script_run_ctx,
    get_script_run_ctx,
)


@contextmanager
def publishing_bar(words: str) -> Iterator[Callable[[str, float], None]]:
    """Say what is going on and for how long; what it gives is told how far the publishing is."""
    with st.spinner(words, show_time=True):
        place = st.empty()
        try:
            yield partial(_show, place, get_script_run_ctx())
        finally:
            place.empty()


def _show(place: DeltaGenerator, context: ScriptRunContext | None, what: str, done: float) -> None:
    # From a thread of its own: one that runs the page is stopped where it writes as soon as its
    # reader clicks elsewhere, and what is being taken in would be lost.
    thread = threading.Thread(target=place.progress, args=(done, what))
    add_script_run_ctx(thread, context)
    thread.start()
    thread.join()
