"""The warehouse: one immutable DuckDB file a generation, every row with the export it came from."""
