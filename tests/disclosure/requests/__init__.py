"""Random requests, sent to every way an answer leaves by, each reply traced to the ledger."""
