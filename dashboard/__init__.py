"""Peer learning analytics for radiology, and an honest comparison with scored review."""
