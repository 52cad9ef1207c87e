"""An opened occurrence in, what its page shows out: accounts as columns, disputes by side, who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.record.account import Account
from dateline.record.briefing import CopyOf, DisputeLine, OpenedOccurrence
from dateline.record.choices import DisputeKind
from dateline.record.occurrence import DisputeAcross, Occurrence, Side, Summary
from dateline.show.opened import sentence_of
from dateline.show.record_entries import dispute_of, told_by
from dateline.show.record_words import (
    on_whose_word,
    outlet_words,
    place_of,
    said_words,
    sources_words,
    strength_words,
)
from dateline.show.side_by_side import FIELDS, differing_values
from dateline.show.words import DISPUTE_WORDS, day_words, printable, shorten
from dateline.store.correcting import field_choices, field_names

from .decided_words import choice_words, field_words
from .source_graph import SourceGraph, source_graph

_QUOTED = 420  # characters of the words of one account that a page shows; its report has the rest
_VOICES = 3  # accounts of a side that are quoted; the others are named
COLUMNS = 40  # accounts that stand side by side before more are asked for


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of an account: what it is called, what the account says, and whether most others say otherwise."""

    label: str
    value: str
    is_differing: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One account as a column: who says it, where and when, its words, its fields."""

    id: str
    report: int
    href: str
    word: str
    outlet: str
    day: str
    quotes: tuple[str, ...]
    is_quoting: bool
    cells: tuple[Cell, ...]
    copy: str
    status: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of an account with who tells them."""

    words: str
    by: str
    href: str
    account: str


@dataclass(frozen=True, slots=True)
class SideShown:
    """One side of a dispute: what it holds, its words, who else, how many sources, since when."""

    label: str
    quotes: tuple[Quoted, ...]
    more: int
    sources: str
    since: str


@dataclass(frozen=True, slots=True)
class DisputeShown:
    """A dispute by its sides; none of them where the occurrence was not opened."""

    id: int
    about: str
    kind: DisputeKind
    kind_words: str
    strength: str
    settled: str
    sides: tuple[SideShown, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be put right: its name, what it is called, its value now, the values that it takes."""

    name: str
    words: str
    now: str
    choices: tuple[tuple[str, str], ...]
    known: tuple[str, ...]

    @property
    def is_closed(self) -> bool:
        """Whether it takes the values of a list alone."""
        return bool(self.choices)


@dataclass(frozen=True, slots=True)
class OccurrenceSheet:
    """What the page of an occurrence shows besides what people decided on it."""

    sentence: str
    reason: str
    corrected: tuple[str, ...]
    sources: str
    disputes: tuple[DisputeShown, ...]
    columns: tuple[Column, ...]
    hidden: int
    labels: tuple[str, ...]
    graph: SourceGraph
    fields: tuple[Field, ...]


def occurrence_sheet(opened: OpenedOccurrence, most: int = COLUMNS) -> OccurrenceSheet:
    """Return what the page of an occurrence shows, with at most so many accounts side by side."""
    whole = opened.whole
    copies = {copy.copy.id: copy for copy in opened.copies}
    differing = differing_values(whole.accounts)
    columns = tuple(_column(account, differing, copies) for account in whole.accounts[:most])
    labels = tuple(label for label, of in FIELDS if any(of(account) for account in whole.accounts))
    return OccurrenceSheet(
        sentence=sentence_of(opened.line, whole.summary),
        reason=printable(whole.standing_reason),
        corrected=tuple(field_words(field) for field in whole.corrected),
        sources=_capital(sources_words(whole.independence)),
        disputes=disputes_shown(opened.disputes, whole),
        columns=columns,
        hidden=len(whole.accounts) - len(columns),
        labels=labels,
        graph=source_graph(whole.independence, whole.accounts, opened.copies),
        fields=_fields(whole),
    )


def disputes_shown(heads: Iterable[DisputeLine], whole: Occurrence | None) -> tuple[DisputeShown, ...]:
    """Return the disputes of an occurrence, with their sides where it was opened."""
    return tuple(dispute_shown(head, at, whole) for at, head in enumerate(heads))


def dispute_shown(head: DisputeLine, at: int, whole: Occurrence | None) -> DisputeShown:
    """Return one dispute of an occurrence, ``at`` its place among them."""
    across: DisputeAcross | None = dispute_of(head, at, whole.disputes) if whole is not None else None
    accounts = {account.id: account for account in whole.accounts} if whole is not None else {}
    kind = DISPUTE_WORDS[head.kind]
    return DisputeShown(
        id=head.id,
        about=printable(head.about) or _capital(kind),
        kind=head.kind,
        kind_words=kind,
        strength=strength_words(head.strength),
        settled=printable(head.settled_how or ""),
        sides=tuple(_side(side, accounts) for side in across.sides) if across is not None else (),
    )


def account_href(account: str) -> str:
    """Return the address of an account's words in its report."""
    report = account[1:].split("e")[0]
    return f"/reports/{report}#{account}"


def _column(account: Account, differing: Mapping[str, str | None], copies: Mapping[int, CopyOf]) -> Column:
    said = list(dict.fromkeys(printable(chain[0].said) for chain in account.chains if chain[0].said))
    cells = []
    for label, of in FIELDS:
        value = of(account)
        cells.append(Cell(label, value, bool(value) and label in differing and value != differing[label]))
    number = int(account.report)
    copy = copies.get(number)
    return Column(
        id=account.id,
        report=number,
        href=account_href(account.id),
        word=_capital(on_whose_word(account)),
        outlet=outlet_words(account.outlet, account.agency),
        day=day_words(account.published, account.published) or "no day of publication",
        quotes=tuple(shorten(words, _QUOTED) for words in said or [printable(account.sentence)]),
        is_quoting=bool(said),
        cells=tuple(cells),
        copy=f"r{copy.of.id}, {outlet_words(copy.of.outlet, copy.of.agency)}: {copy.reason}" if copy else "",
        status=account.status.value,
    )


def _side(side: Side, accounts: Mapping[str, Account]) -> SideShown:
    held = [accounts[name] for name in side.accounts if name in accounts]
    # one wire text in three outlets is quoted once: its words stand for the others
    own: dict[str, Account] = {}
    for account in held:
        own.setdefault(_words_of(account).casefold(), account)
    shown = list(own.values())[:_VOICES]
    since = min((account.published for account in held if account.published), default=None)
    return SideShown(
        label=printable(side.label),
        quotes=tuple(Quoted(_words_of(one), told_by(one), account_href(one.id), one.id) for one in shown),
        more=len(held) - len(shown),
        sources=_capital(sources_words(side.independence)) if side.independence is not None else "",
        since=day_words(since, since) or "",
    )


def _words_of(account: Account) -> str:
    words = said_words(account.chains[0], account) if account.chains else account.sentence
    return shorten(words, _QUOTED)


def _fields(whole: Occurrence) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=name,
            words=field_words(name).removeprefix("the "),
            now=_now(name, whole.summary),
            choices=tuple((value, choice_words(name, value)) for value in field_choices(name)),
            known=_known(name, whole),
        )
        for name in field_names()
    )


def _now(field: str, summary: Summary) -> str:
    """Return the value that a field has now, as a person would write it."""
    if field == "place":
        return summary.place.name if summary.place is not None else ""
    if field in {"actors", "recipients", "via"}:
        of = {"actors": summary.actors, "recipients": summary.recipients, "via": summary.via}[field]
        return "; ".join(printable(actor.name) for actor in of)
    of_choice = {
        "type": summary.type.value,
        "subtype": summary.subtype,
        "mode": summary.mode,
        "status": summary.status.value,
        "outcome": summary.outcome.value if summary.outcome is not None else None,
        "start": (summary.start or "")[:10],
        "end": (summary.end or "")[:10],
    }
    return of_choice[field] or ""


def _known(field: str, whole: Occurrence) -> tuple[str, ...]:
    """Return the spellings that accounts use for a field."""
    names: list[str] = []
    for one in whole.accounts:
        if field == "place":
            names += [one.place.name] if one.place is not None else []
        elif field in {"start", "end"}:
            names += [day[:10] for day in (one.start, one.end) if day]
        elif field in {"actors", "recipients", "via"}:
            names += [actor.name for actor in (*one.actors, *one.recipients, *one.via)]
    return tuple(dict.fromkeys(printable(name) for name in names))


def place_note(summary: Summary) -> tuple[str, str, str] | None:
    """Return the place of an occurrence in words, how exact it is, and where; None where it has none."""
    place = summary.place
    if place is None:
        return None
    within = f", within {place.radius_km:g} km" if place.radius_km else ""
    at = f"{place.lat:.4f}, {place.lon:.4f}" if place.lat is not None and place.lon is not None else "no coordinates"
    return place_of(place), f"{place.precision.value}{within}", at


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
