"""What each request and each answer goes through: who asks, whether the request is the visitor's own, what may run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response

from .visitor import EVERYTHING, Visitor

Next = Callable[[Request], Awaitable[Response]]
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    # style-src-attr: bars and ticks stand where a style attribute says, always in numbers that we wrote
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


async def guard(request: Request, call_next: Next) -> Response:
    """Refuse what does not come from our own pages, say who asks, and set what browsers hold to."""
    settings = request.app.state.desk.settings
    host = (request.headers.get("host") or "").rsplit(":", 1)[0].strip("[]").lower()
    if host not in settings.hosts:  # another name that was made to lead here, to read us through a browser
        return PlainTextResponse("This desk does not go by that name.", status_code=421)
    if request.method not in _SAFE and request.headers.get("sec-fetch-site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        return PlainTextResponse("This request comes from another site.", status_code=403)
    if settings.single_user:
        request.state.visitor = Visitor(settings.user_name, EVERYTHING)
    else:
        request.state.visitor = None
    answer = await call_next(request)
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if not request.url.path.startswith("/static/"):
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer
