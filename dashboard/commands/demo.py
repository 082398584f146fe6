"""Write the export files of the demo department."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.own_data.refusal import WrongInput


@click.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the export files; made if missing. The truths go to OUT.truth.json beside it.",
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(min=0),
    help="The same seed gives the same bytes.",
)
@click.option(
    "--radiologists",
    default=60,
    show_default=True,
    type=click.IntRange(5, 1000),
    help="How many people.",
)
@click.option(
    "--months",
    default=60,
    show_default=True,
    type=click.IntRange(6, 240),
    help="How many months, up to December 2025.",
)
@click.option(
    "--effect",
    default="planted",
    show_default=True,
    type=click.Choice(["planted", "none"]),
    help="none: the same department with nothing planted.",
)
def demo(out: Path, seed: int, radiologists: int, months: int, effect: str) -> None:
    """Write an invented department's exports, as its systems would; print each file written.

    The same options always give the same bytes. Effects are planted at known months, so that a
    method can be judged by whether it finds them.
    """
    from dashboard.demo.export_files import write_demo

    folder = out.absolute()
    _refuse_other_files(folder)
    try:
        written = write_demo(folder, seed, radiologists, months, effect)
    except OSError as error:
        raise WrongInput(
            f"{error.filename or out}: cannot be written ({error.strerror}). "
            "Choose a folder you may write to."
        ) from error
    for file in written:
        click.echo(file.path)
    rows = sum(file.rows for file in written[:-1])
    click.echo(f"Wrote {rows:,} rows in {len(written) - 1} export files, and the truths.", err=True)


def _refuse_other_files(folder: Path) -> None:
    """Leave a folder alone that holds anything but an earlier demo."""
    from dashboard.demo.export_files import FILES

    if folder.exists() and not folder.is_dir():
        raise WrongInput(f"{folder}: is a file, and a folder is needed. Choose another --out.")
    strangers = sorted({path.name for path in folder.glob("*")} - set(FILES))
    if strangers:
        raise WrongInput(
            f"{folder}: holds {strangers[0]}, which no demo wrote. Choose an empty or new folder."
        )
