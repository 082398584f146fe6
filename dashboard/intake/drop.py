"""What one person has dropped and not taken in yet, and what was made of it so far; in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.home import Home
from dashboard.ingest.layouts import Layout
from dashboard.ingest.take import ROSTER
from dashboard.intake.draft import Draft, first_draft
from dashboard.intake.layout_file import save_layout
from dashboard.intake.looking import LookedAt, look_at, ready
from dashboard.intake.publishing import Tell, quiet
from dashboard.intake.refused import Refused
from dashboard.intake.rehearsal import OneTable, Rehearsal, rehearse
from dashboard.intake.taking import Taken, save_and_take_in, take_in
from dashboard.intake.uploads import Upload


@dataclass(slots=True)
class DroppedFile:
    """One dropped file, the tables it holds, and one sentence if it cannot be read at all."""

    number: int
    upload: Upload
    looks: tuple[LookedAt, ...] = ()
    problem: str = ""

    @property
    def ready(self) -> bool:
        """Whether ingest would take it as it is."""
        return bool(self.looks) and ready(self.looks)

    @property
    def to_map(self) -> tuple[int, ...]:
        """The places of its tables that only a person can settle; none once it is ready."""
        return () if self.ready else tuple(self._with(("asks", "unknown")))

    @property
    def is_roster(self) -> bool:
        """Whether a layout fits that says who people are."""
        return any(look.state == "known" and _holds_people(look.layout) for look in self.looks)

    def _with(self, states: tuple[str, ...]) -> list[int]:
        return [place for place, look in enumerate(self.looks) if look.state in states]


@dataclass(slots=True)
class Drop:
    """The dropped files as they came, rosters first, and what was said and done about them.

    `open` is the table being mapped: the file's number and the table's place in it. `tried` are
    dry runs, by what was tried. `taken` are the receipts of what was taken since the last drop.
    """

    files: list[DroppedFile] = field(default_factory=list)
    open: tuple[int, int] | None = None
    tried: dict[str, tuple[Rehearsal, ...]] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    problem: str = ""
    _drafts: dict[tuple[int, int, str | None, str | None], Draft] = field(default_factory=dict)
    _last: int = 0

    def add(self, home: Home, uploads: Sequence[Upload]) -> None:
        """Look at what was dropped; the same file dropped twice is one file."""
        self.taken, self.problem = [], ""
        for upload in uploads:
            if any(one.upload == upload for one in self.files):
                continue
            self._last += 1
            self.files.append(_looked_at(home, DroppedFile(self._last, upload)))
        self._rosters_first(home)
        self._open_next()

    def remove(self, number: int) -> None:
        """Forget a file."""
        self.files = [one for one in self.files if one.number != number]
        self._drafts = {place: d for place, d in self._drafts.items() if place[0] != number}
        self.tried.clear()
        self._open_next()

    def file(self, number: int) -> DroppedFile:
        """Return the file with this number. Raises KeyError if it was taken or removed."""
        for one in self.files:
            if one.number == number:
                return one
        raise KeyError(number)

    @property
    def ready(self) -> tuple[DroppedFile, ...]:
        """The files that can be taken in as they are."""
        return tuple(one for one in self.files if one.ready)

    def rosters_beside(self, number: int) -> tuple[DroppedFile, ...]:
        """The other files that say who people are: they are taken in together with this one."""
        return tuple(one for one in self.ready if one.is_roster and one.number != number)

    def draft(
        self, home: Home, number: int, place: int, table: str | None, like: str | None = None
    ) -> Draft:
        """Return the draft a table's mapping begins with, made once. Raises Refused."""
        key = (number, place, table, like)
        if key not in self._drafts:
            look = self.file(number).looks[place]
            self._drafts[key] = first_draft(home, look, table, like)
        return self._drafts[key]

    def try_all(self, home: Home) -> None:
        """Try what is ready and keep nothing; the outcome is in `tried`. Raises Refused."""
        uploads = [one.upload for one in self.ready]
        self.tried[self.all_ready] = rehearse(home, uploads)

    @property
    def all_ready(self) -> str:
        """The name the dry run of all ready files has in `tried`."""
        return "ready " + " ".join(str(one.number) for one in self.ready)

    def try_one(self, home: Home, number: int, called: str, layout: Layout) -> None:
        """Try one table with a layout that is not saved yet. Raises Refused."""
        upload = self.file(number).upload
        beside = [one.upload for one in self.rosters_beside(number)]
        self.tried[trial_of(number, called, layout)] = rehearse(
            home, [upload], OneTable(called, layout), beside=beside
        )

    def take_ready(self, home: Home, tell: Tell = quiet) -> None:
        """Take in every file that is ready, together, and forget them. Raises Refused."""
        files = self.ready
        taken = take_in(home, [one.upload for one in files], tell=tell)
        self._taken(taken, files)

    def save_and_take(
        self,
        home: Home,
        number: int,
        name: str,
        layout: Layout,
        replacing: str | None,
        tell: Tell = quiet,
    ) -> None:
        """Save the layout and take in the file it was made for. Raises Refused; then neither.

        A roster that was dropped with it is taken in the same run, or its people would count as
        unknown. A file with other tables that wait for a person is not taken yet: its layout is
        saved.
        """
        file, rosters = self.file(number), self.rosters_beside(number)
        beside = [one.upload for one in rosters]
        if len(file.looks) == 1:
            taken = save_and_take_in(home, [file.upload], name, layout, replacing, beside, tell)
            self._taken(taken, (file, *rosters))
            self.look_again(home)
            return
        save_layout(home, name, layout, replacing)
        self.look_again(home)
        file = self.file(number)
        if file.ready:
            taken = take_in(home, [file.upload, *beside], tell=tell)
            self._taken(taken, (file, *rosters))

    def look_again(self, home: Home) -> None:
        """Look at the files left once more: a layout saved since may fit them."""
        self.files = [_looked_at(home, DroppedFile(one.number, one.upload)) for one in self.files]
        self._drafts.clear()
        self.tried.clear()
        self._rosters_first(home)
        self._open_next()

    def _taken(self, taken: Taken, files: tuple[DroppedFile, ...]) -> None:
        self.taken.append(taken)
        for file in files:
            self.remove(file.number)

    def _rosters_first(self, home: Home) -> None:
        """Put rosters first, so that one that is not known yet is mapped before what names them."""
        several = len(self.files) > 1
        later = {one.number: not (several and self._is_roster(home, one)) for one in self.files}
        self.files = sorted(self.files, key=lambda one: later[one.number])

    def _is_roster(self, home: Home, file: DroppedFile) -> bool:
        """Return whether a file is a roster, or what is proposed for one that is to be mapped."""
        try:
            drafts = [self.draft(home, file.number, place, None) for place in file.to_map]
        except Refused:
            return False
        return file.is_roster or any(draft.table == ROSTER for draft in drafts)

    def _open_next(self) -> None:
        """Open the first table that waits for a person, if the one being mapped is settled."""
        waiting = [(one.number, place) for one in self.files for place in one.to_map]
        if self.open not in waiting:
            self.open = waiting[0] if waiting else None


def trial_of(number: int, called: str, layout: Layout) -> str:
    """Return the name a dry run has: a changed mapping is another one."""
    return f"{number} {called} {layout.fingerprint}"


def _holds_people(layout: Layout | None) -> bool:
    return layout is not None and layout.table == ROSTER


def _looked_at(home: Home, file: DroppedFile) -> DroppedFile:
    try:
        file.looks = look_at(home, file.upload)
    except Refused as refused:
        file.problem = str(refused)
    return file
