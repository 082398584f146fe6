"""Any sane file goes in: encodings, separators, titles, totals, blank lines, kinds of file."""

import codecs
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.home import HomeProblem
from dashboard.ingest.plain_text import BLANK_LINE_MARK, make_plain
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import find_separator, peek
from dashboard.ingest.workbook_child import refuse_far_cells
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


def test_a_file_that_says_it_is_utf8_stays_so_with_a_broken_letter(
    department: Department,
) -> None:
    text = as_text(ACCENTED, {"Case ID": "PL-2"}).encode("utf-8-sig")
    department.write("cases.csv", text.replace(b"Minor", b"Min\xe9r", 1))
    receipt = department.receipt()
    assert receipt.accepted == 2
    assert "characters not readable as utf-8: 1" in receipt.notes
    assert department.one("select status from cases where row_number = 2") == ACCENTED["Status"]


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


@pytest.mark.parametrize(
    ("zone", "day"), [("America/Toronto", "2025-03-04"), ("Australia/Sydney", "2025-03-05")]
)
def test_times_that_name_their_zone_become_days_of_the_department(
    department: Department, zone: str, day: str
) -> None:
    (department.home.path / "settings.toml").write_text(f'zone = "{zone}"')
    times = ["2025-03-05T01:30:00Z", "2025-03-05 02:30:00+01:00", "2025-03-05 01:30:00.123 +0000"]
    naive = {"Case ID": "naive", "Submitted On": "2025-03-05T23:59:00", "Exam Date": ""}
    rows = [{"Case ID": time, "Submitted On": time, "Exam Date": ""} for time in times]
    department.cases(*rows, naive)
    assert department.receipt().accepted == 4
    days = department.rows("select submitted_on::text from cases order by row_number")
    assert days == [(day,)] * 3 + [("2025-03-05",)]


@pytest.mark.parametrize("text", ['zone = "Nowhere/Atall"', "zone = 5", "zone ="])
def test_a_zone_that_is_none_is_said(department: Department, text: str) -> None:
    (department.home.path / "settings.toml").write_text(text)
    department.cases()
    with pytest.raises(HomeProblem, match=r"settings\.toml: expected zone = "):
        department.take()


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
    factors = {"Contributing Factors": ["a", "b"]}
    records = [
        {**CASE, "Case ID": f"PL-{n}", "Accession": f"NC25-{n}", **factors} for n in range(1, 5)
    ]
    records[1]["Exam Date"] = records[3]["Exam Date"] = None  # type: ignore[assignment]
    department.write("array.json", json.dumps(records[:2], indent=2))
    lines = "\n".join(map(json.dumps, records[2:]))
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


def test_where_memory_cannot_be_limited_far_cells_are_looked_for(tmp_path: Path) -> None:
    near, far = tmp_path / "near.xlsx", tmp_path / "far.xlsx"
    write_workbook(near, {"A": [["a", "b"], [1, 2]], "B": [["c"]] * 500})
    refuse_far_cells(near)
    with zipfile.ZipFile(near) as old, zipfile.ZipFile(far, "w") as new:
        for part in old.namelist():
            cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            new.writestr(part, old.read(part).replace(b"</sheetData>", cell))
    with pytest.raises(SystemExit, match="a sheet of more than 30,000,000 cells"):
        refuse_far_cells(far)
