"""Files come and go beside the pages: they too are for those alone who are let in.

Streamlit asks nobody at these addresses. A file that was made for a reader lies at its own for a
while, and whoever opens a connection could leave files in the server's memory. Its measurements
of itself say how many look at what.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.url_util import make_url_path
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from dashboard.access.reader import NotAdmitted, proxied_reader, signed_in_reader
from dashboard.access.settings import read_access
from dashboard.home import HomeProblem, locate
from dashboard.ui.admission import why_nobody_is_local

FILES = ("media/", "_stcore/upload_file/", "_stcore/metrics")
COOKIE = "_streamlit_user"


class FilesForReaders:
    """Let those alone fetch or leave a file whom the pages would let in."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as `app` does, or with one sentence to whoever is not let in."""
        if scope["type"] == "http" and _is_a_file(scope["path"]):
            why_not = _why_not(Request(scope))
            if why_not:
                await PlainTextResponse(why_not, 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _is_a_file(path: str) -> bool:
    """Return whether a reader's file lies at `path`; Streamlit's own letters and styles do not."""
    base = str(config.get_option("server.baseUrlPath") or "")
    return path.startswith(tuple(make_url_path(base, place) for place in FILES))


def _why_not(request: Request) -> str:
    try:
        settings = read_access(locate())
        if settings.sign_in == "proxy":
            proxied_reader(request.headers, settings)
        elif settings.sign_in == "provider":
            signed_in_reader(_claims(request), settings)
        else:
            client = request.client.host if request.client else ""
            return why_nobody_is_local(request.headers.get("host", ""), client)
    except (NotAdmitted, HomeProblem) as refused:
        return str(refused)
    return ""


def _claims(request: Request) -> dict[str, Any]:
    """Return what the provider said, from the cookie that Streamlit signed; else nothing."""

    def signed(name: str) -> bytes | None:
        value = request.cookies.get(name)
        # Cookies are Latin-1 on the wire.
        secret = get_cookie_secret()
        return decode_signed_value(secret, name, value.encode("latin-1")) if value else None

    cookie = get_cookie_with_chunks(signed, COOKIE)
    claims: dict[str, Any] = json.loads(cookie) if cookie else {}
    return claims if claims.get("is_logged_in") else {}
