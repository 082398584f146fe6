"""Who may see what, as one table. docs/roles.md prints it; a test holds them alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["executive", "chair", "coordinator", "researcher", "radiologist"]
ROLES: tuple[Role, ...] = get_args(Role)

EVERYONE = ROLES

PAGES: dict[str, tuple[Role, ...]] = {
    "overview": EVERYONE,
    "participation": ("executive", "chair", "coordinator", "researcher"),
    "learning-themes": EVERYONE,
    "my-participation": ("radiologist",),
    "targets-by-person": ("chair",),
    "peer-review-vs-peer-learning": ("executive", "chair", "coordinator", "researcher"),
    "research-workbench": ("researcher",),
    "presentation": ("executive", "chair", "coordinator"),
    "accreditation": ("executive", "chair", "coordinator"),
    "data": ("coordinator",),
    "audit-trail": ("chair", "coordinator"),
    "measures": EVERYONE,
}
"""The address of each page, and the roles that have it. A page that is not here is nobody's."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What a role is called, and what follows "sees" in a sentence about it."""

    name: str
    sees: str


WORDS: dict[Role, RoleWords] = {
    "executive": RoleWords(
        "executive", "the department as a whole, the comparison and the presentation"
    ),
    "chair": RoleWords(
        "department chair",
        "the department as a whole and who meets the participation target, by name, but never "
        "what was in anybody’s cases",
    ),
    "coordinator": RoleWords(
        "coordinator",
        "the exports, what was taken and what was not, targets, and the department as a whole",
    ),
    "researcher": RoleWords(
        "researcher", "every published number with its definition, and the workbench on them"
    ),
    "radiologist": RoleWords(
        "radiologist", "their own submissions, feedback and learning points, and nobody else’s"
    ),
}


def may_see(roles: tuple[Role, ...], page: str) -> bool:
    """Return whether a reader with `roles` has the page at the address `page`."""
    return any(role in PAGES.get(page, ()) for role in roles)


def what_is_seen(roles: tuple[Role, ...]) -> str:
    """Return one sentence a role on what it sees."""
    return " ".join(f"{_article(WORDS[role].name)} sees {WORDS[role].sees}." for role in roles)


def _article(name: str) -> str:
    return f"An {name}" if name[0] in "aeiou" else f"A {name}"
