"""Rows for research under the department's approval: no person, no day, nobody alone."""
