"""One record at the desk: what all requests share, and what one visitor sees of it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request

from dateline.store.audits import Who, note
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.readings import Readings
from dateline.store.record import Record
from dateline.store.versions import Versions

from .adding import Adding
from .judging import VeiledJudge
from .seeing import Seeing
from .settings import Settings
from .visitor import May, Visitor


class Desk:
    """A record with what all requests to it share: readings at hand, one fuser at a time."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self.record = record
        self.settings = settings
        self.form_secret = secrets.token_hex(16)  # of one person alone, who has no session
        self._fuser = Fuser(record)
        self._fusing = threading.Lock()
        self.adding = Adding(record, self.fuse, settings.is_fast)
        self._local = threading.local()
        self.versions = Versions(record.engine)

    def seen_by(self, visitor: Visitor) -> Seeing:
        """Return the record as a visitor may see it; every page, export, feed and interface reads through this."""
        if not hasattr(self._local, "readings"):
            self._local.readings = Readings()  # of each thread its own: it is no safe thing to share
        return Seeing(self.record, visitor, self._local.readings)

    @contextmanager
    def judge(self, visitor: Visitor) -> Iterator[Judge]:
        """Yield what takes a visitor's decisions; one is taken at a time."""
        with self._fusing:
            yield VeiledJudge(self.record, visitor, self._fuser)

    def note(self, request: Request, visitor: Visitor, what: str, subject: str = "") -> None:
        """Write into the log what a visitor did, in place of the line that each form sent leaves there."""
        with self.record.writing() as connection:
            note(connection, Who(visitor.name, visitor.person), what, subject)
        request.state.is_noted = True

    def fuse(self) -> int:
        """Fuse what waits, and return how many reports there were; somebody else's fusing is waited for."""
        with self._fusing:
            return self._fuser.fuse()


def desk_of(request: Request) -> Desk:
    """Return the desk that a request is to."""
    desk: Desk = request.app.state.desk
    return desk


class Needs:
    """The dependency of a route on a permission: gives the visitor who has it; others get 401 or 403."""

    def __init__(self, permission: May) -> None:
        self.permission = permission

    def __call__(self, request: Request) -> Visitor:
        """Return the visitor; raises DeniedError where there is none, or one who may not."""
        from .errors import DeniedError

        visitor: Visitor | None = request.state.visitor
        if visitor is None or not visitor.may(self.permission):
            raise DeniedError(visitor, self.permission)
        return visitor
