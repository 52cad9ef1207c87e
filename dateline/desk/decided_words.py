"""Decisions as the record has them in, what a person reads of them out."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dateline.show.words import STATUS_WORDS, TYPE_WORDS, counted, listed, printable, subtype_words
from dateline.store.decided import DecisionKind
from dateline.store.history import Decision

from .visitor import May, Visitor

_ACCOUNTS = 6  # named in a line
_FIELDS = {
    "start": "first day",
    "end": "last day",
    "actors": "who did it",
    "recipients": "to whom",
    "via": "through whom",
}


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """One decision in a line: what, who, when and why; whether it was taken back, and whether the visitor may do so."""

    number: int
    what: str
    who: str
    why: str
    at: str
    undone_by: int | None
    may_undo: bool


def decided_line(one: Decision, visitor: Visitor) -> DecidedLine:
    """Return a decision as a line for a visitor."""
    is_own = one.who == visitor.name and visitor.may(May.JUDGE)
    return DecidedLine(
        number=one.id,
        what=decision_words(one),
        who=printable(one.who),
        why=printable(one.why),
        at=one.made_at[:16].replace("T", " "),
        undone_by=one.undone_by,
        may_undo=one.undone_by is None and (is_own or visitor.may(May.UNDO)),
    )


def decision_words(one: Decision) -> str:
    """Return what was decided in a few words: "put the place right: Zamzam"."""
    accounts = [of.account or f"words of r{of.report}" for of in one.subjects if of.side == 0]
    others = [of.account or f"words of r{of.report}" for of in one.subjects if of.side == 1]
    actors = [printable(of.name) for of in one.subjects if of.actor is not None]
    told = _accounts(accounts)
    match one.kind:
        case DecisionKind.ACCEPT:
            return f"accepted {told}"
        case DecisionKind.REJECT:
            return f"left out {told}"
        case DecisionKind.CORRECT:
            return f"put right {field_words(one.field or '')}: {value_words(one.field or '', one.value)}"
        case DecisionKind.SAME:
            return f"joined {told}"
        case DecisionKind.NOT_SAME:
            return f"kept {told} apart from {_accounts(others)}"
        case DecisionKind.VERDICT:
            return f"graded it {printable(one.value or '')} by {one.field}"
        case DecisionKind.SAME_ACTOR:
            return f"said that {listed(actors)} are one"
        case DecisionKind.NOT_SAME_ACTOR:
            return f"said that {listed(actors)} are not one"
        case DecisionKind.UNDO:
            return f"took decision {one.undoes} back"


def field_words(field: str) -> str:
    """Return what a field is called: "the place", "who did it"."""
    words = _FIELDS.get(field, field)
    return words if field in {"actors", "recipients", "via"} else f"the {words}"


def value_words(field: str, value: str | None) -> str:
    """Return the value that a field was put right to, which is kept as JSON."""
    kept = json.loads(value) if value else None
    if not kept:
        return "none"
    if isinstance(kept, dict):
        at = f" ({kept['lat']}, {kept['lon']})" if "lat" in kept else ""
        return f"{printable(str(kept['name']))}{at}"
    if isinstance(kept, list):
        return listed(printable(str(one["name"])) for one in kept)
    return choice_words(field, str(kept))


def choice_words(field: str, value: str) -> str:
    """Return a value of a closed list in plain words: "air or drone strike"."""
    if value == "none":
        return "none"
    words = {"type": {key.value: word for key, word in TYPE_WORDS.items()},
             "status": {key.value: word for key, word in STATUS_WORDS.items()}}.get(field, {})  # fmt: skip
    return words.get(value) or (subtype_words(value) if field == "subtype" else printable(value).replace("_", " "))


def _accounts(names: list[str]) -> str:
    if not names:
        return "accounts that no reading has any more"
    return listed(names) if len(names) <= _ACCOUNTS else counted(len(names), "account")
