"""A cookie's secret in, who is logged in out, by one indexed query; the record keeps no secret, only its hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, update

from .audits import Who, note
from .moments import moment
from .people import COLUMNS, Person
from .record import Record
from .schema_desk import person, session

# By hand: one working day, as NIST SP 800-63B has it (12 hours); two hours cover a meeting and a meal.
LASTS = timedelta(hours=12)
IDLE = timedelta(hours=2)
_SEEN_EACH = timedelta(minutes=1)  # how exactly it is kept when a session was last seen
_MOST = 20  # sessions of one person: the oldest gives way


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody logged in with one browser; ``mark`` names it among the person's own and lets nobody in."""

    person: Person
    form_key: str
    key: str
    made_at: str
    seen_at: str
    ends_at: str

    @property
    def mark(self) -> str:
        """What names it in a form."""
        return self.key[:16]


def begin_session(record: Record, number: int, instead_of: str | None = None) -> str:
    """Return the secret of a new session of a person, for a cookie; ``instead_of`` is a secret that ends with it."""
    secret = secrets.token_urlsafe(32)
    row = {
        "key": _key(secret),
        "person_id": number,
        "form_key": secrets.token_hex(16),
        "made_at": moment(),
        "seen_at": moment(),
        "ends_at": moment(LASTS),
    }
    with record.writing() as connection:
        over = (session.c.ends_at < moment()) | (session.c.seen_at < moment(-IDLE))
        connection.execute(
            delete(session).where(over if instead_of is None else over | (session.c.key == _key(instead_of)))
        )
        connection.execute(session.insert().values(row))
        others = select(session.c.key).where(session.c.person_id == number, session.c.key != row["key"])
        old = connection.scalars(others.order_by(session.c.seen_at.desc()).offset(_MOST - 1)).all()
        if old:
            connection.execute(delete(session).where(session.c.key.in_(old)))
    return secret


def session_of(record: Record, secret: str) -> Session | None:
    """Return the session of a secret, None where there is none, or it is over, or its person is switched off."""
    still = (session.c.ends_at > moment(), session.c.seen_at > moment(-IDLE), person.c.is_active)
    asked = select(*COLUMNS, session.c.form_key, session.c.key, session.c.made_at, session.c.seen_at, session.c.ends_at)
    asked = asked.join(person, person.c.id == session.c.person_id).where(session.c.key == _key(secret), *still)
    with record.engine.connect() as connection:
        row = connection.execute(asked).first()
    if row is None:
        return None
    found = Session(Person(*row[: len(COLUMNS)]), *row[len(COLUMNS) :])
    if found.seen_at < moment(-_SEEN_EACH):
        with record.writing() as connection:
            connection.execute(update(session).where(session.c.key == found.key).values(seen_at=moment()))
    return found


def sessions_of(record: Record, number: int) -> tuple[Session, ...]:
    """Return the sessions of a person that are not over, the newest first."""
    still = (session.c.ends_at > moment(), session.c.seen_at > moment(-IDLE), session.c.person_id == number)
    asked = select(*COLUMNS, session.c.form_key, session.c.key, session.c.made_at, session.c.seen_at, session.c.ends_at)
    asked = asked.join(person, person.c.id == session.c.person_id).where(*still)
    with record.engine.connect() as connection:
        rows = connection.execute(asked.order_by(session.c.made_at.desc(), session.c.key))
        return tuple(Session(Person(*row[: len(COLUMNS)]), *row[len(COLUMNS) :]) for row in rows)


def end_session(record: Record, who: Who, mark: str) -> bool:
    """End one of a person's own sessions, and tell whether there was one."""
    own = (session.c.person_id == who.person, func.substr(session.c.key, 1, len(mark)) == mark)
    with record.writing() as connection:
        is_ended = len(mark) == 16 and bool(connection.execute(delete(session).where(*own)).rowcount)
        if is_ended:
            note(connection, who, "logged out", f"p{who.person}")
    return is_ended


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
