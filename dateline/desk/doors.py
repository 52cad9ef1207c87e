"""A request's cookie or token in, who asks out: one indexed query, and a session for whoever logs in."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from dateline.store.record import Record
from dateline.store.sessions import LASTS, begin_session, session_of
from dateline.store.tokens import token_holder

from .formkeys import masked
from .settings import Settings
from .visitor import EVERYTHING, MAY, SCOPES, Role, Visitor

_DOOR_LASTS = 3600  # seconds that a login form may lie open


@dataclass(frozen=True, slots=True)
class Entered:
    """Who asks, None for nobody, and the secret of the forms that this browser was given."""

    visitor: Visitor | None
    form_secret: str | None


def enter(record: Record, settings: Settings, form_secret: str, request: Request) -> Entered:
    """Return who asks: one person alone at the desk, the holder of a token, or whoever is logged in."""
    if settings.single_user:
        return Entered(Visitor(settings.user_name, EVERYTHING, form_key=masked(form_secret)), form_secret)
    given = request.headers.get("authorization")
    if given is not None:
        return Entered(_program(record, given), None)
    secret = request.cookies.get(cookie_name(settings))
    found = session_of(record, secret) if secret else None
    if found is None:
        return Entered(None, request.cookies.get(_door_name(settings)))
    role = Role(found.person.role)
    visitor = Visitor(
        found.person.name, MAY[role], found.person.id, role, form_key=masked(found.form_key), session=found.mark
    )
    return Entered(visitor, found.form_key)


def cookie_name(settings: Settings) -> str:
    """Return the name of the cookie that holds a session; by https one that no other host can set."""
    return "__Host-dateline" if settings.is_secure else "dateline"


def log_in(record: Record, settings: Settings, request: Request, answer: Response, person: int) -> None:
    """Have a browser hold a new session of a person in place of the one it held, if any."""
    old = request.cookies.get(cookie_name(settings))
    secret = begin_session(record, person, instead_of=old)
    _set(answer, settings, cookie_name(settings), secret, int(LASTS.total_seconds()))
    answer.delete_cookie(_door_name(settings), path="/", secure=settings.is_secure, httponly=True, samesite="lax")


def log_out(settings: Settings, answer: Response) -> None:
    """Have a browser forget its session."""
    answer.delete_cookie(cookie_name(settings), path="/", secure=settings.is_secure, httponly=True, samesite="lax")


def open_door(settings: Settings, answer: Response, secret: str) -> None:
    """Have a browser that is not logged in hold the secret of its login form."""
    _set(answer, settings, _door_name(settings), secret, _DOOR_LASTS)


def door_secret(settings: Settings, request: Request) -> str:
    """Return the secret of a login form: the one that the browser holds, else a new one."""
    held = request.cookies.get(_door_name(settings), "")
    return held if len(held) == 32 and all(c in "0123456789abcdef" for c in held) else secrets.token_hex(16)


def address_of(settings: Settings, request: Request) -> str:
    """Return the address that a request comes from: behind a proxy, which https stands for, what the proxy says."""
    peer = request.client.host if request.client is not None else ""
    if settings.is_secure:
        forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return forwarded or peer
    return peer


def _door_name(settings: Settings) -> str:
    return "__Host-dateline-door" if settings.is_secure else "dateline-door"


def _set(answer: Response, settings: Settings, name: str, value: str, seconds: int) -> None:
    # Lax: a link from a feed reader or a message opens the page; a form or a script of another site is let do nothing.
    answer.set_cookie(name, value, max_age=seconds, path="/", secure=settings.is_secure, httponly=True, samesite="lax")


def _program(record: Record, authorization: str) -> Visitor | None:
    """Return whom a token lets in; feed readers, which know no tokens, give it as the password of any name."""
    scheme, _, rest = authorization.partition(" ")
    secret = rest.strip()
    if scheme.lower() == "basic":
        try:
            secret = base64.b64decode(secret, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return None
    elif scheme.lower() != "bearer":
        return None
    found = token_holder(record, secret)
    if found is None:
        return None
    person, scopes = found
    role = Role(person.role)
    allowed = frozenset(may for may in MAY[role] & SCOPES if may.value in scopes)
    return Visitor(person.name, allowed, person.id, role)
