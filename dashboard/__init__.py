"""Peer learning analytics for radiology: participation, themes and an honest comparison with scored review."""
