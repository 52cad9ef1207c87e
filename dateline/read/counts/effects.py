"""What a counted noun suffered or did: the effect that the words around it tell, and the word that tells it.

"14 dead", "killing two", "the deaths of 12 civilians", "the toll rose to 30". What a verb tells is asked in
``verb_effects``; the words stand in ``lexicon/counts.tsv`` (``effect_words``).
"""

from __future__ import annotations

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import Effect

from ..draft import EventDraft
from .effect_words import HARM, MAX_STEPS, TO_NOUNS, TOLL_NOUNS, WHOLE, effect_words, harmed, is_thing
from .numbers import Quantity
from .verb_effects import by_verb, choose, is_other_sense, takes_object

__all__ = ["HARM", "TOLL_OF", "effect_of"]

TOLL_OF = {
    "dead": Effect.KILLED,
    "deaths": Effect.KILLED,
    "killed": Effect.KILLED,
    "wounded": Effect.INJURED,
    "injured": Effect.INJURED,
    "missing": Effect.MISSING,
    "displaced": Effect.DISPLACED,
    "destroyed": Effect.DESTROYED,
    "arrested": Effect.DETAINED,
    "held": Effect.DETAINED,
    "hostages": Effect.DETAINED,
}
INSIDE_PHRASE = frozenset({"nummod", "quantmod", "compound", "amod", "advmod", "det", "nmod"})


def effect_of(
    noun: Token, sentence: Sentence, quantity: Quantity, events: list[EventDraft]
) -> tuple[Effect, Token] | None:
    """Return the effect that is told of a counted noun, and the word that tells it; None where none is told."""
    table = effect_words()
    beside = _beside(noun, sentence, quantity)
    if beside is not None:
        return beside
    whole = _of_harmed(sentence, quantity)
    if whole is not None:
        own = by_verb(noun)  # "eight of the wounded died"
        return own if own is not None and own[0] in HARM and own[1].i != whole[1].i else whole
    counted = table.counted.get(noun.lemma_.lower())
    if counted is not None:
        return counted, noun
    first = sentence.start + quantity.start
    top = noun
    told: tuple[Effect, Token] | None = None
    for _ in range(MAX_STEPS):
        above = _above(top, noun, first)
        if above is None:
            break
        if top.dep_ in {"conj", "appos"}:
            told = by_verb(top)
            if told is not None:
                return told
        top = above
    told = by_verb(top) or _by_noun(top) or _after_modifier(top, first)
    if told is not None:
        effect, by = _launched_or_conducted(noun, *told)
        happens = _is_event_noun(noun, events) or by.lemma_ in table.sets["conducting"]
        if effect is not Effect.CONDUCTED or happens:
            return effect, by
    if _is_event_noun(noun, events):
        return Effect.CONDUCTED, noun
    return _taking_part(top, events) if told is None else None


def _above(top: Token, noun: Token, first: int) -> Token | None:
    """Return the word that a counted noun stands under within its own noun phrase, or None at its top."""
    head, dep = top.head, top.dep_
    if head.i == top.i:
        return None
    if dep in INSIDE_PHRASE and head.pos_ in {*TO_NOUNS, "ADJ"}:
        return head
    if dep == "pobj" and head.lower_ == "of":
        if first < head.i < noun.i + 1:  # "dozens of civilians": on from "dozens"; "two out of five attackers"
            if head.head.lower_ != "out":
                return head.head
            above = head.head.head  # "shot down 85 out of 110 drones": the "out" hangs on the verb
            return head.head.nbor(-1) if above.pos_ == "VERB" and head.head.nbor(-1).pos_ == "NUM" else above
        if head.head.pos_ == "NUM" and noun.dep_ == "conj":
            return head.head  # "41 of 55 drones and two missiles"
        if head.head.lemma_.lower() in effect_words().sets["collective"]:
            return head.head  # "a family of five"
    if dep == "pobj" and head.lower_ in {"including", "among"} and head.head.pos_ in TO_NOUNS:
        return head.head
    if dep in {"conj", "appos"} and head.pos_ in {*TO_NOUNS, "PRON"}:
        return head
    return None


def _after_modifier(top: Token, first: int) -> tuple[Effect, Token] | None:
    """Return the effect on "displaced over two million", where the parse takes "over" for a preposition."""
    if top.dep_ != "pobj" or top.head.i < first or top.head.head.pos_ != "VERB":
        return None
    verb = top.head.head
    effects = effect_words().object.get(verb.lemma_)
    return (choose(effects, top), verb) if effects and not is_other_sense(verb, top) else None


def _launched_or_conducted(noun: Token, effect: Effect, by: Token) -> tuple[Effect, Token]:
    """Return whether weapons were launched or an operation conducted: "launched 30 rockets", "three raids"."""
    effects = effect_words().object.get(by.lemma_, [])
    if effect in effects and Effect.SEIZED in effects and Effect.DETAINED in effects:
        return choose(effects, noun), by  # "captured a tank and 13 troops": each by its own noun
    is_weapon = noun.lemma_.lower() in effect_words().sets["weapon"]
    if by.lemma_ == "drop" and not is_weapon:
        return Effect.INVOLVED, by
    if effect is Effect.LAUNCHED and not is_weapon:
        effect = Effect.CONDUCTED
    elif effect is Effect.CONDUCTED and is_weapon and by.lemma_ in {"launch", "fire"}:
        effect = Effect.LAUNCHED
    return effect, by


def _taking_part(top: Token, events: list[EventDraft]) -> tuple[Effect, Token] | None:
    """Return those who act in an event as involved: "two bombers attacked", "attacked by six gunmen"."""
    by_agent = top.dep_ == "pobj" and top.head.lower_ == "by"
    if not by_agent and top.dep_ not in {"nsubj", "agent"}:
        return None
    verb = top.head.head if by_agent else top.head
    helped = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    if top.dep_ == "nsubj" and (
        any(c.dep_ == "auxpass" for c in verb.children) or (verb.tag_ == "VBN" and verb.dep_ != "ROOT" and not helped)
    ):
        return None  # "one police officer assaulted": done to, the "was" left out
    return (Effect.INVOLVED, verb) if any(e.head == verb.i for e in events) else None


def _is_event_noun(noun: Token, events: list[EventDraft]) -> bool:
    """Tell whether a noun is an act itself, and not what an act was done to: "struck four areas"."""
    target = is_thing(noun) or noun.lemma_.lower() in effect_words().sets["target"]
    return any(
        e.trigger.start <= noun.i < e.trigger.end and (noun.i == e.head or (noun.i > e.head and not target))
        for e in events
    )


def _beside(noun: Token, sentence: Sentence, quantity: Quantity) -> tuple[Effect, Token] | None:
    """Return the effect of a word right after or inside the counted phrase: "14 dead", "20 people wounded"."""
    doc = sentence.doc
    table = effect_words().adjective
    fillers = effect_words().sets["filler"]
    end = sentence.start + quantity.end
    first = max(end, noun.i + 1)
    after = first
    while after < sentence.end and doc[after].lower_ in fillers:
        after += 1
    if after < sentence.end:
        word = doc[after]
        effect = table.get(word.lower_)
        stands_before_noun = word.dep_ == "amod" and word.head.i > word.i
        passive = any(doc[i].lemma_ == "be" for i in range(first, after))
        if effect is not None and not stands_before_noun and (passive or not takes_object(word)):
            return effect, word
    after_in = (
        {t.lower_ for t in doc[first + 1 : first + 4]} if first < sentence.end and doc[first].lower_ == "in" else set()
    )
    in_care = "hospital" in after_in or ("condition" in after_in and after_in & {"critical", "serious", "grave"})
    if in_care and any(t.lemma_ == "leave" for t in doc[sentence.start : end]):
        return Effect.INJURED, doc[first + 1]
    before = doc[end - (quantity.end - quantity.start) - 1] if quantity.start else None
    if before is not None and before.tag_ == "VBD" and before.dep_ == "amod" and before.head == noun:
        verbs = effect_words().object.get(before.lemma_)  # "and displaced 2 million people", taken for an adjective
        if verbs:
            return choose(verbs, noun), before
    for word in doc[end : max(end, noun.i)]:
        effect = table.get(word.lower_)
        if effect in HARM:
            told = by_verb(noun)
            return (effect, word) if told is None or told[0] not in HARM else None
    return None


def _of_harmed(sentence: Sentence, quantity: Quantity) -> tuple[Effect, Token] | None:
    """Return the effect of the whole for "seven of the dead", "three of those killed", "two of the 12 victims"."""
    doc, end = sentence.doc, sentence.start + quantity.end
    if end + 2 >= sentence.end or doc[end].lower_ != "of" or doc[end + 1].lower_ not in WHOLE:
        return None
    for word in doc[end + 2 : min(end + 5, sentence.end)]:
        effect = harmed(word)
        if effect is not None:
            return (effect, word) if not (word.dep_ == "amod" and word.head.i > word.i) else None
        if word.pos_ not in {"NUM", "NOUN", "ADJ"}:
            return None
    return None


def _by_noun(top: Token) -> tuple[Effect, Token] | None:
    """Return the effect of a noun above: "the deaths of 12 civilians", "bringing the toll to 30", "a toll of 30"."""
    table = effect_words()
    preposition = top.head
    if top.dep_ == "pobj":
        above = preposition.head
        if preposition.lower_ == "to" and above.lower_ == "from" and above.head.pos_ == "VERB":
            above = above.head  # "rose from 14 to 19"
        lemma = above.lemma_.lower()
        if preposition.lower_ == "to" and preposition.i and preposition.nbor(-1).pos_ == "NOUN":
            beside = preposition.nbor(-1)  # "the deaths of two and injuries to four", hung on the deaths
            if beside.lemma_.lower() in table.noun:
                return table.noun[beside.lemma_.lower()], beside
        if lemma == "make" and preposition.lower_ == "with" and preposition.nbor(-1).lower_ in {"off", "away"}:
            return Effect.SEIZED, above
        if preposition.lower_ == "to" and lemma in {"fire", "set"} and "fire" in {lemma, preposition.nbor(-1).lower_}:
            return Effect.DESTROYED, above  # "set fire to 20 homes"
        if lemma == "life" and above.head.lemma_ in {"claim", "take", "cost"}:
            return Effect.KILLED, above.head
        if lemma in table.noun and preposition.lower_ in {"of", "to", "at"}:
            return table.noun[lemma], above
        if lemma in table.object and above.tag_ == "VBG" and preposition.lower_ == "of":
            return table.object[lemma][0], above  # "the killing of", tagged a verb
        if preposition.lower_ == "with" and preposition.i and preposition.nbor(-1).lower_ in {"along", "together"}:
            while above.pos_ not in {"VERB", "AUX"} and above.head.i != above.i:
                above = above.head
            effects = table.object.get(above.lemma_)
            return (effects[0], above) if effects and effects[0] in HARM else None
        if above.dep_ == "acl" and preposition.lower_ == "to" and above.head.lemma_.lower() in TOLL_NOUNS:
            return _toll(above.head.head)  # "brought the number of people killed to 63"
        if above.pos_ in {"VERB", "AUX"} and preposition.lower_ in {"to", "at", "from"}:
            return _toll(above)
        return None
    if top.dep_ in {"dobj", "attr", "acomp", "npadvmod"} and preposition.pos_ in {"VERB", "AUX"}:
        return _toll(preposition)
    return None


def _toll(verb: Token) -> tuple[Effect, Token] | None:
    """Return the effect of a toll that a verb moves or states: "the death toll rose to 30"."""
    if verb.lemma_ not in effect_words().sets["toll_verb"]:
        return None
    nearby = [n for p in verb.children if p.dep_ == "prep" and p.lower_ == "to" for n in p.children]
    nearby += [n for c in verb.children if c.dep_ == "ccomp" and c.tag_ == "VBN" for n in c.lefts if n.dep_ == "nsubj"]
    for child in (*verb.children, *nearby):  # "raising to 61 the number of", hung on the "to"
        if child.dep_ in {"nsubj", "dobj", "nsubjpass", "pobj"} and child.lemma_.lower() in TOLL_NOUNS:
            around = {t.lower_ for t in child.subtree}
            if child.lemma_.lower() == "toll":
                wounded = around & {"injury", "injured", "wounded"}
                return (Effect.INJURED if wounded else Effect.KILLED), child
            for word, effect in (*TOLL_OF.items(), *effect_words().adjective.items()):
                if word in around:
                    return effect, child
    return None
