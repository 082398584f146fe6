"""Pieces of a page, in the house look: what a page is put together from.

A page reads: `page_top`, `lens_bar`, then blocks, each a heading, one line that says what a mark
is, a chart, a source line with n, and the foot row Table · How this is calculated · Download CSV.
"""
