"""What a file, an option or a saved analysis that cannot be used is refused with."""

from __future__ import annotations

import click


class WrongInput(click.ClickException):
    """Wrong input or usage: one sentence saying what, where and what to do; exit code 2."""

    exit_code = 2


class RefusedByDisclosure(WrongInput):
    """Refused by the disclosure rules: exit code 3 and the sentence the page shows."""

    exit_code = 3
