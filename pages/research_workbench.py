"""Research workbench: what would a study of our own numbers say, and how is it written down?"""

import streamlit as st

from dashboard.ui.department import open_department
from dashboard.ui.page_top import page_top
from dashboard.ui.sql_tab import sql_tab
from dashboard.ui.workbench_analysis import workbench_analysis

top = st.container()
department = open_department()
analysis, ledger = st.tabs(["This department", "Ask in SQL"])

with analysis:
    said = workbench_analysis(department)
with top:
    page_top("Research workbench", said.finding, said.lead)
with ledger:
    sql_tab(department)
