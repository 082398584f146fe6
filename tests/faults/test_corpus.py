"""Every malformed or odd file ends as it has to: taken with these counts, or refused in words."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults.corpus import CORPUS
from tests.faults.department import Department
from tests.faults.odd_files import OddFile, Refused, check


# Neighbours of the corpus are often kin: every third each time, all in the long form.
@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(odd, id=odd.name, marks=[pytest.mark.long] if place % 3 else [])
        for place, odd in enumerate(CORPUS)
    ],
)
def test_an_odd_file(department: Department, odd: OddFile) -> None:
    check(department, odd)


def test_the_corpus_is_large_and_names_each_file_once() -> None:
    assert len(CORPUS) >= 60
    assert [name for name, count in Counter(odd.name for odd in CORPUS).items() if count > 1] == []
    refused = [odd for odd in CORPUS if isinstance(odd.outcome, Refused)]
    assert 30 <= len(refused) <= len(CORPUS) - 60
