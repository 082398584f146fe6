"""The files the project is made of: what git would hold, without asking git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("dashboard", "pages", "queries", "data", "tests", "docs", ".ci", ".streamlit", ".github")
NOT_TEXT = {".xlsx", ".png", ".pptx", ".parquet", ".zip", ".pdf", ".docx", ".duckdb"}
LEFT_BEHIND = {"__pycache__", ".pytest_cache", ".hypothesis"}


def project_files(*endings: str) -> list[Path]:
    """Return the project's files with one of `endings`, or all of them, by path."""
    return sorted(path for path in _files() if not endings or path.suffix in endings)


def text_files() -> list[Path]:
    """Return the project's files that are text."""
    return [path for path in project_files() if path.suffix not in NOT_TEXT]


def shown(path: Path) -> str:
    """Return the path as a person at the project's root would type it."""
    return path.relative_to(ROOT).as_posix()


def _files() -> Iterator[Path]:
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.name != ".git")
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not LEFT_BEHIND & set(path.parts):
                yield path
