"""The brief of a record as a sheet: where accounts differ, what is reported, what is ahead, said and left open."""

from __future__ import annotations

from dateline.record.briefing import Briefing, Differing, Filter, Number, OccurrenceLine
from dateline.record.choices import EventType, SourceKind

from .record_entries import dispute_entry, dispute_of, occurrence_entry, saying_entry
from .record_words import (
    STANDING_WORDS,
    ahead_title,
    kind_words,
    more_words,
    number_words,
    place_words,
    who_words,
)
from .sheet import Entry, Labelled, Line, Role, Section, Sheet, line, run
from .words import KIND_WORDS, STATUS_WORDS, day_words, shorten

_HOW = "ask for less (--since, --country, --type, --place, --actor), or for more (--most)"
EMPTY = "The record is empty. Fill it: dateline add FOLDER. The examples of the project: dateline add examples"
NOTHING = "Nothing in the record is of what was asked for."


def brief_sheet(briefing: Briefing, near: tuple[str, ...] = ()) -> Sheet:
    """Return the brief of a record; ``near`` are its names that are near to one asked for and not there."""
    head = _head(briefing)
    if briefing.totals.reports == 0:
        return Sheet(briefing.record, (*head, line(EMPTY)))
    if briefing.found.of == 0 and not briefing.differing.shown and not briefing.said.shown:
        if not briefing.asked.is_empty:
            hint = f"Did you mean {' or '.join(near)}?" if near else "Leave out a condition."
            return Sheet(briefing.record, (*head, line(NOTHING, hint)))
        none = "Reports are kept; none of them tells of a deed or holds a statement that could be read."
        return Sheet(briefing.record, (*head, line(none)))
    disputes = {d.line.id: d.disputes for d in briefing.differing.shown}
    ahead = briefing.ahead.shown

    def entries(lines: tuple[OccurrenceLine, ...]) -> tuple[Entry, ...]:
        return tuple(occurrence_entry(one, disputes.get(one.id, ())) for one in lines)

    sections = (
        Section(
            "ACCOUNTS DIFFER",
            _differing(briefing.differing.shown),
            more_words(briefing.differing.more),
            is_contested=True,
        ),
        Section("REPORTED", entries(briefing.reported.shown), more_words(briefing.reported.more, _HOW)),
        Section(ahead_title(one.status for one in ahead), entries(ahead), more_words(briefing.ahead.more)),
        Section("SAID", tuple(saying_entry(one) for one in briefing.said.shown), more_words(briefing.said.more)),
        Section("LEFT OPEN", _open(briefing)),
    )
    return Sheet(briefing.record, head, tuple(section for section in sections if section.entries))


def asked_words(asked: Filter) -> str:
    """Return in words what a filter asks for; nothing where it asks for all."""
    parts = [
        f"by, to or of {asked.actor[0]}" if asked.actor else "",
        f"in {asked.place[0]}" if asked.place else "",
        f"in {asked.country}" if asked.country else "",
        _type_words(asked.type) if asked.type else "",
        f"since {day_words(asked.since, asked.since)}" if asked.since else "",
        f"until {day_words(asked.until, asked.until)}" if asked.until else "",
        STATUS_WORDS[asked.status] if asked.status is not None else "",
        "where accounts differ" if asked.contested else "",
        STANDING_WORDS[asked.standing] if asked.standing is not None else "",
        f"in reports with the words {asked.words}" if asked.words else "",
        f"told by {_voice_words(asked.source_kind)}" if asked.source_kind is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _voice_words(kind: SourceKind) -> str:
    return "an anonymous voice" if kind is SourceKind.ANONYMOUS else KIND_WORDS[kind]


def _type_words(name: str) -> str:
    return kind_words(EventType(name), None) if name in list(EventType) else kind_words(EventType.ASSAULT, name)


def _head(briefing: Briefing) -> tuple[Line, ...]:
    totals = briefing.totals
    period = day_words(totals.first, totals.last)
    counts = [
        number_words(Number(totals.reports), "report") + (f" of {period}" if period else ""),
        number_words(Number(totals.occurrences), "occurrence"),
        number_words(Number(totals.disputes), "dispute"),
    ]
    counts += [f"{totals.failures:,} could not be read"] if totals.failures else []
    lines = [line(", ".join(counts))]
    if not briefing.asked.is_empty:
        found = number_words(briefing.found, "occurrence")
        lines.append(line(run(f"{asked_words(briefing.asked)}: {found}", Role.NAME)))
    return tuple(lines)


def _differing(shown: tuple[Differing, ...]) -> tuple[Entry, ...]:
    entries = []
    for one in shown:
        across = one.whole.disputes if one.whole is not None else ()
        for at, head in enumerate(one.disputes):
            of = _of(one.line) if at == 0 else f"of #{one.line.id} too"
            entries.append(dispute_entry(head, dispute_of(head, at, across), one.whole, of))
    return tuple(entries)


def _of(one: OccurrenceLine) -> str:
    """Return what a dispute is of in one phrase, with its number."""
    day = day_words(one.start, one.end, precision=one.precision)
    where = [place_words(one.place, one.country, one.place_precision), day or "no day"]
    return f"{_short(one)}; {', '.join(part for part in where if part)}"


def _short(one: OccurrenceLine) -> str:
    """Return an occurrence in a few words: "#59 attack, Rapid Support Forces -> people"."""
    who = who_words(one.actors, one.recipients)
    return shorten(f"#{one.id} {kind_words(one.type, one.subtype)}{f', {who}' if who else ''}", 120)


def _open(briefing: Briefing) -> tuple[Entry, ...]:
    left = briefing.open
    parts = []
    for label, part in (
        ("no day for", left.no_day),
        ("no place for", left.no_place),
        ("not told by whom", left.by_whom),
    ):
        if part.shown:
            more = f"; {'at least ' if part.more.is_least else ''}{part.more.of:,} more" if part.more.of else ""
            parts.append(Labelled(label, (line("; ".join(shorten(_short(one), 70) for one in part.shown) + more),)))
    if not parts:
        return ()
    among = (
        (line(run(f"among the newest {left.among.of:,} that are reported", Role.QUIET)),) if left.among.is_least else ()
    )
    return (Entry(among, parts=tuple(parts)),)
