"""What cannot be taken is said in one sentence that names the file, and changes nothing."""

import zipfile

import pytest

from dashboard.home import Home
from dashboard.ingest.refusal import CannotTake
from tests.ingest.exports import VOLUME, Department, numbered, table


def everything(home: Home) -> dict[str, bytes]:
    return {
        str(path.relative_to(home.path)): path.read_bytes()
        for path in home.path.rglob("*")
        if path.is_file() and path.name != "lock"
    }


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", r"empty\.csv: the file is empty; expected CSV"),
        ("blank.csv", b" \n\n ", r"blank\.csv: the file is empty"),
        ("notes.docx", b"x", r"notes\.docx: the ending \.docx is not an export's"),
        ("50012345.docx", b"x", r"^….docx: the ending \.docx is not"),
        ("50012345.csv", b"a,b\n1,2\n", r"^….csv: its columns are like no known layout"),
        ("strange.csv", b"a,b\n1,2\n", r"strange\.csv: its columns are like no known layout"),
        ("really.csv", b"PK\x03\x04rest", r"really\.csv: the name says a text table but"),
        ("really.xlsx", b"Case ID,Site\n1,2\n", r"the name says an Excel workbook but .* a text"),
        ("page.xls", b"<html><table>", r"page\.xls: the workbook is empty"),
        ("report.csv", b"%PDF-1.7 x", r"report\.csv: .* the file is a PDF document"),
        ("noise.csv", bytes(range(256)) * 40, r"noise\.csv: .* neither text nor a known format"),
        ("broken.json", b'[{"a": 1}, {"a": ', r"broken\.json: not the JSON of an export"),
        ("numbers.json", b"[1, 2]", r"numbers\.json: not the JSON of an export"),
        ("broken.parquet", b"PAR1 no", r"broken\.parquet: the Parquet file is damaged"),
        ("broken.zip", b"PK\x03\x04 no", r"broken\.zip: the name says a ZIP archive but"),
    ],
)
def test_files_that_are_not_exports(
    department: Department, name: str, content: bytes, words: str
) -> None:
    department.cases(*numbered(2))
    department.take()
    before = everything(department.home)
    department.write(name, content)
    with pytest.raises(CannotTake, match=words) as refusal:
        department.take(name)
    assert "\n" not in str(refusal.value)
    assert everything(department.home) == before


def test_a_path_that_is_not_there(department: Department) -> None:
    with pytest.raises(CannotTake, match=r"nowhere\.csv: there is no such file or folder"):
        department.take("nowhere.csv")


def test_a_folder_without_exports(department: Department) -> None:
    with pytest.raises(CannotTake, match="holds no export files"):
        department.take()


def test_a_missing_required_column(department: Department) -> None:
    text = table(VOLUME, [{}], ",").replace("Exam Count", "Something")
    department.write("volumes.csv", text)
    with pytest.raises(
        CannotTake, match=r"volumes\.csv: column 'Exam Count' is missing, expected .* Data page"
    ):
        department.take()


def test_a_layout_that_does_not_exist(department: Department) -> None:
    department.cases()
    with pytest.raises(CannotTake, match=r"--layout nonsense: no such layout"):
        department.take(layout="nonsense")


def test_a_layout_that_does_not_fit(department: Department) -> None:
    department.cases()
    with pytest.raises(CannotTake, match=r"cases\.csv: .* layout exam_volumes"):
        department.take(layout="exam_volumes")


def test_dates_that_can_be_read_both_ways_are_asked(department: Department) -> None:
    department.write(
        "log.csv", "Conference No,Date,Site,Section,Cases Discussed\n1,03/04/2025,,,3\n"
    )
    with pytest.raises(CannotTake, match=r"'Date' can be read as %m/%d/%Y and as %d/%m/%Y"):
        department.take()


def test_a_whole_column_settles_dates(department: Department) -> None:
    department.write(
        "log.csv",
        "Conference No,Date,Site,Section,Cases Discussed\n1,03/04/2025,,,3\n2,25/04/2025,,,3\n",
    )
    assert department.receipt().accepted == 2
    assert str(department.one("select min(held_on) from conferences")) == "2025-04-03"


def test_an_archive_in_an_archive(department: Department) -> None:
    with zipfile.ZipFile(department.folder / "outer.zip", "w") as outer:
        outer.writestr("inner.zip", b"PK\x05\x06" + b"\0" * 18)
    with pytest.raises(CannotTake, match=r"outer\.zip, inner\.zip: an archive within an archive"):
        department.take()


def test_every_unknown_file_of_a_folder_is_named(department: Department) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        department.write(name, "x,y\n1,2\n")
    department.cases()
    with pytest.raises(CannotTake, match=r"a\.csv: its columns .* So are b\.csv and c\.csv\."):
        department.take()
    assert department.home.current() is None
