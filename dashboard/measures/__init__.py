"""Measures: one file under queries/measures is one measure, its header says what it means."""
