"""What each request and each answer goes through: who asks, whether the request is the visitor's own, what may run.

Nothing that changes the record gets past a forged request, and nothing that was changed is missing in the log.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus, urlsplit

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.store.audits import Who, note

from .doors import enter
from .formkeys import is_key_of
from .rendering import render
from .visitor import Visitor

if TYPE_CHECKING:
    from .desk import Desk

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    # style-src-attr: bars and ticks stand where a style attribute says, always in numbers that we wrote
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_STAYS_HTTPS = "max-age=31536000"
_HEAD = 65536  # bytes of a form in which its key is looked for: it is the first field
_ID = re.compile(r"[a-z]{0,2}\d{1,12}(?:[a-z]\d{1,9})?")  # what of an address may stand in the log
_OLD_FORM = "This form is older than your session. Go back, load the page again and send it once more."
_log = logging.getLogger("dateline.desk")


class Guard:
    """Refuses what does not come from our own pages, says who asks, sets what browsers hold to, keeps the log."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app, self.desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["visitor"] = None
        is_static = scope["path"].startswith("/static/")
        answered: list[int] = []

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered.append(message["status"])
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self.desk.settings.is_secure:
                    headers.setdefault("Strict-Transport-Security", _STAYS_HTTPS)
                if not is_static:
                    headers.setdefault("Cache-Control", "no-store")
                    headers.add_vary_header("Cookie")
            await send(message)

        request = Request(scope, receive)
        try:
            refused, replay = await self._refuse(request, receive)
            if refused is not None:
                await refused(scope, receive, send_guarded)
                return
            await self.app(scope, replay, send_guarded)
        except Exception as error:  # its words may be those of a source: only its kind and its place are told
            at = traceback.extract_tb(error.__traceback__)[-1]
            _log.error("%s at %s:%d", type(error).__name__, at.filename, at.lineno)
            if not answered:
                await self._broken(request)(scope, receive, send_guarded)
            return
        await self._write_down(request, answered[0] if answered else 500)

    async def _refuse(self, request: Request, receive: Receive) -> tuple[Response | None, Receive]:
        """Return what a request is refused with, None where it is good, and what its body is read by from here on."""
        settings, headers = self.desk.settings, request.headers
        if _host(headers.get("host") or "") not in settings.hosts:
            # another name that was made to lead here, to read us through a browser
            return PlainTextResponse("This desk does not go by that name.", status_code=421), receive
        if request.url.path.startswith("/static/"):
            return None, receive
        if b"%00" in request.scope.get("query_string", b"") or "\x00" in request.url.path:  # no database takes it
            return PlainTextResponse("The address holds a character that no text has.", status_code=400), receive
        if request.method not in _SAFE and _is_foreign(headers):
            return PlainTextResponse("This request comes from another site.", status_code=403), receive
        entered = await run_in_threadpool(enter, self.desk.record, settings, self.desk.form_secret, request)
        request.state.visitor = visitor = entered.visitor
        if request.method in _SAFE or (visitor is not None and visitor.is_program) or _is_call(request):
            return None, receive
        if visitor is None and request.url.path != "/login":
            return None, receive  # the page that is asked for says that it needs a login
        if headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
            return None, receive  # no form can send it, and a script of another site would have to ask us first
        given = headers.get("x-form-key")
        replay = receive
        if given is None:
            given, replay = await _form_key(headers, receive)
        if entered.form_secret is None or given is None or not _is_key(entered.form_secret, given):
            return render(request, "error.html", 403, title="Send it once more", words=_OLD_FORM), replay
        return None, replay

    def _broken(self, request: Request) -> Response:
        words = "That is a fault of the desk, and written to its log. What was there is kept."
        return render(request, "error.html", 500, title="That did not go", words=words)

    async def _write_down(self, request: Request, status: int) -> None:
        """Write into the log what a request changed, and which protected sources it showed."""
        visitor: Visitor | None = request.state.visitor
        if visitor is None or status >= 400:
            return
        lines = []
        where = _where(request)
        if visitor.looks:
            seen = " ".join(sorted(visitor.looks, key=lambda one: (len(one), one)))
            lines.append(("saw a protected source", f"{seen} in {where}"))
        if request.method not in _SAFE and not getattr(request.state, "is_noted", False):
            lines.append(("sent a form", where))
        if lines:
            await run_in_threadpool(self._note, visitor, lines)

    def _note(self, visitor: Visitor, lines: list[tuple[str, str]]) -> None:
        with self.desk.record.writing() as connection:
            for what, subject in lines:
                note(connection, Who(visitor.name, visitor.person), what, subject)


def _is_call(request: Request) -> bool:
    """Tell whether a request is JSON to the interface, which another site's page cannot send without asking first."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return request.url.path.startswith("/api/") and kind == "application/json"


def _host(value: str) -> str:
    return value.rsplit(":", 1)[0].strip("[]").lower() if not value.endswith("]") else value.strip("[]").lower()


def _is_foreign(headers: Headers) -> bool:
    """Tell whether a request that changes something comes from a page that is not ours."""
    site = headers.get("sec-fetch-site")
    if site is not None:  # surer than the origin, which browsers give as "null" where no referrer is to be sent
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != (headers.get("host") or "").lower()


def _is_key(secret: str, given: str) -> bool:
    try:
        return is_key_of(secret, given)
    except ValueError:  # a cookie that we did not write
        return False


async def _form_key(headers: Headers, receive: Receive) -> tuple[str | None, Receive]:
    """Return the key that stands in a form, and what gives the form's body once more to whoever reads it."""
    messages: list[Message] = []
    head = b""
    while len(head) < _HEAD:
        message = await receive()
        messages.append(message)
        head += message.get("body", b"")
        if message["type"] != "http.request" or not message.get("more_body", False):
            break

    async def replay() -> Message:
        return messages.pop(0) if messages else await receive()

    kind = headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        pairs = (pair.partition(b"=") for pair in head.split(b"&"))
        found = next((value for name, _, value in pairs if name == b"form_key"), None)
        return (unquote_plus(found.decode("ascii", "replace")) if found is not None else None), replay
    if kind.startswith("multipart/form-data"):
        part = re.search(rb'name="form_key"\r\n\r\n([0-9a-f]{1,128})\r\n', head)
        return (part[1].decode("ascii") if part is not None else None), replay
    return None, replay


def _where(request: Request) -> str:
    """Return what was asked for as the log may keep it: the name of the page and ids."""
    endpoint = request.scope.get("endpoint")
    ids = [str(value) for value in request.path_params.values() if _ID.fullmatch(str(value))]
    return " ".join([getattr(endpoint, "__name__", "nothing").replace("_", " "), *ids])
