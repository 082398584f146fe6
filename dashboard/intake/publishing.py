"""How a generation that the screen made is published: by the one gate, as on the command line."""

from __future__ import annotations

from pathlib import Path


def publish(warehouse: Path, published: Path) -> None:
    """Publish the warehouse file `warehouse` into a new readers' file `published`."""
    # Imported when there is something to publish: it brings every measure with it.
    from dashboard.publish import publish_generation

    publish_generation(warehouse, published)
