"""Any sane file goes in: encodings, separators, titles, totals, blank lines, kinds of file."""

import codecs
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.ingest.plain_text import BLANK_LINE_MARK, make_plain
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import find_separator, peek
from tests.ingest.exports import CASE, Department, numbered, table, write_workbook

ACCENTED = {"Submitted By": "Nov\u00e1k, Elif", "Status": "Fermé – \u201cdone\u201d"}


def as_text(*rows: dict[str, str], separator: str = ";") -> str:
    return table(CASE, rows, separator)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(department: Department, separator: str) -> None:
    department.write("cases.csv", as_text(*numbered(3), separator=separator))
    assert department.receipt().accepted == 3
    assert department.one("select distinct contributing_factors from cases") == (
        "Workload; Interruption"
    )


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_encodings(department: Department, encoding: str, mark: bytes) -> None:
    department.write("cases.csv", mark + as_text(ACCENTED).encode(encoding))
    assert department.receipt().accepted == 1
    assert department.one("select status from cases") == ACCENTED["Status"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends(department: Department, line_end: str) -> None:
    text = as_text(*numbered(3)).replace("\r\n", line_end)
    department.write("cases.csv", text)
    assert department.receipt().accepted == 3


def test_row_numbers_are_those_a_person_sees(department: Department) -> None:
    header, one, two, three, _ = as_text({}, {"Case ID": ""}, {"Case ID": ""}).split("\r\n")
    lines = ["Peer learning export;;;;", "", header, one, "", "", two, ";" * 20, three]
    department.write("cases.csv", "\n".join(lines) + "\n")
    assert department.receipt().rejected == 2
    assert department.rows("select row_number from rejected_rows order by 1") == [(7,), (9,)]
    assert department.one("select row_number from cases") == 4


def test_titles_repeated_headings_and_totals_are_left_out_and_said(
    department: Department,
) -> None:
    header, *rows, _ = as_text(*numbered(4)).split("\r\n")
    title = ["Radiology, printed 01/02/2025", "sep=;"]
    total = ["Total;" + ";" * 19, "4 records"]
    lines = [*title, header, *rows[:2], header, *rows[2:], *total]
    department.write("cases.csv", "\n".join(lines))
    receipt = department.receipt()
    assert (receipt.read, receipt.accepted) == (4, 4)
    assert "repeated headings left out: 1" in receipt.notes
    assert "total or closing lines left out: 2" in receipt.notes


def test_quoted_newlines_stay_in_their_cell(department: Department) -> None:
    point = "Look twice.\r\n\r\nThen look again."
    department.cases({"Learning Point": point}, {"Case ID": "PL-2"})
    assert department.receipt().accepted == 2
    kept = department.one("select learning_point from cases where row_number = 2")
    assert kept.replace("\r\n", "\n") == "Look twice.\n\nThen look again."


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("Look at", '"Look at', 1),
        lambda text: text.replace("Closed\r\n", '"Closed\r\n', 1),
        lambda text: text.replace("Closed", '"Closed').replace('"Closed', "Closed", 2)[:-2],
    ],
)
def test_a_quote_that_is_never_closed_loses_nothing_in_silence(
    department: Department, damage: object
) -> None:
    department.write("cases.csv", damage(as_text(*numbered(3))))
    with pytest.raises(CannotTake, match=r"cases\.csv: row \d opens a quotation mark"):
        department.take()


def test_marks_within_a_cell_are_no_quotes(department: Department) -> None:
    text = as_text(*numbered(2)).replace("Look at", '5" nodule: look at', 1)
    department.write("cases.csv", text)
    assert department.receipt().accepted == 2


def test_more_cells_than_headings_are_rejected_not_cut(department: Department) -> None:
    department.write("cases.csv", as_text(*numbered(2)).replace("Closed", "Closed;MRN 1", 1))
    assert department.receipt().rejected == 1
    assert "more cells than the header" in department.one("select reason from rejected_rows")


def test_words_for_nothing_and_odd_spaces(department: Department) -> None:
    department.cases(
        {
            "Section": "NULL",
            "Exam Date": "N/A",
            "Status": "\u00a0 Closed\t",
            "Clinical Impact": "n/a",
        }
    )
    assert department.receipt().accepted == 1
    assert department.rows("select section, exam_on, status, impact_raw from cases") == [
        (None, None, "Closed", None)
    ]


def test_a_name_that_looks_like_a_pattern(department: Department) -> None:
    department.cases(name="export[1] *.csv")
    assert department.receipt().accepted == 1


def test_a_folder_is_walked_and_hidden_files_are_passed_over(department: Department) -> None:
    deeper = department.folder / "2025" / "March"
    deeper.mkdir(parents=True)
    (deeper / "cases.csv").write_text(as_text())
    for name in (".hidden.csv", "~$roster.xlsx", "demo.truth.json"):
        department.write(name, "x")
    assert [receipt.file for receipt in department.take().receipts] == ["cases.csv"]


def test_json_array_and_lines(department: Department) -> None:
    records = [{**CASE, "Case ID": f"PL-{n}", "Contributing Factors": ["a", "b"]} for n in (1, 2)]
    records[1]["Exam Date"] = None  # type: ignore[assignment]
    department.write("array.json", json.dumps(records, indent=2))
    lines = "\n".join(json.dumps({**one, "Case ID": f"{one['Case ID']}-b"}) for one in records)
    department.write("lines.jsonl", lines)
    assert [receipt.accepted for receipt in department.take().receipts] == [2, 2]
    assert department.one("select distinct contributing_factors from cases") == "a; b"
    assert department.rows("select row_number from cases where exam_on is null") == [(2,), (2,)]


def test_parquet(department: Department) -> None:
    with duckdb.connect() as connection:
        names = ", ".join(f'"{name}" text' for name in CASE)
        connection.execute(f"create table cases ({names})")
        marks = ", ".join("?" * len(CASE))
        cells = [value or None for value in CASE.values()]
        connection.execute(f"insert into cases values ({marks})", cells)
        connection.execute('alter table cases alter "Exam Date" type date')
        connection.execute('alter table cases alter "Submitted On" type timestamp')
        connection.execute(f"copy cases to '{department.folder}/cases.parquet'")
    assert department.receipt().accepted == 1
    assert department.rows("select submitted_on, exam_on from cases") == [
        (date(2025, 3, 4), date(2025, 3, 1))
    ]


def test_workbook_with_dates_numbers_and_a_second_sheet(department: Department) -> None:
    cells = {**CASE, "Submitted On": datetime(2025, 3, 4, 10, 22), "Exam Date": date(2025, 3, 1)}
    write_workbook(
        department.folder / "cases.xlsx",
        {
            "Notes": [["Printed for the chair"]],
            "Cases": [["Cases, printed today"], [], list(CASE), list(cells.values())],
        },
    )
    receipt = department.receipt()
    assert (receipt.file, receipt.accepted) == ("cases.xlsx, sheet Cases", 1)
    assert department.rows("select submitted_on, exam_on, row_number from cases") == [
        (date(2025, 3, 4), date(2025, 3, 1), 4)
    ]


def test_archive_of_exports(department: Department) -> None:
    path = department.folder.parent / "month.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/cases.csv", as_text(*numbered(2)))
        archive.writestr("../../escape.csv", as_text({"Case ID": "PL-9"}))
        archive.writestr("__MACOSX/._cases.csv", "x")
    (department.folder / "month.zip").write_bytes(path.read_bytes())
    receipts = department.take().receipts
    assert [(one.file, one.accepted) for one in receipts] == [
        ("month.zip, cases.csv", 2),
        ("month.zip, escape.csv", 1),
    ]
    assert not list(department.folder.parent.parent.rglob("escape.csv"))


def test_a_header_without_rows_is_taken_as_none(department: Department) -> None:
    department.write("cases.csv", as_text().split("\r\n")[0] + "\n")
    receipt = department.receipt()
    assert receipt.read == 0
    assert "the table has a header and no rows" in receipt.notes


def test_plain_text_is_read_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("a,b\r\n1,é\r\n", encoding="utf-8", newline="")
    plain = make_plain(path, tmp_path / "copy.csv")
    assert (plain.path, plain.encoding, plain.lines) == (path, "utf-8", 2)
    assert not (tmp_path / "copy.csv").exists()


def test_blank_lines_are_marked_in_a_private_copy(tmp_path: Path) -> None:
    path, copy = tmp_path / "blank.csv", tmp_path / "copy.csv"
    path.write_bytes(b"a,b\r\n\r\n1,2\r3,4\n\n")
    plain = make_plain(path, copy)
    assert (plain.path, plain.mended) == (copy, True)
    assert copy.read_text() == f"a,b\n{BLANK_LINE_MARK}\n1,2\n3,4\n{BLANK_LINE_MARK}\n"
    assert copy.stat().st_mode & 0o777 == 0o600


def test_known_names_decide_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("Case ID;Section, Division\nA, B;1,2,3\n")
    assert find_separator(path, frozenset({"case id", "section division"})) == ";"
    assert peek(path, ";")[0] == ("Case ID", "Section, Division")
