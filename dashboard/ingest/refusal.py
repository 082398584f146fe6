"""The one way ingest says no: a sentence that names the file, what was expected, what to do."""


class CannotTake(Exception):
    """An export that cannot be taken; nothing was changed. The message is for a coordinator."""
