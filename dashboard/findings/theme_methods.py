"""How the numbers of the Learning themes page are made and read, in words."""

from __future__ import annotations

HOW_TO_READ = (
    "A theme says what kind of lesson a colleague saw. It does not say how often an error "
    "happens: people submit what they notice, and what they think worth sharing.",
    "Shares move together: when one theme falls, the others rise, though nothing about them "
    "changed. A rising share can also be a new habit of reporting.",
    "The control charts below separate the ordinary wobble from a change worth asking about. "
    "A diamond says look here; it says neither good nor bad.",
)


PANELS_METHOD = (
    "**Control charts.** Each theme's share of the learning opportunities of a period, on a P"
    " chart; on Laney's P′ chart where the spread is more than 1.2 times what chance would "
    "make it. Where an improvement answers the theme and six periods or more lie before it, "
    "the limits come from those; otherwise from the first twelve periods. Signals: a point "
    "beyond three sigma, or in a run on one side of the centre longer than Anhøj's rule "
    "allows."
)
SHIFTS_METHOD = (
    "**Before and since.** Finished actions for the whole department, dated by the "
    "improvement event within a month of their closing, or by the closing itself. The period "
    "that holds the day, and its phase-in, is on neither side. The difference of shares has "
    "Newcombe's 95% interval; p is chi-square's, its spread taken out where periods before "
    "vary more than chance, then adjusted by Holm over every theme and action compared. A theme "
    "that is not shown on its own throughout, before and since, is not compared: it would count in "
    "the years in which it is frequent alone. The file holds them all."
)
SECTION_METHOD = (
    "**Residuals.** Cases expected from the section's size and the theme's overall share, and"
    " how far the cases lie from that in standard errors (Haberman's adjusted residual). With"
    " many cells a residual of 2 or 3 somewhere is no surprise. Small sections are one row, "
    "small themes one column; nothing is left out and nothing is zero for being small."
)
