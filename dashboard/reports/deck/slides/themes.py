"""What we learn: the themes of learning opportunities, the largest first."""

from __future__ import annotations

from dashboard.findings.sentences import count, percent
from dashboard.findings.themes import ThemesInOrder
from dashboard.reports.deck.chart_pieces import counts_alt
from dashboard.reports.deck.letter_widths import width_of
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import AXIS_SIZE, body, columns, fitting_title, key_figures
from dashboard.reports.deck.slide import BarChart, Box, LeftOut, Scale, Series, Slide

KEY, NAME = "themes", "What we learn"
THEMES = "learning_themes"
NO_THEMES = (
    "no theme is published for these months; a peer-learning case export with “category” fills it, "
    "and themes with too few people behind them are not shown"
)
FEWEST_BARS, MOST_BARS = 2, 10
WIDEST_NAMES = 3.6


def themes(material: Material) -> Slide | LeftOut:
    """Return the slide, or why there is none."""
    page = material.themes
    if page is None or len(page.ranking) < FEWEST_BARS:
        return LeftOut(KEY, NAME, NO_THEMES)
    n = page.n
    title = fitting_title(page.finding, f"{count(n)} learning opportunities, by theme")
    left, right = columns(body(title), 7.9, 3.4, gap=0.6)
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle=f"Share of the {count(n)} learning opportunities put forward in {material.when}, "
        "by what they teach",
        elements=(_chart(page, left), *key_figures(right, _figures(material, n), "Figure")),
        notes=_notes(material, page),
        answers=("gain",),
    )


def _chart(page: ThemesInOrder, room: Box) -> BarChart:
    ranking = page.ranking.head(MOST_BARS)
    names = tuple(ranking["label"])
    widest = max(width_of(name, AXIS_SIZE) for name in names) + 0.25
    height = min(room.height, 0.55 * len(ranking))
    return BarChart(
        name="Chart of themes",
        box=Box(room.left, room.top, room.width, height),
        alt=counts_alt(
            "Learning opportunities by theme", list(zip(names, ranking["count"], strict=True))
        ),
        categories=names,
        series=(Series("Share", tuple(map(float, ranking["share"])), "focus", source=THEMES),),
        scale=Scale(float(ranking["share"].max()) * 1.02, 0.1, percent=True),
        labels="0%",
        names_width=min(WIDEST_NAMES, widest),
    )


def _figures(material: Material, n: float) -> tuple[tuple[str, str, str], ...]:
    found = [(count(n), "learning opportunities put forward", material.when)]
    meaningful = material.figure("meaningful_share")
    if meaningful is not None:
        found.append((meaningful.value, "judged meaningful", meaningful.counted))
    each = material.figure("submissions_per_radiologist_month")
    if each is not None:
        found.append((each.value, "cases of any kind a radiologist-month", _cases(each.numerator)))
    return tuple(found)


def _cases(number: float) -> str:
    return f"{count(number)} cases"


def _notes(material: Material, page: ThemesInOrder) -> tuple[str, ...]:
    ranks = "; ".join(
        f"{row.label} {count(row.count)} ({percent(row.share)})"
        for row in page.ranking.itertuples(index=False)
    )
    return (
        "Say: a theme is what a case teaches, given by the program. These are cases people chose "
        "to put forward, not all that occurred.",
        page.lead,
        f"All themes: {ranks}.",
        page.source,
        *page.sentences,
        *material.notes(
            material.figure("meaningful_share"),
            material.figure("submissions_per_radiologist_month"),
        ),
    )
