"""The counts step: the numbers that the text gives of what an event did, and to which event each belongs.

A count is a number (``numbers``), the noun it counts, and an effect, told by the word that governs the noun: "killed",
"wounded", "toll". A part ("including three children") and a whole are two counts and never summed; a running total
("bringing the toll to 30") is a count of its own beside the new harm.
"""

from __future__ import annotations

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import Effect, EventType, Status

from ..draft import CountDraft, Draft, EventDraft, Words
from .belonging import Found, event_of, tells_on
from .counted_nouns import VAGUE_WHAT, noun_of, numbered_by, what_of
from .effect_words import CAPTIVES, HARM, LOSSES, effect_words, is_thing
from .effects import effect_of
from .numbers import Quantity, find_quantities
from .single_counts import singles, times

MAX_BACK = 4  # sentences: a toll further off is that of another matter
VIOLENT = frozenset({EventType.ASSAULT, EventType.PROTEST})
NOT_A_COUNT_AFTER = frozenset({"aged", "age", "article", "chapter", "no"})
BEFORE_RATE = frozenset({"%", "percent", "per", "degrees", "pm", "am", "p.m.", "a.m."})


def find_counts(draft: Draft) -> None:
    """Give each event of the draft the counts that its sentence tells of it."""
    if not draft.events:
        return
    by_sentence: dict[int, list[EventDraft]] = {}
    for event in draft.events:
        by_sentence.setdefault(draft.doc[event.head].sent.start, []).append(event)
    before: list[list[EventDraft]] = []  # the events of the last sentences, the nearest first
    for sentence in draft.doc.sents:
        events = by_sentence.get(sentence.start, [])
        if events or any(before):
            for found in counts_in(draft, sentence, events):
                owner = event_of(found, events) or _told_before(found, before)
                if owner is not None and not _is_known(owner, found.told):
                    owner.counts.append(found.told)
        before = [events, *before[: MAX_BACK - 1]]


def _told_before(found: Found, before: list[list[EventDraft]]) -> EventDraft | None:
    """Return the event of an earlier sentence whose harm a sentence counts on: "Seven of the dead were children."

    Only what tells harm without an act of its own goes back: a toll, the dead and wounded, those who died.
    """
    effect = found.told.effect
    since = any(c.lower_ in {"since", "over"} for c in found.by.children)  # a total of more than one event
    if since and effect is not Effect.DISPLACED:
        return None
    if effect not in {Effect.KILLED, Effect.INJURED, Effect.DISPLACED} or not tells_on(found.by):
        return None
    for events in before:
        for event in reversed(events):
            if event.type in VIOLENT and any(c.effect is effect for c in event.counts):
                return event
    for event in reversed(before[0] if before else []):
        if event.type is EventType.ASSAULT and event.status in {Status.HAPPENED, Status.ONGOING}:
            return event
    return None


def counts_in(draft: Draft, sentence: Sentence, events: list[EventDraft]) -> list[Found]:
    """Return the counts of a sentence in the order of the text, each with the word that tells its effect."""
    found: list[Found] = []
    words = [t.lower_ for t in sentence]
    taken: set[int] = set()
    for quantity in find_quantities(words):
        if not _is_count(draft, sentence, quantity):
            continue
        one = _counted(draft, sentence, quantity, events, found)
        if one is not None:
            found.append(one)
            taken.update(range(one.told.words.start, one.told.words.end))
    for one in (*singles(draft, sentence, taken, found), *times(sentence, words, events)):
        found.append(one)
    return sorted(found, key=lambda f: f.told.words)


def _is_known(event: EventDraft, count: CountDraft) -> bool:
    return any(c.words == count.words and c.effect is count.effect for c in event.counts)


def _is_count(draft: Draft, sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether a number can count things: no date, share, measure, age, sum of money, name."""
    core = sentence[quantity.core]
    last = sentence[quantity.end - 1]
    after = sentence[quantity.end] if quantity.end < len(sentence) else None
    before = sentence[quantity.start - 1] if quantity.start else None
    if draft.time_of[core.i] is not None or core.ent_type_ in {"PERCENT", "MONEY"}:
        return False
    if _is_whole(sentence, quantity):
        return any(
            t.tag_ in {"VBN", "VBD"} and t.dep_ in {"acl", "relcl"} for t in sentence[quantity.end : quantity.end + 5]
        )
        # the whole in "38 of 40 drones" is none, but in "38 of 40 drones launched"
    if after is not None:
        if (
            after.lower_ in BEFORE_RATE
            or (after.lemma_.lower() in effect_words().sets["measure"] and after.dep_ != "compound")
            or after.text in {":", "/"}
        ):
            return False
        if after.text in {"-", "--"} and quantity.end + 1 < len(sentence) and not after.whitespace_:
            return False  # "14-year-old", "five-nation"
        if after.lower_ in {"years", "days"}:
            return False
    if before is not None:
        if before.text in {"$", "€", "£", "#", ":", "/", "."} or before.lower_ in NOT_A_COUNT_AFTER:
            return False
        is_named = before.pos_ == "PROPN" and core.is_digit and (core.head.i < core.i or core.head.pos_ == "PROPN")
        if is_named and core.dep_ not in {"pobj", "dobj", "nsubj", "nsubjpass"}:
            return False  # "Flight 17"
    if core.is_digit and len(core.text) == 4 and 1900 <= int(core.text) <= 2100 and last.dep_ != "nummod":
        return False
    return not (core.lower_ == "one" and quantity.end - quantity.start == 1 and _is_pronoun_one(core))


def _is_whole(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether a number is the whole of another: the 40 of "38 of 40 drones", "38 of the 40", "38 out of 40"."""
    of = quantity.start - 1
    if of >= 0 and sentence[of].lower_ in {"the", "its", "some"}:
        of -= 1
    return of >= 1 and sentence[of].lower_ == "of" and (sentence[of - 1].like_num or sentence[of - 1].lower_ == "out")


def _is_pronoun_one(one: Token) -> bool:
    """Tell whether "one" is no number: "no one", "one another", "one of the biggest attacks", "one day"."""
    doc = one.doc
    before = doc[one.i - 1].lower_ if one.i else ""
    after = doc[one.i + 1].lower_ if one.i + 1 < len(doc) else ""
    if before in {"no", "any", "every", "some", "each", "this", "that", "which"} or after == "another":
        return True
    return after == "of" and any(t.tag_ == "JJS" or t.lower_ == "most" for t in doc[one.i + 2 : one.i + 5])


def _counted(
    draft: Draft, sentence: Sentence, quantity: Quantity, events: list[EventDraft], earlier: list[Found]
) -> Found | None:
    """Return what a number counts and to what effect, or None where no effect is told."""
    noun, elided = noun_of(sentence, quantity)
    if noun.lemma_.lower() in effect_words().sets["measure"] and not elided:
        return None
    effect_by = _of_whole(sentence, quantity, earlier) or _launched_of(sentence, quantity, noun)
    effect_by = effect_by or effect_of(noun, sentence, quantity, events) or _put_again(noun, elided, earlier)
    if effect_by is None:
        return None
    effect, by = effect_by
    start = sentence.start + quantity.start
    end = max(sentence.start + quantity.end, noun.i + 1 if noun.i >= sentence.start + quantity.core else 0)
    of_things = noun.lower_ in VAGUE_WHAT and bool(earlier) and earlier[-1].told.effect in LOSSES
    if effect is Effect.DETAINED and not elided and (is_thing(noun) or of_things):
        effect = Effect.SEIZED
    what = numbered_by(draft, by) or what_of(draft, sentence, quantity, noun, elided, effect, earlier)
    if not what:
        return None
    words = Words(start, end)
    return Found(CountDraft(what, effect, quantity.low, quantity.high, words), by, noun)


def _of_whole(sentence: Sentence, quantity: Quantity, earlier: list[Found]) -> tuple[Effect, Token] | None:
    """Return the effect of the whole, for a part: "14 people, including three children", "among them two medics"."""
    first = quantity.start
    if first and sentence[first - 1].lower_ == "all":  # "including all four gunmen"
        first -= 1
    before = [t.lower_ for t in sentence[max(0, first - 2) : first]]
    if not earlier:
        return None
    if before[-1:] != ["including"] and before not in (["among", "them"], ["among", "whom"]):
        after = sentence[quantity.end : quantity.end + 4]
        if [t.lower_ for t in after[:2]] not in (["of", "them"], ["of", "whom"]) or before[-1:] not in ([","], ["-"]):
            return None
        if any(t.pos_ in {"VERB", "AUX"} for t in after[2:]):
            return None  # "14 of whom were later charged"
        if any(effect_words().adjective.get(t.lower_) for t in after[2:]):
            return None
    whole = earlier[-1]
    near = sentence.start + quantity.start - whole.told.words.end
    return (whole.told.effect, whole.by) if near <= 8 and whole.told.effect in HARM else None


def _put_again(noun: Token, elided: bool, earlier: list[Found]) -> tuple[Effect, Token] | None:
    """Return the effect of the count before for another figure of it: "18 died; doctors put the figure at 42"."""
    verb = noun.head.head
    if not elided or noun.dep_ != "pobj" or noun.head.lower_ != "at" or verb.lemma_ != "put" or not earlier:
        return None
    figure = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in {"figure", "number", "count"}), None)
    return (earlier[-1].told.effect, figure) if figure is not None and earlier[-1].told.effect in HARM else None


def _launched_of(sentence: Sentence, quantity: Quantity, noun: Token) -> tuple[Effect, Token] | None:
    """Return what the words after the whole say of it: "38 of 40 drones launched"."""
    if not _is_whole(sentence, quantity):
        return None
    verb = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.tag_ in {"VBN", "VBD"}), None)
    if verb is not None and verb.lemma_ == "take" and noun.lower_ in CAPTIVES:
        return Effect.DETAINED, verb
    effects = effect_words().object.get(verb.lemma_) if verb is not None else None
    return (effects[0], verb) if effects and verb is not None else None
