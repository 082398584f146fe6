"""The SQL box: the ledger and nothing else, however it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.published.open import Published
from dashboard.published.sql_box import LONGEST, ask, box_tables, examples
from dashboard.published.sql_child import holding_the_ledger_alone
from dashboard.published.sql_functions import READ_WITHOUT_BRACKETS
from dashboard.published.sql_rules import NotAllowed, check_reach, one_select

TABLES = [table.name for table in box_tables()]
NOT_ONE_SELECT = [
    "attach '/tmp/x.db' as x",
    "copy (select 1) to '/tmp/x.csv'",
    "copy ledger from '/etc/passwd'",
    "export database '/tmp/x'",
    "install httpfs",
    "load httpfs",
    "pragma database_list",
    "call pragma_version()",
    "set enable_external_access = true",
    "set memory_limit = '8GB'",
    "reset memory_limit",
    "drop table ledger",
    "delete from ledger",
    "insert into ledger select * from ledger",
    "update ledger set numerator = 1",
    "create table x as select 1",
    "create macro ledger() as table select 1",
    "explain analyze select 1",
    "pivot ledger on grain using count(*)",
    "prepare p as select 1",
    "begin transaction",
    "select 1; select 2",
    "select 1; drop table ledger",
    "selec 1",
    "",
    "-- nothing",
    ";",
]
OUT_OF_REACH = [
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from 'https://example.org/x.csv'",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from glob('/*')",
    "select * from duckdb_settings()",
    "select * from duckdb_settings",
    "select * from duckdb_tables",
    "with duckdb_tables as (select 1) select * from duckdb_tables",
    "select * from (with duckdb_tables as (select 1) from duckdb_tables), duckdb_tables",
    "select * from information_schema.tables",
    "select * from pg_catalog.pg_class",
    "select * from sqlite_master",
    "select * from source.receipts",
    "select * from receipts",
    "select * from actions",
    "select * from main.rostered",
    "select * from memory.main.ledger",
    "select * from query('select 1')",
    "select * from query_table('ledger')",
    "select * from json_execute_serialized_sql('x')",
    "select * from pragma_table_info('ledger')",
    "select * from which_secret('s3://x', 's3')",
    "select * from summary((select 1))",
    "select * from sniff_csv('/etc/passwd')",
    "from (describe ledger)",
    "summarize ledger",
    "show tables",
    "show databases",
    "select current_setting('temp_directory')",
    "select getenv('HOME')",
    "select nextval('x')",
    "select sleep_ms(100000)",
    "select write_log('x')",
    "select (select count(*) from duckdb_logs())",
    "select * from ledger where exists (select 1 from read_csv('/etc/passwd'))",
    "select * from ledger order by (select count(*) from glob('/*'))",
]
SAYS_MORE = [
    "now()",
    "system.main.now()",
    "NOW()",
    "today()",
    "current_date",
    "Current_Timestamp",
    '"current_time"',
    "localtime",
    "age(timestamp '2000-01-01')",
    "ago(interval 1 day)",
    "pg_postmaster_start_time()",
    "random()",
    "uuid()",
    "gen_random_uuid()",
    "list_transform([1], lambda x: random())",
    "current_user",
    "current_user()",
    "session_user",
    "user",
    "current_setting('threads')",
    "getvariable('x')",
    "getenv('HOME')",
    "version()",
    "current_database()",
    "current_schemas(true)",
    "current_query()",
    "txid_current()",
    "get_block_size('memory')",
    "json_serialize_plan('select now(), current_setting(''home_directory'')', optimize := true)",
    "1 from ledger using sample 1",
    "1 from ledger tablesample 50%",
]
"""What differs from run to run, or tells of the machine, session or program."""
OF_THE_NUMBERS = [
    "age(timestamp '2025-01-01', timestamp '2024-01-01')",
    "date_trunc('year', from_month) from ledger",
    "year(from_month) from ledger",
    "strftime(from_month, '%B') from ledger",
    "days_in_month(date '2024-02-01')",
    "weighted_avg(numerator, denominator) from ledger",
    "json_group_object(measure, numerator) from (select * from ledger limit 3)",
    "list_reverse([1, 2])",
    "split_part('a b', ' ', 1)",
    "quantile_cont(numerator, 0.5) from ledger",
    "row_number() over (order by measure) from ledger",
    "coalesce(part, 'none') from ledger",
]
WITHOUT_ITS_RULES = [
    "attach '/tmp/x.db' as x",
    "copy (select 1) to '/tmp/x.csv'",
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from read_text('/etc/passwd')",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set memory_limit = '8GB'",
    "set lock_configuration = false",
    "select * from source.receipts",
    "select * from receipts",
]


@pytest.fixture(scope="module")
def inside(demo_published: Published) -> Iterator[duckdb.DuckDBPyConnection]:
    with holding_the_ledger_alone(str(demo_published.path)) as connection:
        yield connection


@pytest.mark.parametrize("sql", NOT_ONE_SELECT)
def test_anything_but_one_select_is_refused_in_a_sentence(sql: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        one_select(sql)
    assert is_a_sentence(str(refused.value))


@pytest.mark.parametrize("sql", OUT_OF_REACH)
def test_a_select_beyond_the_ledger_is_refused_in_a_sentence(
    inside: duckdb.DuckDBPyConnection, sql: str
) -> None:
    one_select(sql)
    with pytest.raises(NotAllowed) as refused:
        check_reach(inside, sql, TABLES)
    assert is_a_sentence(str(refused.value))


@pytest.mark.parametrize("asked", SAYS_MORE)
def test_what_says_more_than_the_numbers_is_refused_in_a_sentence(
    inside: duckdb.DuckDBPyConnection, asked: str
) -> None:
    with pytest.raises(NotAllowed, match="may depend on the published numbers alone") as refused:
        check_reach(inside, f"select {asked}", TABLES)
    assert is_a_sentence(str(refused.value))


@pytest.mark.parametrize("asked", OF_THE_NUMBERS)
def test_what_is_of_the_numbers_alone_is_answered(
    inside: duckdb.DuckDBPyConnection, asked: str
) -> None:
    check_reach(inside, f"select {asked}", TABLES)
    assert inside.execute(f"select {asked}").fetchone() is not None


def test_the_names_that_need_no_brackets_are_all_known(inside: duckdb.DuckDBPyConnection) -> None:
    """A bare name that the database takes for a function may be a new one of a later version."""
    known = inside.execute(
        "select function_name from duckdb_functions() union "
        "select keyword_name from duckdb_keywords()"
    ).fetchall()
    bare = set()
    for (name,) in [*known, *((name,) for name in READ_WITHOUT_BRACKETS)]:
        quoted = name.replace('"', '""')
        try:
            inside.execute(f'explain select "{quoted}"').fetchall()
        except duckdb.Error:
            continue
        bare.add(name)
    assert bare == READ_WITHOUT_BRACKETS


def test_a_time_is_told_in_no_zone_of_the_machine(
    demo_published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Toronto")
    answer = ask(demo_published.path, "select '2024-06-01 12:00+00'::timestamptz::varchar as at")
    assert answer.frame["at"].tolist() == ["2024-06-01 12:00:00+00"]


@pytest.mark.parametrize("sql", WITHOUT_ITS_RULES)
def test_the_database_refuses_by_itself_too(inside: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        inside.execute(sql)


def test_the_database_holds_its_tables_and_nothing_else(
    inside: duckdb.DuckDBPyConnection,
) -> None:
    found = inside.execute("select table_name from duckdb_tables()").fetchall()
    assert sorted(name for (name,) in found) == sorted(TABLES) == [
        "events", "ledger", "measures", "targets",
    ]  # fmt: skip
    databases = inside.execute("select database_name from duckdb_databases()").fetchall()
    assert sorted(name for (name,) in databases) == ["memory", "system", "temp"]


def test_the_schema_beside_the_box_is_that_of_its_tables(
    inside: duckdb.DuckDBPyConnection,
) -> None:
    for table in box_tables():
        columns = inside.execute(
            "select column_name from duckdb_columns() where table_name = $name",
            {"name": table.name},
        ).fetchall()
        assert [name for (name,) in columns] == [name for name, _ in table.columns]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_every_example_keeps_the_rules_and_finds_rows(
    inside: duckdb.DuckDBPyConnection, example: object
) -> None:
    sql = example.sql  # type: ignore[attr-defined]
    one_select(sql)
    check_reach(inside, sql, TABLES)
    assert inside.execute(sql).fetchone() is not None


def test_an_answer_is_the_ledgers(demo_published: Published) -> None:
    sql = "select numerator, denominator from ledger where measure = 'radiologists_submitting' "
    answer = ask(demo_published.path, sql + "and axis = 'all' and grain = 'month' order by all")
    ledger = demo_published.connection.cursor().execute(
        "select numerator, denominator from ledger where measure = 'radiologists_submitting' "
        "and axis = 'all' and grain = 'month' order by all"
    )
    assert answer.refused == ""
    assert answer.frame.to_numpy().tolist() == [list(row) for row in ledger.fetchall()]


def test_more_rows_than_the_box_gives_are_cut_and_said(demo_published: Published) -> None:
    answer = ask(demo_published.path, "select 1 as one, 2 as one from ledger")
    assert (len(answer.frame), answer.cut) == (1000, True)
    assert list(answer.frame) == ["one", "one (2)"]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        # Inside one function call the database counts neither time nor memory.
        ("select len(repeat('x', 2000000000))", "more memory"),
        ("select repeat('x', 5000000)", "over 4 MB"),
        ("select count(*) from ledger a, ledger b, ledger c, ledger d", "stopped|memory"),
        (
            "with recursive a as (select 1 as i union all select i + 1 from a) select count(*) "
            "from a",
            "stopped after 4 seconds",
        ),
        (f"select {'(' * 5000}1{')' * 5000}", "."),
    ],
)
def test_a_statement_without_end_is_ended(demo_published: Published, sql: str, words: str) -> None:
    answer = ask(demo_published.path, sql)
    assert answer.frame.empty
    assert is_a_sentence(answer.refused)
    assert any(word in answer.refused for word in words.split("|"))


@pytest.mark.long
def test_a_function_that_hears_no_interrupt_is_ended_with_its_process(
    demo_published: Published,
) -> None:
    answer = ask(demo_published.path, "select length(rpad('x', 2000000000, 'y'))")
    assert "took too long" in answer.refused or "was stopped" in answer.refused


def test_a_statement_that_is_too_long_never_starts(demo_published: Published) -> None:
    assert "letters long" in ask(Path("nowhere"), "x" * (LONGEST + 1)).refused


def is_a_sentence(words: str) -> bool:
    return len(words.split()) >= 3 and words.endswith((".", "!", "?")) and "\n" not in words
