"""What a reader sees before the first export was taken: what would fill the pages, and how."""

from __future__ import annotations

from streamlit.navigation.page import StreamlitPage

from dashboard.access.reader import Reader
from dashboard.command_line import PROGRAM
from dashboard.home import HomeProblem, locate
from dashboard.schema_version import other_version
from dashboard.ui.department import current_department
from dashboard.ui.exports_drop import exports_drop
from dashboard.ui.navigation import entry_of
from dashboard.ui.notes import empty_state
from dashboard.ui.page_top import page_top
from dashboard.ui.ways_in import way_to

INGEST = f"{PROGRAM} ingest FOLDER"
WHERE = {
    True: "Drop them below, or take in a whole folder from the command line:",
    False: "Drop them on the Data page, or take in a whole folder from the command line:",
}


def home_problem() -> str:
    """Return one sentence if the home cannot be used, else an empty text."""
    try:
        pointer = locate().current()
        if pointer is not None and (other := other_version(pointer.version, locate().path)):
            return other
        current_department()
    except HomeProblem as problem:
        return str(problem)
    return ""


def first_steps(reader: Reader, page: StreamlitPage, problem: str) -> None:
    """Write the empty state; `problem` is what is wrong with the home, if anything is.

    The Data page takes the first exports; every other page leads there.
    """
    page_top(
        page.title,
        "There is no department to show yet.",
        "Every page is computed from your own systems’ exports, on this machine; none has been "
        "taken in so far.",
    )
    if problem:
        empty_state("The home cannot be used", problem)
        return
    data = entry_of("data.py")
    takes_files = reader.may_see(data.url_path)
    here = takes_files and page.url_path == data.url_path
    empty_state(
        f"No published data in {locate().path}",
        "Two files show a first figure: the peer-learning cases and a roster, since a number is "
        "shown only where enough radiologists could stand behind it. Exam volumes add the rates "
        "per 1,000 exams, feedback the loop, a scored-review export the comparison. "
        f"{WHERE[here]}",
        (INGEST,),
    )
    if here:
        exports_drop(None)
    elif takes_files:
        way_to(data.file, "Drop your exports on the Data page")
