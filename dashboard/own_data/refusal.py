"""What a file, an option or a saved analysis that cannot be used is refused with."""

from __future__ import annotations

import click


class WrongInput(click.ClickException):
    """Wrong input or usage: one sentence saying what, where and what to do; exit code 2."""

    exit_code = 2
