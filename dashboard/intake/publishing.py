"""How a generation that the screen made is published: by the one gate, as on the command line."""

from __future__ import annotations

from pathlib import Path

from dashboard.own_data.refusal import WrongInput


def publish(warehouse: Path, published: Path) -> None:
    """Publish the warehouse file `warehouse` into a new readers' file `published`."""
    # Imported when there is something to publish: it brings every measure with it.
    from dashboard.publish import publish_generation

    publish_generation(warehouse, published)


def publish_and_restate(warehouse: Path, published: Path) -> None:
    """Publish what whoever keeps the home said of words: closed months are restated with it.

    Tables whose change would tell of a few people stand as first published, and where all would
    the rows are held.
    """
    from dashboard.publish import publish_generation
    from dashboard.publish.restating import EVERY, read_period
    from dashboard.publish.setting_up import keeps_what_is_published
    from dashboard.published_folder import home_of

    if not keeps_what_is_published(home_of(published)):  # nothing has closed: all is counted anew
        publish_generation(warehouse, published)
        return
    try:
        every = read_period(EVERY, "words mapped on the Data page")
        publish_generation(warehouse, published, restate=every)
    except WrongInput:  # refused, or no number would change
        publish_generation(warehouse, published)
