"""A real sign-in provider on loopback, and a home whose pages ask it who people are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.access.roles import ROLES
from dashboard.home import Home
from tests.browser.server import ADDRESS, free_port, wait_until_answers
from tests.browser.small_department import small_department

STRANGER = "stranger@example.org"
SETTINGS = """
sign_in = "provider"
hours = {hours}

[provider]
metadata_url = "{provider}/.well-known/openid-configuration"
client_id = "peer-learning"
client_secret = "a-secret-of-the-client"
redirect_uri = "{pages}/oauth2callback"
session_secret = "0123456789abcdef0123456789abcdef"
"""
RULE = """
[[roles]]
role = "{role}"
groups = ["the-{role}s"]
"""


def address_of(role: str) -> str:
    return f"{role}@example.org"


@contextmanager
def provider() -> Iterator[str]:
    """Yield the address of a provider that knows one person a role, and a stranger."""
    port = free_port()
    people = [
        {"sub": role, "email": address_of(role), "groups": [f"the-{role}s", "staff"]}
        for role in ROLES
    ]
    people.append({"sub": "stranger", "email": STRANGER, "groups": ["staff"]})
    known = [part for person in people for part in ("--user-claims", json.dumps(person))]
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *known],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://{ADDRESS}:{port}"
        wait_until_answers(f"{url}/.well-known/openid-configuration", server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)


def home_that_asks(folder: Path, provider: str, pages: str) -> Home:
    """Return a home in which pages ask for sign-in."""
    home = small_department(folder)
    let_sessions_last(home, 8, provider, pages)
    return home


def let_sessions_last(home: Home, hours: float, provider: str, pages: str) -> None:
    """Write access.toml anew; what it says of hours and roles holds from the next click on."""
    text = SETTINGS.format(hours=hours, provider=provider, pages=pages)
    text += "".join(RULE.format(role=role) for role in ROLES)
    (home.path / "access.toml").write_text(text)
