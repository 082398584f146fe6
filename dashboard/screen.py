"""What is drawn for each reader: sign-in if asked for, else the page they chose."""

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
    from dashboard.ui.admission import admit
    from dashboard.ui.department import current_department
    from dashboard.ui.first_steps import first_steps, home_problem
    from dashboard.ui.navigation import navigation
    from dashboard.ui.nothing_yet import nothing_yet
    from dashboard.ui.page_fault import page_fault
    from dashboard.ui.page_foot import page_foot
    from dashboard.ui.part import drawn_for
    from dashboard.ui.sheet import sheet
    from dashboard.ui.sign_in import sign_in

    st.set_page_config(
        page_title="Peer learning", page_icon=str(ROOT / "dashboard/ui/icon.svg"), layout="wide"
    )
    st.logo(str(ROOT / "dashboard/ui/logo.svg"), size="medium")
    admission = admit()
    drawn_for(admission.reader)
    page = navigation(admission.reader)
    with sheet():
        if admission.reader is None:
            sign_in(admission)
            return
        problem = home_problem()
        department = None if problem else current_department()
        if department is None:
            first_steps(admission.reader, page, problem)
            return
        try:
            if not nothing_yet(admission.reader, page, department):
                page.run()
        except Exception as error:
            page_fault(error)
        page_foot(admission.reader)


if __name__ == "__main__":
    main()
