"""Lines and disputes of a record in, entries of a sheet out; brief and opened occurrence share them."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.record.account import Account
from dateline.record.briefing import DisputeLine, OccurrenceLine, Saying
from dateline.record.occurrence import DisputeAcross, Occurrence, Side, Standing

from .record_words import (
    STANDING_SIGNS,
    differing_figures,
    kind_words,
    on_whose_word,
    outlet_words,
    place_words,
    said_words,
    sources_words,
    standing_words,
    status_words,
    strength_words,
    voice_of,
    who_words,
)
from .sheet import Entry, Labelled, Line, Role, Run, line, run
from .telling import Voice
from .words import ACT_WORDS, DISPUTE_WORDS, day_words, listed, shorten

QUOTED = 160  # characters of a report's words in an entry
_LABEL = 44  # characters of what a side of a dispute holds
_ARROW = "→"  # a terminal that cannot show it gets "->"
_CONTESTED = (Standing.CONTESTED, Standing.DENIED, Standing.RETRACTED)


def occurrence_entry(one: OccurrenceLine, disputes: tuple[DisputeLine, ...] = ()) -> Entry:
    """Return an occurrence as an entry: who, to whom, what, its words, figures and standing."""
    who = who_words(one.actors, one.recipients, _ARROW)
    label = f"[{kind_words(one.type, one.subtype)}, {status_words(one.status, one.outcome, one.alleged)}]"
    lines = [line(run(who, Role.NAME), run(label, Role.STATUS, one.status))]
    lines.append(line(run(shorten(one.words, QUOTED), Role.QUOTE)))
    differing = differing_figures(one.said)
    lines += [line(shorten("; ".join(one.figures), 240))] if one.figures else []
    lines += [line(run("numbers differ:", Role.DIFFERS), shorten(words, 240)) for words in differing]
    lines += [line(f"via {listed(one.via, 4)}")] if one.via else []
    lines.append(standing_line(one, disputes))
    has_day = bool(one.start or one.end)
    year = _year(one.day)
    day = day_words(one.start, one.end, int(year) if year else None, one.precision) if has_day else None
    told = None if has_day else day_words(one.first_told, one.first_told, int(year) if year else None)
    return Entry(
        tuple(lines),
        id=f"#{one.id}",
        status=one.status,
        day=shorten(day, 24) if day else f"no day, told {told}" if told else "no day",
        place=shorten(place_words(one.place, one.country, one.place_precision), 48),
        year=year,
    )


def standing_line(one: OccurrenceLine, disputes: tuple[DisputeLine, ...] = ()) -> Line:
    """Return how an occurrence stands, with the number of its reports and of what accounts differ on."""
    role = Role.STANDING if one.standing in _CONTESTED else Role.QUIET
    told = f"{one.reports:,} {'report' if one.reports == 1 else 'reports'}"
    if one.accounts > one.reports:
        told = f"{one.accounts:,} accounts in {told}"
    if disputes:
        differ = f"; see {listed(f'd{dispute.id}' for dispute in disputes)}"
    else:
        differ = f"; accounts differ: show {one.id}" if one.disputes else ""
    sign = run(STANDING_SIGNS.get(one.standing, ""), Role.SIGN)
    return line(sign, run(standing_words(one), role), run(f"({told}{differ})", Role.QUIET))


def dispute_of(head: DisputeLine, at: int, among: Sequence[DisputeAcross]) -> DisputeAcross | None:
    """Return the dispute of an occurrence that a line is of: the one of its question, else the one in its place."""
    asked = [one for one in among if one.kind is head.kind and one.about == head.about]
    if asked:
        return asked[0]
    return among[at] if at < len(among) and among[at].kind is head.kind else None


def dispute_entry(head: DisputeLine, across: DisputeAcross | None, whole: Occurrence | None, of: str) -> Entry:
    """Return a dispute as an entry: the question, and under each side its words, who stands behind, the sources.

    ``of`` says of what it is; without the whole occurrence the sides are left to be opened.
    """
    kind = DISPUTE_WORDS[head.kind]
    about = [kind, strength_words(head.strength), *([f"settled: {head.settled_how}"] if head.settled_how else [])]
    lines = [line(run(shorten(head.about, 300) or kind, Role.NAME)), line(run("; ".join(about), Role.QUIET))]
    if of:
        lines.append(line(run(of, Role.QUIET)))
    if across is None or whole is None:
        lines.append(line(f"open its sides with dateline show d{head.id}"))
        return Entry(tuple(lines), id=f"d{head.id}")
    accounts = {account.id: account for account in whole.accounts}
    parts = tuple(_side_part(side, [accounts[i] for i in side.accounts if i in accounts]) for side in across.sides)
    return Entry(tuple(lines), id=f"d{head.id}", parts=parts)


def _side_part(side: Side, accounts: list[Account]) -> Labelled:
    """Return one side of a dispute: the words first, then who says them, then how many stand behind."""
    label = shorten(side.label, _LABEL)
    if not accounts:
        return Labelled(label, ())
    shown, others = accounts[0], accounts[1:]
    lines = [line(run(quoted_words(shown), Role.QUOTE)), line(run(told_by(shown)), run(f"({shown.id})", Role.QUIET))]
    names = list(dict.fromkeys(told_by(other) for other in others if told_by(other) != told_by(shown)))
    if names:
        lines.append(line(run(f"also {'; '.join(names[:2])}{f'; {len(names) - 2} more' if len(names) > 2 else ''}",
                              Role.QUIET)))  # fmt: skip
    if side.independence is not None:
        lines.append(line(run(sources_words(side.independence), Role.QUIET)))
    return Labelled(label, tuple(lines))


def quoted_words(account: Account) -> str:
    """Return the words of an account: what its voice says, else its sentence."""
    words = said_words(account.chains[0], account) if account.chains else account.sentence
    return shorten(words, QUOTED)


def told_by(account: Account) -> str:
    """Return who tells an account, where and when: "denied by RSF spokesman, The Quay Tribune, 13 Oct 2025"."""
    day = day_words(account.published, account.published)
    return ", ".join(filter(None, (on_whose_word(account), outlet_words(account.outlet, account.agency), day)))


def saying_entry(one: Saying) -> Entry:
    """Return a statement as an entry: the voice, what it does in saying, the words, where they stand."""
    voice = voice_of((one.voice,))
    told = one.voice
    said = ", ".join(
        filter(
            None,
            (
                one.said_in,
                day_words(told.said_on, told.said_on),
                f"to {told.to.name}" if told.to is not None else "",
            ),
        )
    )
    return Entry(
        (
            line(*voice_runs(voice)),
            line(
                ACT_WORDS[told.act],
                run(shorten(told.said or f"[{one.cue}]", QUOTED + 60), Role.QUOTE),
                run("; ".join(filter(None, (said, report_of(one)))), Role.QUIET),
            ),
        ),
        id=one.id,
    )


def voice_runs(voice: Voice) -> tuple[Run, ...]:
    """Return a voice as runs: the name first, then office and what is known of how it stands."""
    about = f", {voice.office}" if voice.office else ""
    notes = f"({'; '.join(voice.notes)})" if voice.notes else ""
    return (run(f"{voice.name}{about}", Role.NAME), run(notes, Role.QUIET))


def report_of(one: Saying) -> str:
    """Return where a statement stands: its outlet and day, and in how many reports more."""
    day = day_words(one.report.published, one.report.published)
    words = ", ".join(filter(None, (outlet_words(one.report.outlet, one.report.agency), day)))
    more = one.reports - 1
    return f"{words}, and {more} {'report' if more == 1 else 'reports'} more" if more else words


def _year(day: str | None) -> str:
    return day[:4] if day and day[:4].isdigit() else ""
