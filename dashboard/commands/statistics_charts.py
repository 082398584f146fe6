"""Statistics on one's own file: control chart, funnel, time to event, agreement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.analysis.errors import CannotCompute
from dashboard.commands.output import data_option, output_format, say, write_table
from dashboard.own_data.chart_rows import chart_columns, chart_rows, chart_words
from dashboard.own_data.funnel_rows import FUNNEL_COLUMNS, funnel_rows, funnel_words
from dashboard.own_data.own_file import OwnFile, only_once, read_own_file
from dashboard.own_data.refusal import WrongInput

if TYPE_CHECKING:
    from dashboard.analysis.agreement_many import Level

SURVIVAL_COLUMNS = [
    "group", "n", "events", "median", "lower", "upper", "naive_median", "statistic", "p_value",
    "note",
]  # fmt: skip
SURVIVAL_AT_COLUMNS = [
    "group", "time", "survival", "lower", "upper", "at_risk", "statistic", "p_value", "note",
]  # fmt: skip
AGREEMENT_COLUMNS = ["stat", "method", "estimate", "lower", "upper", "se", "note"]


@click.command()
@click.option(
    "--type", "chart_type", required=True,
    type=click.Choice(["run", "i", "mr", "p", "pp", "u", "up", "c", "g", "t"]),
    help="pp and up are P′ and U′.",
)  # fmt: skip
@data_option
@click.option("--x", "x_column", required=True, metavar="COLUMN", help="Month, date or number.")
@click.option("--y", "y_column", required=True, metavar="COLUMN", help="Count or measurement.")
@click.option("--n", "n_column", metavar="COLUMN", help="Denominator.")
@click.option("--multiply", type=float, default=1.0, help="Shown unit, such as 1000.")
@click.option("--part", "parts", type=int, multiple=True, metavar="K", help="Last row of a phase.")
@click.option("--freeze", type=int, metavar="K", help="Rows of each phase that set its limits.")
@click.option("--exclude", type=int, multiple=True, metavar="K", help="Row to leave out.")
@click.option("--centre", type=float, metavar="V", help="Fixed centre line, in the shown unit.")
@click.option("--screen/--no-screen", default=True, help="Drop outlying moving ranges once.")
@click.option(
    "--rules",
    type=click.Choice(["anhoej", "plot-the-dots"]),
    default="anhoej",
    help="Which signals.",
)
@click.option("--target", type=float, metavar="V", help="Target, in the shown unit.")
@click.option("--better", type=click.Choice(["higher", "lower"]), help="Which way improves.")
@output_format
def chart(
    data: Path, x_column: str, y_column: str, n_column: str | None, output: str, **options: Any
) -> None:
    """A control chart of your own file, a row a point."""
    from dashboard.analysis.control_chart import control_chart
    from dashboard.own_data.time_axis import time_axis

    file = read_own_file(data)
    x = file.labels(x_column)
    axis = time_axis(x)
    y = file.numbers(y_column)
    n = file.numbers(n_column) if n_column else None
    computed = _computed(
        file,
        lambda: control_chart(
            [y[row] for row in axis.order],
            [n[row] for row in axis.order] if n is not None else None,
            chart=options["chart_type"],
            multiply=options["multiply"],
            breaks=options["parts"],
            freeze=options["freeze"],
            exclude=options["exclude"],
            centre=options["centre"],
            target=options["target"],
            screen=options["screen"],
            rules=options["rules"],
            better=options["better"],
            ordered=axis.ordered,
        ),
    )
    if axis.moved:
        say(f"{file.name}: the rows were put in the order of '{x_column}'; rows are counted so.")
    if not axis.ordered:
        say(f"{file.name}: '{x_column}' holds no dates or numbers, so the rows count as units.")
    say(*chart_words(computed))
    write_table(
        chart_rows(computed, [x[row] for row in axis.order]), chart_columns(computed), output
    )


def _computed(file: OwnFile, compute: Any) -> Any:
    """The result of `compute`, or its refusal as wrong input in the named file."""
    try:
        return compute()
    except CannotCompute as refusal:
        raise WrongInput(f"{file.name}: {refusal}.") from refusal


@click.command()
@click.option(
    "--type", "kind", required=True, type=click.Choice(["proportion", "rate", "ratio"]),
    help="What a group has.",
)  # fmt: skip
@data_option
@click.option("--group", "group_column", required=True, metavar="COLUMN", help="Name of the group.")
@click.option("--x", "x_column", required=True, metavar="COLUMN", help="Count.")
@click.option(
    "--n", "n_column", required=True, metavar="COLUMN",
    help="Number examined, exposure, or expected count.",
)  # fmt: skip
@click.option("--multiply", type=float, default=1.0, help="Shown unit, such as 1000.")
@click.option("--target", type=float, metavar="V", help="In the shown unit; default pooled, or 1.")
@click.option(
    "--limits", type=click.Choice(["exact", "normal", "arcsine", "poisson-interpolated"]),
    help="Limits by chance alone; default exact.",
)  # fmt: skip
@click.option(
    "--adjust", type=click.Choice(["none", "winsorise", "truncate"]), default="none",
    help="Widen the limits for overdispersion.",
)  # fmt: skip
@click.option(
    "--scale", type=click.Choice(["arcsine", "sqrt", "log"]),
    help="Scale of the adjustment; default arcsine for proportions, else sqrt.",
)  # fmt: skip
@click.option("--trim", type=float, default=0.1, help="Share trimmed at each end.")
@output_format
def funnel(
    data: Path, group_column: str, x_column: str, n_column: str, output: str, **options: Any
) -> None:
    """A funnel plot of your own file, a row a group."""
    from dashboard.analysis.funnel import funnel as compute_funnel

    file = read_own_file(data)
    groups = file.labels(group_column)
    only_once(file, group_column, groups)
    x, n = file.numbers(x_column), file.numbers(n_column)
    computed = _computed(file, lambda: compute_funnel(x, n, **options))
    say(*funnel_words(computed))
    write_table(funnel_rows(computed, groups, x, n), FUNNEL_COLUMNS, output)


@click.command()
@data_option
@click.option("--time", "time_column", required=True, metavar="COLUMN", help="Time until then.")
@click.option(
    "--closed", "closed_column", required=True, metavar="COLUMN", help="1 closed, 0 still open."
)
@click.option("--group", "group_column", metavar="COLUMN", help="Group of each item.")
@click.option("--at", "moments", type=float, multiple=True, metavar="T", help="Survival at T.")
@output_format
def survival(
    data: Path,
    time_column: str,
    closed_column: str,
    group_column: str | None,
    moments: tuple[float, ...],
    output: str,
) -> None:
    """Kaplan-Meier medians, or survival at given times, with open items counted as open."""
    from dashboard.analysis.survival import log_rank

    for moment in moments:
        if not 0 <= moment < float("inf"):
            raise WrongInput(f"--at {moment:g} is no time: give a number of 0 or more.")
    file = read_own_file(data)
    time, closed = file.numbers(time_column), file.flags(closed_column)
    groups = file.labels(group_column) if group_column else ["all"] * len(time)
    rows = []
    for group in dict.fromkeys(groups):
        here = [row for row, label in enumerate(groups) if label == group]
        rows += _computed(
            file,
            lambda here=here, group=group: _survival_rows(
                group, [time[row] for row in here], [closed[row] for row in here], moments
            ),
        )
    if len(set(groups)) > 1:
        test = _computed(file, lambda: log_rank(time, closed, groups))
        rows.append(
            {
                "group": "logrank",
                "statistic": test.statistic,
                "p_value": test.p_value,
                "note": test.note or f"chi-square on {test.degrees_of_freedom} df",
            }
        )
    write_table(rows, SURVIVAL_AT_COLUMNS if moments else SURVIVAL_COLUMNS, output)


def _survival_rows(
    group: str, time: list[float | None], closed: list[bool], moments: tuple[float, ...]
) -> list[dict[str, Any]]:
    from dashboard.analysis.survival import median_time, survival_at

    if not moments:
        return [{"group": group, **_fields(median_time(time, closed))}]
    return [{"group": group, **_fields(point)} for point in survival_at(time, closed, moments)]


def _fields(result: Any) -> dict[str, Any]:
    """The fields of a frozen result by name."""
    return {name: getattr(result, name) for name in result.__slots__}


@click.command()
@data_option
@click.option(
    "--raters", "raters", multiple=True, metavar="COLUMN,COLUMN[,...]",
    help="A column a rater, a row a case.",
)  # fmt: skip
@click.option("--rater1", metavar="COLUMN", help="Rating by rater 1.")
@click.option("--rater2", metavar="COLUMN", help="Rating by rater 2.")
@click.option("--count", "count_column", metavar="COLUMN", help="Cases with those two ratings.")
@click.option(
    "--scale", type=click.Choice(["nominal", "ordinal", "interval"]),
    help="Default: by the ratings; numbers are taken as an ordinal scale, many values as interval.",
)  # fmt: skip
@output_format
def agreement(
    data: Path,
    raters: tuple[str, ...],
    rater1: str | None,
    rater2: str | None,
    count_column: str | None,
    scale: Level | None,
    output: str,
) -> None:
    """Agreement of two or more raters, each statistic with its interval."""
    from dashboard.commands.agreement_rows import agreement_of_pairs, agreement_of_raters

    file = read_own_file(data)
    if raters and (rater1 or rater2 or count_column):
        raise WrongInput("Give either --raters, or --rater1 and --rater2, not both.")
    if raters:
        columns = [name for given in raters for name in _names(file, given)]
        rows = _computed(file, lambda: agreement_of_raters(file, columns, scale))
    elif rater1 and rater2:
        rows = _computed(
            file, lambda: agreement_of_pairs(file, rater1, rater2, count_column, scale)
        )
    else:
        raise WrongInput(
            "Say which columns hold the ratings: --raters A,B or --rater1 A --rater2 B."
        )
    write_table([_fields(row) for row in rows], AGREEMENT_COLUMNS, output)


def _names(file: OwnFile, given: str) -> list[str]:
    """Column names separated by commas, unless a column has that very name."""
    return [given] if given in file.header else [name.strip() for name in given.split(",")]
