"""A figure while it is drawn: plain marks and settings, which plotly checks once, at the end.

Plotly checks each mark as it is added, and all words and lines again with each new one; a page
with a dozen figures then waits four times as long for them.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard.charts.alike_marks import alike_as_one


class Drawing:
    """The traces, shapes and words of a figure, in the order in which they are drawn."""

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        self._traces: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []
        self._layout: dict[str, Any] = {"xaxis": {}, "yaxis": {}}

    def add_scatter(self, **trace: Any) -> None:
        """Draw dots or a line."""
        self._traces.append({"type": "scatter", **trace})

    def add_bar(self, **trace: Any) -> None:
        """Draw bars."""
        self._traces.append({"type": "bar", **trace})

    def add_shape(self, **shape: Any) -> None:
        """Draw a line or an area that no axis counts."""
        self._shapes.append(shape)

    def add_annotation(self, **words: Any) -> None:
        """Set words."""
        self._annotations.append(words)

    def update_layout(self, **settings: Any) -> None:
        """Change settings of the whole figure; a dictionary changes only what it names."""
        _merge(self._layout, settings)

    def update_xaxes(self, **settings: Any) -> None:
        """Change settings of the x axis."""
        _merge(self._layout["xaxis"], settings)

    def update_yaxes(self, **settings: Any) -> None:
        """Change settings of the y axis."""
        _merge(self._layout["yaxis"], settings)

    def figure(self) -> go.Figure:
        """Return the figure. Raises ValueError where plotly knows no such mark or setting."""
        marks = {"shapes": self._shapes, "annotations": self._annotations}
        traces = alike_as_one(self._traces)
        return go.Figure({"data": traces, "layout": {**self._layout, **marks}})


def _merge(known: dict[str, Any], settings: dict[str, Any]) -> None:
    for name, setting in settings.items():
        if isinstance(setting, dict) and isinstance(known.get(name), dict):
            _merge(known[name], setting)
        else:
            known[name] = dict(setting) if isinstance(setting, dict) else setting
