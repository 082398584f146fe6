"""The reader behind a session: who is let in, with which roles, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dashboard.access.ended_sign_ins import end_sign_in
from dashboard.access.reader import (
    NotAdmitted,
    local_reader,
    proxied_reader,
    signed_in_reader,
)
from dashboard.access.roles import ROLES
from dashboard.access.settings import AccessSettings, RoleRule, TrustedProxy

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "s" * 32
SETTINGS = AccessSettings(
    hours=8,
    proxy=TrustedProxy(secret=SECRET),
    roles=(
        RoleRule(role="chair", groups=("radiology-chairs",)),
        RoleRule(role="radiologist", groups=("radiologists",), emails=("Ada@Example.org",)),
    ),
)


def claims(**changes: Any) -> dict[str, Any]:
    given = {
        "email": "ada@example.org",
        "groups": ["radiologists"],
        "iat": (NOW - timedelta(hours=1)).timestamp(),
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("changes", "roles"),
    [
        ({}, ("radiologist",)),
        ({"groups": None}, ("radiologist",)),
        ({"groups": ["radiology-chairs"]}, ("chair", "radiologist")),
        ({"groups": "radiology-chairs", "email": "eve@example.org"}, ("chair",)),
        ({"email": "ADA@example.ORG", "groups": []}, ("radiologist",)),
        ({"email": None, "preferred_username": "ada@example.org"}, ("radiologist",)),
    ],
)
def test_roles_follow_groups_and_addresses(changes: dict[str, Any], roles: tuple[str, ...]) -> None:
    assert signed_in_reader(claims(**changes), SETTINGS, NOW).roles == roles


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "eve@example.org", "groups": ["surgeons"]}, "has no role here"),
        ({"email": None}, "did not give an e-mail"),
        ({"email_verified": False}, "was not verified"),
        ({"email_verified": "false"}, "was not verified"),
        ({"iat": None}, "does not say when"),
        ({"iat": (NOW - timedelta(hours=9)).timestamp()}, "more than 8 hours ago"),
        ({"iat": (NOW + timedelta(hours=1)).timestamp()}, "sign in again"),
        ({"auth_time": (NOW - timedelta(days=2)).timestamp()}, "more than 8 hours ago"),
    ],
)
def test_who_is_not_let_in(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAdmitted, match=said):
        signed_in_reader(claims(**changes), SETTINGS, NOW)


def test_a_sign_in_that_was_ended_lets_nobody_in_and_the_next_one_does() -> None:
    ended = claims(sub="ada", email="ended@example.org", groups=["radiologists"])
    assert signed_in_reader(ended, SETTINGS, NOW).email == "ended@example.org"
    end_sign_in(ended)
    with pytest.raises(NotAdmitted, match="You signed out"):
        signed_in_reader(ended, SETTINGS, NOW)
    later = ended | {"iat": ended["iat"] + 1}
    somebody = ended | {"sub": "eve", "email": "other@example.org"}
    for other in (later, somebody):
        assert signed_in_reader(other, SETTINGS, NOW).roles == ("radiologist",)


def headers(**changes: str) -> dict[str, str]:
    given = {
        "X-Forwarded-Email": "eve@example.org",
        "X-Forwarded-Groups": "surgeons, radiology-chairs",
        "X-Proxy-Secret": SECRET,
    }
    return given | {name.replace("_", "-"): value for name, value in changes.items()}


def test_the_proxy_says_who_it_is() -> None:
    reader = proxied_reader(headers(), SETTINGS)
    assert (reader.email, reader.roles, reader.local) == ("eve@example.org", ("chair",), False)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"X_Proxy_Secret": ""}, "past the proxy"),
        ({"X_Proxy_Secret": "t" * 32}, "past the proxy"),
        ({"X_Forwarded_Email": ""}, "did not say who"),
        ({"X_Forwarded_Groups": "surgeons"}, "has no role here"),
    ],
)
def test_headers_that_are_not_believed(changes: dict[str, str], said: str) -> None:
    with pytest.raises(NotAdmitted, match=said):
        proxied_reader(headers(**changes), SETTINGS)


def test_without_sign_in_one_user_sees_every_page_or_looks_through_one_role() -> None:
    assert local_reader(AccessSettings()).roles == ROLES
    assert local_reader(AccessSettings(), "executive").roles == ("executive",)
    assert local_reader(AccessSettings()).local
