"""Names as a person writes them in, actors and places as the record has them out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from sqlalchemy import Column, Connection, Select, func, literal, or_, select, union

from .schema import actor
from .schema_fused import occurrence

_NUMBER = re.compile(r"a(\d{1,9})")
_MOST = 50  # actors under one name: kinds, countries, spellings; by hand


def find_actors(connection: Connection, names: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of the actors that have one of these names, in any letters, or are named by number ("a7")."""
    wanted = sorted({name.strip() for name in names if name.strip()})
    if not wanted:
        return ()
    # The database's lower() may know ASCII alone: names in their own letters are asked for as well.
    is_so = or_(func.lower(actor.c.name).in_(sorted({n.lower() for n in wanted})), actor.c.name.in_(wanted))
    numbered = [int(found[1]) for name in wanted if (found := _NUMBER.fullmatch(name))]
    is_so = or_(is_so, actor.c.id.in_(numbered)) if numbered else is_so
    return tuple(connection.scalars(select(actor.c.id).where(is_so).order_by(actor.c.id).limit(_MOST)))


def find_places(connection: Connection, names: Iterable[str]) -> tuple[str, ...]:
    """Return these places as the record spells them, by the letters alone where none is spelled so."""
    written = sorted({way for name in names if name.strip() for way in _ways(name.strip())})
    if not written:
        return ()
    ways = [
        select(literal(way)).where(select(column).where(column == way).exists())
        for column in (occurrence.c.place, occurrence.c.admin1)
        for way in written
    ]
    found = set(connection.scalars(union(*ways)))
    if not found:
        wanted = {_plain(name) for name in written}
        found = {name for name in distinct(connection, occurrence.c.place) if _plain(name) in wanted}
    return tuple(sorted(found))


def near_actors(connection: Connection, name: str, most: int = 4) -> list[str]:
    """Return names of actors that hold the words of this one, or are spelled nearly so."""
    words = [word for word in name.split() if len(word) > 2] or [name]
    like = [actor.c.name.icontains(word, autoescape=True) for word in words]
    held = list(connection.scalars(select(actor.c.name).distinct().where(*like).order_by(actor.c.name).limit(most)))
    if held:
        return held
    first = select(actor.c.name).distinct().where(actor.c.name.istartswith(name[:2], autoescape=True)).limit(2000)
    return _near(name, connection.scalars(first), most)


def near_places(connection: Connection, name: str, most: int = 4) -> list[str]:
    """Return names of places that are spelled nearly as this one."""
    return _near(name, distinct(connection, occurrence.c.place), most)


def _near(name: str, names: Iterable[str], most: int) -> list[str]:
    plain: dict[str, str] = {}
    for one in names:
        plain.setdefault(_plain(one), one)
    return [plain[match] for match in get_close_matches(_plain(name), list(plain), n=most, cutoff=0.7)]


def _ways(name: str) -> Sequence[str]:
    return (name, name.title(), name.capitalize(), name.lower(), name.upper())


def _plain(name: str) -> str:
    """Return a name in small letters without accents and signs."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in parts if not unicodedata.combining(c)).split())


def distinct(connection: Connection, column: Column[str]) -> list[str]:
    """Return the values of a column that opens an index, one seek for each and no walk over the rows."""
    names = select(func.min(column).label("name")).cte("names", recursive=True)
    following: Select[tuple[str]] = select(
        select(func.min(column)).where(column > names.c.name).scalar_subquery().label("name")
    ).where(names.c.name.is_not(None))
    names = names.union_all(following)
    return list(connection.scalars(select(names.c.name).where(names.c.name.is_not(None))))
