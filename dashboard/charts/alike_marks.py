"""Marks that look alike as one trace: a browser takes as long for each trace as for its marks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

POINTS = ("x", "y")
OF_EACH_DOT = ("hovertemplate", "text", "customdata")


def alike_as_one(traces: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the traces with those of one look joined, each at the place of its first.

    Lines that nothing is read off are joined with a gap between, dots with what each says. Where
    an area is filled up to the line before it, the order is kept and nothing is joined.
    """
    if any("fill" in trace for trace in traces):
        return list(traces)
    joined: dict[str, dict[str, Any]] = {}
    for number, trace in enumerate(traces):
        look = _look(trace) or f"trace {number}"
        joined[look] = _join(joined[look], trace) if look in joined else trace
    return list(joined.values())


def _look(trace: dict[str, Any]) -> str:
    """Return all that makes a mark look as it does, an empty text for one that stays alone."""
    if trace["type"] != "scatter":
        return ""
    if trace.get("mode") == "lines" and trace.get("hoverinfo") == "skip":
        return _said_of(trace, POINTS)
    one_dot = trace.get("mode") == "markers" and len(trace["x"]) == 1
    return _said_of(trace, (*POINTS, *OF_EACH_DOT)) if one_dot else ""


def _said_of(trace: dict[str, Any], apart_from: Iterable[str]) -> str:
    look = {name: value for name, value in trace.items() if name not in apart_from}
    carried = sorted(set(trace) & set(OF_EACH_DOT))
    try:
        return json.dumps([look, carried], sort_keys=True)
    except TypeError:  # an array in it: of its own kind
        return ""


def _join(first: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    gap = [None] if first["mode"] == "lines" else []
    points = {name: [*_values(first[name]), *gap, *_values(other[name])] for name in POINTS}
    said = {
        name: [*_said(first, name), *_said(other, name)]
        for name in OF_EACH_DOT
        if name in first and first["mode"] == "markers"
    }
    return {**first, **points, **said}


def _said(trace: dict[str, Any], name: str) -> list[Any]:
    """Return what is said of each dot: one word for a lone dot stands by itself."""
    value = trace[name]
    return [value] if isinstance(value, str) else _values(value)


def _values(values: Any) -> list[Any]:
    return list(np.asarray(values, dtype=object)) if hasattr(values, "dtype") else list(values)
