"""The parts of a record in plain words: who speaks, how an occurrence stands, who did what to whom, how many.

Brief, page and Markdown say the same things in the same words because all take them from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.record.account import Account, Chain
from dateline.record.account import Voice as Told
from dateline.record.briefing import FigureSaid, Number, OccurrenceLine, ReportLine
from dateline.record.choices import Effect, EventType, Outcome, PlacePrecision, SourceKind, Status, Strength
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Independence, Standing

from .telling import PRONOUNS, RELATIVE, Naming, Voice, lower_article
from .words import (
    KIND_WORDS,
    STATUS_WORDS,
    TYPE_WORDS,
    WORD_OF,
    day_words,
    listed,
    printable,
    range_words,
    shorten,
    singular,
    subtype_words,
)

STANDING_WORDS = {
    Standing.CLAIMED: "claimed by one source",
    Standing.CORROBORATED: "reported by several sources that do not depend on each other",
    Standing.CONFIRMED: "confirmed by an involved party against its own interest",
    Standing.CONTESTED: "contested",
    Standing.DENIED: "only its denial is told",
    Standing.RETRACTED: "taken back by who said it",
}
# One stroke, two, two that cross; the words beside them say the same.
STANDING_SIGNS = {Standing.CLAIMED: "│", Standing.CORROBORATED: "║", Standing.CONFIRMED: "║", Standing.CONTESTED: "╳"}
_NAMED_UP_TO = 4  # sources, actors, voices of one number in a line; by hand
_SAID_SO = (Status.HAPPENED, Status.ONGOING)


# Voices


def voice_of(chain: Chain) -> Voice:
    """Return the voice that a chain goes back to, those who pass it on in its notes."""
    told = chain[0]
    name = voice_name(told)
    notes = ["speaks of its own side"] if told.interested else []
    if told.kind is SourceKind.ANONYMOUS:
        notes.append("anonymous")
    if told.locality and told.locality not in name:
        notes.append(f"in {printable(told.locality)}")
    notes += [printable(w) for w in (told.proximity, told.reason) if w and printable(w) not in name]
    if len(chain) > 1:
        notes.append(f"as told by {listed(voice_name(relay) for relay in chain[1:])}")
    office = printable(told.words) if told.kind is SourceKind.PERSON and told.name else ""
    shown = _office_in(office, name)
    standing = {SourceKind.ANONYMOUS: Naming.ANONYMOUS, SourceKind.GROUP: Naming.UNNAMED,
                SourceKind.UNKNOWN: Naming.UNNAMED}.get(told.kind, Naming.NAMED)  # fmt: skip
    return Voice(name, shown, standing, tuple(notes), name.casefold())


def voice_name(told: Told) -> str:
    """Return the name of a voice alone: its name, else the report's words for it."""
    words = printable(told.words)
    is_pronoun = words.lower() in PRONOUNS
    name = printable(told.name or (told.actor.name if told.actor is not None else ""))
    by_words = told.kind in (SourceKind.ANONYMOUS, SourceKind.GROUP) and words and not is_pronoun
    # "Doctors' group" alone says less than the report's "a doctors' group".
    name = words if by_words or not name or (name[:1].islower() and words and not is_pronoun) else name
    if not name:
        return KIND_WORDS[told.kind]
    if name.lower() in PRONOUNS:
        return f'"{name.lower()}", of whom the report says no more'
    return shorten(lower_article(RELATIVE.split(name)[0]), 80)


def _office_in(words: str, name: str) -> str | None:
    """Return what a report's words for a person say besides the name: "Foreign Minister"."""
    if name.lower() not in words.lower():
        return None
    at = words.lower().index(name.lower())
    before, after = words[:at].strip(" ,"), words[at + len(name) :].strip(" ,")
    office = before or after.split(",")[0]
    return shorten(lower_article(office), 60) if office and office.lower() not in PRONOUNS else None


def on_whose_word(account: Account) -> str:
    """Return on whose word an account stands: "on the word of US Central Command (speaks of its own side)"."""
    phrases: list[str] = []
    last = ""
    for chain in account.chains:
        how = "denied by" if account.status is Status.DENIED else WORD_OF[chain[0].act]
        phrase = voice_of(chain).in_words()
        phrases.append(phrase if how == last else f"{how} {phrase}")
        last = how
    return "; ".join(dict.fromkeys(phrases)) or "in the report's own words"


def said_words(chain: Chain, account: Account) -> str:
    """Return the words that an account stands on in this chain, else its sentence."""
    return printable(chain[0].said) or printable(account.sentence)


def outlet_words(outlet: str | None, agency: str | None) -> str:
    """Return who published a report: "The Quay Tribune from Meridian Wire"."""
    one, other = printable(outlet or ""), printable(agency or "")
    return f"{one} from {other}" if one and other and one != other else one or other or "an outlet that is not known"


def report_words(report: ReportLine) -> str:
    """Return a report in one phrase: its number, outlet and day."""
    day = day_words(report.published, report.published) or "no day"
    return f"r{report.id}, {outlet_words(report.outlet, report.agency)}, {day}"


# Standing


def sources_words(independence: Independence) -> str:
    """Return how many sources stand behind something, with their names: "independent sources 2-3: A; B"."""
    names = _some(root.name for root in independence.roots)
    low, high = independence.low, independence.high
    if low == 0:
        return "outlets that only cite each other"
    if high == 1:
        return f"one source: {names}"
    if low == 1:
        return f"one source, perhaps up to {high}: {names}"
    return f"independent sources {low if low == high else f'{low}-{high}'}: {names}"


def standing_words(one: OccurrenceLine) -> str:
    """Return how an occurrence stands and on whose word, in plain words."""
    names = _some(one.sources)
    count = f"{one.sources_low}" if one.sources_low == one.sources_high else f"{one.sources_low}-{one.sources_high}"
    reason = printable(one.standing_reason).rstrip(".")
    if one.standing is Standing.CORROBORATED:
        return f"reported by {count} sources that do not depend on each other: {names}"
    if one.standing is Standing.CONTESTED:
        return f"contested: {reason[:1].lower()}{reason[1:]}"
    if one.standing is not Standing.CLAIMED:
        return f"{reason[:1].lower()}{reason[1:]}"
    if one.sources_low == 0:
        return "told by outlets that only cite each other"
    verb = "claimed" if one.status in _SAID_SO else "told"
    if one.sources_high == 1:
        return f"{verb} by one source: {names}"
    if one.sources_low == 1:
        return f"{verb} by one source, perhaps up to {one.sources_high}: {names}"
    own = ", all of them parties to it" if one.status in _SAID_SO else ""
    return f"{verb} by {count} sources{own}: {names}"


def _some(names: Iterable[str]) -> str:
    all_names = list(dict.fromkeys(shorten(name, 70) for name in names))
    more = len(all_names) - _NAMED_UP_TO
    return "; ".join(all_names[:_NAMED_UP_TO]) + (f"; {more} more" if more > 0 else "")


# What happened


def kind_words(type_: EventType, subtype: str | None) -> str:
    """Return what an occurrence is in plain words: its subtype where it has one."""
    return subtype_words(printable(subtype)) if subtype else TYPE_WORDS[type_]


def status_words(status: Status, outcome: Outcome | None, alleged: bool) -> str:
    """Return a status in a phrase: "happened and failed", "possible, alleged"."""
    words = STATUS_WORDS[status]
    if outcome is not None:
        words += f" and {outcome}" if status in _SAID_SO else f", {outcome}"
    return f"{words}, alleged" if alleged else words


def who_words(actors: Sequence[str], recipients: Sequence[str], arrow: str = "->") -> str:
    """Return who did it to whom: "United States -> Islamic State", "not told by whom -> people"."""
    by, to = (listed((shorten(name, 60) for name in names), _NAMED_UP_TO) for names in (actors, recipients))
    if not to:
        return by
    return f"{by or 'not told by whom'} {arrow} {to}"


def names_of(actors: Iterable[Actor]) -> list[str]:
    """Return the names of actors as they are shown."""
    return [printable(actor.name) for actor in actors]


def place_words(name: str | None, country: str | None, precision: PlacePrecision | None) -> str:
    """Return a place with its country's code, a country by its name alone; nothing where there is none."""
    if not name:
        return ""
    alone = precision in {PlacePrecision.COUNTRY, PlacePrecision.REGION} or not country
    return printable(name) if alone else f"{printable(name)}, {country}"


def place_of(place: Place | None) -> str:
    """Return the words for a place of an account."""
    return place_words(place.name, place.country, place.precision) if place is not None else ""


# Numbers


def figure_words(what: str, effect: Effect, low: int | None, high: int | None, words: str = "") -> str:
    """Return one number with what it counts and what befell it, the report's words where it is a range."""
    number, noun = range_words(low, high), printable(what)
    if low == 1 and high in {1, None}:
        noun = singular(noun)
    if words and low is not None and high is not None and low != high:
        number = f'{number} ("{printable(words)}")'
    befell = "" if effect is Effect.INVOLVED or effect.value in noun.split() else f" {effect.value}"
    return f"{number} {noun}{befell}".replace("  ", " ").strip()


def differing_figures(said: Sequence[FigureSaid]) -> list[str]:
    """Return for each thing counted that accounts give several numbers of, which number who gives.

    Of several numbers of one kind an account counts with the greatest: the others are parts of it.
    """
    greatest: dict[tuple[Effect, str], dict[tuple[int, str | None], FigureSaid]] = defaultdict(dict)
    for one in said:
        of = greatest[one.effect, singular(printable(one.what).lower())]
        key = (one.report, one.voice)
        if key not in of or (one.high or one.low or 0) > (of[key].high or of[key].low or 0):
            of[key] = one
    lines = []
    for (effect, _), by_account in greatest.items():
        numbers: dict[tuple[int | None, int | None], list[FigureSaid]] = defaultdict(list)
        for one in by_account.values():
            numbers[one.low, one.high].append(one)
        if len(numbers) < 2:
            continue
        parts = [
            f"{range_words(low, high)} ({listed((_teller(one) for one in tellers), 3)})"
            for (low, high), tellers in sorted(numbers.items(), key=lambda n: (n[0][0] or n[0][1] or 0, n[0][1] or 0))
        ]
        noun = printable(next(iter(by_account.values())).what)
        befell = "" if effect is Effect.INVOLVED or effect.value in noun.split() else f" {effect.value}"
        lines.append(f"{noun}{befell}: {', '.join(parts)}")
    return lines


def _teller(one: FigureSaid) -> str:
    outlet = printable(one.outlet or "") or f"r{one.report}"
    if not one.voice:
        return outlet
    name = shorten(lower_article(printable(one.voice)), 60)
    return f"the voice that {outlet} quotes" if name.lower() in PRONOUNS else name


def number_words(number: Number, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun, "more than" where counting stopped."""
    words = f"{number.of:,} {noun if number.of == 1 and not number.is_least else plural or noun + 's'}"
    return f"more than {words}" if number.is_least else words


def more_words(number: Number, how: str = "") -> str:
    """Return how many are not shown, and what shows them; nothing where all are."""
    if number.of == 0 and not number.is_least:
        return ""
    words = f"{'more than ' if number.is_least else ''}{number.of:,} more" if number.of else "perhaps more"
    return f"{words}: {how}" if how else words


def strength_words(strength: Strength) -> str:
    """Return whether both sides of a dispute may be true."""
    return "both cannot be true" if strength is Strength.CONTRADICTION else "both may be true"


def ahead_title(statuses: Iterable[Status]) -> str:
    """Return the title of a part with what has not happened, by what is in it."""
    present = set(statuses)
    order = (Status.PLANNED, Status.POSSIBLE, Status.CONDITIONAL, Status.UNDECIDED, Status.DEMANDED, Status.DENIED)
    names = {Status.CONDITIONAL: "ON CONDITION"}
    return ", ".join(names.get(s, s.value.upper()) for s in order if s in present)
