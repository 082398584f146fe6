"""The measures counted a second time, from the export files, by another hand.

pandas only; shares no code, SQL, layout or vocabulary file with the dashboard, so that an error in
one is not an error in both. `python -m tests.oracle FOLDER` prints the department's months.
"""
