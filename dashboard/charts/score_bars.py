"""Two amounts a category, one above the other: outlined grey before, filled grey after."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import BASE, Reading, frame, words
from dashboard.charts.palette import SCREEN, Palette

ROW = 52


def score_bars(
    rows: pd.DataFrame,
    reading: Reading,
    *,
    before: str = "before",
    after: str = "after",
    unit: str = "",
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw scores of the legacy system in two times, all grey: neither is peer learning.

    rows: columns label, before, after (amounts, in `unit`); a missing side is left out. The
    words `before` and `after` stand once, beside the first row's bars.
    """
    labels = list(rows["label"])
    fig = Drawing()
    sides = [("before", before, palette.legacy_tint, -0.18), ("after", after, palette.legacy, 0.18)]
    for column, _, colour, _ in sides:
        fig.add_bar(
            x=rows[column],
            y=labels,
            orientation="h",
            marker={"color": colour, "line": {"color": palette.legacy, "width": 1}},
            hovertemplate=f"%{{x:.1f}} {unit}<extra></extra>",
        )
    widest = max(9, max((len(label) for label in labels), default=0) * 8 + 12)
    frame(
        fig,
        palette,
        ROW * len(rows) + 16,
        grid="",
        left=widest,
        right=64,
        top=8,
        bottom=8,
        hover="closest",
    )
    largest = rows[["before", "after"]].max().max()
    fig.update_xaxes(range=[0, largest * 1.25 or 1], showticklabels=False)
    # Scores such as 2 and 3 are names, not numbers.
    fig.update_yaxes(
        type="category", autorange="reversed", tickfont={"size": BASE, "color": palette.ink}
    )
    fig.update_layout(bargap=0.3, bargroupgap=0.08)
    both = bool(rows[["before", "after"]].notna().any().all())
    for place, row in enumerate(rows.itertuples(index=False)):
        for column, word, _, offset in sides:
            amount = getattr(row, column)
            if pd.isna(amount):
                continue
            text = reading.text(amount) + (f"  {word}" if place == 0 and both else "")
            colour = palette.ink if column == "after" else palette.muted
            words(fig, amount, place + offset, text, colour, dx=6)
    return fig
