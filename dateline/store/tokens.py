"""Tokens that let a program in as a person, for some of what the person may do: made, looked up, revoked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select, update

from dateline.errors import DatelineError

from .audits import Who, note
from .moments import moment
from .people import COLUMNS, Person
from .record import Record
from .schema_desk import person, token

PREFIX = "dateline_"  # by which a token that strayed into a file or a message is found
_SEEN_EACH = timedelta(minutes=1)
_LONGEST_NAME = 80
_MOST = 50  # of one person, the revoked ones apart


class TokenError(DatelineError):
    """A token cannot be made so; give it a name, and at least one thing that it may do."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a person; ``scopes`` are what it may do, as far as the person may."""

    id: int
    name: str
    scopes: tuple[str, ...]
    made_at: str
    ends_at: str | None
    seen_at: str | None
    revoked_at: str | None

    @property
    def is_over(self) -> bool:
        """Whether it lets nobody in any more."""
        return self.revoked_at is not None or (self.ends_at is not None and self.ends_at <= moment())


_COLUMNS = tuple(token.c[name] for name in ("id", "name", "scopes", "made_at", "ends_at", "seen_at", "revoked_at"))


def make_token(record: Record, who: Who, name: str, scopes: Iterable[str], days: int | None = None) -> str:
    """Return the secret of a new token of a person, to be shown once; raises TokenError."""
    called, wanted = " ".join(name.split()), sorted(set(scopes))
    if not called or len(called) > _LONGEST_NAME or not called.isprintable():
        raise TokenError(f"A token has a name of 1 to {_LONGEST_NAME} letters, by which you know it again.")
    if not wanted:
        raise TokenError("A token that may do nothing lets nobody in: choose what it may do.")
    if len([one for one in tokens_of(record, who.person or 0) if not one.is_over]) >= _MOST:
        raise TokenError(f"You have {_MOST} tokens; revoke one first.")
    secret = PREFIX + secrets.token_urlsafe(32)
    row = {
        "person_id": who.person,
        "name": called,
        "key": _key(secret),
        "scopes": " ".join(wanted),
        "made_at": moment(),
        "ends_at": moment(timedelta(days=days)) if days is not None else None,
    }
    with record.writing() as connection:
        number = connection.scalars(token.insert().values(row).returning(token.c.id)).one()
        note(connection, who, "made a token", f"p{who.person} t{number} {' '.join(wanted)}")
    return secret


def token_holder(record: Record, secret: str) -> tuple[Person, frozenset[str]] | None:
    """Return whom a token lets in and for what; None where it is none, is over, or its person is switched off."""
    still = (token.c.revoked_at.is_(None), or_(token.c.ends_at.is_(None), token.c.ends_at > moment()))
    asked = select(*COLUMNS, token.c.id.label("token"), token.c.scopes, token.c.seen_at)
    asked = asked.join(person, person.c.id == token.c.person_id)
    with record.engine.connect() as connection:
        row = connection.execute(asked.where(token.c.key == _key(secret), person.c.is_active, *still)).first()
    if row is None:
        return None
    if row.seen_at is None or row.seen_at < moment(-_SEEN_EACH):
        with record.writing() as connection:
            connection.execute(update(token).where(token.c.id == row.token).values(seen_at=moment()))
    return Person(*row[: len(COLUMNS)]), frozenset(row.scopes.split())


def tokens_of(record: Record, number: int) -> tuple[Token, ...]:
    """Return the tokens of a person, the newest first, those that are over among them."""
    asked = select(*_COLUMNS).where(token.c.person_id == number).order_by(token.c.id.desc())
    with record.engine.connect() as connection:
        rows = connection.execute(asked)
        return tuple(Token(row.id, row.name, tuple(row.scopes.split()), *row[3:]) for row in rows)


def revoke_token(record: Record, who: Who, number: int) -> bool:
    """Revoke one of a person's own tokens, and tell whether there was one."""
    own = (token.c.id == number, token.c.person_id == who.person, token.c.revoked_at.is_(None))
    with record.writing() as connection:
        is_revoked = bool(connection.execute(update(token).where(*own).values(revoked_at=moment())).rowcount)
        if is_revoked:
            note(connection, who, "revoked a token", f"p{who.person} t{number}")
    return is_revoked


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
