"""`demo`: what it writes, what it prints, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.commands.demo import demo
from dashboard.demo.export_files import FILES, truth_path

SMALL = ["--radiologists", "5", "--months", "6"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(demo, list(arguments))


def test_writes_the_files_and_prints_their_paths(tmp_path: Path) -> None:
    out = tmp_path / "exports"
    result = run("--out", str(out), *SMALL)
    assert result.exit_code == 0
    expected = [*(out / name for name in FILES), truth_path(out)]
    assert result.stdout.splitlines() == [str(path) for path in expected]
    assert all(path.stat().st_size for path in expected)
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    assert "10 export files" in result.stderr


def test_writes_over_an_earlier_demo(tmp_path: Path) -> None:
    out = tmp_path / "exports"
    assert run("--out", str(out), *SMALL, "--seed", "2").exit_code == 0
    earlier = (out / "exam_volumes.csv").read_bytes()
    assert run("--out", str(out), *SMALL, "--seed", "3").exit_code == 0
    assert (out / "exam_volumes.csv").read_bytes() != earlier


def test_leaves_a_folder_with_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "our_cases.csv").write_text("kept\n")
    result = run("--out", str(tmp_path), *SMALL)
    assert result.exit_code == 2
    assert "our_cases.csv" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["our_cases.csv"]
    assert not truth_path(tmp_path).exists()


def test_refuses_a_file_in_the_folder_s_place(tmp_path: Path) -> None:
    out = tmp_path / "taken"
    out.write_text("kept\n")
    result = run("--out", str(out), *SMALL)
    assert result.exit_code == 2
    assert "is a file" in result.stderr
    assert out.read_text() == "kept\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--radiologists", "4"],
        ["--months", "5"],
        ["--seed", "-1"],
        ["--effect", "some"],
    ],
)
def test_refuses_what_is_out_of_range(tmp_path: Path, wrong: list[str]) -> None:
    result = run("--out", str(tmp_path / "exports"), *wrong)
    assert result.exit_code == 2
    assert wrong[0] in result.stderr
    assert list(tmp_path.iterdir()) == []
