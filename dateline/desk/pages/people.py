"""People: who may come in and as what; one's own password, tokens and browsers; the log of what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from dateline.errors import DatelineError
from dateline.store.audits import Who, entries
from dateline.store.people import (
    add_person,
    change_password,
    change_role,
    is_own_password,
    people_of,
    switch,
)
from dateline.store.sessions import end_session, sessions_of
from dateline.store.tokens import make_token, revoke_token, tokens_of

from ..desk import Desk, Needs, desk_of
from ..doors import address_of, log_in, log_out
from ..errors import DeniedError, NotThereError
from ..rendering import render
from ..visitor import MAY, PERMISSION_WORDS, SCOPES, May, Role, Visitor

router = APIRouter(prefix="/people")
_LINES = 100  # of the log on one page
_DAYS = (30, 90, 365)  # that a token may last; none: until it is revoked

Asked = Annotated[Desk, Depends(desk_of)]
Administrator = Annotated[Visitor, Depends(Needs(May.ADMINISTER))]


class OwnPerson(Needs):
    """The dependency of a route on a person who is logged in: no program, and nobody who is alone at the desk."""

    def __call__(self, request: Request) -> Visitor:
        """Return the visitor; raises DeniedError where it is no person."""
        visitor = super().__call__(request)
        if visitor.session is None:
            raise DeniedError(visitor, None)
        return visitor


Own = Annotated[Visitor, Depends(OwnPerson(May.READ))]


@router.get("")
def people(request: Request, desk: Asked, visitor: Annotated[Visitor, Depends(Needs(May.READ))]) -> Response:
    """Return one's own password, tokens and browsers, and for administrators everybody who may come in."""
    return _page(request, desk, visitor)


@router.post("")
def make_person(
    request: Request,
    desk: Asked,
    visitor: Administrator,
    login: Annotated[str, Form(max_length=200)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    role: Annotated[Role, Form()] = Role.READER,
    password: Annotated[str, Form(max_length=5000)] = "",
) -> Response:
    """Make a person."""
    return _done(request, desk, visitor, lambda: add_person(desk.record, _who(visitor), login, role, password, name))


@router.get("/audit")
def audit(
    request: Request,
    desk: Asked,
    visitor: Annotated[Visitor, Depends(Needs(May.AUDIT))],
    before: int | None = None,
) -> Response:
    """Return the log, the newest first, a page at a time."""
    found = entries(desk.record, before, _LINES + 1)
    older = found[_LINES - 1].id if len(found) > _LINES else None
    return render(request, "audit.html", entries=found[:_LINES], older=older, before=before)


@router.post("/own/password")
def own_password(
    request: Request,
    desk: Asked,
    visitor: Own,
    old: Annotated[str, Form(max_length=5000)] = "",
    password: Annotated[str, Form(max_length=5000)] = "",
) -> Response:
    """Change one's own password: every other browser is logged out, this one gets a new session."""
    number = visitor.person or 0
    try:
        if not is_own_password(desk.record, number, old, address_of(desk.settings, request)):
            return _page(request, desk, visitor, wrong="That is not your password of now.", status=422)
        change_password(desk.record, _who(visitor), number, password)
    except DatelineError as error:
        return _page(request, desk, visitor, wrong=str(error), status=422)
    request.state.is_noted = True
    answer = RedirectResponse("/people", status_code=303)
    log_in(desk.record, desk.settings, request, answer, number)
    return answer


@router.post("/own/tokens")
def own_token(
    request: Request,
    desk: Asked,
    visitor: Own,
    name: Annotated[str, Form(max_length=200)] = "",
    scope: Annotated[list[May] | None, Form()] = None,
    days: Annotated[int, Form(ge=0, le=max(_DAYS))] = _DAYS[1],
) -> Response:
    """Make a token and show it, this once."""
    wanted = [one.value for one in scope or () if one in _scopes(visitor)]
    try:
        secret = make_token(desk.record, _who(visitor), name, wanted, days or None)
    except DatelineError as error:
        return _page(request, desk, visitor, wrong=str(error), status=422)
    request.state.is_noted = True
    return _page(request, desk, visitor, secret=secret)


@router.post("/own/tokens/{token}/revoke")
def own_token_revoked(request: Request, desk: Asked, visitor: Own, token: int) -> Response:
    """Revoke one of one's own tokens."""
    if not revoke_token(desk.record, _who(visitor), token):
        raise NotThereError("You have no such token.")
    request.state.is_noted = True
    return RedirectResponse("/people", status_code=303)


@router.post("/own/sessions/{mark}/end")
def own_session_ended(request: Request, desk: Asked, visitor: Own, mark: str) -> Response:
    """Log out one of one's own browsers."""
    if not end_session(desk.record, _who(visitor), mark):
        raise NotThereError("You have no such session.")
    request.state.is_noted = True
    answer = RedirectResponse("/people", status_code=303)
    if mark == visitor.session:
        log_out(desk.settings, answer)
    return answer


@router.post("/{person}/role")
def person_role(
    request: Request, desk: Asked, visitor: Administrator, person: int, role: Annotated[Role, Form()]
) -> Response:
    """Give a person another role."""
    return _done(request, desk, visitor, lambda: change_role(desk.record, _who(visitor), person, role))


@router.post("/{person}/password")
def person_password(
    request: Request,
    desk: Asked,
    visitor: Administrator,
    person: int,
    password: Annotated[str, Form(max_length=5000)] = "",
) -> Response:
    """Give a person another password."""
    return _done(request, desk, visitor, lambda: change_password(desk.record, _who(visitor), person, password))


@router.post("/{person}/switch")
def person_switched(
    request: Request, desk: Asked, visitor: Administrator, person: int, on: Annotated[bool, Form()]
) -> Response:
    """Switch a person on or off."""
    return _done(request, desk, visitor, lambda: switch(desk.record, _who(visitor), person, on))


def _done(request: Request, desk: Desk, visitor: Visitor, change: Callable[[], object]) -> Response:
    try:
        change()
    except DatelineError as error:
        return _page(request, desk, visitor, wrong=str(error), status=422)
    request.state.is_noted = True
    return RedirectResponse("/people", status_code=303)


def _page(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    wrong: str | None = None,
    secret: str | None = None,
    status: int = 200,
) -> Response:
    is_own = visitor.person is not None and visitor.session is not None
    number = visitor.person or 0
    return render(
        request,
        "people.html",
        status,
        wrong=wrong,
        secret=secret,
        people=people_of(desk.record) if visitor.may(May.ADMINISTER) else (),
        tokens=tokens_of(desk.record, number) if is_own else (),
        sessions=sessions_of(desk.record, number) if is_own else (),
        is_own=is_own,
        scopes=[(one, PERMISSION_WORDS[one]) for one in _scopes(visitor)],
        roles=[(role, [PERMISSION_WORDS[one] for one in May if one in MAY[role]]) for role in Role],
        days=_DAYS,
    )


def _scopes(visitor: Visitor) -> list[May]:
    """Return what a visitor may let a program do."""
    return [one for one in May if one in SCOPES and visitor.may(one)]


def _who(visitor: Visitor) -> Who:
    return Who(visitor.name, visitor.person)
