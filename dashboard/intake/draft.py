"""A layout being made: which column means what, which word which code, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dashboard.home import Home
from dashboard.ingest.layouts import ColumnRule, Layout, known_layouts, layout_named
from dashboard.ingest.recognise import find_columns
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.suggest import propose
from dashboard.ingest.suggested_layout import ProposedColumn
from dashboard.intake.file_columns import FileColumn
from dashboard.intake.layout_file import name_from
from dashboard.intake.looking import LookedAt
from dashboard.intake.people_columns import (
    PEOPLE,
    meaning_of_number,
    people_meanings,
    proposed_people,
)
from dashboard.intake.refused import in_words
from dashboard.vocabularies import normalise
from dashboard.warehouse.tables import Column, Table, tables

LEAVE_OUT = ""
CONSTANT_KINDS = frozenset({"vocabulary", "place", "text"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has said so far of one table of a dropped file.

    `meanings` are headings of the file to a column of ours (or of the book of people), `sure` how
    sure a proposal is, 0 to 1. `also` are columns of ours read from a heading that means another
    one besides. `values` are the column's words to codes, `dates` its format, `constants` what it
    is for every row. `base` is the layout it began from, if any. `doubts` are sentences on whether
    the rows are what they look like.
    """

    table: str
    meanings: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)
    sure: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    system: str = ""
    base: Layout | None = None
    doubts: tuple[str, ...] = ()

    def heading_of(self, column: str) -> str:
        """Return the heading that means our column, an empty text if none does."""
        own = next((h for h, meaning in self.meanings.items() if meaning == column), "")
        return own or self.also.get(column, "")


@dataclass(frozen=True, slots=True)
class Needed:
    """A required column that nothing fills yet; some can be the same for every row."""

    column: Column
    can_be_the_same: bool

    @property
    def in_words(self) -> str:
        """What to do about it, in a sentence."""
        choose = f"{self.column.label} is required: choose the column that means it."
        if self.column.kind != "id":
            return choose
        return (
            f"{choose} If no column tells the rows apart, number them in the file before you drop "
            "it, so that each keeps its number next month."
        )


def first_draft(
    home: Home, looked: LookedAt, table: str | None = None, like: str | None = None
) -> Draft:
    """Return the draft to begin with: the layout that fits or nearly does, else a proposal.

    `table` is what a person said the file holds, None to propose that too; `like` the layout
    they chose of several that fit. Raises Refused.
    """
    with in_words():
        layouts = known_layouts(home.layouts_folder)
        layout = layout_named(like, layouts) if like else looked.layout
        if layout is not None and not layout.generic and table in (None, layout.table):
            return _from_layout(looked, layout, layouts)
        return _proposed(looked, table, layouts)


def what_a_row_is(table: str) -> str:
    """Return what one row of a table is, in a sentence: what a file holds is easily mistaken."""
    return tables()[table].grain


def meanings_for(table: str, column: FileColumn) -> dict[str, str]:
    """Return what a column of the file can mean: our names to words, leaving out first.

    A patient's identifier can only be left out, or number a row: then it is kept as a hash.
    """
    described = tables()[table]
    columns = described.columns_of("id") if column.identifier else described.columns
    words = {one.name: _called(one) for one in columns}
    people = {} if column.identifier else people_meanings(described)
    return {LEAVE_OUT: "Leave out", **words, **people}


def _called(column: Column) -> str:
    """Return a column's label in a list, with what it is where another is easily taken for it."""
    if column.often_in:
        return f"{column.label} ({column.about.split(':')[0].lower()})"
    return column.label + (" (required)" if column.required else "")


def about_meaning(table: str, meaning: str) -> str:
    """Return what a column of codes is about: "Case type" and "Category" are easily swapped.

    An empty text for any other column.
    """
    described = tables()[table]
    if not described.has(meaning) or not described.column(meaning).vocabulary:
        return ""
    return f"{described.column(meaning).label}: {described.column(meaning).about}"


def is_number_of_a_row(table: str, meaning: str) -> bool:
    """Return whether a column that means this numbers a row; such numbers are kept as a hash."""
    described = tables()[table]
    return described.has(meaning) and described.column(meaning).kind == "id"


def still_needed(draft: Draft) -> tuple[Needed, ...]:
    """Return the required columns that no heading and no constant fills.

    The scale of scores is one of them: what a 2 means hangs on it.
    """
    filled = {*draft.meanings.values(), *(name for name, word in draft.constants.items() if word)}
    return tuple(
        Needed(column, column.kind in CONSTANT_KINDS)
        for column in tables()[draft.table].columns
        if (column.required or column.vocabulary == "scale") and column.name not in filled
    )


def meant_twice(draft: Draft) -> tuple[str, ...]:
    """Return a sentence for each column of ours that two headings are said to mean."""
    headings: dict[str, list[str]] = {}
    for heading, meaning in draft.meanings.items():
        if meaning and not meaning.startswith(PEOPLE):
            headings.setdefault(meaning, []).append(heading)
    table = tables()[draft.table]
    return tuple(
        f"{' and '.join(f'“{one}”' for one in names)} cannot both be "
        f"{table.column(meaning).label}: leave one out."
        for meaning, names in headings.items()
        if len(names) > 1
    )


def rule_before(draft: Draft, looked: LookedAt, column: str) -> ColumnRule | None:
    """Return what the layout the draft began from says of a column that means the same still.

    A heading that took the place of one that is gone counts as the same column under a new
    name; one chosen although the old one is there does not.
    """
    base = draft.base
    rule = base.columns.get(column) if base is not None and base.table == draft.table else None
    if rule is None:
        return None
    here = {normalise(one.heading) for one in looked.columns}
    old = {normalise(name) for name in rule.source}
    same = normalise(draft.heading_of(column)) in old or not old & here
    return rule if same else None


def _from_layout(looked: LookedAt, layout: Layout, layouts: tuple[Layout, ...]) -> Draft:
    """Begin from a layout; where it misses a column, from what a proposal says of the rest."""
    headings = tuple(column.heading for column in looked.columns)
    found: dict[str, str] = {}
    also: dict[str, str] = {}
    for name, place in find_columns(headings, layout).items():
        if found.setdefault(headings[place], name) != name:
            also[name] = headings[place]
    meanings = {heading: found.get(heading, LEAVE_OUT) for heading in headings}
    draft = Draft(
        table=layout.table,
        meanings=meanings | _people_of(layout, meanings),
        also=also,
        constants={n: r.constant for n, r in layout.columns.items() if r.constant is not None},
        title=layout.title,
        system=layout.system,
        base=layout,
    )
    if not still_needed(draft):
        return draft
    guessed = _proposed(looked, layout.table, layouts)
    wanted = {needed.column.name for needed in still_needed(draft)}
    extra = {h: m for h, m in guessed.meanings.items() if m in wanted and not draft.meanings[h]}
    sure = {heading: guessed.sure[heading] for heading in extra}
    meanings = {**draft.meanings, **extra}
    return replace(draft, meanings=meanings, sure=sure, doubts=guessed.doubts)


def _people_of(layout: Layout, meanings: Mapping[str, str]) -> dict[str, str]:
    """Return the headings that a roster's layout reads for the book of people alone."""
    people = layout.people
    if people is None:
        return {}
    said = {name: f"{PEOPLE}name" for name in people.name}
    said |= {heading: meaning_of_number(kind) for kind, heading in people.ids.items()}
    said |= {people.email: f"{PEOPLE}email"} if people.email else {}
    said |= {people.aliases: f"{PEOPLE}aliases"} if people.aliases else {}
    by_words = {normalise(heading): meaning for heading, meaning in said.items()}
    return {
        heading: by_words[normalise(heading)]
        for heading, meaning in meanings.items()
        if not meaning and normalise(heading) in by_words
    }


def _proposed(looked: LookedAt, table: str | None, layouts: tuple[Layout, ...]) -> Draft:
    try:
        proposal = propose(looked.text, layouts, table)
        columns, chosen, doubts = proposal.columns, proposal.table, proposal.doubts
    except CannotTake:
        # Like no table of ours: the person says which it is, and every meaning.
        columns, chosen, doubts = (), tables()[table or "cases"], ()
    meanings, sure = _meanings(looked, columns)
    return Draft(
        table=chosen.name,
        meanings=meanings | _proposed_people(looked, chosen, meanings),
        sure=sure,
        title=name_from(looked.file).replace("_", " ").capitalize(),
        doubts=doubts,
    )


def _meanings(
    looked: LookedAt, columns: tuple[ProposedColumn, ...]
) -> tuple[dict[str, str], dict[str, float]]:
    proposed = {one.heading: one for one in columns}
    meanings = {
        column.heading: proposed[column.heading].column.name
        if column.heading in proposed
        else LEAVE_OUT
        for column in looked.columns
    }
    return meanings, {one.heading: one.score for one in columns}


def _proposed_people(looked: LookedAt, table: Table, meanings: Mapping[str, str]) -> dict[str, str]:
    if not table.people:
        return {}
    left = [one for one in looked.columns if not meanings[one.heading] and not one.identifier]
    return proposed_people(left)
