"""What a browser is told to refuse: other origins, framing, guessing types, leaking addresses."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit draws with inline styles, and its charts compile expressions; both stay on this origin.
CONTENT = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'self'",
        "object-src 'none'",
    )
)
A_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")
RULES = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class BrowserRules:
    """Put the rules on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as `app` does, with the rules added."""

        async def with_rules(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = content_of(
                    Headers(scope=scope).get("host", "")
                )
                for name, value in RULES.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, with_rules)


def content_of(host: str) -> str:
    """Return what a page that was opened at `host` may load, and where it may send anything.

    The stream of a session is named by its host: to some browsers 'self' is no such stream, and a
    rule for every stream would let a page send what it shows to anybody.
    """
    if not A_HOST.fullmatch(host):
        return CONTENT
    return CONTENT.replace("connect-src 'self'", f"connect-src 'self' ws://{host} wss://{host}")
