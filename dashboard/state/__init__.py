"""State that lasts: a home's tables brought to today's version, backed up and restored."""
