"""Statistics on one's own numbers: comparison, interrupted time series, pooling, published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dashboard.analysis.errors import CannotCompute
from dashboard.commands.output import data_option, output_format, say, write_table
from dashboard.own_data.own_file import OwnFile, only_once, read_own_file
from dashboard.own_data.refusal import WrongInput

if TYPE_CHECKING:
    from dashboard.analysis.evidence_synthesis import PoolingMethod, Synthesis
    from dashboard.analysis.two_groups.statistic import Statistic

Result = TypeVar("Result")

COMPARE_COLUMNS = [
    "stat", "method", "estimate", "lower", "upper", "p_value", "statistic", "note",
]  # fmt: skip
POOL_COLUMNS = [
    "study", "estimate", "lower", "upper", "weight", "effect", "se", "p_value", "note",
]  # fmt: skip


@click.command()
@click.argument("numbers", nargs=-1, type=float, metavar="[X1 N1 X2 N2]")
@click.option("--rates", is_flag=True, help="N1 and N2 are exposures, not numbers examined.")
@click.option("--unit1", metavar="TEXT", help="What one unit of N1 is, such as 'reports reviewed'.")
@click.option("--unit2", metavar="TEXT", help="What one unit of N2 is.")
@click.option("--paired", is_flag=True, help="Four counts: both, only first, only second, neither.")
@click.option("--data", "data", type=click.Path(path_type=Path), metavar="FILE", help="Own file.")
@click.option("--value", metavar="COLUMN", help="Measured value, or the part a row belongs to.")
@click.option("--group", metavar="COLUMN", help="Group of each row.")
@click.option("--x", "x_column", metavar="COLUMN", help="Count of hits or events.")
@click.option("--n", "n_column", metavar="COLUMN", help="Denominator of each count.")
@click.option("--stratum", metavar="COLUMN", help="Pool the two groups over these strata.")
@click.option("--cluster", metavar="COLUMN", help="Radiologist: add a bootstrap of whole ones.")
@click.option("--seed", type=int, default=1, help="Seed of the bootstrap.")
@output_format
def compare(numbers: tuple[float, ...], data: Path | None, output: str, **options: Any) -> None:
    """Compare two groups: four numbers, or the columns of your own file.

    Without a file, X1 of N1 against X2 of N2; with --paired the four counts of cases judged
    twice. With a file, --value and --group compare measured values, --x, --n and --group
    counts: two groups, two groups over strata, or a trend over more.
    """
    if data is None:
        rows = _computed("", lambda: _compare_numbers(numbers, options))
    elif numbers:
        raise WrongInput("Give either four numbers or --data, not both.")
    else:
        file = read_own_file(data)
        rows = _computed(file.name, lambda: _compare_file(file, options))
    write_table([_fields(row) for row in rows], COMPARE_COLUMNS, output)


def _compare_numbers(numbers: tuple[float, ...], options: dict[str, Any]) -> tuple[Statistic, ...]:
    from dashboard.analysis import comparison

    for name in ("value", "group", "x_column", "n_column", "stratum", "cluster"):
        if options[name] is not None:
            raise WrongInput(f"--{name.removesuffix('_column')} names a column: give --data too.")
    if len(numbers) != 4:
        raise WrongInput(
            f"{len(numbers)} numbers were given and four are needed: X1 N1 X2 N2, or with --paired "
            "the counts of both, only first, only second, neither."
        )
    if options["paired"]:
        return comparison.mcnemar(*numbers)
    units = (options["unit1"], options["unit2"])
    warning = comparison.unlike_denominators(*units)
    say(f"{warning}." if warning else "")
    function = comparison.compare_rates if options["rates"] else comparison.compare_proportions
    return function(*numbers, *units)


def _compare_file(file: OwnFile, options: dict[str, Any]) -> tuple[Statistic, ...]:
    from dashboard.own_data.compare_rows import count_rows, value_rows

    value, group = options["value"], options["group"]
    x, n = options["x_column"], options["n_column"]
    if options["paired"]:
        raise WrongInput("--paired takes four counts, not a file.")
    if group is None:
        raise WrongInput("Say which column names the groups: --group COLUMN.")
    if value is not None and x is None and n is None:
        if options["stratum"] is not None:
            raise WrongInput("--stratum pools counts: give --x and --n in place of --value.")
        return value_rows(file, value, group, options["cluster"], options["seed"])
    if value is not None or x is None or n is None:
        raise WrongInput("Give either --value, or --x and --n.")
    units = (options["unit1"], options["unit2"])
    if units == (None, None):
        # One column holds every denominator, so its name is the unit of both groups.
        units = (n, n)
    return count_rows(
        file, (x, n, group), options["stratum"], options["rates"], options["cluster"],
        options["seed"], units,
    )  # fmt: skip


@click.command()
@data_option
@click.option("--time", required=True, metavar="COLUMN", help="Month, date or number.")
@click.option("--y", "y_column", required=True, metavar="COLUMN", help="Count or value.")
@click.option("--n", "n_column", metavar="COLUMN", help="Denominator of each count.")
@click.option("--multiply", type=float, default=1.0, help="Rate per this many, such as 1000.")
@click.option("--log", is_flag=True, help="Analyse the log (ols and ar1).")
@click.option("--start", type=int, required=True, metavar="K", help="First row after, from 1.")
@click.option("--phase-in", type=int, default=0, metavar="K", help="Rows left out from there.")
@click.option(
    "--model",
    type=click.Choice(
        ["ols", "poisson", "quasi-poisson", "negative-binomial", "quasi-binomial", "ar1"]
    ),
    help="Default: ar1 from 24 rows, ols below.",
)
@click.option(
    "--se",
    "standard_errors",
    type=click.Choice(["model", "newey-west"]),
    default="model",
    help="Where the standard errors come from.",
)
@click.option("--lag", type=int, default=3, help="Newey-West lag.")
@click.option("--adjust/--no-adjust", default=True, help="Newey-West times n / (n - p).")
@click.option("--season", type=int, default=0, metavar="K", help="Pairs of yearly harmonics.")
@click.option("--control", metavar="COLUMN", help="1 the series that changed, 0 its control.")
@click.option("--at", type=int, default=12, help="Rows after the first kept one.")
@click.option(
    "--show",
    type=click.Choice(["coefficients", "effect", "diagnostics", "fitted", "sensitivity"]),
    default="coefficients",
    help="What to print.",
)
@output_format
def its(data: Path, output: str, **options: Any) -> None:
    """An interrupted time series: level and slope before and after a change.

    Rows are put in the order of the time column and counted from 1. The effect is stated --at
    rows after the first row kept after the change.
    """
    file = read_own_file(data)
    _computed(file.name, lambda: _print_its(file, output, options))


def _print_its(file: OwnFile, output: str, options: dict[str, Any]) -> None:
    from dashboard.analysis.interrupted_time_series import (
        Choices,
        analyse,
        analyse_controlled,
        sensitivity_panel,
    )
    from dashboard.own_data import its_rows

    columns = (file, options["time"], options["y_column"], options["n_column"])
    shared = {
        "per": options["multiply"],
        "log": options["log"],
        "phase_in": options["phase_in"],
        "season": options["season"],
        "choices": Choices(
            options["model"], options["standard_errors"], options["lag"], options["adjust"],
            options["at"],
        ),
    }  # fmt: skip
    if options["control"]:
        if options["show"] == "sensitivity":
            raise WrongInput("The sensitivity panel is made for one series: leave --control out.")
        rows, beside = its_rows.series_with_control(*columns, options["control"])
        exposures = None if rows.n is None or beside.n is None else (rows.n, beside.n)
        result = analyse_controlled(rows.y, beside.y, options["start"], exposures, **shared)
    else:
        rows = its_rows.single_series(*columns)
        if options["show"] == "sensitivity":
            runs = sensitivity_panel(rows.y, options["start"], rows.n, **shared)
            write_table(its_rows.sensitivity_rows(runs), its_rows.SENSITIVITY_COLUMNS, output)
            return
        result = analyse(rows.y, options["start"], rows.n, **shared)
    say(its_rows.missing_months(rows.times), *(f"{_capital(note)}." for note in result.notes))
    if options["show"] == "coefficients":
        table = its_rows.coefficient_rows(result.coefficients, result.notes)
        write_table(table, its_rows.COEFFICIENT_COLUMNS, output)
    elif options["show"] == "effect":
        table = its_rows.effect_rows(result)
        write_table(table, its_rows.EFFECT_COLUMNS, output)
    elif options["show"] == "diagnostics":
        write_table(its_rows.diagnostic_rows(result), its_rows.DIAGNOSTIC_COLUMNS, output)
    else:
        table = its_rows.fitted_rows(rows.times, result)
        write_table(table, its_rows.FITTED_COLUMNS, output)


@click.command()
@data_option
@click.option("--x", "x_column", required=True, metavar="COLUMN", help="Hits of each study.")
@click.option("--n", "n_column", required=True, metavar="COLUMN", help="Trials of each study.")
@click.option("--x2", metavar="COLUMN", help="Hits of the second group: pools risk ratios.")
@click.option("--n2", metavar="COLUMN", help="Trials of the second group.")
@click.option("--study", metavar="COLUMN", help="Name of each study; default its row number.")
@click.option(
    "--method",
    type=click.Choice(["fixed", "dl", "pm"]),
    default="dl",
    show_default=True,
    help="Fixed, DerSimonian-Laird or Paule-Mandel.",
)
@click.option("--knha", is_flag=True, help="Hartung-Knapp interval.")
@output_format
def pool(data: Path, output: str, **options: Any) -> None:
    """Pool proportions, or with --x2 and --n2 risk ratios, over studies."""
    file = read_own_file(data)
    if (options["x2"] is None) != (options["n2"] is None):
        raise WrongInput("--x2 and --n2 go together: give both, or neither.")
    columns = [
        options[name] for name in ("x_column", "n_column", "x2", "n2") if options[name] is not None
    ]
    synthesis = _computed(
        file.name,
        lambda: _synthesis(file, columns, options["study"], options["method"], options["knha"]),
    )
    say(*(f"{_capital(note)}." for note in synthesis.notes))
    write_table(_pool_rows(synthesis), POOL_COLUMNS, output)


def _synthesis(
    file: OwnFile,
    columns: Sequence[str],
    study: str | None,
    method: PoolingMethod,
    knapp_hartung: bool,
) -> Synthesis:
    from dashboard.analysis.evidence_synthesis import pool_proportions, pool_risk_ratios

    names = _study_names(file, study)
    x, n, *second = (_complete(file, column) for column in columns)
    if not second:
        return pool_proportions(names, x, n, method, knapp_hartung)
    return pool_risk_ratios(names, x, n, second[0], second[1], method, knapp_hartung)


def _complete(file: OwnFile, column: str) -> list[float]:
    values = file.numbers(column)
    for row, value in enumerate(values, start=1):
        if value is None:
            raise WrongInput(
                f"{file.name}: row {row} of column '{column}' is empty. Fill it in, or leave the "
                "study out."
            )
    return [value for value in values if value is not None]


def _study_names(file: OwnFile, study: str | None) -> list[str]:
    """The named column, else one called study or study_id, else the rows counted from 1."""
    column = study or next((name for name in ("study", "study_id") if name in file.header), None)
    if column is None:
        return [str(row) for row in range(1, len(file.rows) + 1)]
    names = file.labels(column)
    only_once(file, column, names)
    return names


def _pool_rows(synthesis: Synthesis) -> list[dict[str, Any]]:
    logs = synthesis.measure == "risk_ratio"
    scale = "risk ratio, pooled as logs" if logs else "proportion, pooled as logits"
    rows = [{"study": row.name, **_fields(row)} for row in synthesis.studies]
    summary, prediction = synthesis.summary, synthesis.prediction
    between = "between studies, on the scale of pooling"
    return [
        *rows,
        {
            "study": "summary",
            **_fields(summary),
            "effect": synthesis.summary_effect,
            "se": synthesis.summary_se,
            "p_value": synthesis.p_value if logs else None,
            "note": "; ".join((scale, *synthesis.notes)),
        },
        {"study": "tau2", "estimate": synthesis.tau2, "note": f"variance {between}"},
        {"study": "i2", "estimate": synthesis.i2, "note": _known(synthesis.i2, "percent")},
        {
            "study": "q",
            "estimate": synthesis.q,
            "p_value": synthesis.q_p_value,
            "note": _known(synthesis.q, f"chi-square on {_informative(synthesis) - 1} df"),
        },
        {"study": "prediction interval", **_fields(prediction)},
    ]


def _informative(synthesis: Synthesis) -> int:
    return sum(study.weight is not None for study in synthesis.studies)


def _known(value: float | None, note: str) -> str:
    return "one study: nothing is known between studies" if value is None else note


@click.command()
@click.option(
    "--data", "data", type=click.Path(path_type=Path), metavar="FILE",
    help="Your own file in the same columns; default the published results we ship.",
)  # fmt: skip
@output_format
def published(data: Path | None, output: str) -> None:
    """Do published counts give the printed percents and intervals?"""
    from dashboard.own_data.published_rows import (
        PUBLISHED_COLUMNS,
        PUBLISHED_RESULTS,
        published_rows,
    )

    file = read_own_file(data or PUBLISHED_RESULTS)
    write_table(published_rows(file), PUBLISHED_COLUMNS, output)


def _computed(name: str, compute: Callable[[], Result]) -> Result:
    """The result of `compute`, or its refusal as wrong input."""
    try:
        return compute()
    except CannotCompute as refusal:
        place = f"{name}: " if name else ""
        raise WrongInput(f"{place}{_capital(str(refusal)) if not name else refusal}.") from refusal


def _fields(result: Any) -> dict[str, Any]:
    """The fields of a frozen result by name."""
    return {name: getattr(result, name) for name in result.__slots__}


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
