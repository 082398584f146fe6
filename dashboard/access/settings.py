"""The settings of sign-in: access.toml in the home. Without that file there is no sign-in."""

from __future__ import annotations

import tomllib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dashboard.access.roles import Role
from dashboard.home import Home, HomeProblem

SECRET_LENGTH = 32


class Strict(BaseModel):
    """A part of the settings; a key that is not known is an error, not a silent nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Provider(Strict):
    """An OpenID Connect provider, such as Entra ID, Okta or Keycloak.

    `session_secret` signs the session's cookie: 32 random characters or more.
    """

    metadata_url: str = Field(pattern=r"^https?://")
    client_id: str = Field(min_length=1)
    client_secret: str = Field(min_length=1)
    redirect_uri: str = Field(pattern=r"^https?://.+/oauth2callback$")
    session_secret: str = Field(min_length=SECRET_LENGTH)
    scope: str = "openid profile email"
    groups_claim: str = "groups"


class TrustedProxy(Strict):
    """A reverse proxy that signs people in and says who they are in headers.

    `secret` must arrive in `secret_header` with each request, so that nobody who reaches the
    port past the proxy can claim to be somebody.
    """

    email_header: str = "X-Forwarded-Email"
    groups_header: str = "X-Forwarded-Groups"
    secret_header: str = "X-Proxy-Secret"
    secret: str = Field(min_length=SECRET_LENGTH)


class RoleRule(Strict):
    """A role and the groups and e-mail addresses that have it."""

    role: Role
    groups: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_somebody(self) -> RoleRule:
        if not self.groups and not self.emails:
            raise ValueError("expected groups, emails, or both")
        return self


class AccessSettings(Strict):
    """What access.toml says.

    `sign_in` is "provider" or "proxy"; `hours` until a session must sign in again; `me` is the
    e-mail of the one person who uses this machine without sign-in, for My participation.
    """

    sign_in: Literal["none", "provider", "proxy"] = "none"
    hours: float = Field(default=8.0, gt=0, le=24 * 7)
    me: str = ""
    provider: Provider | None = None
    proxy: TrustedProxy | None = None
    roles: tuple[RoleRule, ...] = ()

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> AccessSettings:
        if self.sign_in == "provider" and self.provider is None:
            raise ValueError('sign_in = "provider" expects a [provider] table')
        if self.sign_in == "proxy" and self.proxy is None:
            raise ValueError('sign_in = "proxy" expects a [proxy] table')
        if self.sign_in != "none" and not self.roles:
            raise ValueError("expected at least one [[roles]]: without it nobody would see a page")
        return self


def read_access(home: Home) -> AccessSettings:
    """Return the settings of `home`; those of a single local user when there is no access.toml.

    Raises HomeProblem, which names the file, the place in it and what was expected, but no
    secret.
    """
    path = home.path / "access.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return AccessSettings()
    except OSError as error:
        raise HomeProblem(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        return AccessSettings(**tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise HomeProblem(f"{path}: not valid TOML ({error}); mend it.") from error
    except ValidationError as error:
        raise HomeProblem(f"{path}: {_said(error)}; docs/deploy.md shows a whole one.") from error


def _said(error: ValidationError) -> str:
    """Return every problem by place and expectation; never the value, which may be a secret."""
    parts = []
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        place = ".".join(str(part) for part in problem["loc"]) or "the file"
        parts.append(f"{place}: {problem['msg'].removeprefix('Value error, ')}")
    return "; ".join(parts)


def secrets_for_streamlit(settings: AccessSettings) -> dict[str, dict[str, str | dict[str, str]]]:
    """Return what Streamlit's own sign-in reads: empty without a provider."""
    provider = settings.provider
    if settings.sign_in != "provider" or provider is None:
        return {}
    return {
        "auth": {
            "redirect_uri": provider.redirect_uri,
            "cookie_secret": provider.session_secret,
            "client_id": provider.client_id,
            "client_secret": provider.client_secret,
            "server_metadata_url": provider.metadata_url,
            "client_kwargs": {"scope": provider.scope},
        }
    }
