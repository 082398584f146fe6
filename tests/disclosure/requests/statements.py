"""Random statements for the SQL box: selects of every shape, and what reaches for more."""

from __future__ import annotations

import random
from collections.abc import Mapping

COLUMNS = (
    "measure", "base", "axis", "grain", "from_month", "to_month", "members", "part", "numerator",
    "denominator", "median", "complete",
)  # fmt: skip
KEYS = ("measure", "axis", "grain", "part", "from_month", "year(from_month)", "members")
SUMS = (
    "sum(numerator)", "sum(denominator)", "count(*)", "min(numerator)", "max(numerator)",
    "count(distinct members)", "sum(numerator) / sum(denominator)", "avg(numerator)",
    "median(numerator)", "stddev_pop(numerator)", "quantile_cont(numerator, 0.9)",
    "list(distinct grain order by grain)",
    "string_agg(distinct axis, ',' order by axis)",
)  # fmt: skip
WHOLE_ORDER = "from_month, to_month, grain, axis, measure, members, part"
WINDOWS = (
    "lag(numerator)", "lead(denominator, 2)", "sum(numerator)", "row_number()",
    "first_value(numerator)", "avg(numerator)", "ntile(4)", "max(denominator)", "cume_dist()",
)  # fmt: skip


def plain_statement(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    """Return a select over the box's tables alone; at times a wrong one."""
    shape = chance.choice((
        _listing, _listing, _grouped, _grouped, _windowed, _joined, _differenced, _nested,
        _united, _of_definitions,
    ))  # fmt: skip
    return shape(chance, words)


def hostile_statement(chance: random.Random, files: tuple[str, ...]) -> str:
    """Return a statement that reaches for files, other tables, settings or the machine."""
    file = chance.choice((*files, "/etc/passwd", "/proc/self/environ", "https://example.org/x.csv"))
    table = chance.choice((
        "cases", "reviews", "radiologists", "warehouse.cases", "own_months", "source.receipts",
        "receipts", "rejected_rows", "vanished_rows", "rostered", "main.own_learning_points",
        "duckdb_secrets()",
        "information_schema.columns", "duckdb_columns()", "duckdb_databases()", "pg_tables",
        "pragma_database_list()", "duckdb_settings()", "duckdb_temporary_files()", "sqlite_master",
    ))  # fmt: skip
    inner = chance.choice((
        f"from '{file}'", f"select * from read_csv('{file}')", f"from read_text('{file}')",
        f"from read_blob('{file}')", f"select * from glob('{file}*')", f"from read_json('{file}')",
        f"from parquet_scan('{file}')", f"from sqlite_scan('{file}', 'cases')",
        f"select * from {table}", f"select count(*) from {table}", f"summarize {table}",
        "select getenv('HOME')", "select current_setting('temp_directory')", "select currval('s')",
        "select * from query('from ledger')", "select * from query_table('cases')",
        "select nextval('s')", "select random()", "select uuid()",
    ))  # fmt: skip
    alone = (
        f"attach '{file}' as theirs", f"attach '{file}' as theirs (read_only); from theirs.cases",
        f"copy ledger to '{file}.csv'", f"copy ledger from '{file}'", f"export database '{file}'",
        "set enable_external_access = true", "reset lock_configuration", "install httpfs",
        "load httpfs", "pragma database_list", "create table t as from ledger", "drop table ledger",
        "delete from ledger", "update ledger set numerator = 1", "checkpoint", "use source",
        f"import database '{file}'", "call pragma_version()", "explain from ledger", "vacuum",
        "from ledger; from ledger", "prepare p as from ledger", "detach memory", "begin",
    )  # fmt: skip
    if chance.random() < 0.4:
        return chance.choice(alone)
    return chance.choice((
        "{}", "with a as ({}) from a", "select * from ledger where exists ({})",
        "select (select count(*) from ({}))", "from ledger union all by name ({})",
        "select numerator from ledger order by (select count(*) from ({}))",
        "with recursive a as (select 1 as i union all select i + 1 from a, ({}) where i < 3) "
        "from a",
        "select sum(numerator) over (order by (select count(*) from ({}))) from ledger",
        "select * from ledger as l, lateral ({}) as x", "{} -- from ledger", "/* */ {} ;",
    )).format(inner)  # fmt: skip


def _where(chance: random.Random, words: Mapping[str, tuple[str, ...]], of: str = "") -> str:
    name, unit = (quoted(chance.choice(words[key])) for key in ("measure", "member"))
    tests = chance.sample((
        f"{of}axis = {quoted(chance.choice(('all', 'site', 'section')))}",
        f"list_contains({of}members, {unit})", f"{of}grain <> 'month'", f"{of}numerator < 5",
        f"{of}from_month >= date '{chance.randint(2021, 2026)}-0{chance.randint(1, 9)}-01'",
        f"len({of}members) > 1", f"{of}complete", f"{of}part is null", f"{of}denominator > 100",
        f"{of}part = 'other'", f"{of}median is not null",
    ), chance.choice((0, 0, 1, 1, 2)))  # fmt: skip
    if chance.random() < 0.7:
        tests.append(f"{of}measure = {name}")
    return f" where {' and '.join(tests)}" if tests else ""


def _listing(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    columns = ", ".join(chance.sample(COLUMNS, chance.randint(2, 9)))
    wrong = ", person_id" if chance.random() < 0.05 else ""
    return f"select {columns}{wrong} from ledger{_where(chance, words)}"


def _grouped(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    keys = chance.sample(KEYS, chance.randint(1, 3))
    sums = chance.sample(SUMS, chance.randint(1, 4))
    form = chance.choice(("", "", "", f" having count(*) < {chance.randint(1, 9)}"))
    by = chance.choice(("group by all", f"group by rollup ({keys[0]}), {', '.join(keys)}"))
    selected = ", ".join([*keys, *sums])
    return f"select {selected} from ledger{_where(chance, words)} {by}{form}"


def _windowed(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    window = chance.choice(WINDOWS)
    keys = ", ".join(chance.sample(("measure", "axis", "grain", "part"), chance.randint(1, 3)))
    return (
        f"select measure, axis, from_month, members, part, numerator, {window} over (partition by "
        f"{keys} order by {WHOLE_ORDER}) as w from ledger{_where(chance, words)}"
    )


def _joined(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    kind = chance.choice(("join", "left join", "full join", "semi join", "anti join"))
    on = chance.choice((
        "a.measure = b.measure and a.from_month = b.from_month and a.axis < b.axis",
        "a.base = b.base and a.from_month = b.to_month and a.members = b.members",
        "a.axis = b.axis and a.members = b.members and a.grain <> b.grain and a.part = b.part",
    ))  # fmt: skip
    one, other = (quoted(chance.choice(words["measure"])) for _ in range(2))
    both = kind in ("join", "left join", "full join")
    taken = "a.numerator - b.numerator as d, b.members" if both else "a.denominator as d"
    return (
        f"select a.measure, a.from_month, a.members, {taken} from (from ledger where measure = "
        f"{one}) as a {kind} (from ledger where measure = {other}) as b on {on}"
    )


def _differenced(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    """The tracker: the whole less what is shown of it, by every axis."""
    name = quoted(chance.choice(words["measure"]))
    axis = quoted(chance.choice(("site", "section", "modality", "patient_group")))
    return (
        "with whole as (select year(from_month) as y, sum(numerator) as n from ledger where "
        f"measure = {name} and axis = 'all' group by y), told as (select year(from_month) as y, "
        f"unnest(members) as unit, sum(numerator) as n from ledger where measure = {name} and "
        f"axis = {axis} group by y, unit) select whole.y, unit, whole.n - told.n as rest from "
        "whole join told on whole.y = told.y"
    )


def _nested(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    inner = _grouped(chance, words) if chance.random() < 0.5 else _listing(chance, words)
    depth = chance.randint(1, 4)
    for level in range(depth):
        inner = f"with q{level} as ({inner}) select * from q{level}"
    return inner


def _united(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    word = chance.choice(("union", "union all", "intersect", "except", "except all"))
    columns = ", ".join(chance.sample(("measure", "numerator", "denominator", "from_month"), 2))
    sides = (f"select {columns} from ledger{_where(chance, words)}" for _ in range(2))
    return f" {word} ".join(sides)


def _of_definitions(chance: random.Random, words: Mapping[str, tuple[str, ...]]) -> str:
    return chance.choice((
        "select title, kind, unit, sensitivity from measures",
        "select m.title, count(*) from measures as m join ledger as l on l.measure = m.name "
        f"{_where(chance, words, 'l.')} group by all",
        "select * from targets", "from events", "select * from events, targets",
        "select metric, threshold from targets where prorated",
        "pivot (from ledger) on grain using count(*)", "select 1 / 0, 'x' || null",
        f"select * from range({chance.randint(0, 2000)})", "select unnest([1, 2, 3])",
    ))  # fmt: skip


def quoted(text: str) -> str:
    """Return a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"
