"""Layouts: what the files say, which one a table has, and what is asked."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.ingest.layouts import built_in_layouts, known_layouts, layout_from, read_layout
from dashboard.ingest.recognise import ranked, recognise
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText
from dashboard.warehouse.tables import tables
from tests.ingest.exports import CASE, FEEDBACK, REVIEW, VOLUME, Department

LAYOUT = """
title = "Strange reviews"
system = "Strange"
table = "reviews"
[columns]
review_id = "Nr"
reviewing_radiologist = ["Reader 2", "Second reader"]
interpreting_radiologist = "Reader 1"
reviewed_on = { source = "When", dates = ["%d/%m/%Y"] }
site = { constant = "North" }
section = { source = "Code", pattern = "^([A-Z]+)", values = { NEU = "Neuro" } }
scale = { constant = "local" }
score = { source = "Grade", values = { "0" = "1", "5" = "3b" } }
"""


def text_of(*headings: str, file: str = "x.csv") -> TableText:
    return TableText(Path(file), file, None, ",", (headings,))


def test_every_built_in_layout_recognises_its_own_columns() -> None:
    layouts = built_in_layouts()
    assert len(layouts) == len({layout.name for layout in layouts})
    for layout in layouts:
        headings = [names[0] for names in layout.sources().values()]
        extra = [name for name in layout.column_names() if name not in headings]
        match = recognise(text_of(*headings, *extra), layouts)
        assert match is not None
        assert match.layout.table == layout.table, layout.name
        assert layout.generic or match.layout.name == layout.name


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (CASE, "peer_learning_cases"),
        (REVIEW, "eradpeer_reviews"),
        (FEEDBACK, "peer_learning_feedback"),
        (VOLUME, "exam_volumes"),
    ],
)
def test_a_column_more_or_less_is_no_hindrance(row: dict[str, str], name: str) -> None:
    headings = [heading.upper().replace(" ", "_") for heading in row]
    match = recognise(text_of("Extra", *headings), built_in_layouts())
    assert match is not None
    assert match.layout.name == name
    assert name in match.why


GRADES = LAYOUT.replace('values = { "0" = "1", "5" = "3b" }', 'values = { A = "1", B = "2b" }')
HEADINGS = ("Nr", "Reader 2", "Reader 1", "When", "Code", "Grade")


def rows_of(*rows: tuple[str, ...]) -> TableText:
    return TableText(Path("x.csv"), "x.csv", None, ",", (HEADINGS, *rows))


def test_values_tell_layouts_with_the_same_names_apart() -> None:
    months_first = GRADES.replace("%d/%m/%Y", "%m/%d/%Y")
    layouts = (layout_from(LAYOUT, "figures"), layout_from(months_first, "letters"))
    letters = rows_of(
        ("1", "x", "y", "03/25/2025", "NEU1", "A"), ("2", "x", "y", "03/26/2025", "NEU1", "B")
    )
    match = recognise(letters, layouts)
    assert match is not None
    assert match.layout.name == "letters"
    other = next(one for one in ranked(letters, layouts) if one.layout.name == "figures")
    assert other.strange == ("When", "Grade")
    assert other.why.endswith("75% alike, but the values of When and Grade are unlike its")


def test_a_few_odd_values_leave_no_doubt() -> None:
    layout = layout_from(LAYOUT, "figures")
    rows = [(str(n), "x", "y", f"{n:02}/03/2025", "NEU1", "0") for n in range(1, 10)]
    odd = ("10", "x", "y", "soon", "NEU1", "?")
    (match,) = ranked(rows_of(*rows, odd), (layout,))
    assert (match.score, match.strange) == (1.0, ())


def test_layouts_whose_values_fit_alike_are_asked() -> None:
    layouts = (
        layout_from(LAYOUT, "one"),
        layout_from(
            LAYOUT.replace('"Reader 1"', '"Code"').replace('"Code", p', '"Reader 1", p'), "other"
        ),
    )
    with pytest.raises(CannotTake, match="equally well"):
        recognise(rows_of(("1", "x", "y", "25/03/2025", "NEU1", "0")), layouts)


def test_two_layouts_alike_are_asked() -> None:
    one = layout_from(LAYOUT, "one")
    other = layout_from(
        LAYOUT.replace('"Reader 1"', '"Code"').replace('"Code", p', '"Reader 1", p'), "other"
    )
    table = text_of("Nr", "Reader 2", "Reader 1", "When", "Code", "Grade")
    with pytest.raises(CannotTake, match=r"fits one \(100%\) and other \(100%\) equally well"):
        recognise(table, (one, other))
    chosen = recognise(table, (one, other), named=other)
    assert chosen is not None
    assert chosen.layout.name == "other"


def test_two_installations_of_one_tool_are_asked_whose_the_file_is() -> None:
    one, other = layout_from(LAYOUT, "one"), layout_from(LAYOUT, "other")
    elsewhere = layout_from(LAYOUT.replace('"Strange"', '"Strange, in the south"'), "south")
    table = text_of("Nr", "Reader 2", "Reader 1", "When", "Code", "Grade")
    with pytest.raises(CannotTake, match=r"fits one \(100%\) and south \(100%\) equally well"):
        recognise(table, (one, elsewhere))
    match = recognise(table, (one, other))
    assert match is not None
    assert match.layout.system == "Strange"


def test_a_list_that_shares_date_site_and_section_is_not_nearly_another() -> None:
    headings = (
        "Review No",
        "Reviewer",
        "Read By",
        "Date",
        "Score (1-5)",
        "Site",
        "Section",
        "Modality",
    )
    assert recognise(text_of(*headings), built_in_layouts()) is None


def test_nothing_alike_is_nothing() -> None:
    assert recognise(text_of("a", "b"), built_in_layouts()) is None
    assert ranked(text_of("a", "b"), built_in_layouts()) == []


def test_a_department_can_have_its_own_layout(department: Department) -> None:
    (department.home.layouts_folder / "strange.toml").write_text(LAYOUT)
    rows = "1,Lee,Roe,25/03/2025,NEU-1,5\n2,Lee,Roe,04/03/2025,NEU-1,0\n3,Lee,Roe,04/03/2025,X,9\n"
    department.write("s.csv", "Nr,Second reader,Reader 1,When,Code,Grade\n" + rows)
    receipt = department.receipt()
    assert (receipt.layout, receipt.accepted, receipt.rejected) == ("strange", 2, 1)
    assert department.rows(
        "select reviewed_on::text, site, section, scale::text, score::text, score_raw "
        "from reviews order by row_number"
    ) == [
        ("2025-03-25", "North", "Neuro", "local", "3b", "5"),
        ("2025-03-04", "North", "Neuro", "local", "1", "0"),
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        ('"reviews"', '"nothing"', "table = 'nothing' is none of"),
        ('review_id = "Nr"', "", "review_id is required by reviews"),
        ("site = {", "sight = {", "reviews has no such column"),
        ('"^([A-Z]+)"', '"^[A-Z]+"', "pattern needs exactly one group"),
        ('"^([A-Z]+)"', '"^([A-Z+"', "pattern is not a regular expression"),
        ('"3b"', '"9z"', "'5' = '9z' is no code of it"),
        ('{ constant = "local" }', '{ constant = "local", source = "x" }', "either source or"),
        ('title = "Strange reviews"', "", "title is missing"),
        ("[columns]", "[columns", "not TOML"),
    ],
)
def test_a_layout_with_a_mistake_is_said(
    tmp_path: Path, wrong: str, right: str, words: str
) -> None:
    path = tmp_path / "strange.toml"
    path.write_text(LAYOUT.replace(wrong, right, 1))
    with pytest.raises(CannotTake, match=r"layout strange\.toml: ") as refusal:
        read_layout(path)
    assert words in str(refusal.value)


def test_an_own_layout_replaces_a_built_in_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "eradpeer_reviews.toml").write_text(LAYOUT)
    names = [layout.name for layout in known_layouts(tmp_path)]
    assert names.count("eradpeer_reviews") == 1
    assert known_layouts(tmp_path)[0].title == "Strange reviews"


def test_layouts_are_frozen() -> None:
    with pytest.raises(ValidationError):
        built_in_layouts()[0].title = "x"  # type: ignore[misc]


def test_every_table_has_a_generic_layout() -> None:
    generic = {layout.table for layout in built_in_layouts() if layout.generic}
    assert generic == set(tables())
