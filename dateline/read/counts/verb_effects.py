"""What a verb tells of the noun that it governs: "killed 14", "eight died", "taken hostage", "shot down".

A noun goes in; the effect that the verb above it tells comes out, with the verb, or None.
"""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from dateline.record.choices import Effect

from .effect_words import CAPTIVES, HARM, LOSSES, PERSONAL, SINGLE, TO_NOUNS, effect_words, harmed, is_thing

RUBBLE = frozenset({"rubble", "ashes", "ruins", "ground"})
RESIDENTS = frozenset({"people", "person", "family", "resident", "villager", "civilian", "inhabitant", "household"})
ABLAZE = frozenset({"ablaze", "alight", "afire", "aflame"})


def takes_object(verb: Token) -> bool:
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


def by_verb(top: Token) -> tuple[Effect, Token] | None:
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
        if effects and not is_other_sense(head, top):
            return choose(effects, top), head
        for child in head.children:  # "forced 2,300 families to flee"
            if dep in {"dobj", "nsubjpass"} and child.dep_ in {"xcomp", "ccomp"} and child.lemma_ in table.subject:
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
        homes = {n.lemma_ for p in head.children if p.lower_ in {"from", "out", "across"} for n in p.subtree}
        if homes & {"border", "home", "house", "village", "town", "camp"}:
            return Effect.DISPLACED, head
        if top.lemma_ in RESIDENTS and any(c.lower_ == "out" for c in head.children):
            return Effect.DISPLACED, head  # "50,000 people were driven out of Goma"
    if lemma == "drive" and dep == "dobj" and is_thing(top) and any(c.lower_ in {"off", "away"} for c in head.children):
        return Effect.SEIZED, head
    among = _among_harmed(top, head) if lemma in {"be", "include", "number"} else None
    if among is not None:
        return among
    if dep == "conj" and top.pos_ == "NUM" and any(c.dep_ == "prep" and c.i == top.i + 1 for c in top.children):
        passive = any(c.dep_ in {"nsubjpass", "dobj"} for c in head.children)  # "ten died in Homs and five in Hama"
        effects = (table.object if passive else table.subject).get(lemma)
        return (effects[0], head) if effects and effects[0] in HARM else None
    if dep in {"nsubj", "csubj"} and lemma == "lose" and any(c.lemma_ == "life" for c in head.children):
        return Effect.KILLED, head
    if dep in {"nsubj", "csubj"} and lemma in {"sustain", "suffer", "receive"}:
        hurt = any(c.dep_ == "dobj" and c.lemma_ in {"injury", "wound", "burn"} for c in head.children)
        return (Effect.INJURED, head) if hurt else None
    if lemma == "die" and _of_sickness(head):
        return None
    if dep in {"nsubj", "csubj"}:
        effects = table.object.get(lemma)
        objectless = not takes_object(head) and not any(c.dep_ == "ccomp" for c in head.children)
        if (
            effects
            and head.tag_ in {"VBN", "VBD"}
            and objectless
            and lemma not in table.subject
            and effects[0] is not Effect.CONDUCTED
        ):
            return choose(effects, top), head  # "and six others damaged": the "were" is left out
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
    if verb.lemma_ in {"burn", "bury"} and after[:1] == ["alive"]:
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


def choose(effects: list[Effect], noun: Token) -> Effect:
    if Effect.DETAINED in effects and Effect.SEIZED in effects:
        return Effect.SEIZED if is_thing(noun) else Effect.DETAINED
    if Effect.LAUNCHED in effects and Effect.CONDUCTED in effects:
        return Effect.LAUNCHED if noun.lemma_.lower() in effect_words().sets["weapon"] else Effect.CONDUCTED
    return effects[0]


def is_other_sense(verb: Token, noun: Token) -> bool:
    """Tell whether a verb has another sense here: "shot" without "down", "claimed responsibility", "held talks"."""
    lemma = verb.lemma_
    if lemma == "claim":
        return noun.lemma_ not in {"life", "victim"}
    if lemma == "lose":
        return noun.lemma_.lower() not in effect_words().sets["fighter"]
    if lemma == "intercept" and noun.pos_ == "NUM":  # "12 rockets, 10 of which were intercepted"
        return False
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
        if lemma == "hold" and noun.dep_ == "nsubjpass" and noun.pos_ == "NUM":
            return False  # "four were killed and eight are still being held"
        return lemma != "make" and noun.lemma_ not in effect_words().sets["held"]
    if lemma == "recover":
        return noun.lemma_ in {"body"}
    return False


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
        if effects and effects[0] in SINGLE and not is_other_sense(head, token):
            return choose(effects, token), head
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
