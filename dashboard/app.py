"""The server. Start it from the project's folder: python -m streamlit run dashboard/app.py.

What is drawn is in screen.py. Here stands what must hold before anything is: who may reach the
port, how people sign in, and what a browser is told to refuse.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

# Streamlit puts this file's folder on the path, not the project's.
if (root := str(Path(__file__).resolve().parent.parent)) not in sys.path:
    sys.path.insert(0, root)

from dashboard.ui.browser_rules import BrowserRules
from dashboard.ui.files_for_readers import FilesForReaders
from dashboard.ui.one_account import OneAccount
from dashboard.ui.opening import settings_to_open_with
from dashboard.ui.warm_up import warm_up

app = st.App(
    Path(__file__).with_name("screen.py"),
    secrets=settings_to_open_with(),
    middleware=[Middleware(BrowserRules), Middleware(OneAccount), Middleware(FilesForReaders)],
    lifespan=warm_up,
)
