"""Without sign-in the pages are for the account that serves them, not for all of its machine.

The home is closed to other accounts; a port is open to every one.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.access.accounts import account_of, why_not_this_account
from dashboard.access.settings import read_access
from dashboard.home import HomeProblem, locate

HEALTH = "/_stcore/health"
"""Says that the server runs and nothing more: whoever watches over the machine may ask."""
FORWARDED = "X-Forwarded-For"
THROUGH_A_PROXY = (
    "This came through a proxy, and nobody is asked who they are: without sign-in these pages "
    "answer this machine alone. Set up sign-in to open them to others (docs/deploy.md)."
)


class OneAccount:
    """Let programs of other accounts in only where they are asked who they are."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as `app` does, or with one sentence to a program of another account."""
        why_not = _why_not(scope)
        if not why_not:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(why_not, 403)(scope, receive, send)


def _why_not(scope: Scope) -> str:
    if scope["type"] not in ("http", "websocket") or scope["path"].endswith(HEALTH):
        return ""
    client, server = scope.get("client"), scope.get("server")
    if client is None or server is None or server[1] is None or not _asks_nobody():
        return ""
    # The server believes this header: whoever sends it could pass for a connection of another.
    if FORWARDED in Headers(scope=scope):
        return THROUGH_A_PROXY
    return why_not_this_account(account_of((client[0], client[1]), server[1]))


def _asks_nobody() -> bool:
    """Return whether real people's pages are open to whoever reaches them."""
    home = locate()
    try:
        return not home.is_demo and read_access(home).sign_in == "none"
    except HomeProblem:  # then nobody is let in, and the page says why
        return False
