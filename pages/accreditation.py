"""Accreditation: the four items a peer learning program reports each year."""

import streamlit as st

from dashboard.findings.accreditation import accreditation
from dashboard.ui.accreditation_parts import accreditation_download, accreditation_parts
from dashboard.ui.department import found, is_demo, open_department
from dashboard.ui.lens_bar import lens_bar, whole_department
from dashboard.ui.notes import said
from dashboard.ui.page_top import page_top

top = st.container()
department = open_department()
lens, sentences = lens_bar(department)
page = found(accreditation, department, lens)
with top:
    page_top("Accreditation", page.finding, page.lead)
said((*sentences, *whole_department(lens)))
accreditation_download(page, department.as_of or lens.end, is_demo())
accreditation_parts(page)
