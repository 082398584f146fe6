"""The people of the demo department: where they work, when, and how eagerly."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.sections import Shape
from dashboard.demo.timeline import Calendar
from dashboard.demo.words import names

# Kind of leave, shortest and longest in days.
LEAVE_TYPES = (
    ("Parental", 84, 182),
    ("Medical", 21, 90),
    ("Sabbatical", 60, 120),
    ("Research", 28, 60),
)
PRESENT_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Spell:
    """A time at one section and one share of full time; `end` is empty while it lasts."""

    section: int
    fte: float
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """A time away, both days included."""

    start: date
    end: date
    kind: str


@dataclass(frozen=True, slots=True)
class Radiologist:
    """One person under the names and numbers of each system."""

    employee_id: str
    last_name: str
    first_name: str
    email: str
    eradpeer_id: int
    site: int
    spells: tuple[Spell, ...]
    leaves: tuple[Leave, ...] = ()

    @property
    def listed_name(self) -> str:
        """Return the name as the peer learning tool writes it."""
        return f"{self.last_name}, {self.first_name}"


@dataclass(frozen=True, slots=True)
class Department:
    """People, and what follows from their dates.

    `site` has one entry a person. By person and month: `section` (-1 before joining) and `effort`
    (share of full time less leave; 0 in a month mostly away). `present`: by person and day.
    `joined`, `left`: first and last day numbers.
    """

    shape: Shape
    radiologists: tuple[Radiologist, ...]
    site: NDArray[np.int64]
    section: NDArray[np.int64]
    effort: NDArray[np.float64]
    present: NDArray[np.bool_]
    joined: NDArray[np.int64]
    left: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Habits:
    """How eagerly each person submits (0 = never), does scored reviews, attends conferences."""

    submitting: NDArray[np.float64]
    reviewing: NDArray[np.float64]
    attending: NDArray[np.float64]


def staff_department(stream: np.random.Generator, shape: Shape, calendar: Calendar) -> Department:
    """Return the people of a department of this shape over the calendar's months."""
    home = [
        (site, section)
        for site in range(len(shape.sites))
        for section in range(len(shape.sections))
        for _ in range(shape.people[section, site])
    ]
    people = _name_people(stream, home)
    people = _part_time(stream, people)
    people = _join_and_leave(stream, people, calendar)
    people = _change_spells(stream, people, shape, calendar)
    people = _take_leave(stream, people, calendar)
    return _lay_out(shape, tuple(people), calendar)


def draw_habits(stream: np.random.Generator, department: Department) -> Habits:
    """Return people's habits: skewed submitting, with one in twenty submitting nothing."""
    people = len(department.radiologists)
    submitting = stream.gamma(1.3, 1 / 1.3, people) + 0.15
    large = np.argsort(-department.shape.people.sum(axis=1), kind="stable")[:4]
    candidates = np.flatnonzero(np.isin(department.section[:, -1], large))
    submitting[stream.permutation(candidates)[: people // 20]] = 0.0
    reviewing = stream.lognormal(0.0, 0.3, people)
    attending = stream.beta(2.5, 2.2, people)
    return Habits(submitting, reviewing, attending)


def _name_people(stream: np.random.Generator, home: list[tuple[int, int]]) -> list[Radiologist]:
    count = len(home)
    surnames, given = names("surnames"), names("given")
    drawn = [surnames[i] for i in stream.permutation(len(surnames))]
    listed = list(names("always")) if count >= 30 else []
    while len(listed) < count:
        listed += drawn
    chosen = [listed[:count][i] for i in stream.permutation(count)]
    order = stream.permutation(count).tolist()
    employee = stream.permutation(90_000)[:count] + 10_000
    eradpeer = stream.permutation(900_000)[:count] + 100_000
    people, addresses, taken = [], set[str](), set[tuple[str, str]]()
    for i, (site, section) in enumerate(home):
        step = order[i]
        while (chosen[i], given[step % len(given)]) in taken:
            step += 1
        first_name = given[step % len(given)]
        taken.add((chosen[i], first_name))
        address = _address(first_name, chosen[i], addresses)
        joined = date(int(stream.integers(1998, 2019)), int(stream.integers(1, 13)), 1)
        people.append(
            Radiologist(
                employee_id=f"E{employee[i]}",
                last_name=chosen[i],
                first_name=first_name,
                email=address,
                eradpeer_id=int(eradpeer[i]),
                site=site,
                spells=(Spell(section, 1.0, joined),),
            )
        )
    return people


def _address(first_name: str, last_name: str, taken: set[str]) -> str:
    """Return an e-mail address nobody has yet, in plain letters, and add it to `taken`."""
    spelled = f"{first_name}.{last_name}".lower().translate(str.maketrans("øıł", "oil"))
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    local = "".join(letter for letter in plain if letter.isalnum() or letter in ".-")
    number, address = 1, f"{local}@radiology.example"
    while address in taken:
        number += 1
        address = f"{local}{number}@radiology.example"
    taken.add(address)
    return address


def _part_time(stream: np.random.Generator, people: list[Radiologist]) -> list[Radiologist]:
    chosen = stream.permutation(len(people))[: max(1, round(0.22 * len(people)))]
    drawn = stream.choice([0.5, 0.6, 0.8, 0.9], len(chosen))
    hours = dict(zip(chosen.tolist(), drawn.tolist(), strict=True))
    return [
        replace(person, spells=(replace(person.spells[0], fte=float(hours.get(i, 1.0))),))
        for i, person in enumerate(people)
    ]


def _join_and_leave(
    stream: np.random.Generator, people: list[Radiologist], calendar: Calendar
) -> list[Radiologist]:
    """Let some join and some leave, from sections large enough to spare them."""
    order = stream.permutation(len(people)).tolist()
    joining, leaving = round(0.09 * len(people)), round(0.06 * len(people))
    if len(people) < 8:
        joining = leaving = 0
    changed = list(people)
    for i in order[:joining]:
        month = int(stream.integers(1, max(2, round(0.7 * calendar.months))))
        spell = replace(people[i].spells[0], start=calendar.first_day(month))
        changed[i] = replace(people[i], spells=(spell,))
    for i in order[joining : joining + leaving]:
        month = int(stream.integers(max(1, round(0.4 * calendar.months)), calendar.months))
        end = calendar.first_day(month) - timedelta(days=1)
        changed[i] = replace(people[i], spells=(replace(people[i].spells[0], end=end),))
    return changed


def _change_spells(
    stream: np.random.Generator, people: list[Radiologist], shape: Shape, calendar: Calendar
) -> list[Radiologist]:
    """Give one person another section and up to two others new hours, each by a second spell."""
    staying = [
        i
        for i, person in enumerate(people)
        if person.spells[0].end is None and person.spells[0].start < calendar.first_day(0)
    ]
    chosen = stream.permutation(staying)[: 3 if len(people) >= 12 else 1].tolist()
    changed = list(people)
    for turn, i in enumerate(chosen):
        month = int(stream.integers(max(1, calendar.months // 4), max(2, calendar.months * 3 // 4)))
        first = people[i].spells[0]
        second = replace(first, start=calendar.first_day(month))
        if turn == 2:
            busiest = int(np.argmax(shape.people.sum(axis=1)))
            other = (busiest + 1) % len(shape.sections)
            second = replace(second, section=busiest if first.section != busiest else other)
        else:
            second = replace(second, fte=0.8 if first.fte == 1.0 else 1.0)
        ended = replace(first, end=second.start - timedelta(days=1))
        changed[i] = replace(people[i], spells=(ended, second))
    return changed


def _take_leave(
    stream: np.random.Generator, people: list[Radiologist], calendar: Calendar
) -> list[Radiologist]:
    """Send about a third of the people on one leave of three weeks to half a year."""
    away = stream.permutation(len(people))[: max(1, round(0.33 * len(people)))].tolist()
    changed = list(people)
    for i in away:
        kind, shortest, longest = LEAVE_TYPES[int(stream.choice(4, p=[0.45, 0.3, 0.1, 0.15]))]
        length = int(stream.integers(shortest, longest + 1))
        start = calendar.first_day(0) + timedelta(days=int(stream.integers(0, calendar.days)))
        end = start + timedelta(days=length - 1)
        first, last = people[i].spells[0].start, people[i].spells[-1].end
        if start >= first and (last is None or end <= last):
            changed[i] = replace(people[i], leaves=(Leave(start, end, kind),))
    return changed


def _lay_out(shape: Shape, people: tuple[Radiologist, ...], calendar: Calendar) -> Department:
    section = np.full((len(people), calendar.months), -1, dtype=np.int64)
    effort = np.zeros((len(people), calendar.months))
    present = np.zeros((len(people), calendar.days), dtype=np.bool_)
    joined = np.zeros(len(people), dtype=np.int64)
    left = np.zeros(len(people), dtype=np.int64)
    for i, person in enumerate(people):
        joined[i] = calendar.day_number(person.spells[0].start)
        left[i] = calendar.day_number(person.spells[-1].end or calendar.last_day)
        present[i, max(0, joined[i]) : left[i] + 1] = True
        for leave in person.leaves:
            away = calendar.day_number(leave.start), calendar.day_number(leave.end)
            present[i, max(0, away[0]) : max(0, away[1] + 1)] = False
        for month in range(calendar.months):
            first_day = calendar.first_day(month)
            spell = next((s for s in reversed(person.spells) if s.start <= first_day), None)
            if spell is not None and (spell.end is None or spell.end >= first_day):
                start = calendar.start(month)
                share = float(present[i, start : start + calendar.length(month)].mean())
                section[i, month] = spell.section
                effort[i, month] = spell.fte * share if share >= PRESENT_ENOUGH else 0.0
    sites = np.array([person.site for person in people], dtype=np.int64)
    return Department(shape, people, sites, section, effort, present, joined, left)
