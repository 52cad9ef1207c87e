"""A page with its filter in, kept under a name; the names out, one's own and those for all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select

from dateline.errors import UsageError

from .moments import moment
from .record import Record
from .schema_desk import view

_MOST = 200  # views of one person, and those for all
_NAME = 80  # letters
_QUERY = 2000  # letters


@dataclass(frozen=True, slots=True)
class SavedView:
    """A page with its query, as an address has it, under a name; ``person`` is None where it is for all."""

    id: int
    person: int | None
    name: str
    page: str
    query: str

    @property
    def address(self) -> str:
        """Where it leads."""
        return f"{self.page}?{self.query}" if self.query else self.page


def saved_views(record: Record, person: int | None) -> tuple[SavedView, ...]:
    """Return the views of a person and those for all, by name; for None those for all."""
    asked = select(view.c.id, view.c.person_id, view.c.name, view.c.page, view.c.query)
    asked = asked.where(or_(_of(person), _of(None))).order_by(view.c.name, view.c.id)
    with record.engine.connect() as connection:
        return tuple(SavedView(*row) for row in connection.execute(asked.limit(2 * _MOST)))


def save_view(record: Record, person: int | None, name: str, page: str, query: str) -> int:
    """Keep a page with its query under a name, in place of what the name stood for, and return its number.

    ``person`` is None for all. Raises UsageError where there is no name, or there are too many views.
    """
    called = " ".join(name.split())
    if not called or len(called) > _NAME:
        raise UsageError(f"Give the view a name, of {_NAME} letters at most.")
    if len(query) > _QUERY:
        raise UsageError("This asks for too much to be kept under a name; ask for less.")
    is_it = (_of(person), view.c.name == called)
    with record.writing() as connection:
        number = len(connection.scalars(select(view.c.id).where(_of(person)).limit(_MOST)).all())
        found = connection.scalar(select(view.c.id).where(*is_it))
        if found is not None:
            connection.execute(view.update().where(*is_it).values(page=page, query=query, made_at=moment()))
            return int(found)
        if number >= _MOST:
            raise UsageError(f"There are {_MOST} views already; take one away first.")
        row = {"person_id": person, "name": called, "page": page, "query": query, "made_at": moment()}
        return int(connection.execute(view.insert().values(row).returning(view.c.id)).scalar_one())


def take_view_away(record: Record, number: int, person: int | None, may_all: bool) -> bool:
    """Take a view of a person away, or with ``may_all`` one for all, and tell whether there was one."""
    whose = or_(_of(person), _of(None)) if may_all else _of(person) if person is not None else view.c.id < 0
    with record.writing() as connection:
        return connection.execute(delete(view).where(view.c.id == number, whose)).rowcount > 0


def _of(person: int | None) -> ColumnElement[bool]:
    return view.c.person_id.is_(None) if person is None else view.c.person_id == person
