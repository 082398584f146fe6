"""A summary that stands alone: four figures, and a board's five questions each with an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.findings.overview import overview_finding
from dashboard.findings.overview_figures import Figured
from dashboard.findings.sentences import times
from dashboard.findings.what_changed import nothing_changed
from dashboard.reports.deck.answers import Answer, answers
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import body, fitting_title, side_by_side
from dashboard.reports.deck.slide import Box, Element, Rule, Run, Slide, Text

KEY, NAME = "summary", "Summary"
FIGURES_HEIGHT = 2.1
ROW_SIZE = 15.0


def summary(material: Material, slides: Sequence[Slide]) -> Slide:
    """Return the first slide; `slides` are all that follow, the second of the deck first."""
    title = fitting_title(*_titles(material, slides))
    matter = body(title)
    figures = Box(matter.left, matter.top, matter.width, FIGURES_HEIGHT)
    below = Box(
        matter.left,
        figures.bottom + 0.15,
        matter.width,
        matter.bottom - figures.bottom - 0.15,
    )
    places = {each.key: number for number, each in enumerate(slides, 2)}
    rows = (
        _questions(answers(material, slides), places)
        if material.audience == "board"
        else _changes(material)
    )
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle=f"Peer learning in {material.when}, the whole department",
        elements=(*_tiles(material, figures), *_rows(rows, below)),
        notes=_notes(material),
        answers=("why", "cost", "gain", "safety", "ask"),
        claims=any(each.change and each.change.sure for each in material.figures),
    )


def _titles(material: Material, slides: Sequence[Slide]) -> tuple[str, ...]:
    found = overview_finding(material.figures, material.windows).rstrip(".")
    return (*_for_a_board(material, slides), found, f"Peer learning in {material.when}")


def _for_a_board(material: Material, slides: Sequence[Slide]) -> tuple[str, ...]:
    """Return what a board asks first, where the comparison bears a claim, and who takes part."""
    claimed = any(each.key == "comparison" and each.claims for each in slides)
    effect = material.outcomes["learning_opportunities"].effect if claimed else None
    submitting = material.figure("radiologists_submitting")
    if material.audience != "board" or effect is None or submitting is None:
        return ()
    if not effect.ratio.known:
        return ()
    return (
        f"Peer learning captures {times(effect.ratio.value or 0)} what scored review was expected "
        f"to; {submitting.value} of radiologists submit in a month",
    )


def _tiles(material: Material, room: Box) -> tuple[Element, ...]:
    return side_by_side(
        room, [(each.subject.label, _tile(each, room)) for each in material.figures]
    )


def _tile(each: Figured, room: Box) -> tuple[tuple[Run, ...], ...]:
    tile = each.tile
    value = f"{tile.value}{tile.unit}" if tile.unit == "%" else tile.value
    unit = "" if tile.unit in ("", "%") else f" {tile.unit.split()[0]}"
    if each.estimate is None:
        return (
            (Run(tile.label, 14, bold=True),),
            (Run("–", 34, "muted", face="heading"),),
            (Run("No data for these months", 13, "muted"),),
        )
    change = f"{tile.change} {tile.change_note}".strip()
    target = "" if each.target is None else tile.target_words
    return (
        (Run(tile.label, 14, bold=True),),
        (Run(value, 34, "focus", face="heading"), Run(unit, 16, "muted")),
        (Run(change, 13),),
        (Run("; ".join(part for part in (target, tile.n) if part), 12, "muted"),),
    )


def figured_value(each: Figured) -> str:
    """Return "88%", "3.0" or "11 days"."""
    unit = each.tile.unit
    return f"{each.tile.value}{unit}" if unit in ("", "%") else f"{each.tile.value} {unit}"


Row = tuple[str, str, str]


def _questions(found: Sequence[Answer], places: Mapping[str, int]) -> list[Row]:
    return [
        (each.question, each.said, f"Slide {places[each.key]}" if each.key in places else "")
        for each in found
    ]


def _changes(material: Material) -> list[Row]:
    rows = [(each.subject, each.rest, "") for each in material.changes[:4]]
    return rows or [("What changed", nothing_changed(material.windows), "")]


def _rows(rows: Sequence[Row], room: Box) -> tuple[Element, ...]:
    """Return a row a line: a bold lead, what is said, and where more of it is."""
    if not rows:
        return ()
    place = 0.75
    lead = 2.1 if any(where for _, _, where in rows) else 3.4
    said = room.width - lead - place - 0.3
    step = room.height / len(rows)
    elements: list[Element] = []
    for number, (head, words, where) in enumerate(rows, 1):
        top = room.top + (number - 1) * step
        left = room.left
        elements.append(Rule(f"Row rule {number}", left, top, room.right, top))
        for name, text, x, width, bold in (
            ("Question", head, left, lead, True),
            ("Answer", words, left + lead + 0.1, said, False),
        ):
            elements.append(
                Text(
                    f"{name} {number}",
                    Box(x, top + 0.06, width, step - 0.08),
                    ((Run(text, ROW_SIZE, bold=bold),),),
                )
            )
        if where:
            elements.append(
                Text(
                    f"Place {number}",
                    Box(room.right - place, top + 0.06, place, 0.3),
                    ((Run(where, 13, "muted"),),),
                    align="right",
                )
            )
    return tuple(elements)


def _notes(material: Material) -> tuple[str, ...]:
    figures = [
        f"{each.subject.label}: {figured_value(each)}"
        + f"; {each.tile.change} {each.tile.change_note}".rstrip("; ")
        + f"; n = {each.tile.n}; {each.tile.target_words.lower()}."
        for each in material.figures
        if each.estimate is not None
    ]
    together = dict.fromkeys(note for each in material.figures for note in each.notes)
    return (
        "Say: this slide stands alone. More captured does not mean more errors, nor fewer.",
        *figures,
        "Changes carry a 95% interval: Newcombe's for shares, Wald's for the rate, both widened "
        "for how much the months vary; a change is put in words only at a stricter interval.",
        *together,
        "Source: peer-learning case and feedback exports, scored review export, exam volumes, "
        "roster. Filters: none; the whole department.",
    )
