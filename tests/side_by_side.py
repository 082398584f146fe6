"""Which tests stay on one worker when they run side by side, and which begin first."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

# What these folders build is shared by their files. A page takes seconds to open in a browser.
KEPT_TOGETHER = ("tests/browser", "tests/disclosure/requests", "tests/reports", "tests/state")
ALONE = ("tests/browser/test_sign_in.py", "tests/disclosure/requests/test_attack.py")
# The longest begin first, so that no worker is left with one of them at the end.
FIRST = (
    "tests/browser",
    "tests/faults/test_mutants.py",
    "tests/disclosure/requests/test_attack.py",
    "tests/reports",
    "tests/faults/test_corpus.py",
    "tests/faults/test_kills.py",
    "tests/browser/test_sign_in.py",
    "tests/pages/test_each_page.py",
)


class ByWhatIsShared(LoadScopeScheduling):
    """Sends each file's tests to one worker, or a folder's where its files share what they need."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


def together(nodeid: str) -> str:
    """Return the file or folder whose tests stay on one worker."""
    file = nodeid.split("::")[0]
    folder = file.rpartition("/")[0]
    return folder if folder in KEPT_TOGETHER and file not in ALONE else file


def turn(nodeid: str) -> int:
    """Return when a test's turn comes: the longest files first, the others as they stand."""
    group = together(nodeid)
    return FIRST.index(group) if group in FIRST else len(FIRST)
