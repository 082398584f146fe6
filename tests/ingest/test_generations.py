"""Generations: immutable, one made current in one step, undone with one command."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import duckdb
import pytest

from dashboard.command_line import PROGRAM
from dashboard.home import HomeBusy, HomeProblem, create_home, open_home
from dashboard.ingest import carry_over, generation
from dashboard.ingest.kept_generations import list_generations, roll_back
from dashboard.ingest.take import republish, take
from dashboard.warehouse.open import read_warehouse
from tests.ingest.exports import TODAY, Department, leave_a_file, numbered

ROOT = Path(__file__).resolve().parents[2]


def test_everything_in_a_home_is_private(department: Department) -> None:
    department.cases(*numbered(3))
    department.take()
    home = department.home
    for path in [home.path, *home.path.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert not home.working_folder.exists()


def test_the_key_is_made_once(department: Department) -> None:
    key = department.home.key()
    assert create_home(department.home.path).key() == key
    assert len(key) == 32


def test_a_warehouse_without_its_key_gets_no_new_one(department: Department) -> None:
    department.cases()
    department.take()
    department.home.key_path.unlink()
    with pytest.raises(HomeProblem, match="the pseudonym key is missing or damaged"):
        create_home(department.home.path)


def test_no_home_is_said(tmp_path: Path) -> None:
    with pytest.raises(HomeProblem, match="no home is here yet"):
        open_home(tmp_path / "nowhere")


def test_a_reader_keeps_its_generation_while_the_next_is_made(department: Department) -> None:
    department.cases(*numbered(2))
    department.take()
    first = department.home.warehouse_path()
    assert first is not None
    with read_warehouse(first) as reader:
        department.cases(*numbered(5))
        department.take()
        assert reader.execute("select count(*) from cases").fetchone() == (2,)
    assert department.home.warehouse_path() != first
    assert department.one("select count(*) from cases") == 5


def test_rollback_and_forward_again(department: Department) -> None:
    for count in (1, 2, 3):
        department.cases(*numbered(count))
        department.take()
    home = department.home
    assert roll_back(home) == 2
    assert department.one("select count(*) from cases") == 2
    assert roll_back(home, 1) == 1
    assert [(kept.number, kept.current, kept.rows) for kept in list_generations(home)] == [
        (1, True, 1),
        (2, False, 2),
        (3, False, 3),
    ]
    with pytest.raises(HomeProblem, match="generation 9 is not kept; those kept are 1, 2, 3"):
        roll_back(home, 9)
    with pytest.raises(HomeProblem, match="no generation before the current one"):
        roll_back(home)
    assert department.take().generation == 4
    assert department.one("select count(*) from cases") == 3


def test_old_generations_are_pruned(
    department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "KEPT_GENERATIONS", 2)
    for count in (1, 2, 3, 4):
        department.cases(*numbered(count))
        department.take()
    assert department.home.generations() == [3, 4]
    assert len(list(department.home.published_folder.iterdir())) == 2


def test_publishing_again_gives_a_new_file(department: Department) -> None:
    department.cases()
    department.take()
    before = department.home.published_path()
    assert republish(department.home, leave_a_file) == 1
    after = department.home.published_path()
    assert before is not None and after is not None
    assert before != after and before.exists() and after.exists()
    assert roll_back(department.home, 1) == 1
    assert department.home.published_path() == after


def test_a_failing_publish_changes_nothing(department: Department) -> None:
    department.cases(*numbered(2))
    department.take()
    department.cases(*numbered(3))

    def fail(warehouse: Path, published: Path) -> None:
        published.touch()
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        department.take(publish=fail)
    assert department.home.generations() == [1]
    assert department.one("select count(*) from cases") == 2
    assert not list(department.home.path.rglob("building-*"))


def test_two_at_once_one_is_refused(department: Department) -> None:
    department.cases()
    second = department.home.writing(wait_seconds=0.2)
    busy = pytest.raises(HomeBusy, match="another ingest is writing to this home")
    with department.home.writing(), busy, second:
        raise AssertionError("two writers")
    assert department.take().new


def test_a_home_that_cannot_be_written_to(department: Department) -> None:
    department.cases()
    (department.home.path / "lock").mkdir()  # not even root can open a folder for writing
    with pytest.raises(HomeProblem, match="give yourself write access"):
        department.take()


def test_a_full_disk_is_said(department: Department) -> None:
    department.cases()

    def full(warehouse: Path, published: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(HomeProblem, match=r"cannot be written \(No space left on device\)"):
        department.take(publish=full)
    assert department.home.current() is None


def kill_after(department: Department, seconds: float) -> int:
    """Take the exports in another process and kill it; return what it exited with."""
    script = textwrap.dedent(
        f"""
        from datetime import date
        from pathlib import Path
        from dashboard.home import Home
        from dashboard.ingest.take import take
        from tests.ingest.exports import leave_a_file
        print("ready", flush=True)
        take(Home(Path({str(department.home.path)!r})), [Path({str(department.folder)!r})],
             publish=leave_a_file, received_on=date(2026, 1, 10))
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    process.stdout.close()
    return process.wait()


def check_after_kill(department: Department, before: int) -> None:
    """Check that what is current is whole, and that the next ingest succeeds."""
    rows = department.one("select count(*) from cases")
    assert rows in (before, before + 20)
    department.cases(*numbered(before + 20))
    department.take()
    assert department.one("select count(*) from cases") == before + 20
    assert not list(department.home.path.rglob("building-*"))
    assert not department.home.working_folder.exists()


def kill_many_times(department: Department, times: int) -> None:
    department.cases(*numbered(1))
    department.take()
    rows, killed = 1, 0
    for attempt in range(times):
        department.cases(*numbered(rows + 20))
        # Spread over the whole run: from before the first file is read to after the swap.
        killed += kill_after(department, 0.02 + 0.5 * attempt / times) == -signal.SIGKILL
        check_after_kill(department, rows)
        rows += 20
    assert killed > 0


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="no kill -9")
def test_killed_at_any_moment(department: Department) -> None:
    kill_many_times(department, 5)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="no kill -9")
def test_killed_at_two_hundred_moments(department: Department) -> None:
    kill_many_times(department, 200)


def test_a_word_learned_since_is_mapped_without_its_export(
    department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    department.write(
        "strange.csv",
        "Nr,Who,When,Where,What\n1,Lee,2025-03-04,North,Gremlins\n2,Lee,2025-03-05,North,Cognitive\n",
    )
    layout = """
        title = "Strange"
        system = "Strange"
        table = "cases"
        [columns]
        case_id = "Nr"
        submitting_radiologist = "Who"
        submitted_on = "When"
        site = "Where"
        theme = {{ source = "What"{values} }}
        """
    path = department.home.layouts_folder / "strange.toml"
    path.write_text(textwrap.dedent(layout.format(values="")))
    department.take()
    themes = "select theme::text, theme_raw from cases order by row_number"
    assert department.rows(themes) == [("unmapped", "Gremlins"), ("interpretation", "Cognitive")]

    (department.folder / "strange.csv").unlink()
    path.write_text(textwrap.dedent(layout.format(values=', values = { Gremlins = "system" }')))
    monkeypatch.setattr(carry_over, "vocabularies_hash", lambda: "learned something")
    department.volumes({})
    department.take()
    assert department.rows(themes) == [("system", "Gremlins"), ("interpretation", "Cognitive")]
    assert department.one("select count(*) from receipts") == 2
    assert department.one("select count(*) from coverage where table_name = 'cases'") == 2


def test_tables_of_another_version_are_not_touched(department: Department) -> None:
    department.cases(*numbered(3))
    department.take()
    path = department.home.warehouse_path()
    assert path is not None
    with duckdb.connect(str(path)) as connection:
        connection.execute("update schema_version set version = 99")
    department.volumes({})
    with pytest.raises(HomeProblem, match=f"of version 99, .* `{PROGRAM} migrate`"):
        department.take()
    assert department.home.generations() == [1]


def test_a_copied_home_is_the_same_department(department: Department, tmp_path: Path) -> None:
    department.cases(*numbered(2))
    department.take()
    shutil.copytree(department.home.path, tmp_path / "moved")
    moved = create_home(tmp_path / "moved")
    again = take(moved, [department.folder], publish=leave_a_file, received_on=TODAY)
    assert not again.new
