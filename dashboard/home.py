"""One department's home: its key, its people, its generations, which one is current."""

from __future__ import annotations

import json
import os
import re
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

from dashboard.audit_trail import AuditTrail, account
from dashboard.command_line import PROGRAM
from dashboard.file_lock import LockHeld, wait_for_lock
from dashboard.kept_ledger import KeptLedger
from dashboard.private_files import make_private_folder, write_privately
from dashboard.schema_version import SCHEMA_VERSION

LOCK_WAIT_SECONDS = 5.0
GENERATION_NAME = re.compile(r"generation-(\d{6,})\.duckdb")


class HomeProblem(Exception):
    """The home cannot be used: one sentence that says why and what to do."""


class HomeBusy(HomeProblem):
    """Another ingest is writing to this home."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which files are current: names inside warehouse/ and published/, and when they were made.

    `made_current` are the generations that ever were; None in a pointer of an earlier program.
    `version` is that of its tables; the first program did not write it.
    """

    warehouse: str
    published: str | None
    made_at: datetime
    made_current: tuple[int, ...] | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one department's data; everything in it is readable by its owner alone.

    `who` is who acts on it, for the audit trail; "" for whoever runs the program.
    """

    path: Path
    who: str = ""

    @property
    def key_path(self) -> Path:
        """The pseudonym key: 32 random bytes in hex."""
        return self.path / "key"

    @property
    def people_path(self) -> Path:
        """The one file that holds names: pseudonym to names, e-mails and ids."""
        return self.path / "people.json"

    @property
    def warehouse_folder(self) -> Path:
        """Where the generations of the warehouse are."""
        return self.path / "warehouse"

    @property
    def published_folder(self) -> Path:
        """Where the generations of the published file are."""
        return self.path / "published"

    @property
    def working_folder(self) -> Path:
        """Where an ingest keeps what it is working on; emptied when it ends."""
        return self.path / "working"

    @property
    def layouts_folder(self) -> Path:
        """The department's own layouts, beside the built-in ones."""
        return self.path / "layouts"

    @property
    def demo_mark(self) -> Path:
        """A file that is there in a home of the demo department, and in no other."""
        return self.path / "demo"

    @property
    def is_demo(self) -> bool:
        """Whether the home is the demo department's."""
        return self.demo_mark.exists()

    @property
    def pointer_path(self) -> Path:
        """The file that names the current generation."""
        return self.path / "current.json"

    def key(self) -> bytes:
        """Return the pseudonym key, 32 bytes. Raises HomeProblem if it is missing or damaged."""
        try:
            key = bytes.fromhex(self.key_path.read_text(encoding="ascii").strip())
        except (OSError, ValueError) as error:
            raise HomeProblem(
                f"{self.key_path}: the pseudonym key is missing or damaged; restore it from a "
                "backup, because without it the same person gets a new pseudonym."
            ) from error
        if len(key) != 32:
            raise HomeProblem(
                f"{self.key_path}: the pseudonym key is {len(key)} bytes long, expected 32; "
                "restore it from a backup."
            )
        return key

    def zone(self) -> str | None:
        """Return the time zone the department lives in, None for that of this machine.

        It is the `zone` of settings.toml, for example "America/Toronto". Raises HomeProblem when
        that file is damaged or names no zone there is.
        """
        zone = self._setting("zone")
        try:
            return ZoneInfo(zone).key if zone is not None else None
        except (ValueError, ZoneInfoNotFoundError, OSError) as error:
            raise HomeProblem(
                f'{self.settings_path}: expected zone = "Area/City", as in '
                'zone = "America/Toronto"; mend it.'
            ) from error

    def confidentiality(self) -> str | None:
        """Return the department's own words for the confidentiality line, None for ours.

        They are the `confidentiality` of settings.toml. Raises HomeProblem if that is damaged.
        """
        return self._setting("confidentiality")

    @property
    def settings_path(self) -> Path:
        """The department's settings; the file need not be there."""
        return self.path / "settings.toml"

    def _setting(self, name: str) -> str | None:
        try:
            value = tomllib.loads(self.settings_path.read_text(encoding="utf-8")).get(name)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise HomeProblem(
                f'{self.settings_path}: expected zone = "Area/City". Mend it.'
            ) from error
        if value is not None and not isinstance(value, str):
            raise HomeProblem(f"{self.settings_path}: expected {name} = a text in quotes; mend it.")
        return value

    def current(self) -> Pointer | None:
        """Return the pointer, or None before the first ingest. Raises HomeProblem if damaged."""
        try:
            record = json.loads(self.pointer_path.read_text(encoding="utf-8"))
            listed = record.get("made_current")
            return Pointer(
                str(record["warehouse"]),
                record["published"],
                datetime.fromisoformat(record["made_at"]),
                None if listed is None else tuple(int(number) for number in listed),
                int(record.get("version", 1)),
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise HomeProblem(
                f"{self.pointer_path}: damaged; choose a generation again with "
                f"`{PROGRAM} rollback GENERATION`."
            ) from error

    def warehouse_path(self) -> Path | None:
        """Return the current generation of the warehouse, or None before the first ingest."""
        pointer = self.current()
        return self.warehouse_folder / pointer.warehouse if pointer else None

    def published_path(self) -> Path | None:
        """Return the current published file, or None if nothing was published yet."""
        pointer = self.current()
        if pointer is None or pointer.published is None:
            return None
        return self.published_folder / pointer.published

    def generations(self) -> list[int]:
        """Return the numbers of the generations kept, oldest first.

        One whose making was killed before it became current is not among them. Where the
        pointer is missing or damaged, every file is: rollback mends that.
        """
        there = self.generation_files()
        try:
            pointer = self.current()
        except HomeProblem:
            return there
        if pointer is None or pointer.made_current is None:
            return there
        return [number for number in there if number in pointer.made_current]

    def generation_files(self) -> list[int]:
        """Return the numbers of the warehouse files there are, oldest first."""
        names = (GENERATION_NAME.fullmatch(path.name) for path in _files(self.warehouse_folder))
        return sorted(int(name.group(1)) for name in names if name)

    def next_generation(self) -> int:
        """Return a number no generation has had; call it only while writing."""
        return max(self.generation_files(), default=0) + 1

    def point_to(
        self, warehouse: str, published: str | None, version: int = SCHEMA_VERSION
    ) -> Pointer:
        """Make these files current in one step that a crash cannot split.

        `version` is that of their tables, so that a dashboard need not open them to know.
        """
        found = GENERATION_NAME.fullmatch(warehouse)
        numbers = {*self.generations(), *([int(found.group(1))] if found else [])}
        now = datetime.now(UTC)
        pointer = Pointer(warehouse, published, now, tuple(sorted(numbers)), version)
        record = {
            "warehouse": warehouse,
            "published": published,
            "made_at": pointer.made_at.isoformat(timespec="seconds"),
            "made_current": pointer.made_current,
            "version": pointer.version,
        }
        write_privately(self.pointer_path, json.dumps(record, indent=2) + "\n")
        return pointer

    @contextmanager
    def writing(self, wait_seconds: float = LOCK_WAIT_SECONDS) -> Iterator[None]:
        """Hold the home's lock: one writer at a time, waiting a little for another to end.

        The operating system frees the lock of a process that was killed. Raises HomeBusy when
        the other writer takes longer, HomeProblem when the home cannot be written to.
        """
        with self._open_lock() as file:
            try:
                wait_for_lock(file, wait_seconds)
            except LockHeld:
                raise HomeBusy(
                    f"{self.path}: another ingest is writing to this home; "
                    "nothing was changed, try again when it has ended."
                ) from None
            yield

    def _open_lock(self) -> IO[bytes]:
        try:
            return os.fdopen(os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError as error:
            raise HomeProblem(
                f"{self.path}: cannot be written to ({error.strerror}); "
                "give yourself write access or choose another home with --home."
            ) from error

    def record(self, event: str, **facts: Any) -> None:
        """Append one line to audit.log: what happened, when, and who did it; facts name nobody."""
        self.audit_trail().append(event, {"who": self.who or account(), **facts})

    def audit_trail(self) -> AuditTrail:
        """Return the chained log of what was done here. Raises HomeProblem without a key."""
        return AuditTrail(self.path, self.key())

    def ledger(self) -> KeptLedger:
        """Return what was published of closed periods. Raises HomeProblem without a key."""
        return KeptLedger(self.path / "ledger", self.key())


def locate(explicit: Path | None = None) -> Home:
    """Return the home of --home, else of PEER_LEARNING_HOME, else the platform's data folder."""
    if explicit is not None:
        return Home(Path(explicit).expanduser().absolute())
    named = os.environ.get("PEER_LEARNING_HOME")
    if named:
        return Home(Path(named).expanduser().absolute())
    return Home(Path(platformdirs.user_data_dir("peer-learning", appauthor=False)))


def open_home(path: Path | None = None) -> Home:
    """Return an existing home. Raises HomeProblem when there is none at that place."""
    home = locate(path)
    if not home.key_path.exists():
        raise HomeProblem(
            f"{home.path}: no home is here yet; take a first export with "
            f"`{PROGRAM} ingest PATH`, or name another home with --home."
        )
    return home


def create_home(path: Path | None = None) -> Home:
    """Return the home, made if it is not there: private folders and a key that is made once.

    Raises HomeProblem when the place cannot be written to, or holds something else.
    """
    home = locate(path)
    try:
        make_private_folder(home.path)
        for folder in (home.warehouse_folder, home.published_folder, home.layouts_folder):
            make_private_folder(folder)
        _make_key_once(home)
    except OSError as error:
        raise HomeProblem(
            f"{home.path}: a home cannot be made here ({error.strerror}); "
            "choose a folder you can write to with --home."
        ) from error
    return home


def remove_empty_home(home: Home) -> None:
    """Take away a home that was made for a first ingest which then took nothing."""
    if home.generations() or home.people_path.exists():
        return
    for path in (home.key_path, home.path / "inbox.json", home.path / "lock"):
        path.unlink(missing_ok=True)
    for folder in (home.warehouse_folder, home.published_folder, home.layouts_folder, home.path):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _make_key_once(home: Home) -> None:
    """Write the key unless there is one: a second key would split every person in two."""
    if home.key_path.exists():
        return
    if home.generations():
        home.key()  # a warehouse without its key: says so, rather than make another key
    try:
        handle = os.open(home.key_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_bytes(32).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
