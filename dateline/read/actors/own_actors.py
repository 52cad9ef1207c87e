"""A user's own actors from a CSV file: they win over the actors of our tables.

Columns: ``name`` and ``kind``; where wanted ``country`` (a name or an ISO code), ``sector`` (PLOVER's letters) and
``aliases`` (parted by ";"). An actor of ours with the same name is replaced, its other names kept. A line that does not
hold is named with what to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import UsageError
from dateline.lexicon.actors import KnownActor, Spelling, agents, by_first_word, known_actors, spelling_of, split_actor
from dateline.lexicon.own_table import OwnTable, country_code
from dateline.record.choices import ActorKind

_TABLE = OwnTable("actors", ("name", "kind"), ("country", "sector", "aliases"), "name,kind,country,sector,aliases")


@dataclass(frozen=True, slots=True, eq=False)
class OwnActors:
    """All spellings by their first word, the user's own over ours; empty where the user gave none."""

    spellings: dict[str, tuple[Spelling, ...]] = field(default_factory=dict)


def read_own_actors(path: Path) -> OwnActors:
    """Return the actors of a CSV file over ours; its first line names the columns."""
    own: dict[tuple[str, ...], Spelling] = {}
    line_of: dict[tuple[str, ...], int] = {}
    taken: dict[str, KnownActor] = {}  # our actor's name -> the user's
    ours = {s.words: s for spellings in known_actors().values() for s in spellings}
    for where, number, row in _TABLE.rows(path):
        actor = _actor(where, row)
        for name in (actor.name, *filter(None, (a.strip() for a in row.get("aliases", "").split(";")))):
            words = split_actor(name)
            if not words:
                raise UsageError(f"{where}: {name!r} is no name; write letters, names parted by ;")
            if words in own and own[words].actor != actor:
                raise UsageError(
                    f"{where}: {name!r} is also on line {line_of[words]}, for {own[words].actor.name}; keep it once"
                )
            own[words], line_of[words] = spelling_of(name, actor), number
        replaced = ours.get(split_actor(actor.name))
        if replaced is not None:
            taken[replaced.actor.name] = actor
    if not own:
        raise UsageError(f"{path}: holds no actor; write one a line under the columns {_TABLE.example}")
    kept = {
        words: s._replace(actor=taken[s.actor.name], is_shared=False) if s.actor.name in taken else s
        for words, s in ours.items()
    }
    return OwnActors(by_first_word((kept | own).values()))


def _actor(where: str, row: dict[str, str]) -> KnownActor:
    if not split_actor(row["name"]):
        raise UsageError(f"{where}: the actor has no name; fill in the column name")
    kind = row["kind"].lower().replace(" ", "_")
    kinds = [k.value for k in ActorKind]
    if kind not in kinds:
        raise UsageError(f"{where}: unknown kind {row['kind']!r}; write one of {', '.join(kinds)}")
    sector = row.get("sector", "").upper() or None
    if sector is not None and sector not in _sectors():
        raise UsageError(
            f"{where}: unknown sector {sector!r}; write one of {', '.join(sorted(_sectors()))}, or nothing"
        )
    told = row.get("country", "")
    return KnownActor(row["name"], kind, country_code(where, told) if told else None, sector)


def _sectors() -> frozenset[str]:
    ours = (s.actor.sector for spellings in known_actors().values() for s in spellings)
    return frozenset(filter(None, (*ours, *(a.sector for a in agents().values()))))
