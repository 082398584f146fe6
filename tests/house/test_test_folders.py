"""What .ci/run promises is what stands in tests/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.house.project_files import ROOT

PROMISED = ROOT / ".ci" / "promised.py"


def promised(results: Path, cases: str) -> subprocess.CompletedProcess[str]:
    results.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    command = [sys.executable, str(PROMISED), str(results)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def case(folder: str, number: int, outcome: str = "") -> str:
    return f'<testcase classname="tests.{folder}.test_x" name="t{number}">{outcome}</testcase>'


def enough() -> str:
    folders = {
        path.relative_to(ROOT / "tests").parts[0] for path in ROOT.glob("tests/*/**/test_*.py")
    }
    return "".join(case(folder, number) for folder in sorted(folders) for number in range(400))


def test_enough_tests_in_every_folder_pass(tmp_path: Path) -> None:
    found = promised(tmp_path / "r.xml", enough())
    assert found.returncode == 0, found.stderr
    assert "0 failed, 0 skipped" in found.stdout


def test_a_folder_whose_tests_did_not_run_is_named(tmp_path: Path) -> None:
    found = promised(tmp_path / "r.xml", enough().replace("tests.browser.", "tests.spec."))
    assert found.returncode == 1
    assert "tests/browser: 0 tests ran" in found.stderr


def test_one_skipped_or_failed_test_is_not_passed_over(tmp_path: Path) -> None:
    for outcome in ("<skipped/>", "<failure/>", "<error/>"):
        found = promised(tmp_path / "r.xml", enough() + case("spec", 999, outcome))
        assert found.returncode == 1, outcome


def test_no_results_at_all_fail(tmp_path: Path) -> None:
    assert promised(tmp_path / "r.xml", "").returncode == 1
