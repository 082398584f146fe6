"""Published evidence: what programs have reported, what may be set side by side, what may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.command_line import PROGRAM
from dashboard.findings.block import Block
from dashboard.findings.published_measures import (
    OwnRow,
    PublishedMeasure,
    answering,
    own_row,
    questions,
)
from dashboard.findings.sentences import in_words, plural, sentence, share_words
from dashboard.findings.study_rows import (
    Forest,
    forest_rows,
    summary_sentences,
    unlike_sentence,
)
from dashboard.findings.table import Table
from dashboard.findings.two_by_two import Arm, TwoByTwo, two_by_two
from dashboard.own_data.published_studies import COLUMNS, PublishedResult, shipped_results
from dashboard.published.open import Published

MARK = (
    "A dot is a study’s share with its 95% interval (Wilson), grey for scored review, blue for "
    "peer learning; the words of its denominator stand above. A diamond is the studies together."
)
METHOD = (
    "Shares are recomputed from the published counts, with Wilson intervals. Results of one "
    "system over one kind of denominator are pooled on the logit scale: random effects "
    "(DerSimonian and Laird 1986) with the Hartung-Knapp interval (2001), I² (Higgins and Thompson "
    "2002) and a prediction interval (Higgins and others 2009). This department is never pooled. "
    f"The same numbers: `{PROGRAM} pool --data FILE --x events --n denominator --knha`."
)
EVERY = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader looks at: one question, one system or all, and words to search for."""

    question: str = ""
    system: str = EVERY
    search: str = ""


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The tab, computed.

    questions: name and title of each question the rows left can answer. forest: the chosen one.
    arms: studies with two systems. faults: counts that do not give the printed percent.
    """

    lead: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    systems: tuple[str, ...]
    chosen: str
    forest: Block
    arms: tuple[TwoByTwo, ...]
    faults: tuple[str, ...]
    table: Table


def evidence_page(
    department: Published, choice: Choice, added: Sequence[PublishedResult] = ()
) -> EvidencePage:
    """Everything on the tab for one choice; added: rows the reader brought."""
    everything = (*shipped_results(), *added)
    found = [one for one in everything if _fits(one, choice)]
    offered = sorted(questions(found), key=lambda one: len(answering(one, found)) < 2)
    chosen = next((one for one in offered if one.name == choice.question), None)
    chosen = chosen or next(iter(offered), None)
    return EvidencePage(
        _lead(everything),
        tuple((one.name, one.title) for one in offered),
        tuple(dict.fromkeys(one.system for one in everything)),
        chosen.name if chosen else "",
        _forest_block(department, chosen, found),
        _two_arms(chosen, found) if chosen else (),
        tuple(_fault(one) for one in everything if one.verdict in ("does_not", "truncated")),
        _table(found),
    )


def _fits(result: PublishedResult, choice: Choice) -> bool:
    words = choice.search.casefold().split()
    text = " ".join(
        (result.label, result.citation, result.setting, result.system, result.measure, result.unit,
         result.note)
    ).casefold().replace("_", " ")  # fmt: skip
    return choice.system in (EVERY, result.system) and all(word in text for word in words)


def _lead(results: Sequence[PublishedResult]) -> tuple[str, ...]:
    studies = len({result.study for result in results})
    printed = [result for result in results if result.verdict != "not_published"]
    good = sum(result.verdict == "reproduces" for result in printed)
    return (
        f"{sentence(in_words(studies))} studies, {len(results)} results, each with its counts. Of "
        f"{len(printed)} printed percents {good} follow from their counts.",
        "Results over one kind of denominator can be set side by side. A share of alerts somebody "
        "chose and a share of reports drawn at random cannot.",
    )


def _forest_block(
    department: Published, chosen: PublishedMeasure | None, found: Sequence[PublishedResult]
) -> Block:
    if chosen is None:
        return Block(
            "No published result fits",
            empty="Clear the search or choose all systems. A study of your own can be added below.",
        )
    results, own = answering(chosen, found), own_row(department, chosen)
    forest = forest_rows(results, own)
    return Block(
        chosen.title,
        MARK,
        forest.frame,
        _alt(chosen, forest),
        _source(results, own),
        _forest_table(chosen, forest),
        notes=_notes(chosen, forest, own),
        method=METHOD,
    )


def _notes(chosen: PublishedMeasure, forest: Forest, own: OwnRow | None) -> tuple[str, ...]:
    words = [text for pooled in forest.pooled for text in summary_sentences(pooled)]
    warning = unlike_sentence(forest, own)
    if warning:
        words.insert(0, warning)
    elif not forest.pooled:
        words.append("One result of each system: nothing to take together.")
    if own is not None:
        drawn = (forest.frame["kind"] == "department").any()
        words.append(
            f"{own.sentence}."
            if drawn
            else f"{own.sentence}: not drawn among the studies, which divide by something else."
        )
    return (*words, chosen.caution) if chosen.caution else tuple(words)


def _alt(chosen: PublishedMeasure, forest: Forest) -> str:
    rows = [
        f"{row.label}: {share_words(row.estimate)} ({share_words(row.lower)} to "
        f"{share_words(row.upper)}), {row.said} {row.heading}"
        for row in forest.frame.itertuples()
    ]
    return f"{chosen.title}. {'; '.join(rows)}."


def _source(results: Sequence[PublishedResult], own: OwnRow | None) -> str:
    cited = list(dict.fromkeys(result.citation for result in results if result.citation))
    words = f"Published: {'; '.join(cited)}."
    return f"{words} {own.title} of this department, all its months." if own else words


def _forest_table(chosen: PublishedMeasure, forest: Forest) -> Table:
    frame = forest.frame
    shown = pd.DataFrame(
        {
            "Result": frame["label"],
            "Counts": frame["said"],
            "Out of": frame["heading"],
            "Share": [share_words(value) for value in frame["estimate"]],
            "95% from": [share_words(value) for value in frame["lower"]],
            "to": [share_words(value) for value in frame["upper"]],
            "Weight": ["–" if pd.isna(value) else f"{value:.0f}%" for value in frame["weight"]],
        }
    )
    raw = frame.drop(columns="role").rename(columns={"heading": "denominator_unit"})
    return Table(f"published_{chosen.name}", shown, raw)


def _two_arms(chosen: PublishedMeasure, found: Sequence[PublishedResult]) -> tuple[TwoByTwo, ...]:
    results = answering(chosen, found)
    pairs = []
    for study in dict.fromkeys(result.study for result in results):
        arms = [result for result in results if result.study == study]
        # The new system over scored review, which stands second however the file has them.
        arms.sort(key=lambda result: result.arm == "score_based")
        if len(arms) == 2 and arms[0].arm != arms[1].arm:
            first, second = (Arm(one.system, one.events, one.denominator, one.unit) for one in arms)
            title = f"{arms[0].label}: {chosen.title[:1].lower()}{chosen.title[1:]}, two arms"
            pairs.append(two_by_two(title, first, second, f"{study}_{chosen.name}"))
    return tuple(pairs)


def _fault(result: PublishedResult) -> str:
    counts = f"{result.events:,} of {result.denominator:,} {result.unit}"
    said = result.note.split(";")[0]
    return (
        f"{result.label}, {result.measure.replace('_', ' ')}: printed {result.printed}%, {counts}; "
        f"{said}."
    )


def _table(found: Sequence[PublishedResult]) -> Table:
    shown = pd.DataFrame(
        {
            "Study": [one.label for one in found],
            "System": [one.system for one in found],
            "Measure": [one.measure.replace("_", " ") for one in found],
            "Events": [one.events for one in found],
            "Out of": [one.denominator for one in found],
            "Unit": [one.unit for one in found],
            "Share": [share_words(one.events / one.denominator) for one in found],
            "Printed": [f"{one.printed}%" if one.printed else "–" for one in found],
            "From the counts": [VERDICTS[one.verdict] for one in found],
            "Published in": [one.citation for one in found],
        }
    )
    raw = pd.DataFrame([_raw(one) for one in found])
    return Table("published_results", shown, raw, {"Events": "{:,}", "Out of": "{:,}"})


VERDICTS = {
    "reproduces": "the same",
    "truncated": "cut off, not rounded",
    "does_not": "does not reproduce",
    "not_published": "none printed",
}


def _raw(one: PublishedResult) -> dict[str, object]:
    return {
        "study_id": one.study,
        "citation": one.citation,
        "year": one.year,
        "setting": one.setting,
        "arm": one.arm,
        "measure": one.measure,
        "events": one.events,
        "denominator": one.denominator,
        "denominator_unit": one.unit,
        "published_percent": one.printed,
        "percent": 100 * one.events / one.denominator,
        "verdict": one.verdict,
        "note": one.note,
        "mine": one.mine,
    }


def blank_row() -> str:
    """The header of a file to add studies by, and one row as an example, as CSV."""
    example = (
        '"smith2026","Smith A et al. J Example 2026;1:1-9",2026,"one department, 12 months",'
        'peer_learning,addenda,12,240,"cases submitted",5.0,,,,,""'
    )
    return f"{','.join(COLUMNS)}\n{example}\n"


def added_sentence(added: Sequence[PublishedResult]) -> str:
    """How many rows of the reader's own are among them, and how long they stay."""
    if not added:
        return ""
    return (
        f"{plural(len(added), 'row')} of yours among them, marked with a ring, until you close "
        "this page: nothing is kept on the server."
    )
