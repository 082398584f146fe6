"""Files beside the pages are for readers; what Streamlit draws the pages with is for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.responses import PlainTextResponse
from streamlit import config

from dashboard.ui.files_for_readers import FilesForReaders
from tests.access.first_answer import first_answer

ASKS = """
sign_in = "proxy"
[proxy]
secret = "0123456789abcdef0123456789abcdef"
[[roles]]
role = "chair"
emails = ["chair@example.org"]
"""


@pytest.fixture(autouse=True)
def home_that_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "access.toml").write_text(ASKS)
    monkeypatch.setenv("PEER_LEARNING_HOME", str(tmp_path))


def answered(path: str) -> int:
    """The status of an answer to somebody who has not signed in."""
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "headers": []}
    return int(first_answer(FilesForReaders(PlainTextResponse("here")), scope)["status"])


@pytest.mark.parametrize("base", ["", "quality"])
def test_a_file_asks_for_the_sign_in_and_a_letter_does_not(
    base: str,
) -> None:
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", base)
    try:
        root = f"/{base}".rstrip("/")
        assert answered(f"{root}/media/a.csv") == 403
        assert answered(f"{root}/_stcore/upload_file/anybody/a") == 403
        assert answered(f"{root}/_stcore/metrics") == 403
        shipped = Path(streamlit.__file__).parent / "static"
        for file in shipped.rglob("*.woff2"):
            assert answered(f"{root}/{file.relative_to(shipped).as_posix()}") == 200, file.name
    finally:
        config.set_option("server.baseUrlPath", before)
