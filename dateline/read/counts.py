"""The counts step: the numbers that the text gives of what an event did, and to which event each belongs.

A count is a number (``numbers``), the noun it counts, and an effect, told by the word that governs the noun: "killed",
"wounded", "toll". A part ("including three children") and a whole are two counts and never summed; a running total
("bringing the toll to 30") is a count of its own beside the new harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import ActorKind, Effect, EventType

from .draft import CountDraft, Draft, EventDraft, Words
from .numbers import Quantity, find_quantities

HARM = frozenset({Effect.KILLED, Effect.INJURED, Effect.MISSING, Effect.DETAINED, Effect.DISPLACED})
MEASURES = frozenset(  # nouns of time, length, weight, money: measured, not counted
    "year month week day hour minute second decade century night percent percentage kilometre kilometer km mile metre "
    "meter m yard foot inch acre hectare tonne ton kilogram kg gram litre liter barrel dollar euro pound ruble rouble "
    "yuan yen rupee shilling degree point cent p.m. a.m. am pm knot mph kph age time quarter half third fifth side "
    "priority thing reason question word way step part round stage phase goal sq".split()
)
PRONOUNS = frozenset({"them", "whom", "which", "these", "those", "us", "you"})
VAGUE_WHAT = frozenset({"other", "others", "another", "one", "ones", "more", "rest"})
NOT_IN_WHAT = frozenset({"other", "more", "additional", "further", "of", "the", "those", "these", "his", "their", "its", "our"})
BEFORE_RATE = frozenset({"%", "percent", "per", "degrees", "pm", "am", "p.m.", "a.m."})
COMPATIBLE: dict[Effect, frozenset[EventType]] = {
    Effect.KILLED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE}),
    Effect.INJURED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.MISSING: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.DETAINED: frozenset({EventType.COERCE, EventType.ASSAULT, EventType.PROTEST}),
    Effect.DISPLACED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.MOBILIZE}),
    Effect.DESTROYED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.DAMAGED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.SEIZED: frozenset({EventType.COERCE, EventType.ASSAULT, EventType.SANCTION}),
    Effect.LAUNCHED: frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.THREATEN}),
    Effect.CONDUCTED: frozenset(EventType),
    Effect.INVOLVED: frozenset(EventType),
}
PERSONAL = frozenset({Effect.KILLED, Effect.INJURED, Effect.DETAINED})
LOSSES = frozenset({Effect.DESTROYED, Effect.DAMAGED, Effect.SEIZED})
SINGLE = PERSONAL | LOSSES  # effects that "a policeman", "a house" without a number count as one
MAX_STEPS = 10


class _Effects(NamedTuple):
    object: dict[str, list[Effect]]
    subject: dict[str, list[Effect]]
    adjective: dict[str, Effect]
    noun: dict[str, Effect]
    counted: dict[str, Effect]
    weapons: frozenset[str]
    times: dict[str, str]
    collective: frozenset[str]
    things: frozenset[str]


class _Found(NamedTuple):
    """A count before it has its event: ``by`` is the word that tells the effect."""

    count: CountDraft
    by: Token
    noun: Token


@cache
def _effects() -> _Effects:
    table = _Effects({}, {}, {}, {}, {}, frozenset(), {}, frozenset(), frozenset())
    text = files("dateline.lexicon").joinpath("counts.tsv").read_text(encoding="utf-8")
    weapons: list[str] = []
    collective: list[str] = []
    things: list[str] = []
    for line in text.splitlines()[1:]:
        kind, effect, side, words = line.split("\t")
        for word in words.split():
            if kind == "verb":
                (table.object if side == "object" else table.subject).setdefault(word, []).append(Effect(effect))
            elif kind == "adjective":
                table.adjective[word] = Effect(effect)
            elif kind == "noun" and side == "of":
                table.noun[word] = Effect(effect)
            elif kind == "counted":
                table.counted[word] = Effect(effect)
            elif kind == "times":
                table.times[word] = side
            elif kind == "weapon":
                weapons.append(word)
            elif kind == "collective":
                collective.append(word)
            elif kind == "thing":
                things.append(word)
    return table._replace(weapons=frozenset(weapons), collective=frozenset(collective), things=frozenset(things))


def find_counts(draft: Draft) -> None:
    """Give each event of the draft the counts that its sentence tells of it."""
    if not draft.events:
        return
    by_sentence: dict[int, list[EventDraft]] = {}
    for event in draft.events:
        by_sentence.setdefault(draft.doc[event.head].sent.start, []).append(event)
    for sentence in draft.doc.sents:
        events = by_sentence.get(sentence.start)
        if events is None:
            continue
        for found in counts_in(draft, sentence, events):
            event = _event_of(found, events)
            if event is not None and not _is_known(event, found.count):
                event.counts.append(found.count)


def counts_in(draft: Draft, sentence: Sentence, events: list[EventDraft]) -> list[_Found]:
    """Return the counts of a sentence in the order of the text, each with the word that tells its effect."""
    found: list[_Found] = []
    words = [t.lower_ for t in sentence]
    taken: set[int] = set()
    for quantity in find_quantities(words):
        if not _is_count(draft, sentence, quantity):
            continue
        one = _counted(draft, sentence, quantity, events, found)
        if one is not None:
            found.append(one)
            taken.update(range(one.count.words.start, one.count.words.end))
    for one in (*_singles(draft, sentence, taken), *_times(sentence, words, events)):
        found.append(one)
    return sorted(found, key=lambda f: f.count.words)


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
    if after is not None:
        if after.lower_ in BEFORE_RATE or after.lemma_.lower() in MEASURES or after.text in {":", "/"}:
            return False
        if after.text in {"-", "--"} and quantity.end + 1 < len(sentence) and not after.whitespace_:
            return False  # "14-year-old", "five-nation"
        if after.lower_ in {"years", "days"}:
            return False
    if before is not None:
        if before.text in {"$", "€", "£", "#", ":", "/", "."} or before.lower_ in {"aged", "age", "article", "chapter", "no"}:
            return False
        if before.pos_ == "PROPN" and core.is_digit and core.dep_ not in {"pobj", "dobj", "nsubj", "nsubjpass"}:
            if core.head.i < core.i or core.head.pos_ == "PROPN":
                return False  # "Flight 17"
    if core.is_digit and len(core.text) == 4 and 1900 <= int(core.text) <= 2100 and last.dep_ != "nummod":
        return False
    return not (core.lower_ == "one" and quantity.end - quantity.start == 1 and _is_pronoun_one(core))


def _is_pronoun_one(one: Token) -> bool:
    """Tell whether "one" is no number: "no one", "one another", "one of the biggest attacks", "one day"."""
    doc = one.doc
    before = doc[one.i - 1].lower_ if one.i else ""
    after = doc[one.i + 1].lower_ if one.i + 1 < len(doc) else ""
    if before in {"no", "any", "every", "some", "each", "this", "that", "which"} or after == "another":
        return True
    return after == "of" and any(t.tag_ == "JJS" or t.lower_ == "most" for t in doc[one.i + 2 : one.i + 5])


def _counted(
    draft: Draft, sentence: Sentence, quantity: Quantity, events: list[EventDraft], earlier: list[_Found]
) -> _Found | None:
    """Return what a number counts and to what effect, or None where no effect is told."""
    noun, elided = _noun_of(sentence, quantity)
    if noun.lemma_.lower() in MEASURES and not elided:
        return None
    effect_by = _of_whole(sentence, quantity, earlier) or _effect_of(noun, sentence, quantity, events)
    if effect_by is None:
        return None
    effect, by = effect_by
    start = sentence.start + quantity.start
    end = max(sentence.start + quantity.end, noun.i + 1 if noun.i >= sentence.start + quantity.core else 0)
    what = _what(draft, sentence, quantity, noun, elided, effect, earlier)
    if effect is Effect.DETAINED and not elided and _is_thing(noun):
        effect = Effect.SEIZED
    words = Words(start, end)
    return _Found(CountDraft(what, effect, quantity.low, quantity.high, words), by, noun)


def _of_whole(sentence: Sentence, quantity: Quantity, earlier: list[_Found]) -> tuple[Effect, Token] | None:
    """Return the effect of the whole, for a part: "14 people, including three children", "among them two medics"."""
    before = [t.lower_ for t in sentence[max(0, quantity.start - 2) : quantity.start]]
    if not earlier or (before[-1:] != ["including"] and before not in (["among", "them"], ["among", "whom"])):
        return None
    whole = earlier[-1]
    near = sentence.start + quantity.start - whole.count.words.end
    return (whole.count.effect, whole.by) if near <= 8 and whole.count.effect in HARM else None


def _noun_of(sentence: Sentence, quantity: Quantity) -> tuple[Token, bool]:
    """Return the noun that a number counts, and whether it is left out (then the number itself)."""
    last = sentence[quantity.end - 1]
    end = sentence.start + quantity.end
    doc = sentence.doc
    if quantity.end < len(sentence) and doc[end].lower_ == "of" and end + 1 < sentence.end:
        inner = next((t for t in doc[end + 1 : min(end + 9, sentence.end)] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
        if inner is not None and inner.lower_ not in PRONOUNS:
            return _last_of_run(inner, sentence), False
        return last, True
    noun: Token | None = None
    head = last.head
    if last.dep_ in {"nummod", "amod", "compound", "det"} and head.pos_ in {"NOUN", "PROPN"} and end <= head.i < end + 8:
        return (last, True) if head.lower_ == "dead" else (head, False)
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
        if after.pos_ in {"NOUN", "PROPN"} and noun.dep_ in {"compound", "nmod", "amod", "npadvmod", "poss"} and noun.head.i > noun.i:
            noun = after
        elif after.text in {"-", "'s"} or (after.pos_ == "ADJ" and noun.dep_ in {"compound", "npadvmod"}):
            if noun.i + 2 < sentence.end and noun.head.i > noun.i and noun.head.i - noun.i <= 4 and noun.head.pos_ == "NOUN":
                return noun.head
            break
        else:
            break
    return noun


def _is_thing(noun: Token) -> bool:
    """Tell whether a noun names things or places rather than people, for "seized" and "captured"."""
    table = _effects()
    return noun.lemma_.lower() in table.weapons or noun.lemma_.lower() in table.things


def _effect_of(
    noun: Token, sentence: Sentence, quantity: Quantity, events: list[EventDraft]
) -> tuple[Effect, Token] | None:
    """Return the effect that is told of a counted noun, and the word that tells it."""
    table = _effects()
    beside = _beside(noun, sentence, quantity)
    if beside is not None:
        return beside
    counted = table.counted.get(noun.lemma_.lower())
    if counted is not None:
        return counted, noun
    top = noun
    quantity_start = sentence.start + quantity.start
    for _ in range(MAX_STEPS):
        head, dep = top.head, top.dep_
        if head.i == top.i:
            break
        if dep in {"nummod", "quantmod", "compound", "amod", "advmod", "det", "nmod"} and head.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"}:
            top = head
        elif dep == "pobj" and head.lower_ == "of" and quantity_start < head.i < noun.i + 1:
            top = head.head  # "dozens of civilians": on from "dozens"
        elif dep == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in table.collective:
            top = head.head
        elif dep == "pobj" and head.lower_ in {"including", "among"} and head.head.pos_ in {"NOUN", "PROPN", "NUM"}:
            top = head.head
        elif dep == "prep" and top.lower_ in {"including", "among"}:
            top = head
        elif dep in {"conj", "appos"} and head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
            own = _by_verb(top, quantity_start)
            if own is not None:
                return own
            top = head
        else:
            break
    told = _by_verb(top, quantity_start) or _by_noun(top)
    if told is not None:
        effect, by = told
        if effect is Effect.LAUNCHED and noun.lemma_.lower() not in table.weapons:
            effect = Effect.CONDUCTED
        if effect is Effect.CONDUCTED and noun.lemma_.lower() in table.weapons and by.lemma_ in {"launch", "fire"}:
            effect = Effect.LAUNCHED
        if effect is not Effect.CONDUCTED or _is_event_noun(noun, events) or by.lemma_ in {"conduct", "stage", "mount", "fly", "launch", "commit", "perform"}:
            return effect, by
    if _is_event_noun(noun, events):
        return Effect.CONDUCTED, noun
    if top.dep_ in {"nsubj", "agent", "pobj"} and told is None:
        verb = top.head.head if top.dep_ == "pobj" and top.head.lower_ == "by" else top.head
        if top.dep_ != "pobj" or top.head.lower_ == "by":
            if any(e.head == verb.i for e in events) and not any(c.dep_ == "auxpass" for c in verb.children if top.dep_ == "nsubj"):
                return Effect.INVOLVED, verb
    return None


def _is_event_noun(noun: Token, events: list[EventDraft]) -> bool:
    return any(e.trigger.start <= noun.i < e.trigger.end and noun.i >= e.head for e in events)


def _beside(noun: Token, sentence: Sentence, quantity: Quantity) -> tuple[Effect, Token] | None:
    """Return the effect of a word right after or inside the counted phrase: "14 dead", "20 people wounded"."""
    doc = sentence.doc
    table = _effects().adjective
    end = sentence.start + quantity.end
    after = max(end, noun.i + 1)
    while after < sentence.end and doc[after].lower_ in {"were", "was", "are", "is", "still", "reported", "reportedly", "critically", "left", "seriously", "feared", "found", "remain", "have", "been", "now", "also", "more", "others", "badly", "as", "being", "be", "confirmed"}:
        after += 1
    if after < sentence.end:
        word = doc[after]
        effect = table.get(word.lower_)
        if effect is not None and not (word.dep_ == "amod" and word.head.i > word.i):
            followed = any(c.dep_ == "dobj" for c in word.children)
            if not (word.tag_ == "VBD" and followed) or any(c.dep_ == "auxpass" for c in word.children):
                return effect, word
    for word in doc[end : max(end, noun.i)]:
        effect = table.get(word.lower_)
        if effect in {Effect.INJURED, Effect.KILLED, Effect.MISSING}:
            told = _by_verb(noun, end)
            return (effect, word) if told is None or told[0] not in HARM else None
    return None


def _by_verb(top: Token, quantity_start: int) -> tuple[Effect, Token] | None:
    """Return the effect of the verb that a noun is object or subject of."""
    table = _effects()
    head, dep = top.head, top.dep_
    for child in top.children:
        if child.dep_ in {"acl", "relcl"} and child.i > top.i and child.pos_ == "VERB":
            passive = child.tag_ == "VBN" and (child.dep_ == "acl" or any(c.dep_ == "auxpass" for c in child.children))
            effects = table.object.get(child.lemma_) if passive else table.subject.get(child.lemma_)
            if effects and dep not in {"dobj", "nsubjpass"} and effects[0] in HARM:
                return effects[0], child
    if head.pos_ not in {"VERB", "AUX", "ADJ"} and head.tag_ not in {"VBN", "VBD", "VBG"}:
        return None
    lemma = head.lemma_
    if dep in {"dobj", "nsubjpass", "oprd", "dative"}:
        effects = table.object.get(lemma)
        if lemma == "shoot":
            return _shot(head)
        if effects and not _is_other_sense(head, top):
            return _choose(effects, top), head
        for child in head.children:  # "forced 2,300 families to flee"
            if dep == "dobj" and child.dep_ in {"xcomp", "ccomp"} and child.lemma_ in table.subject:
                forced = table.subject[child.lemma_][0]
                if forced in HARM:
                    return forced, child
        if lemma in {"leave", "see", "have"}:
            for child in head.children:
                effect = table.adjective.get(child.lower_)
                if effect is not None and child.i > top.i:
                    return effect, child
        return None
    if dep in {"nsubj", "csubj"}:
        effects = table.object.get(lemma)
        objectless = not any(c.dep_ in {"dobj", "ccomp", "prt"} for c in head.children)
        if effects and head.tag_ in {"VBN", "VBD"} and objectless and lemma not in table.subject and effects[0] is not Effect.CONDUCTED:
            return _choose(effects, top), head  # "and six others damaged": the "were" is left out
        effects = table.subject.get(lemma)
        if effects and not (lemma == "take" and not any(c.lower_ in {"part", "to"} for c in head.children)):
            return effects[0], head
    return None


def _choose(effects: list[Effect], noun: Token) -> Effect:
    if Effect.DETAINED in effects and Effect.SEIZED in effects:
        return Effect.SEIZED if _is_thing(noun) else Effect.DETAINED
    if Effect.LAUNCHED in effects and Effect.CONDUCTED in effects:
        return Effect.LAUNCHED if noun.lemma_.lower() in _effects().weapons else Effect.CONDUCTED
    return effects[0]


def _is_other_sense(verb: Token, noun: Token) -> bool:
    """Tell whether a verb has another sense here: "shot" without "down", "claimed responsibility", "held talks"."""
    lemma = verb.lemma_
    if lemma == "claim":
        return noun.lemma_ not in {"life", "victim"}
    if lemma in {"hold", "make", "carry", "round", "turn"}:
        if lemma == "carry":
            return not any(c.lower_ == "out" for c in verb.children)
        if lemma == "round":
            return not any(c.lower_ == "up" for c in verb.children)
        return lemma != "make" and noun.lemma_ not in {"hostage", "prisoner", "civilian", "people", "journalist", "soldier", "worker"}
    if lemma == "recover":
        return noun.lemma_ in {"body"}
    return False


def _by_noun(top: Token) -> tuple[Effect, Token] | None:
    """Return the effect of a noun above: "the deaths of 12 civilians", "bringing the toll to 30", "a toll of 30"."""
    table = _effects()
    preposition = top.head
    if top.dep_ == "pobj":
        above = preposition.head
        lemma = above.lemma_.lower()
        if lemma in table.noun and preposition.lower_ in {"of", "to", "at"}:
            return table.noun[lemma], above
        if lemma in table.object and above.tag_ == "VBG" and preposition.lower_ == "of":
            return table.object[lemma][0], above  # "the killing of", tagged a verb
        if preposition.lower_ == "with" and preposition.i and preposition.nbor(-1).lower_ in {"along", "together"}:
            while above.pos_ not in {"VERB", "AUX"} and above.head.i != above.i:
                above = above.head
            effects = table.object.get(above.lemma_)
            return (effects[0], above) if effects and effects[0] in HARM else None
        if above.pos_ in {"VERB", "AUX"} and preposition.lower_ in {"to", "at", "from"}:
            return _toll(above)
        return None
    if top.dep_ in {"dobj", "attr", "acomp", "npadvmod"} and preposition.pos_ in {"VERB", "AUX"}:
        return _toll(preposition)
    return None


def _toll(verb: Token) -> tuple[Effect, Token] | None:
    """Return the effect of a toll that a verb moves or states: "the death toll rose to 30"."""
    if verb.lemma_ not in {"rise", "bring", "put", "climb", "reach", "stand", "jump", "be", "hit", "pass", "raise", "take", "increase", "push", "exceed", "top", "surpass", "grow", "drive", "total"}:
        return None
    for child in verb.children:
        if child.dep_ in {"nsubj", "dobj", "nsubjpass"} and child.lemma_.lower() in {"toll", "number", "count", "total"}:
            around = {t.lower_ for t in child.subtree}
            if child.lemma_.lower() == "toll":
                wounded = around & {"injury", "injured", "wounded"}
                return (Effect.INJURED if wounded else Effect.KILLED), child
            for word, effect in (("dead", Effect.KILLED), ("deaths", Effect.KILLED), ("killed", Effect.KILLED), ("wounded", Effect.INJURED), ("injured", Effect.INJURED), ("missing", Effect.MISSING), ("displaced", Effect.DISPLACED)):
                if word in around:
                    return effect, child
    return None


def _what(
    draft: Draft,
    sentence: Sentence,
    quantity: Quantity,
    noun: Token,
    elided: bool,
    effect: Effect,
    earlier: list[_Found],
) -> str:
    """Return the counted noun in the text's words; where it is left out, the one before it or "people"."""
    vague = noun.lower_ in VAGUE_WHAT
    table = _effects()
    if noun.lemma_.lower() in table.counted and not elided:
        return "people" if effect in HARM else draft.text_of(Words(noun.i, noun.i + 1))
    if noun.lower_ == "person" and not elided:
        return "people"
    if elided or vague:
        after = [t.lower_ for t in sentence[quantity.end : quantity.end + 2]]
        again = vague or after[:1] == ["more"] or after in (["of", "them"], ["of", "whom"]) or sentence[quantity.end - 1].lower_ in VAGUE_WHAT or effect not in HARM
        if again:
            for one in reversed(earlier):
                if (one.count.effect in HARM) == (effect in HARM):
                    return one.count.what
        return "people" if effect in HARM or effect is Effect.INVOLVED else ""
    start = sentence.start + quantity.end
    doc = sentence.doc
    while start < noun.i and (doc[start].lower_ in NOT_IN_WHAT or doc[start].is_punct or doc[start].lower_ in table.adjective or _is_owner(draft, start, noun)):
        start += 1
    return draft.text_of(Words(start, noun.i + 1))


def _is_owner(draft: Draft, i: int, noun: Token) -> bool:
    """Tell whether a word before the noun names whose they are ("two IS armed vehicles")."""
    token = draft.doc[i]
    if token.pos_ != "PROPN" and token.ent_type_ not in {"ORG"}:
        return False
    actor = draft.actor_of[i]
    return token.i < noun.i and (actor is None or actor is not draft.actor_of[noun.i] or actor.named)


def _singles(draft: Draft, sentence: Sentence, taken: set[int]) -> Iterator[_Found]:
    """Yield the single victims that no number names: "the murder of James Foley", "killed a policeman"."""
    table = _effects()
    for token in sentence:
        if token.i in taken or token.tag_ not in {"NN", "NNP"} or token.dep_ not in {"pobj", "dobj", "nsubj", "nsubjpass", "conj"}:
            continue
        if token.lemma_.lower() in table.collective:
            continue
        named = token.ent_type_ == "PERSON" or _is_person(draft, token.i)
        article = next((c for c in token.lefts if c.dep_ == "det" and c.lower_ in {"a", "an"}), None)
        if not named and article is None:
            continue
        told = _victim_of(token)
        if told is None:
            continue
        effect, by = told
        if effect not in SINGLE or (named and effect in LOSSES) or (effect in PERSONAL and token.lemma_.lower() in table.things):
            continue
        if effect is Effect.SEIZED and token.lemma_.lower() not in table.things:
            continue
        start = article.i if article is not None and not named else _name_start(draft, token)
        if any(i in taken for i in range(start, token.i + 1)):
            continue
        what = "people" if named else draft.text_of(Words(start + 1, token.i + 1))
        yield _Found(CountDraft(what, effect, 1, 1, Words(start, token.i + 1)), by, token)


def _victim_of(token: Token) -> tuple[Effect, Token] | None:
    """Return the harm that is told of one person by the verb or noun right above."""
    table = _effects()
    head = token.head
    if token.dep_ in {"dobj", "nsubjpass"}:
        effects = table.object.get(head.lemma_)
        if head.lemma_ == "shoot":
            return _shot(head)
        if effects and effects[0] in SINGLE and not _is_other_sense(head, token):
            return _choose(effects, token), head
        return None
    if token.dep_ in {"nsubj", "csubj"}:
        effects = table.subject.get(head.lemma_)
        return (effects[0], head) if effects and effects[0] in PERSONAL else None
    if token.dep_ in {"conj", "appos"} and head.pos_ in {"NOUN", "PROPN"} and head.i < token.i:
        return _victim_of(head)
    if token.dep_ == "pobj" and head.lower_ == "of":
        lemma = head.head.lemma_.lower()
        effect = table.noun.get(lemma)
        if effect is not None and lemma not in {"toll", "massacre"}:
            return effect, head.head
    return None


def _shot(verb: Token) -> tuple[Effect, Token] | None:
    """Return what "shot dead" and "shot down" did; "shot" alone tells no effect."""
    for word in verb.doc[verb.i + 1 : verb.i + 3]:
        if word.lower_ in {"dead", "down"}:
            return (Effect.KILLED if word.lower_ == "dead" else Effect.DESTROYED), verb
    after = next((c for c in verb.children if c.lower_ in {"dead", "down"} and c.i > verb.i), None)
    if after is None:
        return None
    return (Effect.KILLED if after.lower_ == "dead" else Effect.DESTROYED), verb


def _is_person(draft: Draft, i: int) -> bool:
    actor = draft.actor_of[i]
    return actor is not None and actor.kind is ActorKind.PERSON and actor.named


def _name_start(draft: Draft, token: Token) -> int:
    start = token.i
    while start > token.sent.start and token.doc[start - 1].dep_ == "compound" and token.doc[start - 1].ent_type_ == token.ent_type_:
        if token.doc[start - 1].pos_ != "PROPN":
            break
        start -= 1
    return start


def _times(sentence: Sentence, words: list[str], events: list[EventDraft]) -> Iterator[_Found]:
    """Yield how often an event took place: "at least once", "twice", "three times"."""
    doc = sentence.doc
    for i, word in enumerate(words):
        if word in {"once", "twice", "thrice"}:
            n = {"once": 1, "twice": 2, "thrice": 3}[word]
            start, low, high = _bounds(words, i, n)
            token = sentence[i]
            if word == "once" and start == i and not _is_number_once(token):
                continue
            end = i + 1
        elif word == "times" and i:
            quantity = next((q for q in find_quantities(words) if q.end == i), None)
            if quantity is None:
                continue
            start, low, high, end = quantity.start, quantity.low, quantity.high, i + 1
            token = sentence[i]
        else:
            continue
        verb = token.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
            verb = verb.head
        event = next((e for e in events if e.head == verb.i or e.trigger.start <= verb.i < e.trigger.end), None)
        if event is None:
            continue
        what = _effects().times.get(verb.lemma_, "times")
        yield _Found(
            CountDraft(what, Effect.CONDUCTED, low, high, Words(sentence.start + start, sentence.start + end)), verb, doc[verb.i]
        )


def _bounds(words: list[str], i: int, n: int) -> tuple[int, int | None, int | None]:
    if words[max(0, i - 2) : i] == ["at", "least"]:
        return i - 2, n, None
    if words[max(0, i - 2) : i] == ["more", "than"]:
        return i - 2, n + 1, None
    return i, n, n


def _is_number_once(token: Token) -> bool:
    """Tell whether "once" is a number: after its verb, and no "once they had left", "at once", "once again"."""
    doc = token.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if before == "at" or (after is not None and after.lower_ in {"again", "more"}):
        return False
    if token.head.pos_ != "VERB" or token.head.i > token.i:
        return False
    return after is None or after.is_punct or after.pos_ in {"ADP", "CCONJ"}


def _event_of(found: _Found, events: list[EventDraft]) -> EventDraft | None:
    """Return the event that a count belongs to: its own word, the one above or below it, else the nearest that fits."""
    by, noun = found.by, found.noun
    for word in (noun, by):
        for event in events:
            if event.head == word.i or event.trigger.start <= word.i < event.trigger.end:
                if word is by or found.count.effect is Effect.CONDUCTED:
                    return event
    fitting = [e for e in events if e.type in COMPATIBLE[found.count.effect]]
    if not fitting:
        return None
    above = _chain(by)
    ranked = []
    for event in fitting:
        head = by.doc[event.head]
        if event.head in above:
            steps = above.index(event.head)
        elif by.i in _chain(head):
            steps = _chain(head).index(by.i)
        else:
            chain = _chain(head)
            shared = next((n for n, i in enumerate(above) if i in chain), MAX_STEPS)
            steps = shared + (chain.index(above[shared]) if shared < len(above) else MAX_STEPS)
        harm = event.type in {EventType.ASSAULT, EventType.COERCE}
        ranked.append((steps, not harm, abs(event.head - by.i), event))
    return min(ranked, key=lambda r: r[:3])[3]


def _chain(token: Token) -> list[int]:
    """Return a word and its governors, from the inside out."""
    chain = [token.i]
    while token.head.i != token.i and len(chain) < 2 * MAX_STEPS:
        token = token.head
        chain.append(token.i)
    return chain
