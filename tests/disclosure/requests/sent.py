"""A department that answers: requests go in by the product's own doors, replies come back whole."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import pyarrow as pa
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.access.roles import ROLES
from dashboard.commands import cli
from dashboard.commands.demo_home import EXPORTS
from dashboard.commands.serve import SCREEN
from dashboard.home import Home
from dashboard.people_names import names_on_roster, pseudonym_with_email
from dashboard.published.open import Published, open_published
from dashboard.published.sql_box import ask
from dashboard.published.sql_child import answer_within_limits, holding_the_ledger_alone
from dashboard.published.sql_rules import NotAllowed
from dashboard.published_folder import own_file_of
from dashboard.warehouse.open import read_warehouse
from tests.disclosure.requests.asked import Asked, Command, Page, Statement
from tests.disclosure.requests.personal import Personal, read_personal
from tests.disclosure.requests.traced import Ledger, read_ledger

SECONDS = 120.0
FIGURES = ("plotly_chart", "table", "dataframe", "arrow_data_frame", "vega_lite_chart", "imgs")
ACCESS = """
sign_in = "provider"
[provider]
metadata_url = "https://sign-in.example/.well-known/openid-configuration"
client_id = "dashboard"
client_secret = "not-used-here"
redirect_uri = "https://dashboard.example/oauth2callback"
session_secret = "0123456789012345678901234567890123456789"
"""


@dataclass(frozen=True)
class Reply:
    """All that came back. files: what downloads and written files hold, by name.

    code: a command's exit code, else None. text: what was shown or printed; problem: stderr, or
    why a statement was refused. columns and rows: of a statement. shown: kinds of elements.
    """

    text: str = ""
    problem: str = ""
    code: int | None = None
    files: tuple[tuple[str, bytes], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] | None = None
    shown: frozenset[str] = frozenset()
    raw: bytes = b""


@dataclass
class Department:
    """A copy of a home with sign-in, what it published, and what may be told from it.

    box: the SQL box's own database, opened once; `ask` opens one a statement. radiologist: the
    pseudonym and e-mail of the one who signs in.
    """

    home: Home
    published: Published
    ledger: Ledger
    personal: Personal
    box: duckdb.DuckDBPyConnection
    copy: duckdb.DuckDBPyConnection
    radiologist: tuple[str, str]
    folder: Path

    @cached_property
    def learning_points(self) -> list[str]:
        """What was in people's cases, in the words of whoever put them forward."""
        path = own_file_of(self.published.path)
        with duckdb.connect(str(path), read_only=True) as connection:
            found = connection.execute(
                "select distinct learning_point from own_learning_points "
                "where len(learning_point) > 20"
            ).fetchall()
        return [str(words) for (words,) in found]

    @cached_property
    def staff_words(self) -> dict[str, str]:
        """Names, addresses and pseudonyms of staff, as they are written, and whose they are."""
        people = json.loads(self.home.people_path.read_text(encoding="utf-8"))["people"]
        return {
            word: who
            for who, person in people.items()
            for word in (who, *person["names"], *person["emails"], *person["aliases"])
        }

    def send(self, asked: Asked) -> Reply:
        """Return the reply to a request."""
        if isinstance(asked, Page):
            return self._open(asked)
        return self._run(asked) if isinstance(asked, Command) else self._query(asked)

    def _open(self, page: Page) -> Reply:
        email = self.radiologist[1] if page.role == "radiologist" else f"{page.role}@office.example"
        app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS)
        app.user = {
            "is_logged_in": True, "email": email, "email_verified": True, "groups": [page.role],
            "iat": int(time.time()),
        }  # fmt: skip
        for key, values in page.link:
            app.query_params[key] = list(values)
        # As a browser does: the address is known before anything was drawn.
        app._page_hash = calc_hash(page.address)
        files: list[tuple[str, bytes]] = []
        with _downloads_into(files):
            app.run()
        return Reply(
            text="\n".join(_texts_of(app)),
            problem="\n".join(error.message for error in app.exception),
            files=tuple(files),
            shown=frozenset(kind for kind in FIGURES if app.get(kind)),
            raw=b"\n".join(message.SerializeToString() for message in _messages(app)),
        )

    def _run(self, command: Command) -> Reply:
        names = {"FILE": "saved.toml", **{name: name for name in _WRITTEN}}
        for name in _WRITTEN:
            (self.folder / name).unlink(missing_ok=True)
        (self.folder / "saved.toml").write_text(command.saved, encoding="utf-8")
        arguments = [
            str(self.folder / names[word]) if word in names else word for word in command.arguments
        ]
        out, problem = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(problem),
            mock.patch("dashboard.published.open.open_published", self._opened_once),
        ):
            code = cli.main(arguments)
        written = [(name, self.folder / name) for name in _WRITTEN]
        files = tuple((name, path.read_bytes()) for name, path in written if path.exists())
        return Reply(out.getvalue(), problem.getvalue(), code, files)

    def _opened_once(self, path: Path) -> Published:
        """Give every command the same file, opened once: no command changes it."""
        return self.published if path == self.published.path else open_published(path)

    def _query(self, statement: Statement) -> Reply:
        if statement.in_its_process:
            answer = ask(self.published.path, statement.sql)
            rows = [tuple(row) for row in answer.frame.astype(object).to_numpy().tolist()]
            return _rows_reply(answer.refused, tuple(answer.frame.columns), rows)
        try:
            found = answer_within_limits(self.box, statement.sql)
        except NotAllowed as refusal:
            return Reply(problem=str(refusal))
        return _rows_reply("", tuple(found["columns"]), [tuple(row) for row in found["rows"]])


_WRITTEN = ("OUT.pptx", "OUT.md", "OUT.docx", "OUT.txt", "OUT.exe")


@contextlib.contextmanager
def department(home: Home, folder: Path, served: Path | None = None) -> Iterator[Department]:
    """Open a copy of `home` in `folder`, where people sign in; its own log is written to.

    served: a readers' file to serve in place of the home's, whose ledger stays the one to judge by.
    """
    copied = Home(folder / "home")
    shutil.copytree(home.path, copied.path)
    roles = "".join(f'[[roles]]\nrole = "{role}"\ngroups = ["{role}"]\n' for role in ROLES)
    (copied.path / "access.toml").write_text(ACCESS + roles, encoding="utf-8")
    path, warehouse = copied.published_path(), copied.warehouse_path()
    assert path is not None and warehouse is not None
    apart = folder / "ledger-read-apart.duckdb"
    shutil.copy(path, apart)
    if served is not None:
        shutil.copy(served, path)
    ledger = read_ledger(apart)
    personal = read_personal(copied.path, EXPORTS, warehouse).without(ledger.counts)
    published = open_published(path)
    with (
        mock.patch.dict(os.environ, {"PEER_LEARNING_HOME": str(copied.path)}),
        # Publishing costs seconds and is tried elsewhere; here its listing is what may tell.
        mock.patch("dashboard.ingest.generation.republish"),
        # An open database is not read from its file again, by whichever command.
        read_warehouse(warehouse),
        holding_the_ledger_alone(str(path)) as box,
        _ledger_built_apart(ledger) as copy,
    ):
        yield Department(
            copied, published, ledger, personal, box, copy, _radiologist(copied), folder
        )


def _radiologist(home: Home) -> tuple[str, str]:
    people = json.loads(home.people_path.read_text(encoding="utf-8"))["people"]
    names = names_on_roster(home)
    # By name, not by pseudonym: every home has a key of its own, and every run asks the same.
    for who in sorted(names, key=lambda who: names[who]):
        for email in people[who]["emails"]:
            if pseudonym_with_email(home, email) == who:
                return who, email
    raise LookupError("nobody on the roster has an e-mail")


def _ledger_built_apart(ledger: Ledger) -> duckdb.DuckDBPyConnection:
    """Return a database of the box's tables, made again from the frames of the readers' file."""
    connection = duckdb.connect(":memory:", config={"threads": "1"})
    frames = {
        "ledger": ledger.tables["ledger"].astype({"part": object}),
        "measures": ledger.tables["measures"],
        "events": ledger.tables["events"],
        "targets": ledger.tables["targets"],
    }
    for name, frame in frames.items():
        connection.register(f"{name}_frame", frame)
    for name, columns in _COLUMNS.items():
        connection.execute(f"create table {name} as select {columns} from {name}_frame")
        connection.unregister(f"{name}_frame")
    return connection


_COLUMNS = {
    "ledger": "measure, base, axis, grain, from_month::date as from_month, to_month::date as "
    "to_month, members::varchar[] as members, part::varchar as part, numerator, denominator, "
    "median, median_lower, median_upper, complete",
    "measures": "name, "
    + ", ".join(
        f"definition ->> '{key}' as {key}" for key in ("title", "question", "kind", "unit")
    )
    + ", (definition ->> 'per')::double as per, "
    + ", ".join(
        f"definition ->> '{key}' as {key}"
        for key in ("direction", "base", "sensitivity", "numerator", "denominator",
                    "how_calculated")
    )
    + ", (definition ->> 'reviewed')::date as reviewed",
    "events": "happened_on::date as happened_on, event_kind, site, label, phase_in_months",
    "targets": "metric, threshold, period, effective_from::date as effective_from, "
    "effective_to::date as effective_to, prorated",
}  # fmt: skip


def _rows_reply(refused: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Reply:
    text = "\n".join(str(cell) for row in rows for cell in row if isinstance(cell, str))
    return Reply(text, refused, None, (), columns, None if refused else tuple(rows))


@contextlib.contextmanager
def _downloads_into(files: list[tuple[str, bytes]]) -> Iterator[None]:
    """Click every Download button as it is drawn, and keep what it would hand out."""
    draw = st.download_button

    def clicked(label: str, data: Any, file_name: str | None = None, *more: Any, **options: Any):
        content = data() if callable(data) else data
        content = content.encode() if isinstance(content, str) else bytes(content)
        files.append((str(file_name), content))
        return draw(label, b"", file_name, *more, **options)

    with mock.patch.object(st, "download_button", clicked):
        yield


def _messages(app: AppTest) -> list[Any]:
    protos = [getattr(node, "proto", None) for part in (app.main, app.sidebar) for node in part]
    return [proto for proto in protos if proto is not None]


def _texts_of(app: AppTest) -> Iterator[str]:
    for message in _messages(app):
        yield from _texts(message)


def _texts(message: Any) -> Iterator[str]:
    """Every text in a message of the page, those inside the rows of a table too."""
    for field_, value in message.ListFields():
        values = value if field_.is_repeated else [value]
        for one in values:
            if isinstance(one, str):
                yield one
            elif isinstance(one, bytes):
                yield from _rows_of_table(one)
            elif hasattr(one, "ListFields"):
                yield from _texts(one)


def _rows_of_table(data: bytes) -> Iterator[str]:
    try:
        frame = pa.ipc.open_stream(data).read_pandas()
    except pa.ArrowInvalid:
        yield data.decode("latin-1")
        return
    for row in frame.itertuples(index=False):
        yield " | ".join(str(cell) for cell in row)


def unpacked(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """Return a file's parts: those of an Office file, of the workbooks in it, else itself."""
    if not name.endswith((".pptx", ".docx", ".xlsx")):
        return [(name, content)]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return [part for inner in parts.namelist() for part in unpacked(inner, parts.read(inner))]
