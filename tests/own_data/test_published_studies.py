"""Published results: those that come with the product, and a reader's own, row by row."""

from __future__ import annotations

import pytest

from dashboard.own_data.own_file import read_own_text
from dashboard.own_data.published_studies import (
    COLUMNS,
    LONGEST_CELL,
    added_results,
    shipped_results,
)
from dashboard.own_data.refusal import WrongInput

HEADER = ",".join(COLUMNS)


def row(**changes: str) -> str:
    good = {
        "study_id": "smith2026", "citation": "Smith A et al. J Example 2026;1:1-9", "year": "2026",
        "arm": "peer_learning", "measure": "addenda", "events": "12", "denominator": "240",
        "denominator_unit": "cases submitted", "published_percent": "5.0",
    } | changes  # fmt: skip
    return ",".join(f'"{good.get(column, "")}"' for column in COLUMNS)


def added(*rows: str) -> tuple[list[str], tuple[str, ...]]:
    results, sentences = added_results(
        read_own_text("mine.csv", "\n".join([HEADER, *rows]).encode())
    )
    assert all(result.mine for result in results)
    return [result.label for result in results], sentences


def test_a_good_row_is_taken() -> None:
    assert added(row()) == (["Smith 2026"], ())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"events": "300"}, "row 2: 300 of 240"),
        ({"events": "1.5"}, "row 2: 1.5 of 240"),
        ({"events": "-1"}, "row 2: -1 of 240"),
        ({"events": "many"}, "row 2 of column 'events' holds 'many'"),
        ({"events": ""}, "row 2 has no events"),
        ({"denominator": "0", "events": "0"}, "row 2 is out of 0"),
        ({"denominator_unit": ""}, "row 2 has no denominator_unit"),
        ({"arm": "best practice"}, "row 2 has the arm 'best practice'"),
        ({"published_percent": "about 5"}, "row 2: the published percent"),
        ({"note": "x" * (LONGEST_CELL + 1)}, "letters in note"),
    ],
)
def test_a_bad_row_is_one_sentence_and_the_others_stay(changes: dict[str, str], words: str) -> None:
    labels, sentences = added(row(), row(**changes), row(study_id="jones2025", citation="A"))
    assert len(labels) == 2
    assert len(sentences) == 1
    assert words in sentences[0]
    assert sentences[0].endswith((".", ")"))


def test_a_missing_column_is_refused_by_name() -> None:
    with pytest.raises(WrongInput, match="denominator_unit"):
        added_results(
            read_own_text(
                "mine.csv", b"study_id,citation,arm,measure,events,denominator\na,b,survey,m,1,2\n"
            )
        )


def test_a_list_that_is_no_table_of_studies_is_refused() -> None:
    with pytest.raises(WrongInput, match="501 rows"):
        added(*[row()] * 501)


def test_what_comes_with_us_names_its_journal_and_unit() -> None:
    results = shipped_results()
    assert len(results) == 36
    assert [one.label for one in results if not one.citation or not one.unit] == []
    assert {one.label for one in results} >= {"Trinh 2019", "O'Keeffe 2013", "Ludwig 2022"}
