"""Words of published titles and labels that were masked: how many, and a person's word for them.

The masked word itself is not kept: whoever has the log reads it there, and says that it names
nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dashboard.home import Home
from dashboard.ingest.confirmed_words import ConfirmedWord, add_confirmed, confirmed_words
from dashboard.ingest.connection import run
from dashboard.ingest.people import open_people
from dashboard.intake.refused import Refused, in_words
from dashboard.sql_files import query
from dashboard.vocabularies import normalise
from dashboard.warehouse.names import with_names
from dashboard.warehouse.open import read_warehouse
from dashboard.warehouse.tables import tables

__all__ = ["ConfirmedWord", "Masked", "confirm_words", "confirmed", "masked_texts"]
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:\d{1,2}[^\W\d_]?)?")
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Masked:
    """A published column, what its table holds, and how many of its texts have a masked word."""

    holds: str
    column: str
    texts: int

    @property
    def in_words(self) -> str:
        """The count as a sentence."""
        texts = "1 text has" if self.texts == 1 else f"{self.texts:,} texts have"
        return f"{self.holds}, {self.column}: {texts} a word that no list knows."


def masked_texts(home: Home) -> tuple[Masked, ...]:
    """Return the published columns of the current generation that have masked words.

    Raises Refused when the warehouse cannot be read.
    """
    with in_words():
        path = home.warehouse_path()
        if path is None or not path.exists():
            return ()
        found = []
        with read_warehouse(path) as connection:
            for table in tables().values():
                for column in (one for one in table.columns if one.is_published):
                    names = {"the_table": table.name, "the_column": column.name}
                    row = run(connection, with_names(query("intake", "unconfirmed"), **names))
                    ((texts,),) = row.fetchall()
                    found.append(Masked(table.title, column.label, int(texts)))
        return tuple(one for one in found if one.texts)


def confirmed(home: Home) -> tuple[ConfirmedWord, ...]:
    """Return the words confirmed in this home, newest first. Raises Refused."""
    with in_words():
        return confirmed_words(home)[::-1]


def confirm_words(home: Home, text: str, today: date | None = None) -> tuple[str, ...]:
    """Note that the words of `text` name nobody, as a dated record; return those that are new.

    Raises Refused for what is no word, and for a name of the roster.
    """
    words = text.replace(",", " ").split()
    if not words:
        raise Refused("Write the word as it stands in your log.")
    for word in words:
        if not WORD.fullmatch(word) or len(word) > LONGEST:
            raise Refused(f"{word} is no word: write letters alone, several words with spaces.")
    with in_words():
        names = {
            part
            for person in open_people(home).book.values()
            for name in person.names
            for part in normalise(name).split()
        }
        for word in words:
            if names & set(normalise(word).split()):
                raise Refused(f"{word} is in a name of the roster, so it stays masked.")
        return add_confirmed(home, words, today or date.today())
