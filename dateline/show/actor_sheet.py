"""An actor as a sheet: who it is, where it stands, what it is told to have done by time and place, what is said."""

from __future__ import annotations

from dateline.lexicon.countries import countries
from dateline.record.briefing import OpenedActor, Sighted, Stand, Stands

from .record_entries import QUOTED, saying_entry
from .record_words import STANDING_WORDS, kind_words, more_words, number_words, place_of
from .sheet import Entry, Labelled, Line, Role, Section, Sheet, line, run
from .words import STATUS_WORDS, day_words, listed, printable, shorten

PRIVATE_WORDS = (
    "No track is kept of private persons: what the record tells of where they were and what befell them stands with "
    "the occurrences alone."
)
_KIND_WORDS = {"armed_force": "armed force", "armed_group": "armed group", "unknown": "kind not known"}


def actor_sheet(opened: OpenedActor) -> Sheet:
    """Return an actor; of private persons only what they say."""
    first = opened.names[0]
    lines: list[Line] = []
    for one in opened.names:
        country = countries().get(one.country or "")
        about = [actor_kind_words(one.kind), country.name if country is not None else one.country or ""]
        told = number_words(one.reports, "report")
        number = run(f"a{one.id}, in {told}", Role.QUIET)
        name = run(one.name if one.name != first.name else "", Role.NAME)
        lines.append(line(name, ", ".join(a for a in about if a), number))
    if opened.aliases:
        lines.append(line(run(f"also called: {listed(map(printable, opened.aliases), 12)}", Role.QUIET)))
    if not opened.is_tracked:
        lines.append(line(PRIVATE_WORDS))
    among = ""
    if opened.occurrences.of > opened.among or opened.occurrences.is_least:
        among = f"from the newest {opened.among:,} of {number_words(opened.occurrences, 'occurrence')}"
    sections = (
        Section("WHERE IT STANDS, BY ITS OWN WORD", tuple(_stands(one) for one in opened.stands if one.stands)),
        Section("WHAT IT IS TOLD TO HAVE DONE", tuple(_sighted(s) for s in opened.track if s.is_doer), among),
        Section("WHAT IS TOLD TO HAVE BEFALLEN IT", tuple(_sighted(s) for s in opened.track if not s.is_doer), among),
        Section("WHAT IT SAYS", tuple(saying_entry(one) for one in opened.says.shown), more_words(opened.says.more)),
        Section("WHAT OTHERS SAY OF IT", tuple(saying_entry(one) for one in opened.of_it.shown),
                more_words(opened.of_it.more)),
    )  # fmt: skip
    return Sheet(first.name, tuple(lines), tuple(section for section in sections if section.entries))


def _sighted(one: Sighted) -> Entry:
    day = day_words(one.start, one.end, precision=one.precision)
    label = f"[{kind_words(one.what, one.subtype)}, {STATUS_WORDS[one.status]}]"
    denied = run("denied by some", Role.STANDING) if one.is_denied else ""
    voices = listed((shorten(voice, 60) for voice in one.voices), 4)
    return Entry(
        (
            line(run(label, Role.STATUS, one.status), denied),
            line(run(f"on the word of {voices} ({STANDING_WORDS[one.standing]})", Role.QUIET)),
        ),
        id=f"#{one.occurrence}",
        status=one.status,
        day=shorten(day, 24) if day else "no day",
        place=shorten(place_of(one.place), 48),
    )


def actor_kind_words(kind: str) -> str:
    """Return what an actor is in plain words."""
    return _KIND_WORDS.get(kind, kind)


def matter_words(one: Stands) -> str:
    """Return what a party speaks of in words: "working together with Syria"."""
    about = f"{one.matter}{f' with {one.counterpart}' if one.counterpart and 'together' in one.matter else ''}"
    if one.counterpart and "together" not in one.matter:
        about += f", {one.counterpart}"
    return printable(about)


def _stands(one: Stands) -> Entry:
    turns = sum(stand.turns for stand in one.stands)
    turned = run(f"turned {'once' if turns == 1 else f'{turns} times'}" if turns else "", Role.STANDING)
    return Entry((line(run(matter_words(one), Role.NAME), turned),), parts=tuple(_stand(stand) for stand in one.stands))


def _stand(one: Stand) -> Labelled:
    where = ", ".join(part for part in (one.account or f"r{one.report}", printable(one.outlet or "")) if part)
    words = line(
        run("turns:" if one.turns else "", Role.STANDING),
        run(one.stance, Role.NAME),
        run(shorten(one.words, QUOTED), Role.QUOTE),
        run(f"({where})", Role.QUIET),
    )
    return Labelled(day_words(one.day, one.day) or "no day", (words,))
