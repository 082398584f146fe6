"""My participation: what did I put forward, what did I receive, do I meet my target?"""

from functools import partial

from dashboard.charts.frame import Reading
from dashboard.charts.lines import Line, labelled_lines
from dashboard.findings.own_participation import PUT_FORWARD, RECEIVED
from dashboard.ui.department import open_department
from dashboard.ui.notes import empty_state, heading, note, source_line
from dashboard.ui.own_view import own_view
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import chart_panel, foot_row
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

department = open_department()
view = own_view(department)
page = view.page
measures = department.measures

if page is None:
    page_top("My participation", "This page does not know who you are.", "")
    empty_state("Nobody to show", view.why_not)
else:
    page_top("My participation", page.finding, page.lead)
    if view.made_up:
        note(
            "A made-up person", (f"The demo department shows {view.made_up}, who does not exist.",)
        )
    if page.empty:
        empty_state("Nothing of yours was published", page.empty)
    else:
        with block():
            chart_panel(
                "own",
                "Put forward and received",
                "Each month, by the day of submission and the day feedback was sent.",
                partial(
                    labelled_lines,
                    page.points,
                    (Line(PUT_FORWARD, "focus"), Line(RECEIVED, "second")),
                    Reading(decimals=0),
                ),
                page.alt,
                "Peer-learning case and feedback exports, your own rows alone.",
                page.periods,
                measures["radiologists_meeting_target"],
            )
        with block():
            heading("Your target", "Periods that are over, newest first.")
            wide_table(page.periods, "Your target, period by period", rows=8)
            foot_row("own_periods", page.periods, measures["radiologists_meeting_target"])
        for key, title, table in (
            ("received", "What colleagues showed you", page.received),
            ("forward", "What you put forward", page.put_forward),
        ):
            with block():
                heading(title, "Learning points in their own words, newest first.")
                wide_table(table, title, rows=10)
                source_line(
                    "Free text is cleared of patient details by rules, which can miss some."
                )
                foot_row(
                    f"own_{key}", table, method="Cases as exported, patient details taken out."
                )
