"""Which department is on screen: the current published file of the home, opened read-only."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from dashboard.confidentiality import confidentiality_of
from dashboard.home import HomeProblem, locate

if TYPE_CHECKING:
    from dashboard.published.lens import Lens
    from dashboard.published.open import Published

Findings = TypeVar("Findings")


def current_department() -> Published | None:
    """Return what was last published in the home, or None before the first export was taken.

    The pointer is read on each run, so a new generation shows without a restart. Raises
    HomeProblem when the home is damaged.
    """
    path = locate().published_path()
    if path is None or not path.exists():
        return None
    return _opened(os.path.realpath(path))


def open_department() -> Published:
    """Return the current department, for a page: app.py runs pages only when there is one.

    Raises HomeProblem when nothing was published yet.
    """
    department = current_department()
    if department is None:
        raise HomeProblem("Nothing was published yet; take a first export.")
    return department


def found(
    compute: Callable[..., Findings], department: Published, lens: Lens, *choice: str
) -> Findings:
    """Return what a page says under a lens, computed once a published generation and lens.

    `choice` is what a reader chose besides; it goes to `compute` after department and lens.
    """
    name = f"{compute.__module__}.{compute.__qualname__}"
    answer: Findings = _found(name, str(department.path), lens, choice, compute, department)
    return answer


@st.cache_resource(max_entries=500, show_spinner=False)
def _found(
    name: str,
    path: str,
    lens: Lens,
    choice: tuple[str, ...],
    _compute: Callable[..., Any],
    _department: Published,
) -> Any:
    return _compute(_department, lens, *choice)


def is_demo() -> bool:
    """Return whether the home holds the made-up demo department, which is marked as such."""
    return (locate().path / "demo").exists()


def confidentiality() -> str:
    """Return the words that stand on every page and in every download."""
    return confidentiality_of(locate())


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(path: str) -> Published:
    from dashboard.published.open import open_published

    return open_published(Path(path))
