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
from .effects import CAPTIVES, HARM, LOSSES, effect_of, effect_words, is_thing
from .numbers import Quantity, find_quantities
from .single_counts import singles, times

MAX_BACK = 4  # sentences: a toll further off is that of another matter
VIOLENT = frozenset({EventType.ASSAULT, EventType.PROTEST})
PRONOUNS = frozenset({"them", "whom", "which", "these", "those", "us", "you"})
VAGUE_WHAT = frozenset({"other", "others", "another", "one", "ones", "more", "rest"})
NOT_IN_WHAT = frozenset(
    {"other", "more", "additional", "further", "separate", "different", "consecutive"}
    | {"of", "the", "those", "these", "his", "her", "their", "its", "our"}
)
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
    noun, elided = _noun_of(sentence, quantity)
    if noun.lemma_.lower() in effect_words().sets["measure"] and not elided:
        return None
    effect_by = _of_whole(sentence, quantity, earlier) or _launched_of(sentence, quantity, noun)
    effect_by = effect_by or effect_of(noun, sentence, quantity, events)
    if effect_by is None:
        return None
    effect, by = effect_by
    start = sentence.start + quantity.start
    end = max(sentence.start + quantity.end, noun.i + 1 if noun.i >= sentence.start + quantity.core else 0)
    of_things = noun.lower_ in VAGUE_WHAT and bool(earlier) and earlier[-1].told.effect in LOSSES
    if effect is Effect.DETAINED and not elided and (is_thing(noun) or of_things):
        effect = Effect.SEIZED
    what = _numbered(draft, by) or _what(draft, sentence, quantity, noun, elided, effect, earlier)
    if not what:
        return None
    words = Words(start, end)
    return Found(CountDraft(what, effect, quantity.low, quantity.high, words), by, noun)


def _of_whole(sentence: Sentence, quantity: Quantity, earlier: list[Found]) -> tuple[Effect, Token] | None:
    """Return the effect of the whole, for a part: "14 people, including three children", "among them two medics"."""
    before = [t.lower_ for t in sentence[max(0, quantity.start - 2) : quantity.start]]
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


def _launched_of(sentence: Sentence, quantity: Quantity, noun: Token) -> tuple[Effect, Token] | None:
    """Return what the words after the whole say of it: "38 of 40 drones launched"."""
    if not _is_whole(sentence, quantity):
        return None
    verb = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.tag_ in {"VBN", "VBD"}), None)
    if verb is not None and verb.lemma_ == "take" and noun.lower_ in CAPTIVES:
        return Effect.DETAINED, verb
    effects = effect_words().object.get(verb.lemma_) if verb is not None else None
    return (effects[0], verb) if effects and verb is not None else None


def _noun_of(sentence: Sentence, quantity: Quantity) -> tuple[Token, bool]:
    """Return the noun that a number counts, and whether it is left out (then the number itself)."""
    last = sentence[quantity.end - 1]
    end = sentence.start + quantity.end
    doc = sentence.doc
    if end + 1 < sentence.end and doc[end].text == '"' and doc[end + 1].lower_ == "of":
        end += 1  # '"dozens" of fighters'
    if doc[end : end + 2].text.lower() == "out of" and end + 3 < sentence.end:
        end += 1  # "two out of five attackers"
    if end < sentence.end and doc[end].lower_ == "of" and end + 1 < sentence.end:
        phrase = doc[end + 1 : min(end + 9, sentence.end)]
        inner = None
        for token in phrase:
            if token.lower_ in effect_words().adjective or token.tag_ in {"VBD", "VBZ", "VBP", ","}:
                return last, True  # "eight of the wounded"
            if token.pos_ in {"NOUN", "PROPN", "PRON"}:
                inner = token
                break
        if inner is not None and inner.lower_ not in PRONOUNS:
            return _last_of_run(inner, sentence), False
        return last, True
    noun: Token | None = None
    head = last.head
    modifies = last.dep_ in {"nummod", "amod", "compound", "det"} and head.pos_ in {"NOUN", "PROPN"}
    if modifies and end <= head.i < end + 8 and not _is_cut_off(sentence, end, head.i):
        if head.lower_ in {"prisoner", "hostage", "captive"} and doc[head.i - 1].tag_ == "NNS" and head.i > end:
            head = doc[head.i - 1]  # "held 80 pupils hostage"
            return head, False
        return (last, True) if head.lower_ == "dead" else (_last_of_run(head, sentence), False)
    for token in doc[end : min(end + 8, sentence.end)]:
        if token.pos_ in {"NOUN", "PROPN"}:
            noun = _last_of_run(token, sentence)
            break
        if token.pos_ in {"ADJ", "NUM"} or token.text in {"-", '"'} or token.tag_ in {"VBN", "VBG", "CC"}:
            if token.tag_ in {"VBN", "VBG", "CC"} and not _stands_before_noun(token, sentence):
                break
            continue
        if token.pos_ == "ADV" and token.i + 1 < sentence.end and doc[token.i + 1].pos_ == "ADJ":
            continue
        break
    if noun is None or noun.lower_ in {"dead"}:
        return last, True
    return noun, False


def _is_cut_off(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a comma parts a number from a noun that is not its own: "killed 25, half of them civilians"."""
    doc = sentence.doc
    return any(doc[i].text == "," and doc[i + 1].pos_ not in {"ADJ", "VERB"} for i in range(start, end))


def _stands_before_noun(token: Token, sentence: Sentence) -> bool:
    """Tell whether a participle or "and" stands inside the noun phrase: "12 wounded soldiers"."""
    if token.tag_ == "CC":
        return token.head.pos_ == "ADJ" and token.head.dep_ in {"amod", "nmod"}
    return token.dep_ in {"amod", "compound"} and token.head.i > token.i


def _last_of_run(noun: Token, sentence: Sentence) -> Token:
    """Return the last noun of a compound: "air strikes" for "air"."""
    doc = sentence.doc
    while noun.i + 1 < sentence.end:
        after = doc[noun.i + 1]
        inside = noun.dep_ in {"compound", "nmod", "amod", "npadvmod", "poss"} and noun.head.i > noun.i
        if after.lower_ in {"prisoner", "hostage", "captive"} and noun.tag_ in {"NNS", "NNPS"}:
            break  # "took 70 soldiers prisoner"
        if inside and after.pos_ in {"NOUN", "PROPN"}:
            noun = after
        elif inside and (after.text in {"-", "'s"} or after.pos_ == "ADJ"):
            return noun.head if noun.head.i - noun.i <= 4 and noun.head.pos_ == "NOUN" else noun
        else:
            break
    return noun


def _what(
    draft: Draft,
    sentence: Sentence,
    quantity: Quantity,
    noun: Token,
    elided: bool,
    effect: Effect,
    earlier: list[Found],
) -> str:
    """Return the counted noun in the text's words; where it is left out, the one before it or "people"."""
    vague = noun.lower_ in VAGUE_WHAT
    table = effect_words()
    if noun.lemma_.lower() in table.counted and not elided:
        return "people" if effect in HARM else draft.text_of(Words(noun.i, noun.i + 1))
    if noun.lower_ == "person" and not elided:
        return "people"
    if elided or vague:
        after = [t.lower_ for t in sentence[quantity.end : quantity.end + 2]]
        if after in (["of", "them"], ["of", "whom"]) and quantity.end + 2 < len(sentence):
            named = sentence[quantity.end + 2]
            if named.pos_ == "NOUN":  # "eight of them children"
                return draft.text_of(Words(named.i, named.i + 1))
        within = _whole_before(draft, sentence, quantity)
        if within:
            return within
        again = (
            vague
            or after[:1] == ["more"]
            or after in (["of", "them"], ["of", "whom"])
            or sentence[quantity.end - 1].lower_ in VAGUE_WHAT
            or effect not in HARM
        )
        if again:
            if (
                vague
                and effect in HARM
                and len([f for f in earlier if f.told.effect is effect and not _is_part(f)]) > 1
            ):
                return "people"  # "two men, five women and nine others"
            others = sentence[quantity.end - 1 : noun.i + 1 - sentence.start].text
            if earlier and earlier[-1].told.high == 1 and quantity.low != 1 and effect in HARM and "other" in others:
                return "people"  # "a policeman and 17 others"
            for one in reversed(earlier):
                if (one.told.effect in HARM) == (effect in HARM) and not (vague and _is_part(one)):
                    before: str = one.told.what
                    return before
            if after in (["of", "them"], ["of", "which"], ["of", "whom"]):
                named_before = _numbered_before(sentence, quantity.start)
                if named_before is not None:
                    return draft.text_of(Words(named_before.i, named_before.i + 1))
        return "people" if effect in HARM or effect is Effect.INVOLVED else ""
    start = sentence.start + quantity.end
    doc = sentence.doc
    while start < noun.i and (
        doc[start].lower_ in NOT_IN_WHAT
        or (doc[start].lower_ == "out" and doc[start + 1].lower_ == "of")
        or (doc[start].like_num and doc[start - 1].lower_ == "of")
        or doc[start].is_punct
        or doc[start].lower_ in table.adjective
        or _is_owner(draft, start, noun)
    ):
        start += 1
    numbers = [t.i for t in doc[start : noun.i] if t.like_num]
    if numbers:  # "at least 25 and possibly as many as 40 people"
        start = numbers[-1] + 1
    return draft.text_of(Words(start, noun.i + 1))


def _is_part(found: Found) -> bool:
    """Tell whether a count was told as part of a whole: "including two women"."""
    doc, start = found.noun.doc, found.told.words.start
    return start > 0 and doc[start - 1].lower_ in {"including", "them", "whom"}


def _numbered_before(sentence: Sentence, i: int) -> Token | None:
    """Return the last numbered noun before a word, for "hit two boats, damaging one of them"."""
    for token in reversed(sentence[:i]):
        if token.tag_ == "NNS" and any(c.dep_ == "nummod" for c in token.lefts):
            return token
    return None


def _whole_before(draft: Draft, sentence: Sentence, quantity: Quantity) -> str:
    """Return the noun of "of the 34 passengers, 12 were killed", or what "seven of the dead were children" names."""
    doc, first, end = sentence.doc, sentence.start + quantity.start, sentence.start + quantity.end
    if first >= 3 and doc[first - 1].text == "," and doc[first - 2].tag_ == "NNS":
        start = first - 3
        while start > sentence.start and doc[start].dep_ in {"nummod", "compound", "amod", "det"}:
            start -= 1
        if doc[start].lower_ == "of":
            return draft.text_of(Words(first - 2, first - 1))
    head = doc[end - 1].head
    if head.lemma_ == "be" and doc[end - 1].dep_ == "nsubj" and doc[end].lower_ == "of":
        named = next((c for c in head.children if c.dep_ == "attr" and c.i > head.i), None)
        if named is not None and named.tag_ == "NNS":
            return draft.text_of(Words(named.i, named.i + 1))
    return ""


def _numbered(draft: Draft, by: Token) -> str:
    """Return the noun of "the number of shops destroyed was six", or "" where the count is told otherwise."""
    if by.lemma_ != "number":
        return ""
    noun = next((n for p in by.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"), None)
    if noun is None or noun.pos_ != "NOUN" or noun.lower_ in effect_words().adjective:
        return ""
    start = noun.i
    while start > by.i and draft.doc[start - 1].dep_ in {"compound", "amod"}:
        start -= 1
    return draft.text_of(Words(start, noun.i + 1))


def _is_owner(draft: Draft, i: int, noun: Token) -> bool:
    """Tell whether a word before the noun names whose they are ("two IS armed vehicles")."""
    token = draft.doc[i]
    if token.pos_ != "PROPN" and token.ent_type_ not in {"ORG"}:
        return False
    actor = draft.actor_of[i]
    return token.i < noun.i and (actor is None or actor is not draft.actor_of[noun.i] or actor.named)
