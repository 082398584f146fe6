"""The words of a dropped table as a person is asked about them: each once, with every question.

One list may say both what a case is and what it is about: then a word has two questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.intake.column_words import KEPT_AS_IT_IS, ColumnWords, Word

MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Question:
    """What one word is in one column of ours."""

    asked_of: ColumnWords
    word: Word

    @property
    def in_words(self) -> str:
        """The question: by their heading, or by our column where their heading says two."""
        rows = "1 row" if self.word.rows == 1 else f"{self.word.rows:,} rows"
        if self.asked_of.also:
            return f"{self.asked_of.column.label} of “{self.word.word}”, {rows}"
        return f"{self.asked_of.heading}: “{self.word.word}”, {rows}"

    @property
    def settles_the_row(self) -> bool:
        """Whether it is known and leaves nothing else to say: a great call needs no category."""
        implied = self.asked_of.column.implied
        proposed = self.word.proposed
        return bool(implied) and self.word.known and proposed not in (KEPT_AS_IT_IS, implied)

    def choices(self, beside: str) -> dict[str, str]:
        """Return what the word can be, code to label; `beside` answers its question before, if any.

        A word that says what a case is need not be a category: it is none then.
        """
        choices = self.asked_of.choices_for(self.word)
        if beside and KEPT_AS_IT_IS in choices:
            return choices | {KEPT_AS_IT_IS: f"No {self.asked_of.column.label.lower()}"}
        return choices


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of the file and its questions, what its rows can hardly do without first."""

    questions: tuple[Question, ...]

    @property
    def rows(self) -> int:
        """How many rows have the word."""
        return self.questions[0].word.rows

    @property
    def known(self) -> bool:
        """Whether it needs no answer."""
        each_known = all(one.word.known for one in self.questions)
        return each_known or any(one.settles_the_row for one in self.questions)


@dataclass(frozen=True, slots=True)
class AskedList:
    """The words under one heading, those not known first; `rarer` counts the rows of the rest."""

    columns: tuple[ColumnWords, ...]
    words: tuple[AskedWord, ...]
    rarer: int

    @property
    def says_two(self) -> str:
        """What to say of a list whose words have two questions, an empty text for any other."""
        if len(self.columns) == 1:
            return ""
        labels = " and the ".join(one.column.label.lower() for one in self.columns)
        return f"“{self.columns[0].heading}” tells the {labels}: each word has two questions."


def asked_lists(columns: Sequence[ColumnWords]) -> tuple[AskedList, ...]:
    """Return the lists to ask about; columns of ours that one heading fills are one list."""
    together: dict[str, list[ColumnWords]] = {}
    for one in columns:
        together.setdefault(one.heading if one.also else one.column.name, []).append(one)
    return tuple(_asked_list(tuple(same)) for same in together.values())


def _asked_list(columns: tuple[ColumnWords, ...]) -> AskedList:
    each = zip(*(one.words for one in columns), strict=True)
    words = [
        AskedWord(tuple(Question(one, word) for one, word in zip(columns, same, strict=True)))
        for same in each
    ]
    ordered = sorted(words, key=lambda one: one.known)
    rarer = sum(one.rows for one in ordered[MOST_WORDS:])
    return AskedList(columns, tuple(ordered[:MOST_WORDS]), rarer)
