"""Research workbench: what would a study of our own numbers say, and how is it written down?"""

import streamlit as st

from dashboard.ui.department import open_department
from dashboard.ui.own_file_tab import own_file_tab
from dashboard.ui.page_top import page_top
from dashboard.ui.planning_tab import planning_tab
from dashboard.ui.sql_tab import sql_tab
from dashboard.ui.workbench_analysis import workbench_analysis

top = st.container()
department = open_department()
analysis, ledger, own, plan = st.tabs(
    ["This department", "Ask in SQL", "Your own file", "Plan a study"]
)

with analysis:
    said = workbench_analysis(department)
with top:
    page_top("Research workbench", said.finding, said.lead)
with ledger:
    sql_tab(department)
with own:
    own_file_tab()
with plan:
    planning_tab(department)
