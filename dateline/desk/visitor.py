"""Who asks, and what that person may do: five roles, each a set of permissions, in one table."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    AUDIT = "audit"  # see what was done, by whom
    ADMINISTER = "administer"  # people and settings; not the protected sources


_READS = frozenset({May.READ})
_ANALYSES = _READS | {May.ADD, May.JUDGE, May.RELEASE}
MAY: dict[Role, frozenset[May]] = {
    Role.READER: _READS,
    Role.ANALYST: _ANALYSES,
    Role.EDITOR: _ANALYSES | {May.UNDO},
    Role.STEWARD: _ANALYSES | {May.UNDO, May.PROTECT, May.AUDIT},
    Role.ADMINISTRATOR: _READS | {May.ADMINISTER, May.AUDIT},
}
EVERYTHING = frozenset(May)  # one person alone at the desk
PERMISSION_WORDS: dict[May, str] = {
    May.READ: "read the record",
    May.ADD: "add reports and watches",
    May.JUDGE: "decide on the record",
    May.UNDO: "undo what others decided",
    May.RELEASE: "export and release",
    May.PROTECT: "see protected sources, protect and lift",
    May.AUDIT: "see the log of what was done",
    May.ADMINISTER: "make people and change their roles",
}
# A program does not make people: a token that strayed must not be able to make itself at home.
SCOPES = frozenset(May) - {May.ADMINISTER}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the person's number (None for one alone at the desk), name and permissions.

    ``form_key`` stands in each form that this visitor is given; it is None where a token lets a program in. ``session``
    names the browser that is logged in. ``looks`` fills with the ids of the protected sources that the visitor sees.
    """

    name: str
    permissions: frozenset[May]
    person: int | None = None
    role: Role | None = None
    form_key: str | None = None
    session: str | None = None
    looks: set[str] = field(default_factory=set, compare=False, repr=False)

    @property
    def is_program(self) -> bool:
        """Whether a token lets it in."""
        return self.person is not None and self.session is None

    def may(self, permission: May) -> bool:
        """Tell whether this visitor may do something."""
        return permission in self.permissions
