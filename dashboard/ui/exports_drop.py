"""Take in this month's exports: drop files, see what each is, try it, take it in."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.command_line import PROGRAM
from dashboard.findings.received import TABLE_WORDS
from dashboard.findings.table import Table
from dashboard.home import Home, HomeProblem, create_home
from dashboard.intake.drop import Drop, DroppedFile
from dashboard.intake.looking import LookedAt
from dashboard.intake.refused import Refused
from dashboard.intake.taking import RejectedRows, Taken
from dashboard.intake.uploads import Upload
from dashboard.published.open import Published
from dashboard.ui.admission import acting_home, admit, still_admitted
from dashboard.ui.department import is_demo
from dashboard.ui.dry_run import dry_run
from dashboard.ui.mapping_assistant import mapping_assistant
from dashboard.ui.markup import escaped, write
from dashboard.ui.notes import heading, said, source_line
from dashboard.ui.part import part
from dashboard.ui.publishing_bar import publishing_bar
from dashboard.ui.sheet import block
from dashboard.ui.ways_in import way_to
from dashboard.ui.wide_table import wide_table

KINDS = ["csv", "tsv", "tab", "txt", "psv", "json", "jsonl", "ndjson", "parquet"]
KINDS += ["xlsx", "xlsm", "xlsb", "xls", "ods", "zip", "gz"]
STATES = {"known": "Recognised", "asks": "Asks you", "unknown": "Not known yet"}
MARK = (
    "Drop the files as your systems wrote them, all at once or one by one. Each is told by its "
    "columns; one from a new system is mapped here, step by step."
)
HERE = "Only for whoever sits at this machine: the server answers no other, and nothing leaves it."
SENT = "What you drop is sent to the server of your department, and nothing leaves that."
KEPT = (
    "A dropped file is on the disk only while it is being read, in a folder that no other account "
    f"reads; what is kept are the rows that were taken. Files over 200 MB: `{PROGRAM} ingest FILE`."
)
IN_THE_DEMO = (
    "This is the demo department: it takes files that name its made-up people, and what you take "
    "in is gone when it is built anew. Your own files need a home of their own."
)
HANDED_OVER = b"These rows were handed over once; take the file in again to have them once more.\n"


def exports_drop(department: Published | None) -> None:
    """Write the block: the place to drop files, what was made of each, and what to do next.

    Without a department the first files dropped make its home.
    """
    with block():
        heading("Take in this month’s exports" if department else "Take in your exports", MARK)
        known = department.axes if department else {}
        _drop_area(acting_home(), {axis: known.get(axis, ()) for axis in ("site", "section")})
        source_line(" ".join(_where_it_goes()))


@part
def _drop_area(home: Home, places: dict[str, tuple[str, ...]]) -> None:
    drop = _drop()
    _receipts(home, drop)
    st.file_uploader(
        "Export files",
        type=KINDS,
        accept_multiple_files=True,
        key=_uploader(),
        on_change=_keep,
        args=(home,),
        label_visibility="collapsed",
    )
    if drop.problem:
        said([drop.problem])
    for file in drop.files:
        _file(home, drop, file, places)
    if drop.ready and drop.open is None:
        _ready_files(home, drop)
    elif drop.ready:
        source_line("What is recognised can be taken in once the mapping is saved, or closed.")


def _where_it_goes() -> list[str]:
    """Return in sentences what becomes of a dropped file."""
    reader = admit().reader
    here = HERE if reader is not None and reader.local else SENT
    return [*([IN_THE_DEMO] if is_demo() else []), here, KEPT]


def _drop() -> Drop:
    drop: Drop = st.session_state.setdefault("exports_dropped", Drop())
    return drop


def _uploader() -> str:
    """Return the uploader's key: a new one after each drop, so that it holds nothing."""
    return f"exports_uploader_{st.session_state.setdefault('exports_drops', 0)}"


def _keep(home: Home) -> None:
    """Take the bytes over from the uploader, which forgets them, and look at each file."""
    files = st.session_state.get(_uploader()) or []
    if not home.key_path.exists() and not _made(home):
        return
    uploads = [Upload(file.name, file.getvalue()) for file in files]
    _forget([file.file_id for file in files])
    st.session_state["exports_drops"] += 1
    _drop().add(home, uploads)


def _made(home: Home) -> bool:
    """Make the home the first files go into; say so on the page if that cannot be."""
    try:
        create_home(home.path)
    except HomeProblem as problem:
        _drop().problem = str(problem)
        return False
    return True


def _forget(file_ids: list[str]) -> None:
    """Have Streamlit drop its own copies now: it would keep them until the session ends."""
    context = get_script_run_ctx()
    manager = context.uploaded_file_mgr if context else None
    if context and isinstance(manager, MemoryUploadedFileManager):
        for file_id in file_ids:
            manager.remove_file(context.session_id, file_id)


def _file(home: Home, drop: Drop, file: DroppedFile, places: dict[str, tuple[str, ...]]) -> None:
    with st.container(key=f"export_{file.number}", gap="xsmall"):
        if file.problem:
            write(_state_line(file.upload.name, "Cannot be read", file.problem))
        for look in file.looks:
            write(_state_line(look.called, STATES[look.state], _why(file, look)))
        with st.container(horizontal=True, gap="small", key=f"foot_export_{file.number}"):
            for place, look in enumerate(file.looks):
                _opener(drop, file, place, look)
            if st.button("Remove", type="tertiary", key=f"remove_{file.number}"):
                drop.remove(file.number)
                st.rerun(scope="fragment")
        if drop.open and drop.open[0] == file.number:
            mapping_assistant(home, drop, file, drop.open[1], places)


def _why(file: DroppedFile, look: LookedAt) -> str:
    rows = f"{look.rows:,}{' or more' if look.more else ''} rows. "
    left_out = look.state == "unknown" and file.ready
    return rows + look.why + (" It is left out." if left_out else "")


def _state_line(name: str, state: str, why: str) -> str:
    return (
        f'<div class="pl-export"><b>{escaped(name)}</b><span>{escaped(state)}</span>'
        f"<p>{escaped(why)}</p></div>"
    )


def _opener(drop: Drop, file: DroppedFile, place: int, look: LookedAt) -> None:
    if drop.open == (file.number, place):
        return
    words = "Change the mapping" if look.state == "known" else "Map the columns"
    which = f" of {look.text.sheet}" if look.text.sheet and len(file.looks) > 1 else ""
    if st.button(f"{words}{which}", type="tertiary", key=f"open_{file.number}_{place}"):
        drop.open = (file.number, place)
        st.rerun(scope="fragment")


def _ready_files(home: Home, drop: Drop) -> None:
    """Write the two things to do with what is recognised: try it, take it in."""
    count = len(drop.ready)
    files = "the file" if count == 1 else f"{count} files"
    with st.container(horizontal=True, gap="small", key="exports_to_do"):
        trying = st.button("Dry run", key="exports_try")
        taking = st.button(f"Take in {files}", type="primary", key="exports_take")
    try:
        if trying:
            with st.spinner("Trying: nothing is kept", show_time=True):
                drop.try_all(home)
        if taking:
            with publishing_bar("Taking in and publishing") as tell:
                drop.take_ready(home, tell)
    except Refused as refused:
        said([str(refused)])
        return
    if taking:
        st.rerun(scope="app")
    for tried in drop.tried.get(drop.all_ready, ()):
        dry_run(tried)


def _receipts(home: Home, drop: Drop) -> None:
    """Write what was taken since the last drop, with the rows that were not, once."""
    for number, taken in enumerate(drop.taken):
        last = number == len(drop.taken) - 1
        said([taken.in_words, *taken.beside, *(taken.still_wanted if last else ())])
        wide_table(_receipt_table(taken), "Receipt")
        for rejected in taken.rejected:
            _hand_over(home, rejected, f"rejected_{number}_{rejected.name}")
    if any(taken.new for taken in drop.taken):
        way_to("overview.py", "See it on the Overview")


def _receipt_table(taken: Taken) -> Table:
    rows = pd.DataFrame(
        {
            "File": [one.file for one in taken.receipts],
            "What it holds": [TABLE_WORDS.get(one.table, one.table) for one in taken.receipts],
            "Read": [one.read for one in taken.receipts],
            "New": [one.accepted for one in taken.receipts],
            "Same": [one.duplicate for one in taken.receipts],
            "Changed": [one.superseded for one in taken.receipts],
            "Rejected": [one.rejected for one in taken.receipts],
            "Texts redacted": [one.redacted for one in taken.receipts],
            "Notes": ["; ".join(one.notes) for one in taken.receipts],
        }
    )
    counts = ["Read", "New", "Same", "Changed", "Rejected", "Texts redacted"]
    return Table("receipt", rows, rows, dict.fromkeys(counts, "{:,}"))


def _hand_over(home: Home, rejected: RejectedRows, key: str) -> None:
    given = st.session_state.setdefault("rejected_rows_given", set())
    still = still_admitted()

    def once() -> bytes:
        still()
        if key in given:
            return HANDED_OVER
        content = rejected.hand_over(home)
        given.add(key)
        return content

    st.download_button(
        "Download the rejected rows, to correct them (once: they are not kept)",
        once,
        file_name=rejected.name,
        mime="text/csv",
        on_click="ignore",
        key=key,
    )
