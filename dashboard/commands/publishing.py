"""Publishing as a command asks for it: imported only when there is a generation to publish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def publishing(progress: Callable[[str, float], None]) -> Callable[[Path, Path], None]:
    """Return what publishes a warehouse file to a readers' file and tells `progress` how far."""

    def publish(warehouse: Path, published: Path) -> None:
        from dashboard.publish import publish_generation

        publish_generation(
            warehouse,
            published,
            lambda words, share: progress(f"Publishing: {words}", share),
        )

    return publish
