"""A funnel plot as rows: one a group, with its limits and signal, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.analysis.funnel import Funnel

FUNNEL_COLUMNS = [
    "group", "x", "n", "y", "target", "lower95", "upper95", "lower998", "upper998", "z", "phi",
    "tau2", "signal", "note",
]  # fmt: skip


def funnel_words(computed: Funnel) -> list[str]:
    """Which limits are drawn, and what the computation says of itself."""
    named = computed.limits
    if named == "overdispersed":
        named = f"overdispersed, on the {computed.scale} scale"
    return [f"Limits: {named}.", f"{computed.note.capitalize()}." if computed.note else ""]


def funnel_rows(
    computed: Funnel, groups: list[str], x: list[float | None], n: list[float | None]
) -> list[dict[str, Any]]:
    """A row a group; x and n: its count and denominator, None where not known."""
    return [
        {
            "group": group,
            "x": x[row],
            "n": n[row],
            "y": computed.value[row],
            "target": computed.target,
            "lower95": computed.lower95[row],
            "upper95": computed.upper95[row],
            "lower998": computed.lower998[row],
            "upper998": computed.upper998[row],
            "z": computed.z[row],
            "phi": computed.phi,
            "tau2": computed.tau2,
            "signal": computed.signal[row],
            "note": "; ".join(part for part in (computed.notes[row], computed.note) if part),
        }
        for row, group in enumerate(groups)
    ]
