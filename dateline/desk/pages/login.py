"""Login and password in, a session out; and out again. Nothing here tells whether a login is there."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from dateline.store.attempts import LockedError
from dateline.store.audits import Who
from dateline.store.people import let_in
from dateline.store.sessions import end_session

from ..desk import Desk, desk_of
from ..doors import address_of, door_secret, log_in, log_out, open_door
from ..formkeys import masked
from ..rendering import render

router = APIRouter()
_WRONG = "Login and password are not those of somebody who may come in."
_LONGEST_PATH = 2000


@router.get("/login")
def login(request: Request, desk: Annotated[Desk, Depends(desk_of)], next: str = "/") -> Response:
    """Return the form to log in; who is logged in already is sent on."""
    if request.state.visitor is not None:
        return RedirectResponse(own_path(next), status_code=303)
    return _form(request, desk, next)


@router.post("/login")
def enter(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    login: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=5000)] = "",
    next: Annotated[str, Form(max_length=_LONGEST_PATH)] = "/",
) -> Response:
    """Log in and go on to where the visitor wanted to; otherwise the form again, with why."""
    if desk.settings.single_user:
        return RedirectResponse("/", status_code=303)
    try:
        person = let_in(desk.record, login, password, address_of(desk.settings, request))
    except LockedError as error:
        answer = _form(request, desk, next, str(error), login, 429)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    if person is None:
        return _form(request, desk, next, _WRONG, login, 403)
    answer = RedirectResponse(own_path(next), status_code=303)
    log_in(desk.record, desk.settings, request, answer, person.id)
    return answer


@router.post("/logout")
def leave(request: Request, desk: Annotated[Desk, Depends(desk_of)]) -> Response:
    """End the session of this browser."""
    visitor = request.state.visitor
    if visitor is not None and visitor.session is not None:
        end_session(desk.record, Who(visitor.name, visitor.person), visitor.session)
        request.state.is_noted = True
    answer = RedirectResponse("/login" if not desk.settings.single_user else "/", status_code=303)
    log_out(desk.settings, answer)
    answer.headers["Clear-Site-Data"] = '"cache"'  # of what this person saw
    return answer


def own_path(path: str) -> str:
    """Return where to go after the login: an address of this desk, else the first page."""
    # A browser takes a backslash for a slash and drops tabs and line ends: "/\\evil.example" leads away.
    if not path.startswith("/") or path[1:2] in ("/", "\\") or len(path) > _LONGEST_PATH:
        return "/"
    if any(c <= " " or c in "\\\x7f" for c in path) or not path.isprintable():
        return "/"
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or parts.path in ("/login", "/logout"):
        return "/"
    return path


def to_login(request: Request) -> Response:
    """Return what leads a browser to the form to log in, and a program to its mistake."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    address = "/login"
    if request.method == "GET" and wanted != "/" and own_path(wanted) == wanted:
        address += f"?next={quote(wanted, safe='/')}"
    if request.headers.get("hx-request") == "true":  # a part cannot show a form to log in: the whole page goes there
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    if "authorization" in request.headers:
        answer = render(request, "error.html", 401, title="Log in first", words="The token lets nobody in any more.")
        answer.headers["WWW-Authenticate"] = 'Bearer, Basic realm="dateline"'
        return answer
    return RedirectResponse(address, status_code=303)


def _form(
    request: Request, desk: Desk, next: str, wrong: str | None = None, login: str = "", status: int = 200
) -> Response:
    secret = door_secret(desk.settings, request)
    answer = render(
        request, "login.html", status, next=own_path(next), wrong=wrong, login=login, form_key=masked(secret)
    )
    open_door(desk.settings, answer, secret)
    return answer
