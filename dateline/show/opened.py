"""What a number or a name opens, as a sheet: an occurrence, an account, a statement or a report with all behind it."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.account import Account
from dateline.record.briefing import (
    CopyOf,
    OccurrenceLine,
    OfStory,
    OpenedAccount,
    OpenedOccurrence,
    OpenedReport,
    OpenedStatement,
)
from dateline.record.choices import EventType, PlacePrecision, Status
from dateline.record.occurrence import Independence, Standing, Summary

from .record_entries import (
    dispute_entry,
    dispute_of,
    occurrence_entry,
    saying_entry,
)
from .record_words import (
    STANDING_SIGNS,
    figure_words,
    kind_words,
    names_of,
    on_whose_word,
    outlet_words,
    place_of,
    report_words,
    sources_words,
    status_words,
    voice_of,
)
from .sheet import Entry, Labelled, Line, Role, Run, Section, Sheet, line, run
from .side_by_side import FIELDS, differing_values
from .words import KIND_WORDS, STATUS_WORDS, day_words, listed, printable, shorten

# How those to whom it was done follow a kind of deed in a sentence; "to" where nothing is said here.
_PREPOSITIONS = {
    EventType.ASSAULT: "on",
    EventType.COERCE: "against",
    EventType.PROTEST: "against",
    EventType.SANCTION: "against",
    EventType.THREATEN: "against",
    EventType.MOBILIZE: "against",
    EventType.ACCUSE: "against",
    EventType.REJECT: "towards",
    EventType.CONSULT: "with",
    EventType.AGREE: "with",
    EventType.COOPERATE: "with",
    EventType.SUPPORT: "for",
    EventType.AID: "for",
    EventType.RETREAT: "from",
}
_KINDS = {kind.value: words for kind, words in KIND_WORDS.items()}
_OF = frozenset({"abduction", "arrest"})
_IN = frozenset({PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.REGION, PlacePrecision.CITY})


def occurrence_sheet(opened: OpenedOccurrence) -> Sheet:
    """Return an occurrence: one sentence on top, its accounts, who stands behind it, disputes, history and joins."""
    whole, one = opened.whole, opened.line
    copies = {copy.copy.id: copy for copy in opened.copies}
    differing = differing_values(whole.accounts)
    disputes = tuple(
        dispute_entry(head, dispute_of(head, at, whole.disputes), whole, "")
        for at, head in enumerate(opened.disputes)
        if opened.differing in (None, at)
    )
    accounts = tuple(_account_entry(account, differing, copies) for account in whole.accounts)
    sections = (
        Section("ACCOUNTS DIFFER", disputes, "", True),
        Section("ACCOUNTS", accounts),
        Section("WHO STANDS BEHIND IT", _sources(whole.independence)),
        Section("COPIES", tuple(_copy_entry(copy) for copy in opened.copies)),
        Section("WHY THESE ARE ONE", tuple(
            Entry((line(f"{join.one} and {join.other}:", run("; ".join(join.reasons), Role.QUIET)),))
            for join in opened.joins
        )),
        Section("HISTORY", _history(opened)),
    )  # fmt: skip
    sign = run(STANDING_SIGNS.get(one.standing, ""), Role.SIGN)
    head = (line(run(sentence_of(one, whole.summary), Role.NAME)), line(sign, run(printable(whole.standing_reason))))
    right = (line(run(f"put right by people: {listed(whole.corrected)}", Role.STANDING)),) if whole.corrected else ()
    return Sheet(f"#{one.id}", (*head, *right), tuple(section for section in sections if section.entries))


def sentence_of(one: OccurrenceLine, summary: Summary) -> str:
    """Return an occurrence in one sentence: what, to whom, by whom, where, when, how it stands, how many."""
    kind = kind_words(summary.type, summary.subtype)
    by, to = listed(names_of(summary.actors), 4), listed(names_of(summary.recipients), 4)
    words = kind[:1].upper() + kind[1:]
    if to:
        words += f" {'of' if summary.subtype in _OF else _PREPOSITIONS.get(summary.type, 'to')} {to}"
    if by:
        words += f" by {by}"
    place = summary.place
    if place is not None:
        words += f" {'in' if place.precision in _IN else 'near'} {place_of(place)}"
    day = day_words(summary.start, summary.end, precision=summary.precision)
    if day:
        is_day = summary.start == summary.end or (summary.end or "")[:10] == (summary.start or "")[:10]
        words += f" on {day}" if is_day else f", {day}"
    else:
        words += ", on a day that is not told"
    status = status_words(summary.status, summary.outcome, summary.alleged)
    stands = [status.removeprefix("happened, ")] if status != STATUS_WORDS[Status.HAPPENED] else []
    if one.standing in (Standing.CONTESTED, Standing.RETRACTED):
        stands.append({Standing.CONTESTED: "contested", Standing.RETRACTED: "taken back"}[one.standing])
    words += f", {', '.join(stands)}" if stands else ""
    figures = [figure_words(r.what, r.effect, r.low, r.high) for r in summary.ranges]
    return f"{words}{'; ' + '; '.join(figures[:3]) if figures else ''}."


# Accounts side by side


def _account_entry(
    account: Account, differing: dict[str, str | None], copies: dict[int, CopyOf], of: OccurrenceLine | None = None
) -> Entry:
    """Return an account: who tells it, the words, then what, who, numbers, place and time, what differs marked."""
    day = day_words(account.published, account.published) or "no day of publication"
    head = [line(run(outlet_words(account.outlet, account.agency), Role.NAME), day)]
    if account.title:
        head.append(line(run(shorten(account.title, 140), Role.QUIET)))
    head.append(line(on_whose_word(account)))
    parts = [Labelled("words", (line(run(account.sentence, Role.QUOTE)),))]
    said = [printable(chain[0].said) for chain in account.chains if chain[0].said]
    if said and said != [printable(account.sentence)]:
        parts.append(Labelled("says", tuple(line(run(words, Role.QUOTE)) for words in dict.fromkeys(said))))
    for label, value_of in FIELDS:
        value = value_of(account)
        if value:
            mark = label in differing and value != differing[label]
            parts.append(Labelled(label, (line(value, run("[differs]" if mark else "", Role.DIFFERS)),)))
    copy = copies.get(int(account.report)) if account.report.isdigit() else None
    if copy is not None:
        parts.append(Labelled("copy", (line(f"of r{copy.of.id}: {copy.reason}"),)))
    if of is not None:
        parts.append(Labelled("of", (line(f"#{of.id}"),)))
    return Entry(tuple(head), id=account.id, parts=tuple(parts), status=account.status)


# Sources


def _sources(independence: Independence) -> tuple[Entry, ...]:
    """Return how many sources there are, each with its accounts, who relies on whom, and the reasons of the count."""
    entries = [Entry((line(run(sources_words(independence), Role.NAME)),))]
    for root in independence.roots:
        notes = [_KINDS.get(root.kind, root.kind)]
        notes += ["may be the same as another"] if not root.named else []
        notes += ["speaks of its own side"] if root.interested else []
        about = run(f"({'; '.join(notes)})", Role.QUIET)
        entries.append(Entry((line(run(root.name, Role.NAME), about, _ids(root.accounts)),)))
    for relied in independence.reliances:
        entries.append(Entry((line(f"{relied.who} relies on {relied.on}:", _ids(relied.accounts)),)))
    for circle in independence.circles:
        entries.append(Entry((line(f"{listed(circle)} only cite each other"),)))
    if independence.reasons:
        parts = (Labelled("counted so", tuple(line(reason) for reason in independence.reasons)),)
        entries.append(Entry((), parts=parts))
    return tuple(entries)


def _ids(accounts: Iterable[str]) -> Run:
    return run(", ".join(accounts), Role.QUIET)


def _copy_entry(copy: CopyOf) -> Entry:
    return Entry((line(f"{report_words(copy.copy)} copies {report_words(copy.of)}:", run(copy.reason, Role.QUIET)),))


def _story_entry(of: OfStory) -> Entry:
    shares = run(f"shares {listed((*of.names, *of.words))}", Role.QUIET)
    return Entry((line(report_words(of.line), run(of.line.title or of.line.name, Role.QUOTE)), line(shares)))


def _history(opened: OpenedOccurrence) -> tuple[Entry, ...]:
    first, last = opened.line.first_told, opened.line.last_told
    told = [f"first told {day_words(first, first)}"] if first else []
    told += [f"last told {day_words(last, last)}"] if last and last != first else []
    entries = [Entry((line("; ".join(told)),))] if told else []
    for change in opened.history:
        at = run(change.at[:16].replace("T", " "), Role.QUIET)
        entries.append(Entry((line(at, change.words),)))
    return tuple(entries)


# Accounts, statements, reports


def account_sheet(opened: OpenedAccount) -> Sheet:
    """Return one account, and the occurrence that it is of."""
    entry = _account_entry(opened.account, {}, {})
    of = (occurrence_entry(opened.occurrence),) if opened.occurrence is not None else ()
    rejected = () if of else (line("It is of no occurrence: a person left it out."),)
    sections = (Section("ACCOUNT", (entry,)), Section("OF THE OCCURRENCE", of))
    return Sheet(
        f"{opened.account.id}, in {report_words(opened.report)}", rejected, tuple(s for s in sections if s.entries)
    )


def statement_sheet(opened: OpenedStatement) -> Sheet:
    """Return one statement whole, and the occurrences that stand on it."""
    saying = opened.saying
    voice = voice_of((saying.voice,))
    about = [Labelled("voice", (line(voice.in_words(), run(f"({KIND_WORDS[saying.voice.kind]})", Role.QUIET)),))]
    if saying.voice.words and printable(saying.voice.words) != voice.name:
        about.append(Labelled("called", (line(run(saying.voice.words, Role.QUOTE)),)))
    about.append(Labelled("says", (line(run(saying.voice.said or f"[{saying.cue}]", Role.QUOTE)),)))
    about.append(Labelled("sentence", (line(run(opened.sentence, Role.QUOTE)),)))
    whole = Entry(saying_entry(saying).lines, parts=tuple(about), id=saying.id)
    sections = (
        Section("STATEMENT", (whole,)),
        Section("ON WHICH STAND", tuple(occurrence_entry(one) for one in opened.occurrences)),
    )
    return Sheet(f"{saying.id}, in {report_words(saying.report)}", (), tuple(s for s in sections if s.entries))


def report_sheet(opened: OpenedReport, story: Iterable[OfStory] = ()) -> Sheet:
    """Return what the record knows of a report besides its reading: number, versions, copies, occurrences."""
    one = opened.line
    lines: list[Line] = [line(report_words(one), run(f"added {opened.added[:16].replace('T', ' ')}", Role.QUIET))]
    if one.url:
        lines.append(line(one.url))
    if opened.occurrences:
        lines.append(line(f"tells of {listed((f'#{number}' for number in opened.occurrences), 20)}"))
    versions = tuple(Entry((line(report_words(v), run(v.title or v.name, Role.QUOTE)),)) for v in opened.versions)
    sections = (
        Section("OTHER VERSIONS AT ITS ADDRESS", versions),
        Section("COPIES", tuple(_copy_entry(copy) for copy in opened.copies)),
        Section("OF THE SAME STORY", tuple(_story_entry(of) for of in story)),
    )
    return Sheet(f"r{one.id} {one.title or one.name}", tuple(lines), tuple(s for s in sections if s.entries))
