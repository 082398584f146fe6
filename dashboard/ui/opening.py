"""Whether the server may open where it was told to, and how people will sign in."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

from streamlit import config, net_util
from websockets import http11

from dashboard.access.listening import why_not_open
from dashboard.access.settings import AccessSettings, read_access, secrets_for_streamlit
from dashboard.home import HomeProblem, locate

WRONG_INPUT = 2
LONGEST_COOKIES = 64 * 1024
_opened_with: list[AccessSettings] = []


def settings_to_open_with() -> dict[str, Any]:
    """Return the secrets of sign-in for Streamlit.

    Ends the program, with one sentence, when other machines could reach the pages and nobody
    would be asked who they are, or when the settings cannot be read.
    """
    # Streamlit would ask a service of others for it when a page elsewhere knocks.
    net_util.get_external_ip = _unknown
    # A session's cookies hold all that the provider said: the page of somebody in many groups would
    # never get its stream. An environment variable would say so too, but is read before this runs.
    http11.MAX_LINE_LENGTH = LONGEST_COOKIES
    address = str(config.get_option("server.address") or "")
    try:
        settings = read_access(locate())
    except HomeProblem as problem:
        _end(str(problem))
    if why_not := why_not_open(settings, address):
        _end(why_not)
    _opened_with[:] = [settings]
    return secrets_for_streamlit(settings)


def asked_for_sign_in() -> bool:
    """Return whether this server was started with sign-in: it then never does without."""
    return any(settings.sign_in != "none" for settings in _opened_with)


def _unknown() -> None:
    return None


def _end(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr, flush=True)
    sys.exit(WRONG_INPUT)
