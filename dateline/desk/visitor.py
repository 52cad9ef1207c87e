"""Who asks, and what that person may do: five roles, each a set of permissions, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is at the desk."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    STEWARD = "steward"  # of sources
    ADMINISTRATOR = "administrator"


class May(StrEnum):
    """What a person may do; a token's scopes are some of these."""

    READ = "read"
    ADD = "add"  # reports, watches, saved views for all
    JUDGE = "judge"
    UNDO = "undo"  # what others decided
    RELEASE = "release"  # exports and releases
    PROTECT = "protect"  # see protected sources, protect and lift
    ADMINISTER = "administer"  # people and settings; not the protected sources


_READS = frozenset({May.READ})
_ANALYSES = _READS | {May.ADD, May.JUDGE, May.RELEASE}
MAY: dict[Role, frozenset[May]] = {
    Role.READER: _READS,
    Role.ANALYST: _ANALYSES,
    Role.EDITOR: _ANALYSES | {May.UNDO},
    Role.STEWARD: _ANALYSES | {May.UNDO, May.PROTECT},
    Role.ADMINISTRATOR: _READS | {May.ADMINISTER},
}
EVERYTHING = frozenset(May)  # one person alone at the desk


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the person's number (None for one alone at the desk), name and permissions.

    ``form_key`` stands in each form that this visitor is given; it is None where a token lets a program in.
    """

    name: str
    permissions: frozenset[May]
    person: int | None = None
    role: Role | None = None
    form_key: str | None = None

    def may(self, permission: May) -> bool:
        """Tell whether this visitor may do something."""
        return permission in self.permissions
