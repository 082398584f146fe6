"""access.toml: what it may say, and sentences about what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access.listening import why_not_alone, why_not_open
from dashboard.access.settings import AccessSettings, read_access, secrets_for_streamlit
from dashboard.home import Home, HomeProblem

PROVIDER = """
sign_in = "provider"

[provider]
metadata_url = "https://login.example.org/.well-known/openid-configuration"
client_id = "peer-learning"
client_secret = "not-for-anybodys-eyes"
redirect_uri = "https://quality.example.org/oauth2callback"
session_secret = "0123456789abcdef0123456789abcdef"

[[roles]]
role = "chair"
groups = ["radiology-chairs"]
"""


def read(tmp_path: Path, text: str) -> AccessSettings:
    (tmp_path / "access.toml").write_text(text)
    return read_access(Home(tmp_path))


def test_without_the_file_there_is_one_local_user(tmp_path: Path) -> None:
    settings = read_access(Home(tmp_path))
    assert settings.sign_in == "none"
    assert secrets_for_streamlit(settings) == {}


def test_a_provider_becomes_what_streamlit_reads(tmp_path: Path) -> None:
    auth = secrets_for_streamlit(read(tmp_path, PROVIDER))["auth"]
    assert auth["client_id"] == "peer-learning"
    assert auth["redirect_uri"] == "https://quality.example.org/oauth2callback"
    assert "expose_tokens" not in auth


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("sign_in", "sgn_in"), "sgn_in"),
        (('"provider"', '"password"'), "sign_in"),
        (("0123456789abcdef0123456789abcdef", "short"), "session_secret"),
        (("/oauth2callback", "/callback"), "redirect_uri"),
        (('role = "chair"', 'role = "boss"'), "roles.0.role"),
        (('groups = ["radiology-chairs"]', ""), "expected groups, emails, or both"),
        (('[[roles]]\nrole = "chair"\ngroups = ["radiology-chairs"]', ""), "[[roles]]"),
        (("[provider]", "[proxy]"), "proxy.metadata_url"),
        (("[[roles]]", "[[roles]"), "not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_and_no_secret(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    with pytest.raises(HomeProblem) as problem:
        read(tmp_path, PROVIDER.replace(*change))
    assert said in str(problem.value)
    assert "access.toml" in str(problem.value)
    assert "not-for-anybodys-eyes" not in str(problem.value)


@pytest.mark.parametrize(
    ("address", "without", "with_provider"),
    [
        ("127.0.0.1", True, True),
        ("localhost", True, True),
        ("::1", True, True),
        ("0.0.0.0", False, True),
        ("", False, True),
        ("192.0.2.7", False, True),
    ],
)
def test_where_pages_may_be_served(
    tmp_path: Path, address: str, without: bool, with_provider: bool
) -> None:
    assert (why_not_open(AccessSettings(), address) == "") is without
    assert (why_not_open(read(tmp_path, PROVIDER), address) == "") is with_provider


@pytest.mark.parametrize(
    ("host", "client", "alone"),
    [
        ("127.0.0.1:8501", "", True),
        ("localhost:8501", "", True),
        ("[::1]:8501", "::1", True),
        ("", "", True),
        ("quality.example.org", "", False),  # a proxy on this machine, or a name turned to it
        ("localhost.example.org:8501", "", False),
        ("localhost:8501", "192.0.2.7", False),  # served to every network card by another program
        ("[half", "", False),
    ],
)
def test_without_sign_in_this_machine_alone_is_answered(
    host: str, client: str, alone: bool
) -> None:
    assert (why_not_alone(host, client) == "") is alone
