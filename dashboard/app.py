"""The dashboard. Start it from the project's folder: python -m streamlit run dashboard/app.py."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Draw the page a reader asked for, or what to do first if there is no department yet."""
    # Streamlit puts this file's folder on the path, not the project's.
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from dashboard.ui.department import current_department
    from dashboard.ui.first_steps import first_steps, home_problem
    from dashboard.ui.navigation import navigation
    from dashboard.ui.page_fault import page_fault
    from dashboard.ui.sheet import sheet

    st.set_page_config(
        page_title="Peer learning", page_icon=str(ROOT / "dashboard/ui/icon.svg"), layout="wide"
    )
    st.logo(str(ROOT / "dashboard/ui/logo.svg"), size="medium")
    page = navigation()
    with sheet():
        problem = home_problem()
        if problem or current_department() is None:
            first_steps(problem)
            return
        try:
            page.run()
        except Exception as error:
            page_fault(error)


if __name__ == "__main__":
    main()
