"""What a reader sees before the first export was taken: what would fill the pages, and how."""

from __future__ import annotations

from dashboard.home import HomeProblem, locate
from dashboard.ui.department import current_department
from dashboard.ui.notes import empty_state
from dashboard.ui.page_top import page_top

FIRST_COMMANDS = (
    "python -m dashboard ingest YOUR_EXPORTS",
    "python -m streamlit run dashboard/app.py",
)


def home_problem() -> str:
    """Return one sentence if the home cannot be used, else an empty text."""
    try:
        current_department()
    except HomeProblem as problem:
        return str(problem)
    return ""


def first_steps(problem: str) -> None:
    """Write the empty state; `problem` is what is wrong with the home, if anything is."""
    page_top(
        "Peer learning",
        "There is no department to show yet.",
        "Every page is computed from your own systems’ exports, on this machine; none has been "
        "taken in so far.",
    )
    if problem:
        empty_state("The home cannot be used", problem)
        return
    empty_state(
        f"No published data in {locate().path}",
        "A peer-learning case export fills the Overview, Participation and Learning themes; a "
        "roster adds who could have taken part, exam volumes the rates per 1,000 exams, and a "
        "scored-review export the comparison. Take them in, all at once or one by one, then start:",
        FIRST_COMMANDS,
    )
