"""What a visitor sends from a form in, one decision of the judge out; what was typed is kept for showing it again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from fastapi import Form

from dateline.store.judging import Judge
from dateline.store.refused import DecisionError


class Act(StrEnum):
    """What a visitor does with an occurrence."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    APART = "apart"
    VERDICT = "verdict"


# What a reason most often is: the first stands in the field until another is given.
REASONS: dict[Act, tuple[str, ...]] = {
    Act.ACCEPT: ("read the accounts", "read all reports behind it", "known from elsewhere"),
    Act.REJECT: ("the report tells no such thing", "misread by the program", "of no interest to the record"),
    Act.CORRECT: ("as the reports say", "known from elsewhere", "misread by the program"),
    Act.MERGE: ("one thing told twice", "the same day and place", "two spellings of one name"),
    Act.SPLIT: ("two things told in one", "another day", "another place"),
    Act.APART: ("two things much alike", "another day", "another place"),
    Act.VERDICT: ("after reading the reports", "after asking others"),
}
UNDO_REASONS = ("decided by mistake", "new reports say otherwise", "agreed with the team")
_NAMES = re.compile(r"[^\s,;]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a visitor typed into a form; empty where nothing was."""

    act: Act | None = None
    why: str = ""
    seen: int | None = None
    account: str = ""
    field: str = ""
    value: str = ""
    lat: str = ""
    lon: str = ""
    country: str = ""
    near: tuple[str, ...] = ()
    others: str = ""
    accounts: tuple[str, ...] = ()
    scheme: str = ""
    grade: str = ""


def typed_of(
    act: Act,
    why: Annotated[str, Form(max_length=2000)] = "",
    seen: Annotated[int | None, Form()] = None,
    account: Annotated[str, Form(max_length=40)] = "",
    field: Annotated[str, Form(max_length=40)] = "",
    value: Annotated[str, Form(max_length=4000)] = "",
    lat: Annotated[str, Form(max_length=40)] = "",
    lon: Annotated[str, Form(max_length=40)] = "",
    country: Annotated[str, Form(max_length=40)] = "",
    near: Annotated[list[str] | None, Form()] = None,
    others: Annotated[str, Form(max_length=2000)] = "",
    accounts: Annotated[list[str] | None, Form()] = None,
    scheme: Annotated[str, Form(max_length=40)] = "",
    grade: Annotated[str, Form(max_length=40)] = "",
) -> Typed:
    """Return what a form holds, whatever of its fields it has."""
    return Typed(
        act=act,
        why=why,
        seen=seen,
        account=account.strip(),
        field=field,
        value=value,
        lat=lat.strip(),
        lon=lon.strip(),
        country=country.strip(),
        near=tuple(near or ()),
        others=others,
        accounts=tuple(accounts or ()),
        scheme=scheme,
        grade=grade,
    )


def decide(judge: Judge, number: int, typed: Typed) -> int:
    """Take the decision that a form asks for on an occurrence and return its number; raises DecisionError."""
    name, why, seen = str(number), typed.why, typed.seen
    others = list(dict.fromkeys([*typed.near, *_NAMES.findall(typed.others)]))
    match typed.act:
        case Act.ACCEPT:
            return judge.accept(typed.account or name, why, seen)
        case Act.REJECT:
            return judge.reject(typed.account or name, why, seen)
        case Act.CORRECT:
            return judge.correct(name, typed.field, _value(typed), why, seen)
        case Act.MERGE:
            if not others:
                raise DecisionError("To merge, tick an occurrence or write its number.")
            return judge.merge([name, *others], why, seen)
        case Act.SPLIT:
            if not typed.accounts:
                raise DecisionError("To split, tick the accounts that are of another thing.")
            return judge.split(name, typed.accounts, why, seen)
        case Act.APART:
            if len(others) != 1:
                raise DecisionError("To keep apart, name one other occurrence.")
            return judge.keep_apart(name, others[0], why, seen)
        case Act.VERDICT:
            return judge.verdict(name, typed.scheme, typed.grade, why, seen)
    raise DecisionError("There is nothing to decide.")


def with_seen(typed: Typed, seen: int) -> Typed:
    """Return what was typed, to be sent again by somebody who has now seen this decision."""
    return replace(typed, seen=seen)


def _value(typed: Typed) -> str:
    """Return the value as ``checked_value`` takes it; a place with coordinates as JSON."""
    if typed.field != "place" or not (typed.lat or typed.lon or typed.country):
        return typed.value
    place: dict[str, object] = {"name": typed.value.strip()}
    if typed.lat or typed.lon:
        try:
            place |= {"lat": float(typed.lat), "lon": float(typed.lon)}
        except ValueError:
            raise DecisionError("Coordinates are written in degrees, as 13.63 and 25.35, both or neither.") from None
    if typed.country:
        place["country"] = typed.country.upper()
    return json.dumps(place, ensure_ascii=False)
