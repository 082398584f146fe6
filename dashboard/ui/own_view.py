"""The two views that know a person: one's own, and the chair's list of targets."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.findings.own_participation import OwnParticipation, own_participation
from dashboard.findings.target_list import TargetList, target_list
from dashboard.home import locate
from dashboard.people_names import names_on_roster, pseudonym_with_email
from dashboard.published.open import Published
from dashboard.published.own import own_rows, targets_by_person
from dashboard.ui.admission import admit
from dashboard.ui.department import is_demo


@dataclass(frozen=True, slots=True)
class OwnView:
    """A page about one person, or why there is none. `made_up` names the demo's person."""

    page: OwnParticipation | None
    why_not: str = ""
    made_up: str = ""


def own_view(department: Published) -> OwnView:
    """Return the signed-in person's page; whose it is comes from the session and nothing else."""
    home, reader = locate(), admit().reader
    if reader is None:
        return OwnView(None, "Nobody is signed in.")
    person, made_up = pseudonym_with_email(home, reader.email), ""
    if person is None and reader.local and is_demo():
        person, made_up = _somebody(names_on_roster(home))
    if person is None:
        return OwnView(None, _why_not(reader.email))
    rows = own_rows(department.path, person)
    page = own_participation(rows, department.months, department.labels("theme"))
    return OwnView(page, made_up=made_up)


def chairs_list(department: Published) -> TargetList:
    """Return who met the participation target, by name."""
    return target_list(
        targets_by_person(department.path), names_on_roster(locate()), department.months
    )


def _somebody(names: dict[str, str]) -> tuple[str | None, str]:
    return (
        min(((who, name) for who, name in names.items()), key=lambda one: one[1])
        if names
        else (
            None,
            "",
        )
    )


def _why_not(email: str) -> str:
    if email:
        return (
            f"No radiologist of the roster has the e-mail {email}. The roster export holds the "
            "addresses; ask the coordinator to take in one that has yours."
        )
    return (
        f'Without sign-in the page needs to know who you are: put me = "you@example.org" into '
        f"{locate().path / 'access.toml'}, with the address the roster has."
    )
