"""The colours of a figure, by role.

Blue is peer learning or now, grey is scored review or before, ochre says "look here" and is
neither good nor bad. The same builders draw for the screen and for paper: only the palette
differs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour a role; `diverging` holds ten flat steps, from fewer (stone) to more (blue)."""

    focus: str
    legacy: str
    signal: str
    ink: str
    muted: str
    rule: str
    focus_tint: str
    legacy_tint: str
    paper: str
    second: str
    diverging: tuple[str, ...]

    @property
    def categorical(self) -> tuple[str, ...]:
        """The ten roles in the order of `chartCategoricalColors` in .streamlit/config.toml."""
        return (
            self.focus,
            self.legacy,
            self.signal,
            self.ink,
            self.muted,
            self.rule,
            self.focus_tint,
            self.legacy_tint,
            self.paper,
            self.second,
        )


# On screen these are stand-ins: Streamlit's theme swaps them in the browser for the colours of
# the appearance in use, wherever they stand in a figure. Outside the browser they are near-black.
SCREEN = Palette(
    focus="#000001",
    legacy="#000002",
    signal="#000003",
    ink="#000004",
    muted="#000005",
    rule="#000006",
    focus_tint="#000007",
    legacy_tint="#000008",
    paper="#000009",
    second="#000010",
    diverging=tuple(f"#0000{step}" for step in range(21, 31)),
)

PAPER = Palette(
    focus="#12436D",
    legacy="#8A939E",
    signal="#B4530A",
    ink="#14202B",
    muted="#55606B",
    rule="#DFE3E8",
    focus_tint="#D5E1EC",
    legacy_tint="#E9ECEF",
    paper="#FFFFFF",
    second="#5E8DB5",
    diverging=(
        "#5F5548",
        "#7A6E5E",
        "#B5AA9A",
        "#D6CFC5",
        "#F0EDE8",
        "#EBF0F5",
        "#C6D8E9",
        "#98B8D6",
        "#3F709E",
        "#12436D",
    ),
)
