"""What a counted noun suffered or did: the effect that the words around it tell, and the word that tells it.

"14 dead", "killing two", "the deaths of 12 civilians", "the toll rose to 30". The words stand in
``lexicon/counts.tsv``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import Effect

from ..draft import EventDraft
from .numbers import Quantity

HARM = frozenset({Effect.KILLED, Effect.INJURED, Effect.MISSING, Effect.DETAINED, Effect.DISPLACED})
PERSONAL = frozenset({Effect.KILLED, Effect.INJURED, Effect.DETAINED})
LOSSES = frozenset({Effect.DESTROYED, Effect.DAMAGED, Effect.SEIZED})
SINGLE = PERSONAL | LOSSES  # effects that "a policeman", "a house" without a number count as one
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
TOLL_NOUNS = frozenset({"toll", "number", "count", "total", "tally"})
WHOLE = frozenset({"the", "those", "these", "its", "their", "all"})
RUBBLE = frozenset({"rubble", "ashes", "ruins", "ground"})
ABLAZE = frozenset({"ablaze", "alight", "afire", "aflame"})
CAPTIVES = frozenset({"hostage", "hostages", "captive", "captives", "prisoner", "prisoners"})
TO_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
INSIDE_PHRASE = frozenset({"nummod", "quantmod", "compound", "amod", "advmod", "det", "nmod"})
MAX_STEPS = 10


class EffectWords(NamedTuple):
    """The words of ``counts.tsv`` by what they do: verbs by the side that is counted, adjectives, nouns, word sets."""

    object: dict[str, list[Effect]]
    subject: dict[str, list[Effect]]
    adjective: dict[str, Effect]
    noun: dict[str, Effect]
    counted: dict[str, Effect]
    times: dict[str, str]
    sets: dict[str, frozenset[str]]


@cache
def effect_words() -> EffectWords:
    """Return the words that tell an effect, loaded once."""
    table = EffectWords({}, {}, {}, {}, {}, {}, {})
    text = files("dateline.lexicon").joinpath("counts.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        kind, effect, side, words = line.split("\t")
        for word in words.split():
            if kind == "verb":
                (table.object if side == "object" else table.subject).setdefault(word, []).append(Effect(effect))
            elif kind == "adjective":
                table.adjective[word] = Effect(effect)
            elif kind == "noun":
                table.noun[word] = Effect(effect)
            elif kind == "counted":
                table.counted[word] = Effect(effect)
            elif kind == "times":
                table.times[word] = side
            else:
                table.sets[kind] = frozenset(words.split())
    return table


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
        own = _by_verb(noun)  # "eight of the wounded died"
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
            told = _by_verb(top)
            if told is not None:
                return told
        top = above
    told = _by_verb(top) or _by_noun(top) or _after_modifier(top, first)
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
            return head.head.head if head.head.lower_ == "out" else head.head
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
    return (_choose(effects, top), verb) if effects and not _is_other_sense(verb, top) else None


def _launched_or_conducted(noun: Token, effect: Effect, by: Token) -> tuple[Effect, Token]:
    """Return whether weapons were launched or an operation conducted: "launched 30 rockets", "three raids"."""
    effects = effect_words().object.get(by.lemma_, [])
    if effect in effects and Effect.SEIZED in effects and Effect.DETAINED in effects:
        return _choose(effects, noun), by  # "captured a tank and 13 troops": each by its own noun
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
        if effect is not None and not stands_before_noun and (passive or not _takes_object(word)):
            return effect, word
    after_in = (
        {t.lower_ for t in doc[first + 1 : first + 4]} if first < sentence.end and doc[first].lower_ == "in" else set()
    )
    in_care = "hospital" in after_in or ("condition" in after_in and after_in & {"critical", "serious", "grave"})
    if in_care and any(t.lemma_ == "leave" for t in doc[sentence.start : end]):
        return Effect.INJURED, doc[first + 1]
    for word in doc[end : max(end, noun.i)]:
        effect = table.get(word.lower_)
        if effect in HARM:
            told = _by_verb(noun)
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


def harmed(word: Token) -> Effect | None:
    """Return what befell those that a word names by it: "the dead", "those killed", "the victims"."""
    if word.lower_ in {"victims", "fatalities"}:
        return Effect.KILLED
    effect = effect_words().adjective.get(word.lower_)
    return effect if effect in HARM else None


def _takes_object(verb: Token) -> bool:
    """Tell whether an object follows right after a verb: "three bombers killed four soldiers", whatever the parse."""
    if verb.i + 1 >= len(verb.doc):
        return False
    after = verb.doc[verb.i + 1]
    if after.pos_ in {"NUM", "DET", "PRON", "PROPN"} or after.lower_ in {
        "several",
        "more",
        "dozens",
        "hundreds",
        "scores",
    }:
        return True
    if after.lower_ in {"at", "up"} and verb.i + 2 < len(verb.doc) and verb.doc[verb.i + 2].lower_ in {"least", "to"}:
        return True
    return any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children) and after.text not in {",", ";", "."}


def _by_verb(top: Token) -> tuple[Effect, Token] | None:
    """Return the effect of the verb that a noun is object or subject of."""
    table = effect_words()
    head, dep = top.head, top.dep_
    for child in top.children:
        if child.dep_ in {"acl", "relcl"} and child.i > top.i and child.pos_ == "VERB":
            passive = child.tag_ == "VBN" and (child.dep_ == "acl" or any(c.dep_ == "auxpass" for c in child.children))
            effects = table.object.get(child.lemma_) if passive else table.subject.get(child.lemma_)
            told = effects[0] if effects else None
            launched = told is Effect.LAUNCHED and top.lemma_.lower() in table.sets["weapon"]
            lost = told in LOSSES and dep == "conj" and child.tag_ == "VBN"  # "12 houses were burnt and 45 cows stolen"
            if told is not None and dep not in {"dobj", "nsubjpass"} and (told in HARM or launched or lost):
                return told, child
    if head.pos_ not in {"VERB", "AUX", "ADJ"} and head.tag_ not in {"VBN", "VBD", "VBG"}:
        return None
    lemma = head.lemma_
    bare = dep == "npadvmod" and top.pos_ == "NUM" and head.i < top.i  # "killed ten and took six"
    if bare or dep in {"dobj", "nsubjpass", "oprd", "dative"}:
        effects = table.object.get(lemma)
        if lemma == "shoot":
            return _shot(head)
        fate = _fate(head)
        if fate is not None:
            return fate, head
        if effects and not _is_other_sense(head, top):
            return _choose(effects, top), head
        for child in head.children:  # "forced 2,300 families to flee"
            if dep == "dobj" and child.dep_ in {"xcomp", "ccomp"} and child.lemma_ in table.subject:
                forced = table.subject[child.lemma_][0]
                if forced in HARM:
                    return forced, child
        if lemma in {"leave", "see", "have", "find"}:
            for child in head.children:
                effect = table.adjective.get(child.lower_)
                if effect is not None and child.i > top.i:
                    return effect, child
        if lemma not in {"force", "drive"}:
            return None
    if lemma in {"force", "drive"} and dep in {"dobj", "nsubjpass"}:
        homes = {n.lemma_ for p in head.children if p.lower_ in {"from", "out"} for n in p.subtree}
        if homes & {"home", "house", "village", "town", "camp"}:
            return Effect.DISPLACED, head
    among = _among_harmed(top, head) if lemma in {"be", "include", "number"} else None
    if among is not None:
        return among
    if dep in {"nsubj", "csubj"} and lemma == "lose" and any(c.lemma_ == "life" for c in head.children):
        return Effect.KILLED, head
    if dep in {"nsubj", "csubj"} and lemma in {"sustain", "suffer", "receive"}:
        hurt = any(c.dep_ == "dobj" and c.lemma_ in {"injury", "wound", "burn"} for c in head.children)
        return (Effect.INJURED, head) if hurt else None
    if lemma == "die" and _of_sickness(head):
        return None
    if dep in {"nsubj", "csubj"}:
        effects = table.object.get(lemma)
        objectless = not _takes_object(head) and not any(c.dep_ == "ccomp" for c in head.children)
        if (
            effects
            and head.tag_ in {"VBN", "VBD"}
            and objectless
            and lemma not in table.subject
            and effects[0] is not Effect.CONDUCTED
        ):
            return _choose(effects, top), head  # "and six others damaged": the "were" is left out
        effects = table.subject.get(lemma)
        if effects and not (lemma == "take" and not any(c.lower_ in {"part", "to"} for c in head.children)):
            return effects[0], head
    return None


def _of_sickness(verb: Token) -> bool:
    """Tell whether someone "died of hunger": a death, but not one of violence."""
    causes = effect_words().sets["sickness"]
    return any(n.lemma_ in causes for p in verb.children if p.lower_ in {"of", "from"} for n in p.children)


def _among_harmed(top: Token, verb: Token) -> tuple[Effect, Token] | None:
    """Return the effect on "three officers were among those killed", "the dead included five women"."""
    if verb.lemma_ == "be":
        under = next((c for c in verb.children if c.lower_ in {"among", "amongst"}), None)
    else:
        under = next((c for c in verb.children if c.dep_ == "nsubj" and c.i != top.i), None)
    if under is None:
        return None
    for word in under.subtree:
        effect = harmed(word)
        if effect is not None and word.i <= under.i + 4:
            return effect, word
    return None


def _fate(verb: Token) -> Effect | None:
    """Return the effect of "hacked to death", "taken hostage"; a sentence to death is not yet one."""
    doc, last = verb.doc, verb.sent.end
    after = [t.lower_ for t in doc[verb.i + 1 : min(verb.i + 9, last)]]
    if (
        "death" in after
        and after[after.index("death") - 1] == "to"
        and verb.lemma_ not in {"sentence", "condemn", "put"}
    ):
        prepositions = [c for c in verb.children if c.lower_ == "to"]
        if any(n.lower_ == "death" for p in prepositions for n in p.children):
            return Effect.KILLED
    if verb.lemma_ in {"take", "place", "put", "remand"} and {"custody", "arrest"} & set(after[:3]):
        return Effect.DETAINED
    if verb.lemma_ == "take" and CAPTIVES & set(after):
        return Effect.DETAINED
    if verb.lemma_ in {"reduce", "burn", "raze", "bomb"} and RUBBLE & set(after[:4]):
        return Effect.DESTROYED
    if verb.lemma_ == "set" and (ABLAZE & set(after[:6]) or ("on", "fire") in pairwise(after)):
        return Effect.DESTROYED
    return None


def _choose(effects: list[Effect], noun: Token) -> Effect:
    if Effect.DETAINED in effects and Effect.SEIZED in effects:
        return Effect.SEIZED if is_thing(noun) else Effect.DETAINED
    if Effect.LAUNCHED in effects and Effect.CONDUCTED in effects:
        return Effect.LAUNCHED if noun.lemma_.lower() in effect_words().sets["weapon"] else Effect.CONDUCTED
    return effects[0]


def _is_other_sense(verb: Token, noun: Token) -> bool:
    """Tell whether a verb has another sense here: "shot" without "down", "claimed responsibility", "held talks"."""
    lemma = verb.lemma_
    if lemma == "claim":
        return noun.lemma_ not in {"life", "victim"}
    if lemma == "lose":
        return noun.lemma_.lower() not in effect_words().sets["fighter"]
    if lemma == "intercept":
        named = {noun, *(n for p in noun.children if p.lower_ == "of" for n in p.children)}  # "30 of the 33 rockets"
        return not any(n.lemma_.lower() in effect_words().sets["weapon"] for n in named)
    if lemma == "beat":
        return verb.tag_ != "VBN" and not any(c.lower_ == "up" for c in verb.children)
    if lemma == "blow":
        return not any(c.lower_ in {"up", "apart"} for c in verb.children) or noun.pos_ == "PRON"
    if lemma in {"hold", "make", "carry", "round", "turn"}:
        if lemma == "carry":
            return not any(c.lower_ == "out" for c in verb.children)
        if lemma == "round":
            return not any(c.lower_ == "up" for c in verb.children)
        return lemma != "make" and noun.lemma_ not in effect_words().sets["held"]
    if lemma == "recover":
        return noun.lemma_ in {"body"}
    return False


def _by_noun(top: Token) -> tuple[Effect, Token] | None:
    """Return the effect of a noun above: "the deaths of 12 civilians", "bringing the toll to 30", "a toll of 30"."""
    table = effect_words()
    preposition = top.head
    if top.dep_ == "pobj":
        above = preposition.head
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


def victim_of(token: Token) -> tuple[Effect, Token] | None:
    """Return the harm that is told of one person by the verb or noun right above."""
    table = effect_words()
    head = token.head
    if token.dep_ in {"dobj", "nsubjpass"}:
        effects = table.object.get(head.lemma_)
        if head.lemma_ == "shoot":
            return _shot(head)
        fate = _fate(head)
        if fate is not None:
            return fate, head
        if effects and effects[0] in SINGLE and not _is_other_sense(head, token):
            return _choose(effects, token), head
        return None
    if token.dep_ in {"nsubj", "csubj"}:
        effects = table.subject.get(head.lemma_)
        return (effects[0], head) if effects and effects[0] in PERSONAL else None
    if token.dep_ in {"conj", "appos"} and head.pos_ in {"NOUN", "PROPN"} and head.i < token.i:
        return victim_of(head)
    if token.dep_ == "pobj" and head.lower_ == "including" and head.head.pos_ in TO_NOUNS:
        return victim_of(head.head)
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


def is_thing(noun: Token) -> bool:
    """Tell whether a noun names things or places rather than people, for "seized" and "captured"."""
    table = effect_words()
    return noun.lemma_.lower() in table.sets["weapon"] or noun.lemma_.lower() in table.sets["thing"]
