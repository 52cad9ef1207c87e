"""Pronouns to the actors that they take up; what fits more than one equally stays open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log

from spacy.tokens import Token

from dateline.lexicon.actors import agents, titles, word_list
from dateline.record.choices import ActorKind

from ..cast import FORCES, OFFICIALS, actor_for
from ..draft import ActorDraft
from .register import Register

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "themselves"})
_SAYING = word_list("coreference.saying")
_SPEAKING = _SAYING | {"accuse", "blame", "condemn", "urge", "demand", "denounce", "document", "call"}
_EXPLETIVE = word_list("coreference.expletive")
_G, _F, _O, _P, _I, _A = (
    ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE, ActorKind.ORGANIZATION, ActorKind.PARTY, ActorKind.INTERGOVERNMENTAL,
    ActorKind.GOVERNMENT,
)  # fmt: skip
_PEOPLE = frozenset({_G, _F, ActorKind.PEOPLE, _P, ActorKind.UNKNOWN, _A})
BODIES = frozenset({_G, _F, _O, _P, _I, _A, ActorKind.MEDIA})
# Nouns of the people's kind that are no one person.
_NOT_ONE = word_list("coreference.not_one")
_GENDERS = {
    "man": "m", "boy": "m", "father": "m", "brother": "m", "son": "m", "husband": "m", "uncle": "m", "grandfather": "m",
    "woman": "f", "girl": "f", "mother": "f", "sister": "f", "daughter": "f", "wife": "f", "widow": "f", "nun": "f",
}  # fmt: skip
_OPENING = 4  # words from the start of a sentence to a pronoun that may mean who is named ahead
_NAME_IN_QUOTES = 3  # words in quotation marks that may be a nickname rather than speech
# What makes a person the one that "he" takes up: chosen on 94 pronouns of PolNeAR's training half, 85 % of
# them right. A subject; that of the main clause; a gender told, not only possible; named once more.
_SUBJECT, _MAIN, _KNOWN_GENDER, _TIMES = 2.0, 1.0, 0.5, 0.8
# What a sentence further back costs, by how much the first candidate must lead the second, sentences that a pronoun
# may reach: for one who acts or speaks in the report's own words, and for all others, where more is left open.
_OF_DOER = 1.4, 0.05, 5
_OF_OTHERS = 1.5, 0.75, 3


@dataclass(slots=True)
class Seen:
    """A mention already passed."""

    at: int
    sentence: int
    actor: ActorDraft | None  # None for a person without a name: "an RSF spokesman"
    is_subject: bool
    noun: Token | None = None
    is_speaker: bool = False
    told: int = 0  # sentences before it that are not quoted as a whole


def person_of(register: Register, seen: list[Seen], i: int, number: int, gender: str) -> ActorDraft | None:
    """Return the person that "he" or "she" takes up: the subject before it, else the latest, within five sentences.

    ``number`` counts the sentences before it that are not quoted as a whole. Who acts in the report's own words is
    none of those named only inside of quotation marks.
    """
    told_of = _described_by(register, i)
    if told_of is not None:
        return told_of if register.gender.get(id(told_of), gender) == gender else None
    speaker = _governing_speaker(register, i) if register.tokens[i].dep_ in {"nsubj", "nsubjpass"} else None
    if speaker is not None and speaker.lower_ not in HE and speaker.lower_ not in SHE:
        said_by = actor_at(register, speaker)
        if said_by is not None and said_by.kind is ActorKind.PERSON:
            return said_by if register.gender.get(id(said_by), gender) == gender else None
        if said_by is None and speaker.tag_ == "NN" and is_person_noun(speaker.lower_):
            return _described(register, speaker)  # "its chief prosecutor announced she ...": a person without a name
    ahead = _named_ahead(register, i)
    if ahead is not None and register.gender.get(id(ahead), gender) == gender:
        return ahead
    is_free = register.quotes.at[i] < 0 and register.tokens[i].dep_ == "nsubj" and speaker is None
    back_costs, clearly, window = _OF_DOER if is_free else _OF_OTHERS
    best: dict[int, tuple[float, Seen]] = {}
    times: Counter[int] = Counter()
    doer = _clause_subject(register.tokens[i])
    not_self = actor_at(register, doer) if doer is not None else None  # "He told him" are two
    for m in reversed(seen):
        back = number - m.told
        if back > window:
            break
        quote = register.quotes.of(m.at)
        if is_free and quote is not None and quote.inner > _NAME_IN_QUOTES:
            continue
        if m.noun is not None and back and _is_speakers_own(m.noun):
            continue
        if m.actor is None:
            if m.noun is not None and gender_of(m.noun) not in {gender, None}:
                continue
        elif m.actor.kind is not ActorKind.PERSON or register.gender.get(id(m.actor), gender) != gender:
            continue
        if m.actor is not None and m.actor is not_self:
            continue
        actor = m.actor or (register.draft.actor_of[m.noun.i] if m.noun is not None else None)
        key = id(actor if actor is not None else m)
        times[key] += 1
        score = (_SUBJECT if m.is_subject else 0.0) - back_costs * back
        if m.is_subject and _is_main_subject(register, m.at):
            score += _MAIN
        if actor is not None and register.gender.get(id(actor)) == gender:
            score += _KNOWN_GENDER
        if key not in best or best[key][0] < score:
            best[key] = (score, m)
    if not best:
        return None
    ranked = sorted(((s + _TIMES * log(times[k]), m) for k, (s, m) in best.items()), key=lambda s: -s[0])
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < clearly:
        return None
    first = ranked[0][1]
    return first.actor if first.actor is not None else _described(register, first.noun)


def _named_ahead(register: Register, i: int) -> ActorDraft | None:
    """Return the person whom a clause that opens the sentence means ahead: "Even as he blamed her, Giuliani ..."."""
    token = register.tokens[i]
    sent = token.sent
    root = sent.root
    if token.dep_ != "nsubj" or i - sent.start > _OPENING or token.head.i == root.i or i == sent.start:
        return None
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.i < i or subject.pos_ != "PROPN" or root.i < subject.i:
        return None
    if register.quotes.at[i] != register.quotes.at[subject.i] or sent[0].tag_ not in {"IN", "RB", "WRB"}:
        return None
    named = actor_at(register, subject)
    return named if named is not None and named.kind is ActorKind.PERSON else None


def gender_of(noun: Token) -> str | None:
    """Return the gender that a noun for a person tells."""
    title = titles().get(noun.lower_)
    if title is not None and title.gender:
        return title.gender
    return _GENDERS.get(noun.lower_)


def is_person_noun(word: str) -> bool:
    """Tell whether a noun in the singular is one person: an office, an occupation, "man", "resident"."""
    if word in titles():
        return True
    agent = agents().get(word)
    return agent is not None and agent.kind in {"person", "people"} and word not in _NOT_ONE


def is_speaker(token: Token) -> bool:
    """Tell whether this word is the subject of a verb of saying."""
    return token.dep_ == "nsubj" and token.head.lemma_ in _SPEAKING


def _described_by(register: Register, i: int) -> ActorDraft | None:
    """Return the person that a clause with this pronoun describes: "an official, who left because she was tired"."""
    node = register.tokens[i]
    for _ in range(7):
        if node.dep_ in {"relcl", "acl"}:
            noun = node.head
            if noun.i < i and noun.tag_ in {"NN", "NNP"} and any(t.tag_ in {"WP", "WDT"} for t in node.subtree):
                actor = actor_at(register, noun)
                if actor is not None:
                    return actor if actor.kind is ActorKind.PERSON else None
                return _described(register, noun) if is_person_noun(noun.lower_) else None
        if node.head is node:
            return None
        node = node.head
    return None


def _is_speakers_own(noun: Token) -> bool:
    """Tell whether a person is one whom a speaker calls his own: "my mother", known only inside his words."""
    return any(c.dep_ == "poss" and c.lower_ in {"my", "our", "your"} for c in noun.lefts)


def body_of(register: Register, seen: list[Seen], i: int, number: int) -> ActorDraft | None:
    """Return the body that "it" or "its" takes up: who says so, else the one subject of this or the clause before."""
    token = register.tokens[i]
    lower = register.lower
    if token.dep_ in {"dobj", "pobj", "dative", "expl"} or _is_expletive(register, i):
        return None
    speaker = _governing_speaker(register, i)
    if speaker is not None:
        actor = actor_at(register, speaker)
        if actor is None and speaker.tag_ == "NN" and not _is_of_media(register, speaker):
            actor = _described(register, speaker)  # "the army said it had shelled the town"
        if actor is not None and actor.kind in BODIES:
            return actor
        if actor is None or actor.kind is not ActorKind.PERSON:
            return None
    if lower[i] in {"its", "itself"}:
        subject = _subject_above(token)
        if subject is not None and subject.i < i:
            actor = actor_at(register, subject)
            if actor is not None and actor.kind in BODIES:
                between = any(
                    m.actor is not actor and m.actor is not None and m.actor.kind in BODIES and m.at > subject.i
                    for m in seen
                )
                return None if between else actor
            if actor is None and subject.pos_ in {"NOUN", "PROPN"}:
                return None  # "the attack and its victims"
    candidates: dict[int, tuple[float, ActorDraft]] = {}
    for m in reversed(seen):
        back = number - m.sentence
        if back > 1:
            break
        if m.actor is None or m.actor.kind not in BODIES:
            continue
        score = 2.0 - 1.5 * back + (2.0 if m.is_subject else 0.0)
        known = candidates.get(id(m.actor))
        if known is None or known[0] < score:
            candidates[id(m.actor)] = (score, m.actor)
    best = _clear_best(list(candidates.values()), 1.0)
    if best is None:
        return None
    start = token.sent.start
    if (lower[i] == "it" and start == i) or (i == start + 1 and lower[start] in {"but", "and", '"'}):
        # opens the sentence: only where the one before has an actor for its subject, not "The surveillance ..."
        return (
            best
            if any(
                m.actor is best and m.is_subject and _is_main_subject(register, m.at) and m.sentence == number - 1
                for m in seen
            )
            else None
        )
    return best


def group_of(register: Register, seen: list[Seen], i: int, number: int) -> ActorDraft | None:
    """Return the group that "they" takes up where the same sentence says so: "officials said they did not plan"."""
    speaker = _governing_speaker(register, i)
    if speaker is not None and not _is_of_media(register, speaker):
        actor = actor_at(register, speaker)
        if actor is None and speaker.tag_ in {"NNS", "NNPS"}:
            return _described(register, speaker)
        verb = register.tokens[i].head
        if actor is not None and actor.kind is _O and any(c.dep_ == "attr" and c.tag_ == "NNS" for c in verb.children):
            return None  # "the monitor said they were civilians"
        return actor if actor is not None and actor.kind in _PEOPLE | {_O} else None
    token = register.tokens[i]
    subject = _subject_above(token) if register.lower[i] != "them" else None  # "killing several of them" is of others
    if subject is not None and subject.i < i and subject is not token and subject.lower_ not in THEY:
        actor = actor_at(register, subject)
        if actor is not None and actor.kind in _PEOPLE and not (actor.kind is _A and actor.named):
            return actor
        if actor is None and subject.tag_ == "NNS" and _are_persons(subject):
            return _described(register, subject)
    if register.lower[i] == "them":
        return None
    plural = [
        m.actor
        for m in seen
        if m.actor is not None and number - m.sentence <= 1 and m.actor.kind in {_G, ActorKind.PEOPLE} and m.is_subject
    ]
    if plural:
        return plural[-1] if len({id(a) for a in plural}) == 1 else None
    return _subjects_before(register, token) if token.dep_ == "nsubj" else None


def _subjects_before(register: Register, token: Token) -> ActorDraft | None:
    """Return the several persons that the sentence before tells of: "Protesters marched on. They sang."."""
    if not token.sent.start:
        return None
    root = token.doc[token.sent.start - 1].sent.root
    subject = next((c for c in root.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.tag_ not in {"NNS", "NNPS"} or not _are_persons(subject):
        return None
    between = token.doc[subject.i + 1 : token.i]
    others = any(t.tag_ == "NNS" and t.dep_ == "nsubj" and _are_persons(t) for t in between)
    if others or register.quotes.at[subject.i] != register.quotes.at[token.i]:
        return None
    actor = actor_at(register, subject)
    return actor if actor is not None else _described(register, subject)


def _are_persons(noun: Token) -> bool:
    return noun.lower_ in OFFICIALS | FORCES or is_person_noun(noun.lemma_.lower()) or noun.tag_ == "NNPS"


def _governing_speaker(register: Register, i: int) -> Token | None:
    """Return the subject of the verb of saying whose content holds this pronoun as subject: "X said it was willing"."""
    token = register.tokens[i]
    if token.dep_ == "poss":
        token = token.head
    node = token.head
    for _ in range(4):
        if node.dep_ in {"ccomp", "conj", "xcomp", "advcl"} and node.head is not node:
            verb = node.head
            if verb.lemma_ in _SAYING and node.dep_ != "conj":
                return next((c for c in verb.children if c.dep_ == "nsubj" and c.i < i), None)
            node = verb
        else:
            break
    return None


def actor_at(register: Register, token: Token) -> ActorDraft | None:
    """Return the actor named at this subject, or the one its noun belongs to."""
    holder: ActorDraft | None = register.holder[token.i]
    if holder is not None:
        return holder
    for words, actor in register.mentions:
        if words.start <= token.i < words.end:
            return actor
    return None


def _subject_above(token: Token) -> Token | None:
    node = token.head
    for _ in range(8):
        for child in node.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ not in {"WDT", "WP"} and child is not token:
                return child
        if node.head is node:
            return None
        node = node.head
    return None


def _clause_subject(token: Token) -> Token | None:
    """Return who does what is done to this object pronoun, also over "called X to congratulate him"."""
    if token.dep_ not in {"dobj", "dative"} or token.lower_ in {"himself", "herself"}:
        return None
    verb = token.head
    for _ in range(3):
        for child in verb.children:
            if child.dep_ == "nsubj":
                return child if child.pos_ != "PRON" else None
        if verb.dep_ not in {"xcomp", "advcl", "conj"}:
            return None
        verb = verb.head
    return None


def _is_main_subject(register: Register, at: int) -> bool:
    for k in range(at, min(at + 8, len(register.tokens))):
        token = register.tokens[k]
        if token.dep_ in {"nsubj", "nsubjpass"}:
            return bool(token.head.dep_ == "ROOT" or token.head.head.dep_ == "ROOT")
    return False


def _is_expletive(register: Register, i: int) -> bool:
    """Tell whether "it" stands for nothing: "it is clear that", "made it clear", "it was not known whether"."""
    token, lower = register.tokens[i], register.lower
    if lower[i] != "it":
        return False
    if i + 1 < len(lower) and lower[i + 1] in {
        "clear",
        "possible",
        "impossible",
        "difficult",
        "hard",
        "easier",
        "necessary",
        "known",
        "plain",
        "harder",
    }:
        return True
    verb = token.head
    if (
        verb.lemma_
        in {"seem", "appear", "rain", "snow", "emerge", "happen", "matter", "take", "come", "follow", "mean"}
        and verb.dep_ == "ROOT"
    ):
        return True
    if verb.lemma_ == "be" or verb.tag_ == "VBN":
        for child in verb.children:
            if child.dep_ in {"acomp", "attr"} and (child.lemma_ in _EXPLETIVE or child.tag_ == "CD"):
                return True
            if child.dep_ in {"ccomp", "csubj", "xcomp"} and child.i > verb.i and verb.lemma_ == "be":
                return True
        if verb.lemma_ in {
            "know",
            "believe",
            "report",
            "think",
            "say",
            "expect",
            "understand",
            "hope",
            "fear",
            "suspect",
            "announce",
        } and any(c.dep_ == "auxpass" for c in verb.children):
            return True
    return False


def _clear_best(scored: list[tuple[float, ActorDraft]], margin: float) -> ActorDraft | None:
    scored.sort(key=lambda s: -s[0])
    if not scored or scored[0][0] <= 0:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < margin:
        return None
    return scored[0][1]


def _is_of_media(register: Register, speaker: Token) -> bool:
    """Tell whether those who say so tell of others: "local media reported that they abducted a teacher"."""
    actor = actor_at(register, speaker)
    if actor is not None:
        return actor.kind is ActorKind.MEDIA
    agent = agents().get(speaker.lower_)
    return agent is not None and agent.kind == "media"


def co_argument(register: Register, token: Token) -> ActorDraft | None:
    """Return who does what is done to this word: "Paris urged the government" are two."""
    node = token
    if node.dep_ == "pobj":
        node = node.head
    if node.dep_ not in {"dobj", "dative", "prep", "agent"}:
        return None
    subject = next((c for c in node.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return actor_at(register, subject) if subject is not None else None


def _described(register: Register, noun: Token | None) -> ActorDraft | None:
    """Return the description that a noun makes ("American officials"); sources without a name make none."""
    if noun is None or noun.lower_ in {"sources", "source", "reports", "details", "figures", "data"}:
        return None
    actor = actor_for(register.draft, noun)
    return actor
