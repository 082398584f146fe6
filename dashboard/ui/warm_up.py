"""Load what pages compute and draw with while nobody waits, so that the first reader does not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread

# Pages import these where they use them, which keeps the start short.
USED_LATER = (
    "plotly.graph_objects",
    "scipy.optimize",
    "scipy.stats",
    "dashboard.findings.comparison",
    "dashboard.findings.outcomes.specifications",
)


@asynccontextmanager
async def warm_up(_app: object) -> AsyncIterator[None]:
    """Begin to load as soon as the server is there; it answers meanwhile."""
    Thread(target=_load, name="warm-up", daemon=True).start()
    yield


def _load() -> None:
    for module in USED_LATER:
        import_module(module)
