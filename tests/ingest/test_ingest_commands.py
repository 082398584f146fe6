"""The commands of a coordinator, as a program would call them."""

import json
from pathlib import Path
from typing import Any

import pytest

from dashboard.commands.cli import main
from dashboard.home import Home
from dashboard.ingest.files import ExportFile
from dashboard.ingest.sources import Source, read_source
from tests.faults.valid_exports import zipped
from tests.ingest.exports import CASE, VOLUME, Department, numbered, table

TWO_WAYS = "Conference No,Date,Site,Section,Cases Discussed\n1,03/04/2025,,,3\n"
RECEIPT = ["file", "layout", "table", "read", "accepted", "rejected", "duplicate", "superseded"]


@pytest.fixture
def run(
    department: Department, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> "Run":
    from tests.ingest.exports import leave_a_file

    monkeypatch.setenv("PEER_LEARNING_HOME", str(department.home.path))
    monkeypatch.setattr("dashboard.commands.ingest._publishing", lambda progress: leave_a_file)
    return Run(capsys)


class Run:
    """Calls the command line; keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


def test_ingest_prints_receipts_as_json(department: Department, run: Run) -> None:
    department.cases(*numbered(3))
    code, out, err = run("ingest", department.folder, "--json")
    result = json.loads(out)
    assert (code, result["generation"]) == (0, 1)
    (receipt,) = result["receipts"]
    assert [receipt[name] for name in RECEIPT] == [
        "cases.csv",
        "peer_learning_cases",
        "cases",
        3,
        3,
        0,
        0,
        0,
    ]
    assert "Generation 1 is current now." in err

    code, out, err = run("ingest", department.folder, "--json")
    assert (code, json.loads(out)["generation"]) == (0, 1)
    assert "Nothing new" in err


def test_ingest_refuses_in_one_sentence(department: Department, run: Run) -> None:
    department.write("strange.csv", "a,b\n1,2\n")
    code, out, err = run("ingest", department.folder)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("strange.csv: ")


@pytest.mark.parametrize("arguments", [[], ["x", "--inbox", "y"]])
def test_ingest_wants_paths_or_an_inbox(run: Run, arguments: list[str]) -> None:
    code, _, err = run("ingest", *arguments)
    assert code == 2
    assert "--inbox" in err


def test_a_first_ingest_that_takes_nothing_leaves_no_home(
    department: Department, run: Run, tmp_path: Path
) -> None:
    department.write("strange.csv", "a,b\n1,2\n")
    code, _, _ = run("ingest", department.folder, "--home", tmp_path / "new")
    assert code == 2
    assert not (tmp_path / "new").exists()


def test_headings_alone_are_nothing_to_take(department: Department, run: Run) -> None:
    department.write("cases.csv", table(CASE, [{}], ";").splitlines()[0])
    code, out, err = run("ingest", department.folder, "--json")
    assert (code, json.loads(out)["generation"]) == (0, None)
    assert [receipt["read"] for receipt in json.loads(out)["receipts"]] == [0]
    assert "Nothing to take: headings, and no row below them. No generation was made." in err


@pytest.mark.parametrize("how", [[], ["--inbox"]])
def test_headings_alone_leave_no_home(
    department: Department, run: Run, tmp_path: Path, how: list[str]
) -> None:
    """A home without a row would have pages that say nothing: none is made."""
    department.write("cases.csv", table(CASE, [{}], ";").splitlines()[0])
    new = tmp_path / "new"
    code, _, err = run("ingest", *how, department.folder, "--home", new)
    assert code == 2
    assert f"{new}: no home was made, as there was no row to take" in err
    assert not new.exists()
    department.cases(*numbered(2))
    assert run("ingest", *how, department.folder, "--home", new)[0] == 0
    assert (new / "current.json").exists()


def test_the_inbox_takes_the_good_files_once(department: Department, run: Run) -> None:
    department.cases(*numbered(2))
    department.write("strange.csv", "a,b\n1,2\n")
    department.write("notes.docx", "x")
    code, out, err = run("ingest", "--inbox", department.folder, "--json")
    assert code == 2
    assert [receipt["accepted"] for receipt in json.loads(out)["receipts"]] == [2]
    assert "strange.csv: " in err
    assert "notes.docx: " in err

    (department.folder / "strange.csv").unlink()
    (department.folder / "notes.docx").unlink()
    department.volumes({})
    code, out, _ = run("ingest", "--inbox", department.folder, "--json")
    files = [receipt["file"] for receipt in json.loads(out)["receipts"]]
    assert (code, files) == (0, ["volumes.csv"])
    assert sorted(path.name for path in department.folder.iterdir()) == ["cases.csv", "volumes.csv"]

    code, out, _ = run("ingest", "--inbox", department.folder, "--json")
    assert (code, json.loads(out)["receipts"]) == (0, [])


def test_the_inbox_reads_each_file_once(
    department: Department, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noting(file: ExportFile, *others: Any) -> Source:
        read.append(file.name)
        return read_source(file, *others)

    monkeypatch.setattr("dashboard.ingest.sources.read_source", noting)
    department.cases(*numbered(2))
    department.volumes({})
    department.write("strange.csv", "a,b\n1,2\n")
    department.write("log.csv", TWO_WAYS)
    run("ingest", "--inbox", department.folder)
    assert read == ["cases.csv", "log.csv", "strange.csv", "volumes.csv"]


@pytest.mark.parametrize(
    ("how", "cannot_be_taken"), [([], ""), (["--inbox"], ""), (["--inbox"], TWO_WAYS)]
)
def test_the_rejects_of_every_file_are_handed_over(
    department: Department, run: Run, tmp_path: Path, how: list[str], cannot_be_taken: str
) -> None:
    department.cases({"Submitted On": "soon"})
    department.volumes({"Exam Count": "many"}, {"Exam Count": "few"}, {})
    if cannot_be_taken:  # then each file is taken in a run of its own
        department.write("log.csv", cannot_be_taken)
    rejects = tmp_path / "r.csv"
    code, _, err = run("ingest", *how, department.folder, "--rejects", rejects)
    assert code == (2 if cannot_be_taken else 0)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("r*.csv")}
    assert sorted(written) == ["r-2.csv", "r.csv"]
    for word, name in (("soon", "cases.csv"), ("many", "volumes.csv")):
        (held,) = [file for file, text in written.items() if word in text]
        rows = written[held].count("\n") - 1
        row = "row" if rows == 1 else "rows"
        assert f"Wrote {tmp_path / held}: {rows} rejected {row} of {name}.\n" in err
    noted = [one for one in department.home.audit_trail().entries() if one.event == "export"]
    assert sorted(one.facts["rows"] for one in noted) == [1, 2]


def test_the_inbox_takes_a_roster_first_whatever_its_name_and_kind(
    department: Department, run: Run
) -> None:
    people = [
        "Radiologist,Name,Site,Section,FTE,Start date",
        "E1,Ann Lee,North Campus,,1,2020-01-06",
    ]
    department.write("staff.csv", "\n".join(people))
    department.cases({"Submitted By": "Ann Lee", "Interpreting Radiologist": "Ann Lee"})
    department.write("strange.csv", "a,b\n1,2\n")
    code, out, _ = run("ingest", "--inbox", department.folder, "--json")
    receipts = json.loads(out)["receipts"]
    assert (code, [one["table"] for one in receipts]) == (2, ["radiologists", "cases"])
    assert not any("on no roster" in note for one in receipts for note in one["notes"])


def test_generations_and_rollback(department: Department, run: Run) -> None:
    for count in (1, 2):
        department.cases(*numbered(count))
        run("ingest", department.folder)
    code, out, _ = run("generations", "--format", "csv")
    assert code == 0
    assert [line.split(",")[:2] for line in out.splitlines()] == [
        ["generation", "current"],
        ["1", "false"],
        ["2", "true"],
    ]
    code, _, err = run("rollback")
    assert (code, err) == (0, "Generation 1 is current now.\n")
    code, _, err = run("rollback", 7)
    assert code == 2
    assert "generation 7 is not kept" in err


def test_commands_without_a_home(run: Run, tmp_path: Path) -> None:
    for command in ("generations", "rollback"):
        code, _, err = run(command, "--home", tmp_path / "nowhere")
        assert code == 2
        assert "no home is here yet" in err


def test_template(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("template", "targets")
    assert code == 0
    assert out.splitlines()[-1] == "Metric,Threshold,Period,Effective from,Effective to,Prorated"
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"t.{kind}"
        assert run("template", "targets", "--format", kind, "--out", path)[0] == 0
        assert path.stat().st_size > 100
    assert run("template", "roster")[1] == run("template", "radiologists")[1]
    code, _, err = run("template", "nothing")
    assert code == 2
    assert err.startswith("nothing: no such table; the tables are actions, ")


def test_layouts(department: Department, run: Run) -> None:
    code, out, _ = run("layout", "list", "--format", "csv")
    assert code == 0
    assert "eradpeer_reviews,eRADPEER scored reviews,eRADPEER,reviews" in out
    department.reviews({})
    code, out, err = run("layout", "suggest", department.folder / "reviews.csv")
    assert code == 0
    assert 'table = "reviews"' in out
    assert "Group ID: section" in err


def test_a_proposed_layout_is_saved_and_taken_by(
    department: Department, run: Run, tmp_path: Path
) -> None:
    department.write("strange.csv", table(CASE, [{}], ";").replace("Submitted By", "Flagged by"))
    file, new = department.folder / "strange.csv", tmp_path / "new"
    code, out, err = run("layout", "suggest", file, "--save", "our_tool", "--home", new)
    assert (code, out) == (0, "")
    path = new / "layouts" / "our_tool.toml"
    assert f"Saved as {path}: correct it, then" in err
    assert path.stat().st_mode & 0o077 == 0
    assert run("ingest", file, "--layout", "our_tool", "--home", new)[0] == 0
    for name, why in [("our_tool", "a layout of that name"), ("No Name", "small letters")]:
        code, _, err = run("layout", "suggest", file, "--save", name, "--home", new)
        assert code == 2
        assert why in err


@pytest.mark.parametrize("nothing", ["", "\n \n"])
def test_a_layout_file_the_shell_made_empty_is_none_yet(
    department: Department, run: Run, nothing: str
) -> None:
    """`layout suggest FILE > layouts/ours.toml` empties that file before the command runs."""
    department.reviews({})
    ours = department.home.layouts_folder / "ours.toml"
    ours.write_text(nothing)
    code, out, _ = run("layout", "suggest", department.folder / "reviews.csv")
    assert code == 0
    code, _, err = run("layout", "list")
    assert code == 0
    assert f"{ours}: empty, so it is no layout yet; " in err
    ours.write_text(out)
    assert run("ingest", department.folder, "--layout", "ours")[0] == 0


def test_the_audit_log_has_a_line_a_run(department: Department, run: Run) -> None:
    department.cases()
    run("ingest", department.folder)
    lines = (Home(department.home.path).path / "audit.log").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["ingest"]
    assert "Lee" not in lines[0]


def test_what_is_no_table_beside_exports_is_left_out_and_named(
    department: Department, run: Run
) -> None:
    department.cases(*numbered(2))
    volumes = table(VOLUME, [{}], ",").encode()
    department.write("report.pdf", b"%PDF-1.7")
    department.write("readme.txt", "Dear all,\nthe cases of March, as asked for.\n")
    department.write("march.zip", zipped({"a.docx": b"x", "volumes.csv": volumes}))
    code, out, err = run("ingest", department.folder, "--json")
    assert code == 0
    receipts = json.loads(out)["receipts"]
    assert [receipt["accepted"] for receipt in receipts] == [2, 1]
    assert receipts[0]["notes"][:1] == ["files left out, no tables: 3"]
    assert (
        "Left out, no table by ending or content: march.zip, a.docx, readme.txt, report.pdf." in err
    )
    for name in ("report.pdf", "readme.txt"):
        assert run("ingest", department.folder / name)[0] == 2


def test_a_folder_with_nothing_to_take_is_refused(department: Department, run: Run) -> None:
    department.write("report.pdf", b"%PDF-1.7")
    code, _, err = run("ingest", department.folder)
    assert (code, "holds no export files" in err) == (2, True)
    department.write("readme.txt", "Dear all,\nthe cases of March, as asked for.\n")
    code, _, err = run("ingest", department.folder)
    assert (code, "holds no export files" in err) == (2, True)


def test_a_column_in_another_form_is_said_as_on_the_page(department: Department, run: Run) -> None:
    """All rows are rejected, and accounted for: the run is done, and says where to look."""
    department.cases(*({**row, "Submitted On": "4.3.2025"} for row in numbered(3)))
    code, _, err = run("ingest", department.folder)
    assert (code, "Look at “Submitted On”: hardly a value there is one the lay" in err) == (0, True)
    assert "3 rows rejected, the first is row 2" in err
