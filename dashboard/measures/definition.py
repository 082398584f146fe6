"""What the header of a measure or base says, checked."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import duckdb
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dashboard.sql_files import BrokenQueryFile, SqlFile

Axis = Literal["site", "section", "modality", "patient_group"]
Grain = Literal["month", "quarter", "half", "year"]
Kind = Literal["count", "rate", "proportion", "composition", "duration"]
Tier = Literal["participation", "volume", "content", "score", "program"]

AXES: tuple[Axis, ...] = ("site", "section", "modality", "patient_group")
MONTHS_IN_GRAIN: dict[Grain, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class Base(BaseModel):
    """The rows a measure starts from: queries/bases/`name`.sql, one row a thing counted.

    `covered_by` names the tables whose coverage says which months may be shown; a month of a
    site enters when at least one of them covers it whole. `roles` says in words whom
    person_id and other_person_id name; a base without roles names nobody. Unless every table in
    `needs` was received, nothing is published: what nobody sent is absent, never zero.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    grain: str
    happened: str
    covered_by: tuple[str, ...]
    needs: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    roles: tuple[str, ...] = ()
    unit: str = ""
    note: str = ""
    sql: str


class Measure(BaseModel):
    """One measure: the header of queries/measures/`name`.sql and its statement.

    `by` is None in the header where a measure can be split by every axis of its base.
    `unremarkable` is the part of a composition that says nothing of anyone, as a score of
    concur does: however many have it, it may be shown. A `headline` keeps its periods and units
    where another measure can give way. `reciprocal` turns a share over: 39
    reviews a finding in place of 2.6 findings per 100.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    question: str
    why_it_matters: str
    how_calculated: str
    kind: Kind
    numerator: str
    denominator: str = ""
    unit: str
    direction: Literal["higher", "lower", "none"]
    base: str
    sensitivity: Tier
    about: str
    by: tuple[Axis, ...] | None = None
    grains: tuple[Grain, ...] = ("month", "quarter", "half", "year")
    exposure: str = ""
    per: float = Field(default=1, gt=0)
    vocabulary: str = ""
    unremarkable: str = ""
    headline: bool = False
    bands: bool = False
    reciprocal: bool = False
    chart: Literal["p", "u", "c", "run", "bar"]
    source: str
    status: Literal["draft", "published", "retired"]
    reviewed: date
    sql: str

    @model_validator(mode="after")
    def _say_what_it_divides_by(self) -> Measure:
        if self.kind != "count" and not self.denominator:
            raise ValueError(f"a {self.kind} needs `denominator`, in words")
        if self.reciprocal and self.kind != "proportion":
            raise ValueError("only a proportion can be `reciprocal`")
        return self


def read_base(file: SqlFile) -> Base:
    """Return the base in `file`. Raises BrokenQueryFile with every fault of its header."""
    try:
        return Base(name=file.name, sql=file.sql, **file.header)
    except (ValidationError, TypeError) as error:
        raise BrokenQueryFile(_faults(file, error)) from error


def read_measure(file: SqlFile, bases: dict[str, Base]) -> Measure:
    """Return the measure in `file`, its axes filled in from its base.

    Raises BrokenQueryFile when the header lacks or misspells a field, names a base that does
    not exist, or the file does not hold exactly one select.
    """
    _one_select(file)
    try:
        measure = Measure(name=file.name, sql=file.sql, **file.header)
    except (ValidationError, TypeError) as error:
        raise BrokenQueryFile(_faults(file, error)) from error
    if measure.base not in bases:
        known = ", ".join(sorted(bases))
        raise BrokenQueryFile(
            f"{file.path.name}: base = {measure.base!r} is not a file in queries/bases. "
            f"Use one of {known}."
        )
    axes = bases[measure.base].axes if measure.by is None else measure.by
    return measure.model_copy(update={"by": axes})


FAULT_WORDS = {"missing": "missing, add it", "extra_forbidden": "no such field, take it out"}


def _one_select(file: SqlFile) -> None:
    try:
        statements = duckdb.extract_statements(file.sql)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise BrokenQueryFile(
            f"{file.path.name}: not valid SQL ({reason}). Mend the select under the header."
        ) from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise BrokenQueryFile(
            f"{file.path.name}: expected one select statement under the header, "
            f"found {len(statements)} statements. Keep one select a file."
        )


def _faults(file: SqlFile, error: ValidationError | TypeError) -> str:
    if isinstance(error, TypeError):
        return f"{file.path.name}: the header may not set `name` or `sql`. Remove them."
    if not file.header:
        return (
            f"{file.path.name}: there is no header; expected a comment /* … */ on top with the "
            "fields that docs/measures.md lists. Copy it from the measure nearest to yours."
        )
    faults = "; ".join(_fault(each) for each in error.errors())
    return f"{file.path.name}: the header is wrong: {faults}. docs/measures.md lists the fields."


def _fault(each: Any) -> str:
    where = ".".join(str(part) for part in each["loc"]) or "header"
    words = FAULT_WORDS.get(each["type"]) or each["msg"].removeprefix("Value error, ")
    return f"{where}: {words}"
