"""The audit: what all published numbers of one year prove together, and of whom."""
