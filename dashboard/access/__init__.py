"""Who may see what: roles, the settings of sign-in, and the reader behind a session."""
