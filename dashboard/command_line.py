"""How a person types our commands where this program runs, for every sentence that names one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python_as_typed(executable: str, folder: Path) -> str:
    """Return what to type in `folder` to run `executable`: its path where it lies below, else its
    name, since an environment elsewhere is on the search path of whoever started it.
    """
    path = Path(os.path.abspath(executable or "python"))
    shown = str(path.relative_to(folder)) if path.is_relative_to(folder) else path.name
    return shown.removesuffix(".exe")


# In the project's folder, the one place where Python finds the package by its name.
PROGRAM = f"{python_as_typed(sys.executable, ROOT)} -m dashboard"
