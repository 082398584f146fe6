"""Targets by person: who met the participation target? For the chair; nothing about cases."""

from dashboard.ui.department import open_department
from dashboard.ui.notes import empty_state, heading
from dashboard.ui.own_view import chairs_list
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import foot_row
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

department = open_department()
page = chairs_list(department)
page_top("Targets by person", page.finding, page.lead)

with block():
    if page.empty:
        empty_state("Nobody had a target", page.empty)
    else:
        heading("Everybody with a home in the program", "In the order of names.")
        wide_table(page.table, "Participation targets by person")
        foot_row(
            "targets_by_person",
            page.table,
            department.measures["radiologists_meeting_target"],
        )
