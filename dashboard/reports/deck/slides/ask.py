"""The ask: what the program takes today, and what is asked for, to be filled in by the reader."""

from __future__ import annotations

from dashboard.findings.figures import Figure
from dashboard.findings.participation_trends import target_in_lens
from dashboard.findings.sentences import count, listed
from dashboard.reports.deck.effort import LEARNING, effort
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import body, fitting_title, side_by_side
from dashboard.reports.deck.slide import Box, Element, Rule, Run, Slide, Text

KEY, NAME = "ask", "The ask"
ASKED = (
    ("Decide", "[What is to be decided, in one sentence]"),
    ("Provide", "[Protected time, people or tools, and for whom]"),
    ("By when", "[Date, and who reports back with which figure of this deck]"),
)
ASKED_OF = {"board": "the board", "chair": "you", "staff": "everyone"}


def ask(material: Material) -> Slide:
    """Return the slide: three fields to fill in, over what the program takes today."""
    title = _title(material)
    matter = body(title)
    fields = side_by_side(
        Box(matter.left, matter.top + 0.1, matter.width, 1.75),
        [
            (name, ((Run(name, 20, bold=True),), (Run(prompt, 18, "muted"),)))
            for name, prompt in ASKED
        ],
        gap=0.5,
    )
    blanks = tuple(
        Text(each.name, each.box, each.paragraphs, gap=0.08, blank=True)
        if isinstance(each, Text)
        else each
        for each in fields
    )
    takes = _takes(material)
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle="The words in brackets are yours to fill in",
        elements=(*blanks, *_today(takes, matter.top + 2.25)),
        notes=(
            "Say: what is needed, from whom, by when, and which figure will show that it worked.",
            *material.notes(
                material.figure("submissions_per_radiologist_month"),
                material.figure("conferences_held"),
            ),
            _money(material),
        ),
        answers=("ask", "cost"),
    )


def _money(material: Material) -> str:
    spent = effort(material, LEARNING)
    if spent is None:
        return "No hours and no money are shown: policy states no minutes for a review and a case."
    if spent.money is None:
        return "No money is shown: policy states no cost of an hour."
    return f"Money: hours times the cost of an hour that policy states; {spent.counted}."


def _title(material: Material) -> str:
    short = [each.subject.short for each in material.figures if each.surely_short]
    asked = f"We ask {ASKED_OF[material.audience]} for three decisions"
    if not short:
        return fitting_title(f"{asked} that keep the program going", asked)
    verb = "is" if len(short) == 1 else "are"
    return fitting_title(f"{asked}; {listed(short)} {verb} short of target", asked)


def _takes(material: Material) -> tuple[str, ...]:
    lines = []
    each = material.figure("submissions_per_radiologist_month")
    if each is not None:
        lines.append(
            f"{each.value} cases put forward a radiologist-month "
            f"({count(each.numerator)} cases, {material.when})"
        )
    spent = effort(material, LEARNING)
    if spent is not None:
        lines.append(f"{spent.each} hours for each finding ({spent.counted})")
    met = target_in_lens(material.published, material.period)
    if met is not None:
        lines.append(f"A target of {met[0].cases_words}, lowered for part-time work and leave")
    held = material.figure("conferences_held")
    if held is not None:
        lines.append(_conferences(held))
    return tuple(lines)


def _conferences(held: Figure) -> str:
    return f"{held.value} conferences held in {held.period}"


def _today(lines: tuple[str, ...], top: float) -> tuple[Element, ...]:
    if not lines:
        return ()
    room = Box(0.75, top, 11.83, 6.7 - top)
    return (
        Rule("Today rule", room.left, room.top, room.right, room.top),
        Text(
            "What the program takes today",
            Box(room.left, room.top + 0.15, room.width, room.height - 0.15),
            (
                (Run("What the program takes today", 20, bold=True),),
                *((Run(line, 18),) for line in lines),
            ),
            gap=0.08,
        ),
    )
