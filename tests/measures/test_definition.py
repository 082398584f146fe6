"""A measure file is checked field by field; each fault is one sentence that says what to do."""

from pathlib import Path

import pytest

from dashboard.measures.catalogue import read_catalogue
from dashboard.measures.definition import read_measure
from dashboard.sql_files import QUERIES, BrokenQueryFile, read_sql_file

GOOD = (QUERIES / "measures/great_call_share.sql").read_text(encoding="utf-8")
BASES = read_catalogue().bases


def broken(tmp_path: Path, text: str) -> str:
    path = tmp_path / "great_call_share.sql"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenQueryFile) as fault:
        read_measure(read_sql_file(path), BASES)
    return str(fault.value)


def test_the_file_as_it_stands_is_read(tmp_path):
    path = tmp_path / "great_call_share.sql"
    path.write_text(GOOD, encoding="utf-8")
    measure = read_measure(read_sql_file(path), BASES)
    assert measure.by == ("site", "section", "modality", "patient_group")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "proportion"', 'kind = "share"', "kind: Input should be"),
        ('title = "Great-call share"\n', "", "title: missing, add it"),
        ('base = "cases"', 'base = "case"', "is not a file in queries/bases. Use one of"),
        (
            'about = "case_kind"',
            'about = "case_kind"\ncolour = "red"',
            "colour: no such field, take it out",
        ),
        ('denominator = "Cases of a known kind"\n', "", "needs `denominator`, in words"),
        ("*/", "", "never closed. End it with */"),
        ('unit = "cases"', "unit = cases", "not TOML"),
        ("select *, case_kind", "delete from cases; select *, case_kind", "one select statement"),
        ("from cases", "form cases", "not valid SQL"),
    ],
)
def test_a_fault_is_named_with_its_file_and_what_to_do(tmp_path, old, new, says):
    assert old in GOOD
    message = broken(tmp_path, GOOD.replace(old, new, 1))
    assert message.startswith("great_call_share.sql: ")
    assert says in message


def test_every_measure_in_the_product_reads_and_has_been_reviewed():
    catalogue = read_catalogue()
    assert len(catalogue.measures) >= 20
    assert all(measure.status == "published" for measure in catalogue.measures.values())
