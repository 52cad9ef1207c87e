"""Who said what about whom: statements by voice, act, whom they are about, words and days; those without a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from dateline.errors import UsageError
from dateline.record.briefing import Saying
from dateline.record.choices import Act, SourceKind
from dateline.show.asked import actor_names, day_asked, last_day_asked
from dateline.show.record_words import voice_of
from dateline.show.telling import Voice
from dateline.show.words import ACT_WORDS, KIND_WORDS
from dateline.store.sayings import SayingFilter, Unnamed

from ..desk import Desk, Needs, desk_of
from ..keyset import mark_of, mark_words
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter()

_LISTED = 50
_GROUPED = 400  # newest statements that are put under their voices
_OF_ONE = 4  # of one voice, before it is opened by itself
_VOICES = 60
_LOCALITIES = 40  # rows of the table; by hand: a screen and a half
_OUTLETS = 8  # columns of it, the others together
NOT_TOLD = "-"  # in an address: a voice whose locality is not told
_C = TypeVar("_C", bound=StrEnum)

TheDesk = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Visitor, Depends(Needs(May.READ))]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A statement with its voice in words."""

    saying: Saying
    voice: Voice
    act: str


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """What one voice says, some of it; ``query`` asks for all of it, where the voice can be asked for by name."""

    voice: Voice
    lines: tuple[SaidLine, ...]
    total: int
    query: str


@router.get("/statements", response_class=HTMLResponse)
def statements(
    request: Request,
    desk: TheDesk,
    visitor: Reader,
    source: str = "",
    kind: str = "",
    act: str = "",
    about: str = "",
    locality: str = "",
    outlet: str = "",
    words: str = "",
    since: str = "",
    until: str = "",
    group: str = "",
    before: str = "",
) -> HTMLResponse:
    """Return the statements that are asked for, the newest first, or put under their voices."""
    seeing = desk.seen_by(visitor)
    asked = SayingFilter(
        source=actor_names(source.strip()) if source.strip() else (),
        kind=_choice(SourceKind, kind, "kind"),
        act=_choice(Act, act, "act"),
        about=actor_names(about.strip()) if about.strip() else (),
        locality=None if not locality.strip() else "" if locality.strip() == NOT_TOLD else locality.strip(),
        outlet=outlet.strip() or None,
        words=words.strip()[:200],
        since=day_asked(since, "From") if since.strip() else None,
        until=last_day_asked(until, "Until") if until.strip() else None,
    )
    given = {"source": source, "kind": kind, "act": act, "about": about, "locality": locality, "outlet": outlet}
    given |= {"words": words, "since": since, "until": until, "group": group}
    kept = {name: value.strip() for name, value in given.items() if value.strip()}
    is_grouped = group == "source"
    said = seeing.sayings(asked, _GROUPED if is_grouped else _LISTED, mark_of(before))
    lines = [_line(one) for one in said.shown]
    return render(
        request,
        "statements.html",
        lines=() if is_grouped else lines,
        groups=_grouped(lines, kept) if is_grouped else (),
        shown=len(lines),
        back_to=said.back_to,
        near=[(name, urlencode({**kept, ("source" if source.strip() else "about"): name})) for name in said.near],
        older=urlencode({**kept, "before": mark_words(said.older)}) if said.older else "",
        wanted={name: value.strip() for name, value in given.items()},
        is_narrowed=bool(kept.keys() - {"group"}),
        is_first=not before,
        is_grouped=is_grouped,
        outlets=seeing.outlets(),
        kinds=list(KIND_WORDS.items()),
        acts=list(ACT_WORDS.items()),
    )


@router.get("/statements/anonymous", response_class=HTMLResponse)
def anonymous(request: Request, desk: TheDesk, visitor: Reader, since: str = "", until: str = "") -> HTMLResponse:
    """Return how many anonymous statements each outlet has, by where their voices are said to be."""
    seeing = desk.seen_by(visitor)
    days = {"since": since.strip(), "until": until.strip()}
    counted = seeing.anonymous(
        day_asked(since, "From") if days["since"] else None, last_day_asked(until, "Until") if days["until"] else None
    )
    outlets = counted.outlets[:_OUTLETS]
    return render(
        request,
        "anonymous.html",
        outlets=outlets,
        rows=[_row(counted, at, outlets, days) for at in range(min(len(counted.lines), _LOCALITIES))],
        more=max(len(counted.lines) - _LOCALITIES, 0),
        others=len(counted.outlets) - len(outlets),
        among=counted.among,
        wanted=days,
    )


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table: a locality, with a number and an address for each outlet, for the others, and for all."""

    locality: str | None
    cells: tuple[tuple[int, str], ...]
    others: int
    total: int
    query: str


def _row(counted: Unnamed, at: int, outlets: tuple[str | None, ...], days: dict[str, str]) -> TableRow:
    line = counted.lines[at]
    numbers = dict(line.by_outlet)
    asked = {"kind": SourceKind.ANONYMOUS.value, "locality": line.locality or NOT_TOLD}
    asked |= {name: value for name, value in days.items() if value}
    cells = tuple((numbers.get(name, 0), urlencode({**asked, "outlet": name}) if name else "") for name in outlets)
    return TableRow(line.locality, cells, line.total - sum(n for n, _ in cells), line.total, urlencode(asked))


def _line(one: Saying) -> SaidLine:
    return SaidLine(one, voice_of((one.voice,)), ACT_WORDS[one.voice.act])


def _grouped(lines: Iterable[SaidLine], kept: dict[str, str]) -> list[VoiceGroup]:
    """Return statements under their voices, who says most first."""
    voices: dict[str, list[SaidLine]] = {}
    for one in lines:
        voices.setdefault(_key(one), []).append(one)
    ordered = sorted(voices.values(), key=lambda said: -len(said))[:_VOICES]
    return [VoiceGroup(said[0].voice, tuple(said[:_OF_ONE]), len(said), _query(said[0], kept)) for said in ordered]


def _key(one: SaidLine) -> str:
    """Return what is the same for two statements of one voice; two that are only described may be two."""
    actor = one.saying.voice.actor
    named = actor is not None and actor.id and one.saying.voice.kind not in (SourceKind.ANONYMOUS, SourceKind.GROUP)
    return f"a{actor.id}" if named and actor is not None else one.voice.key


def _query(one: SaidLine, kept: dict[str, str]) -> str:
    told = one.saying.voice
    name = told.actor.name if told.actor is not None and told.kind is not SourceKind.ANONYMOUS else told.words
    asked = {**kept, "source": name}
    asked.pop("group", None)
    return urlencode(asked) if name else ""


def _choice(choices: type[_C], asked: str, word: str) -> _C | None:
    try:
        return choices(asked.strip()) if asked.strip() else None
    except ValueError:
        there = ", ".join(choice.value for choice in choices)
        raise UsageError(f"{word}: that is not one of the choices. They are: {there}.") from None
