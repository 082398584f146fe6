"""The error every analysis raises when the numbers given cannot answer the question."""


class CannotCompute(ValueError):
    """The input cannot be analysed; the message says in one plain sentence what and why."""
