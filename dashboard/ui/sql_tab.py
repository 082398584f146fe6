"""The tab with the SQL box: the schema beside it, statements to begin from, an answer to take."""

from __future__ import annotations

import streamlit as st

from dashboard.findings.table import Table
from dashboard.published.open import Published
from dashboard.published.sql_box import SqlAnswer, ask, box_tables, examples
from dashboard.ui.admission import acting_home
from dashboard.ui.download import download_rows
from dashboard.ui.markup import escaped, write
from dashboard.ui.notes import empty_state, heading, prose, source_line
from dashboard.ui.part import is_still_theirs, part
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

MARK = (
    "One select over the published ledger alone: 1,000 rows, 4 seconds. It reaches no file, no "
    "network and no setting, and the ledger holds nothing about a person."
)


@part
def sql_tab(department: Published) -> None:
    """Write the tab; it reruns by itself."""
    with block():
        heading("Ask the ledger in SQL", MARK)
        box, beside = st.columns([3, 2], gap="large")
        with box:
            _box(department)
        with beside:
            _schema()
    answer: SqlAnswer | None = st.session_state.get("sql_answer")
    if answer is not None:
        _answer(answer)


def _box(department: Published) -> None:
    if "sql_text" not in st.session_state:
        st.session_state["sql_text"] = examples()[0].sql
    st.text_area("SQL", key="sql_text", height=260)
    with st.container(horizontal=True, gap="small", key="sql_actions"):
        st.button("Run", key="run_sql", type="primary", on_click=_run, args=(department,))
    source_line("Begin from one of these:")
    with st.container(gap="xxsmall", key="sql_examples"):
        for place, example in enumerate(examples()):
            st.button(
                example.title, key=f"sql_example_{place}", type="tertiary",
                on_click=_use, args=(department, example.sql),
            )  # fmt: skip


def _use(department: Published, sql: str) -> None:
    st.session_state["sql_text"] = sql
    _run(department)


def _run(department: Published) -> None:
    if not is_still_theirs():  # a click is answered before the part is drawn
        return
    answer = ask(department.path, st.session_state["sql_text"])
    st.session_state["sql_answer"] = answer
    acting_home().record("query", rows=len(answer.frame), refused=bool(answer.refused))


def _schema() -> None:
    for table in box_tables():
        rows = "".join(
            f"<dt>{escaped(column)}</dt><dd>{escaped(words)}</dd>"
            for column, words in table.columns
        )
        with st.expander(f"**{table.name}** · {table.grain}", expanded=table.name == "ledger"):
            write(f'<dl class="pl-facts">{rows}</dl>')


def _answer(answer: SqlAnswer) -> None:
    with block():
        heading("The answer")
        if answer.refused:
            empty_state("Not run, or stopped", answer.refused)
            return
        if answer.frame.empty:
            empty_state("No rows", "The statement ran and found nothing.")
            return
        wide_table(Table("ledger_query", answer.frame, answer.frame), "Rows found")
        cut = " There are more; only the first 1,000 are given." if answer.cut else ""
        prose((f"{len(answer.frame):,} rows.{cut}",))
        download_rows("Download CSV", answer.frame, "ledger_query", key="csv_sql")
