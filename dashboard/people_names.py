"""Read who is who for the two uses a screen has: finding the reader, and the list of targets."""

from __future__ import annotations

import json
from typing import Any

from dashboard.home import Home, HomeProblem


def pseudonym_with_email(home: Home, email: str) -> str | None:
    """Return the pseudonym of the one person of the roster with that e-mail; None for nobody.

    Raises HomeProblem if people.json is damaged.
    """
    wanted = email.strip().lower()
    found = [
        pseudonym
        for pseudonym, person in _people(home).items()
        if person["on_roster"] and wanted in {each.strip().lower() for each in person["emails"]}
    ]
    return found[0] if wanted and len(found) == 1 else None


def names_on_roster(home: Home) -> dict[str, str]:
    """Return the name of each person of the roster, by pseudonym.

    Raises HomeProblem if people.json is damaged.
    """
    return {
        pseudonym: str(person["names"][0])
        for pseudonym, person in _people(home).items()
        if person["on_roster"] and person["names"]
    }


def _people(home: Home) -> dict[str, Any]:
    try:
        people: dict[str, Any] = json.loads(home.people_path.read_text(encoding="utf-8"))["people"]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HomeProblem(
            f"{home.people_path}: the list of people is damaged; restore it from a backup."
        ) from error
    return people
