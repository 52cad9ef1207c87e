"""Tolls: the numbers of dead, hurt, missing, held and driven out that the text tells, each with its voice and incident.

Events carry most of them (``EventDraft.counts``); a toll that hangs on no event ("the army put the toll at 11") is
found here. Two tolls are rivals where two voices give ranges for the same people of one incident that exclude each
other. What counts a part ("including three children"), what one place or person has seen ("received 52 bodies"),
a correction and a total over another period are no rivals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import Effect, EventType, Status

from ..counts.effects import HARM, TOLL_OF, effect_of
from ..counts.numbers import Quantity, find_quantities, loosened
from ..draft import CountDraft, EventDraft, StatementDraft, Words
from .matter import Accounts, differs_in_day, differs_in_place_or_day, family


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HARMFUL = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})
_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_TOLL_NOUNS = _words("toll number count figure tally total")
_TOLL_VERBS = _words("put place set give estimate")
_REVISING = _words(
    "bring raise rise climb jump increase earlier initially initial previous previously revise update reach grow"
)
_PERIODS = _words("since overall altogether cumulative combined annually total")
_LONG = _words("war conflict insurgency campaign siege uprising rebellion crisis genocide offensive occupation")
_VAGUE = _words("dozen dozens score scores hundreds thousands tens several")
_SEEN = _words("count receive bury see recover treat find pull collect retrieve admit arrive identify register examine")
_HARMED = ("killed", "dead", "wounded", "injured", "missing", "captured")
_FURTHER = _words("another further additional more")
_OTHER_ONE = _words("another separate second third elsewhere similar different")
_CROWD = _words(
    "people person persons dead deaths victims casualties lives bodies fatalities toll villagers worshippers residents "
    "protesters demonstrators passengers pilgrims inmates prisoners students mourners shoppers migrants refugees "
    "families marchers herders farmers palestinians"
)  # whoever was there: one voice's villagers are another's dead
_INCIDENTS = {
    word: kind
    for kind, line in (
        ("air", "strike strikes airstrike airstrikes raid raids bombardment shelling missile missiles rocket rockets"),
        ("air", "drone drones warplane warplanes jets artillery shell shells bombing bombings barrage"),
        ("blast", "blast blasts explosion explosions bomb bombs bomber bombers bombing bombings mine landmine"),
        ("gun", "shooting gunfire gunmen gunman ambush ambushed"),
        ("clash", "clash clashes fighting battle battles skirmish skirmishes firefight"),
        ("crowd", "protest protests demonstration demonstrations rally march crackdown riot riots unrest"),
    )
    for word in line.split()
}
_BOTH = _words("bombing bombings")
_GENERIC = _words("attack attacks assault assaults incident massacre violence killing killings raid")
_EITHER = frozenset(f"{one} or {other}" for one in _HARMED for other in _HARMED)
_FAR = 12  # sentences: a toll may come back to the incident of the lead
_BARE = 8  # sentences: without a pointing word it speaks of what was told just before


class Toll(NamedTuple):
    """One number of victims as one voice tells it."""

    number: CountDraft
    event: EventDraft | None
    told_by: tuple[StatementDraft, ...]
    low: int | None
    high: int | None
    line: int  # number of the sentence
    kinds: frozenset[str]  # what sort of incident its sentence speaks of
    points: bool  # "the toll", "the attack": of what was told before
    opens: bool  # "an attack": of something new
    scope: bool  # over a longer time than one incident
    alone: bool  # the only number of this effect in its sentence


def tolls(told: Accounts) -> list[Toll]:
    """Return the tolls of a report in the order of the text, without parts of a whole and without corrections."""
    draft = told.draft
    owned: dict[int, list[tuple[CountDraft, EventDraft]]] = {}
    for event in draft.events:
        for count in event.counts:
            if count.effect in HARM:
                owned.setdefault(draft.doc[count.words.start].sent.start, []).append((count, event))
    found: list[Toll] = []
    for line, sentence in told.own_sentences():
        here: list[tuple[CountDraft, EventDraft | None]] = list(owned.get(sentence.start, []))
        taken = {i for count, _ in here for i in range(count.words.start, count.words.end)}
        here += [(count, None) for count in _loose(told, sentence, taken, found)]
        for count, of in sorted(here, key=lambda pair: pair[0].words):
            if _is_part(sentence, count) or _is_superseded(told, count):
                continue
            made = _toll(told, sentence, line, count, of)
            if made is not None and sum(c.effect is count.effect for c, _ in here) > 1:
                made = made._replace(alone=False)
            if made is not None:
                found.append(made)
    return found


def rivals(told: Accounts) -> Iterator[tuple[Toll, Toll]]:
    """Yield the pairs of tolls that two voices give of one incident and that cannot both be right."""
    found = tolls(told)
    for at, later in enumerate(found):
        for earlier in found[:at]:
            if earlier.number.effect is not later.number.effect or not _two_voices(told, earlier, later):
                continue
            if _exclude(told, earlier, later) and _one_incident(told, earlier, later):
                yield earlier, later


def _toll(told: Accounts, sentence: Sentence, line: int, count: CountDraft, event: EventDraft | None) -> Toll | None:
    draft = told.draft
    if event is not None and (event.type not in _HARMFUL or event.status not in _DONE):
        if event.status not in _DONE and event.type in _HARMFUL:
            return None
        event = None  # the number hangs on what happened beside the harm
    low, high = loosened(count.low, count.high, draft.text_of(_with_before(sentence, count.words)))
    if _only_seen(sentence, count):
        high = None
    voices = told.holders(count.words.start)
    skipped = {i for s in voices for w in (*s.source, *s.cue) for i in range(w.start, w.end)}
    kinds, points, opens = set(), False, False
    inside = {i for w in voices[-1].content for i in range(w.start, w.end)} if voices else None
    for token in sentence:
        if token.i in skipped or (inside is not None and token.i not in inside):
            continue
        word = token.lower_
        if word in _LONG:
            kinds.add("war")
        elif word in _INCIDENTS:
            kinds.add(_INCIDENTS[word])
            if word in _BOTH:
                kinds.add("air")
        elif word not in _GENERIC and word not in _TOLL_NOUNS:
            continue
        first = _determiner(token)
        points = points or first in {"the", "that", "this", "those", "'s", "its", "their"}
        opens = opens or first in {"a", "an", "another"}
    if opens and any(t.lower_ in _TOLL_NOUNS and _determiner(t) == "the" for t in sentence):
        opens = False
    lemmas = {t.lemma_.lower() for t in sentence}
    period = bool(lemmas & _PERIODS) or "war" in kinds or _lasts(told, sentence)
    return Toll(count, event, voices, low, high, line, frozenset(kinds), points, opens and not points, period, True)


def _lasts(told: Accounts, sentence: Sentence) -> bool:
    """Tell whether the sentence counts over a span of time: "this year", "in the past month", "in five days"."""
    for i in range(sentence.start, sentence.end):
        time = told.draft.time_of[i]
        if time is None or time.words.start != i:
            continue
        words = told.draft.doc[time.words.start : time.words.end]
        if any(t.lemma_.lower() in {"year", "month", "week", "decade"} for t in words):
            before = told.draft.doc[i - 1].lower_ if i else ""
            spans = words[0].lower_ in {"this", "the", "past", "recent"} or before in {"the", "past"}
            if before in {"in", "over", "during", "for", "within"} or spans:
                return all(t.tag_ not in {"JJS", "RBS"} for t in sentence)  # "the deadliest attack this year"
    return False


def _loose(told: Accounts, sentence: Sentence, taken: set[int], before: list[Toll]) -> Iterator[CountDraft]:
    """Yield the tolls of a sentence that no event carries."""
    words = [t.lower_ for t in sentence]
    for quantity in find_quantities(words):
        span = Words(sentence.start + quantity.start, sentence.start + quantity.end)
        if any(i in taken for i in range(span.start, span.end)) or told.draft.time_of[span.end - 1] is not None:
            continue
        told_of = _put_at(sentence, quantity, before) or _told_of(sentence, quantity)
        if told_of is not None and told_of[0] in HARM:
            yield CountDraft(told_of[1], told_of[0], quantity.low, quantity.high, span)


def _put_at(sentence: Sentence, quantity: Quantity, before: list[Toll]) -> tuple[Effect, str] | None:
    """Return what "put the number of dead at 67" and "with the toll at 30" count; "the figure" is the last one told."""
    start = quantity.start
    if start < 2 or sentence[start - 1].lower_ not in {"at", "was", "is", "stood"}:
        return None
    near = sentence[max(0, start - 9) : start]
    at = next((t for t in reversed(list(near)) if t.lower_ in _TOLL_NOUNS), None)
    if at is None or not (at.lower_ == "toll" or any(t.lemma_.lower() in _TOLL_VERBS for t in near)):
        return None
    beside = [t.lower_ for t in sentence.doc[max(sentence.start, at.i - 1) : sentence.start + start]]
    for word in beside:
        effect = TOLL_OF.get(word) or {"death": Effect.KILLED, "casualty": Effect.KILLED}.get(word)
        if effect is not None:
            return effect, "people"
    if at.lower_ == "toll" and not any(w == "of" for w in beside):
        return Effect.KILLED, "people"
    if before and len(beside) <= 3:  # "put the number at 600"
        return before[-1].number.effect, before[-1].number.what
    return None


def _told_of(sentence: Sentence, quantity: Quantity) -> tuple[Effect, str] | None:
    last = sentence[quantity.end - 1]
    noun = last.head if last.dep_ == "nummod" and last.head.i > last.i else last
    if noun.lower_ == "others" or noun.pos_ == "PROPN":
        return None
    found = effect_of(noun, sentence, quantity, [])
    if found is None:
        return None
    is_counted = noun is not last and noun.lemma_.lower() not in {"death", "body", "fatality", "casualty"}
    return found[0], (noun.lower_ if is_counted else "people")


def _with_before(sentence: Sentence, words: Words) -> Words:
    """Return the words of a number with the two before it, where "about" and "or so" may stand."""
    return Words(max(sentence.start, words.start - 1), min(sentence.end, words.end + 1))


def _is_part(sentence: Sentence, count: CountDraft) -> bool:
    """Tell whether a number counts a part of another or what came on top of it, or corrects an older one."""
    doc = sentence.doc
    start, end = count.words
    before = [t.lower_ for t in doc[max(sentence.start, start - 3) : start]]
    after = [t.lower_ for t in doc[end : min(end + 4, sentence.end)]]
    if before[-1:] == ["including"] or before[-2:] in (["among", "them"], ["of", "whom"], ["among", "whom"]):
        return True
    if "including" in before or ("among" in before and "them" in before):
        return True
    near = {t.lower_ for t in doc[max(sentence.start, start - 6) : min(end + 6, sentence.end)]}
    either = " or " in sentence.text.lower() and any(pair in sentence.text.lower() for pair in _EITHER)
    if either or "each" in near:
        return True
    opening = [t.lower_ for t in sentence[:3]]
    if opening[:1] == ["among"] and opening[-1] in {"victims", "dead", "killed", "casualties", "wounded"}:
        return True
    words = [t.lower_ for t in doc[start:end]]
    if not any(t.like_num or t.lower_ in _VAGUE for t in doc[start:end]):
        return True  # one victim told by name or by "a"
    extra = [t for t in doc[start - 1 if before else start : end] if t.lower_ in _FURTHER]
    if any(t.lower_ != "more" or doc[t.i + 1].lower_ != "than" for t in extra) or "others" in words:
        return True
    if after[:1] == ["of"] and after[1:2] and after[1] in {"them", "whom", "those", "the", "its", "their"}:
        return True
    if "among" in after and {"the", "those"} & {*after[after.index("among") + 1 :]}:
        return True
    return any(t.lemma_.lower() in _REVISING for t in sentence)


def _is_superseded(told: Accounts, count: CountDraft) -> bool:
    """Tell whether a voice told a number before another of its own: "had spoken of 30"."""
    holders = told.holders(count.words.start)
    if not holders:
        return False
    cue = told.draft.doc[holders[-1].cue_head]
    return cue.tag_ == "VBN" and any(c.lower_ in {"had", "'d"} for c in cue.children)


def _only_seen(sentence: Sentence, count: CountDraft) -> bool:
    """Tell whether a number is what one place or person has seen: "received 52 bodies", "counted 17 dead"."""
    first, end = count.words
    token: Token = sentence.doc[end - 1]
    for _ in range(5):
        if token.pos_ == "VERB":
            break
        if token.head.i == token.i:
            break
        token = token.head
    near = sentence.doc[max(sentence.start, first - 4) : first]
    bodies = any(t.lemma_.lower() in {"body", "corpse"} for t in sentence.doc[max(first - 3, sentence.start) : end + 1])
    return (
        (token.lemma_.lower() in _SEEN and token.pos_ == "VERB")
        or (any(t.lemma_.lower() in _SEEN and t.pos_ == "VERB" for t in near))
        or (bodies and any(t.lemma_.lower() in _SEEN | {"bring"} for t in sentence))
    )


def _determiner(token: Token) -> str:
    """Return the word that opens the noun phrase of a token: an article, "another", "'s"."""
    for child in (*token.lefts, *token.head.lefts) if token.dep_ in {"compound", "amod", "nmod"} else (*token.lefts,):
        if child.dep_ in {"det", "poss"}:
            return "'s" if child.dep_ == "poss" else child.lower_
    return ""


def _two_voices(told: Accounts, one: Toll, other: Toll) -> bool:
    ours = frozenset().union(*(told.voice(s) for s in one.told_by))
    theirs = frozenset().union(*(told.voice(s) for s in other.told_by))
    return bool(ours or theirs) and not ours & theirs


def _exclude(told: Accounts, one: Toll, other: Toll) -> bool:
    """Tell whether the ranges exclude each other, for the same people or for a part that exceeds its whole."""
    below = one.high is not None and other.low is not None and one.high < other.low
    above = one.low is not None and other.high is not None and other.high < one.low
    if not (below or above) or _as_rounded(one, other):
        return False
    ours, theirs = _who(one.number.what), _who(other.number.what)
    if not _one_nation(told, one, other):
        return False
    if ours == theirs or (_names_toll(told, other) and theirs == "people" and one.alone):
        return True
    if "people" in (ours, theirs):
        part_is_one = theirs == "people"
        return above if part_is_one else below  # more of one sort than of all
    return False


def _as_rounded(one: Toll, other: Toll) -> bool:
    """Tell whether one number may be the other rounded: "200" beside "212"."""
    numbers = sorted(n for n in (one.low or one.high, other.low or other.high) if n is not None)
    if len(numbers) < 2 or numbers[0] < 100:
        return False
    return any(n % 100 == 0 for n in numbers) and numbers[1] - numbers[0] <= numbers[1] // 10


def _who(what: str) -> str:
    """Return who is counted: "people" for whoever was there, else the kind of those named."""
    last = what.lower().split()[-1] if what.split() else "people"
    if last in _CROWD:
        return "people"
    return last.rstrip("s") if family(last) == "people" else family(last).rstrip("s")


def _one_nation(told: Accounts, one: Toll, other: Toll) -> bool:
    nations = []
    for toll in (one, other):
        span = range(toll.number.words.start, toll.number.words.end)
        nations.append({told.draft.country_of[i] for i in span} - {None})
    return not (nations[0] and nations[1] and nations[0] != nations[1])


def _one_incident(told: Accounts, one: Toll, other: Toll) -> bool:
    """Tell whether the later of two tolls speaks of the incident of the earlier one."""
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return False
    a, b = one.event, other.event
    if any(e is not None and told.is_other_one(e) for e in (a, b)) or _is_apart(told, other):
        return False
    if one.scope != other.scope and not (other.points and not other.scope and _names_toll(told, other)):
        return False
    if a is not None and b is not None:
        if differs_in_place_or_day(a, b):
            return False
        ours, theirs = told.doers(a), told.doers(b)
        if ours and theirs and not told.meet(ours, theirs):
            return False
        own = told.voices(a) & told.doing(a), told.voices(b) & told.doing(b)
        if all(own):
            return False  # each tells of its own deed
        if a.place is not None and a.place is b.place and told.evidence(a, b) > 0 and not (other.opens and one.opens):
            return True
        if a.place is not None and a.place is b.place and one.kinds & other.kinds:
            return True
    if b is not None and b.place is not None and (a is None or a.place is None) and not other.points:
        return False
    if b is not None and b.when is not None and (a is None or a.when is None) and b.when.start is not None:
        return other.line - one.line <= 1 and other.points
    if other.opens:
        return False
    far = other.line - one.line
    if one.number.effect is Effect.DETAINED and far > 1 and not other.points:
        return False  # arrests go on; deaths told without a word more are those told before
    return far <= (_FAR if other.points else _BARE) and not _is_broken(told, one, other)


def _names_toll(told: Accounts, toll: Toll) -> bool:
    sentence = told.draft.doc[toll.number.words.start].sent
    return any(t.lower_ in _TOLL_NOUNS and _determiner(t) == "the" for t in sentence)


def _is_apart(told: Accounts, toll: Toll) -> bool:
    """Tell whether the sentence of a toll sets it apart from what was told before ("elsewhere", "another strike")."""
    sentence = told.draft.doc[toll.number.words.start].sent
    return any(t.lower_ in _OTHER_ONE for t in sentence)


def _is_broken(told: Accounts, one: Toll, other: Toll) -> bool:
    """Tell whether another incident is told between two tolls."""
    for event in told.draft.events:
        if event.type is not EventType.ASSAULT or event.status not in _DONE:
            continue
        line = told.line(event.head)
        if not one.line < line < other.line:
            continue
        if told.is_other_one(event):
            return True
        if one.event is not None:
            apart = one.event.place is not None and event.place is not None and one.event.place is not event.place
            if differs_in_day(one.event.when, event.when) or (apart and differs_in_place_or_day(one.event, event)):
                return True
        kinds = {
            _INCIDENTS[t.lower_]
            for t in told.draft.doc[event.trigger.start : event.trigger.end]
            if t.lower_ in _INCIDENTS
        }
        if kinds and one.kinds and not kinds & one.kinds and any(c.effect is other.number.effect for c in event.counts):
            return True
    return False
