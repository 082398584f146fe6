"""The command line: whatever a page shows, a command prints."""
