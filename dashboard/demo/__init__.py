"""The demo department: invented export files as real systems write them, effects planted in them.

Counts come first (`monthly_counts`), rows after (`scored_reviews`, `cases`), files last
(`export_files`): what the files add up to is decided before any row is drawn, and each step draws
from its own random stream.
"""
