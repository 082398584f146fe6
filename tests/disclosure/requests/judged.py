"""What is wrong with a reply: each breach as one sentence, none if all is well."""

from __future__ import annotations

import calendar
import csv
import io
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import duckdb

from dashboard.access.roles import PAGES, may_see
from dashboard.ui import page_fault
from dashboard.ui.navigation import NAVIGATION
from tests.disclosure.requests.asked import Asked, Command, Page, Statement
from tests.disclosure.requests.sent import Department, Reply, unpacked
from tests.disclosure.requests.traced import MONTHS, Told

BUILT = {entry.url_path for entry in NAVIGATION}
REFUSED = "This page is not part of your role."
MOST_ROWS = 1000
ALLOWED_CODES = {0, 2, 3}
X_OF_Y = re.compile(r"(?<![\d.,–-])(\d[\d,]*) of (\d[\d,]*)(?![\d.]*[%\d])")
COUNTS = (
    ("numerator", "denominator", "from_month", "to_month"),
    ("before_numerator", "before_denominator", "before_first_month", "before_last_month"),
    ("after_numerator", "after_denominator", "after_first_month", "after_last_month"),
    ("cases", "cases_of_the_section", "", ""),
    ("before_cases", "before_of", "before_months", ""),
    ("after_cases", "after_of", "after_months", ""),
)
"""Columns of a file that hold counts, and those that hold their months, where it has any."""
MONTH_NAMES = {name: number for number, name in enumerate(calendar.month_abbr)}


def breaches(department: Department, asked: Asked, reply: Reply) -> list[str]:
    """Return what the reply must not have held, or should have been."""
    if isinstance(asked, Page):
        return list(_of_page(department, asked, reply))
    if isinstance(asked, Command):
        return list(_of_command(department, asked, reply))
    return list(_of_statement(department, asked, reply))


def _of_page(department: Department, page: Page, reply: Reply) -> Iterator[str]:
    if reply.problem or page_fault.TITLE in reply.text:
        yield f"the page failed: {reply.problem or page_fault.TITLE}"
    # The audit trail says who acted, and of the staff one has signed in.
    signed_in = page.address == "audit-trail" or page.role == "radiologist"
    own = [department.radiologist[0]] if signed_in else []
    if page.address in BUILT and not may_see((page.role,), page.address):
        yield from _of_refused_page(reply)
    elif page.address == "targets-by-person" and page.role in PAGES[page.address]:
        # The one page that names people; it may hold nothing of any case.
        if any(word in reply.text for word in department.learning_points):
            yield "the list of targets holds a learning point"
        return
    elif REFUSED in reply.text:
        yield "the page was refused to a role that has it"
    yield from _personal(department, reply, own)
    yield from _staff_in_bytes(department, reply, own)
    for name, content in reply.files:
        if name.endswith(".csv"):
            yield from _untraced_rows(department, name, content.decode())


def _of_refused_page(reply: Reply) -> Iterator[str]:
    if REFUSED not in reply.text:
        yield "a page the role does not have was not refused"
    if reply.files or reply.shown:
        held = [name for name, _ in reply.files] + sorted(reply.shown)
        yield f"a refused page holds {', '.join(held)}"
    if X_OF_Y.search(reply.text):
        yield "a refused page holds a number"


def _of_command(department: Department, command: Command, reply: Reply) -> Iterator[str]:
    if reply.code not in ALLOWED_CODES:
        yield f"exit code {reply.code}: {reply.problem.strip()}"
    if "Traceback" in reply.problem + reply.text:
        yield "a traceback"
    if reply.code in (2, 3):
        said = reply.problem.strip()
        if "\n" in said or len(said.split()) < 3 or said[-1] not in ".!?":
            yield f"no sentence on stderr: {said!r}"
        if reply.text or reply.files:
            yield "refused, and yet something was given"
    acted = [department.radiologist[0]] if command.arguments[0] == "audit" else []
    yield from _personal(department, reply, acted)
    if reply.code == 0 and command.arguments[0] == "measure":
        yield from _of_measure(department, command, reply)
    if reply.code == 0 and command.arguments[:2] == ("analysis", "run"):
        yield from _of_analysis(department, command, reply)


def _of_measure(department: Department, command: Command, reply: Reply) -> Iterator[str]:
    name, axis = command.arguments[1], _option(command, "--by")
    axis = "all" if axis in ("", "theme", "case_kind") else axis
    measure = department.ledger.measures[name]
    for row in _rows(command, reply.text):
        if not row["period"]:
            yield "a row of a measure says no period"
            continue
        period, grain = _period(row["period"])
        counts = [_number(row[key]) for key in ("numerator", "denominator")]
        numerator, denominator = reversed(counts) if measure["reciprocal"] else counts
        told = Told(
            numerator, denominator, period, _last(period, grain), name,
            axis, _member(row["member"], axis),
            row["part"] or None, grain,
            _number(row["estimate"]) if measure["kind"] == "duration" else None,
        )  # fmt: skip
        if not department.ledger.traces(told):
            yield f"no row of the ledger: {told}"
        if row["estimate"] not in ("", None):
            yield from _of_estimate(measure, told, _number(row["estimate"]))


def _of_estimate(measure: dict[str, Any], told: Told, estimate: float) -> Iterator[str]:
    """The estimate is that of its own counts, not of others."""
    if measure["kind"] == "duration":
        return
    if measure["kind"] == "count":
        right = told.numerator
    else:
        right = told.numerator / told.denominator * float(measure["per"])
    right = 1 / right if measure["reciprocal"] else right
    if abs(right - estimate) > 1e-9 * max(1.0, abs(right)):
        yield f"the estimate {estimate} is not that of {told}"


def _of_analysis(department: Department, command: Command, reply: Reply) -> Iterator[str]:
    """Charts and funnels print counts; the other designs what was made of them."""
    saved = _saved(command.saved)
    for row in _rows(command, reply.text):
        if "numerator" in row and "period" in row:
            first, grain = _period(row["period"])
            months = (first, _last(first, grain))
            counts = (row["numerator"], row["denominator"])
            member = _member(row["member"], saved["axis"])
        elif "x" in row and "n" in row:
            months = (saved.get("start", "0000-01"), saved.get("end", "9999-12"))
            counts, member = (row["x"], row["n"]), row["group"]
        else:
            continue
        if counts[0] in ("", None):
            continue
        told = Told(
            _number(counts[0]), _number(counts[1]), *months, saved["measure"], saved["axis"], member
        )
        if not department.ledger.traces(told) and not department.ledger.is_some_sum(
            told.numerator, 0.0 if told.denominator != told.denominator else told.denominator
        ):
            yield f"no sum of rows of the ledger: {told}"


def _of_statement(department: Department, statement: Statement, reply: Reply) -> Iterator[str]:
    if reply.rows is None:
        said = reply.problem
        if "\n" in said or len(said.split()) < 3 or said[-1] not in ".!?":
            yield f"no sentence: {said!r}"
        return
    yield from (f"the answer holds {word}" for word in department.personal.found_in(reply.text))
    try:
        found = department.copy.sql(statement.sql)
        wanted = [] if found is None else found.limit(len(reply.rows) + 1).fetchall()
    except duckdb.Error as error:
        yield f"answered what the ledger alone cannot answer: {str(error).splitlines()[0]}"
        return
    told, right = [cells(row) for row in reply.rows], [cells(row) for row in wanted]
    if told == right or (len(told) == MOST_ROWS and told == right[:MOST_ROWS]):
        return
    # The same rows may come in another order; then all of them are needed to compare.
    everything = Counter(cells(row) for row in department.copy.sql(statement.sql).fetchall())
    beyond = Counter(told) - everything
    if beyond or (len(told) < MOST_ROWS and everything.total() != len(told)):
        yield f"not what the ledger's tables give: {list(beyond)[:2]}"


def cells(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Return a row's cells as texts that do not depend on how an answer is carried."""
    return tuple(_cell(value) for value in row)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.9g}" if value - value == 0 else ""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{float(value):.9g}"
    if isinstance(value, list | tuple):
        return " + ".join(_cell(part) for part in value)
    return str(value)


def _personal(department: Department, reply: Reply, own: list[str]) -> Iterator[str]:
    texts = [reply.text, reply.problem]
    texts += [
        part.decode("utf-8", "replace")
        for name, content in reply.files
        for inner, part in unpacked(name, content)
        if not inner.endswith((".png", ".jpeg"))
    ]
    for word in sorted(
        {word for text in texts for word in department.personal.found_in(text, own)}
    ):
        yield f"the reply holds {word!r}, which is somebody's"


def _staff_in_bytes(department: Department, reply: Reply, own: list[str]) -> Iterator[str]:
    """As a browser gets it: what no text of ours takes apart is searched whole."""
    for word, whose in department.staff_words.items():
        if whose not in own and word.encode() in reply.raw:
            yield f"the page's bytes hold {word!r}, which is somebody's"


def _untraced_rows(department: Department, name: str, text: str) -> Iterator[str]:
    for row in csv.DictReader(io.StringIO(text)):
        for top, bottom, first, last in COUNTS:
            if not (is_number(row.get(top)) and is_number(row.get(bottom))):
                continue
            told = _told_in_file(department, row, (top, bottom, first, last))
            if not (
                department.ledger.traces(told)
                if told.first
                else department.ledger.is_some_sum(told.numerator, told.denominator)
            ):
                yield f"{name}: no sum of rows of the ledger: {told}"


def _told_in_file(
    department: Department, row: dict[str, str], columns: tuple[str, str, str, str]
) -> Told:
    top, bottom, first, last = columns
    measure = row.get("measure")
    known = department.ledger.measures.get(measure or "")
    counts = (float(row[top]), float(row[bottom]))
    member = next((row[key] for key in ("member", "site", "section") if row.get(key)), None)
    months = row.get(first, ""), row.get(last, "")
    span = row.get("period") or (row.get(first, "") if not last else "")
    if not months[1] and "20" in span:
        months = _span(span)
    numerator, denominator = reversed(counts) if known and known["reciprocal"] else counts
    return Told(
        numerator, denominator, months[0][:7], months[1][:7], measure if known else None, None,
        None if member in (None, "all", "Department") else member,
    )  # fmt: skip


def is_number(cell: str | None) -> bool:
    """Return whether a cell holds a number, and not nothing or a text."""
    try:
        return float(cell or "") >= 0
    except ValueError:
        return False


def _option(command: Command, name: str) -> str:
    places = [place for place, word in enumerate(command.arguments) if word == name]
    return command.arguments[places[-1] + 1] if places else ""


def _rows(command: Command, text: str) -> list[dict[str, Any]]:
    if "json" in command.arguments:
        return json.loads(text)
    return list(csv.DictReader(io.StringIO(text)))


def _member(member: str, axis: str) -> str | None:
    return None if axis == "all" else member


def _number(cell: Any) -> float:
    return float("nan") if cell in ("", None) else float(cell)


def _period(text: str) -> tuple[str, str]:
    """The first month and grain of 2024-05, 2024-Q2, 2024-H1 or 2024."""
    year, _, rest = text.partition("-")
    if not rest:
        return f"{year}-01", "year"
    if rest[0] == "Q":
        return f"{year}-{3 * int(rest[1]) - 2:02d}", "quarter"
    return (f"{year}-{6 * int(rest[1]) - 5:02d}", "half") if rest[0] == "H" else (text, "month")


def _last(first: str, grain: str) -> str:
    return f"{first[:4]}-{int(first[5:]) + MONTHS[grain] - 1:02d}"


def _span(words: str) -> tuple[str, str]:
    """The months of "Jan 2023 – Mar 2023", or of "Jan 2023"."""
    found = re.findall(r"([A-Z][a-z]{2})[a-z]* (\d{4})", words)
    months = [f"{year}-{MONTH_NAMES[name]:02d}" for name, year in found]
    return (months[0], months[-1]) if months else ("", "")


def _saved(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
