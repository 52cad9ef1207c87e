"""Pronouns and short descriptions to the actors that they take up: "he", "it", "the group", "the ministry".

One pass from left to right with the mentions so far. What fits more than one actor equally stays open.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.lexicon.actors import titles, word_list
from dateline.record.choices import ActorKind

from .cast import FORCES, OFFICIALS, RULERS, actor_for, adjective, military
from .draft import ActorDraft, Words
from .institutions import home_country
from .names import Register

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_SAYING = word_list("coreference.saying")
_G, _F, _O, _P, _I, _A = (
    ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE, ActorKind.ORGANIZATION, ActorKind.PARTY, ActorKind.INTERGOVERNMENTAL,
    ActorKind.GOVERNMENT,
)  # fmt: skip
_PEOPLE = frozenset({_G, _F, ActorKind.PEOPLE, _P, ActorKind.UNKNOWN, _A})
_BODIES = frozenset({_G, _F, _O, _P, _I, _A, ActorKind.MEDIA})
# Definite nouns and the kinds of actor they can take up.
_NOUNS: dict[str, frozenset[ActorKind]] = {
    **dict.fromkeys(("group", "organisation", "organization", "movement", "network"), frozenset({_G, _O, _P})),
    **dict.fromkeys(
        ("militants", "jihadists", "jihadis", "rebels", "insurgents", "extremists", "terrorists", "fighters",
         "guerrillas", "paramilitaries", "paramilitary", "militia", "separatists", "islamists", "gunmen", "faction",
         "sect"),
        frozenset({_G}),
    ),
    **dict.fromkeys(("coalition", "alliance", "bloc"), frozenset({_F, _I, _P, _G})),
    **dict.fromkeys(("agency", "body", "watchdog", "monitor", "charity", "ngo"), frozenset({_O, _I, ActorKind.MEDIA})),
    **dict.fromkeys(("army", "military"), frozenset({_F})),
    "party": frozenset({_P}),
    "newspaper": frozenset({ActorKind.MEDIA}),
    "ministry": frozenset({_A}),
    "observatory": frozenset({_O}),
    "union": frozenset({_I, _O}),
}  # fmt: skip
_ROLE_WORDS = word_list("coreference.role_words")
_WHOLE_FORCES = ("army", "military", "armed forces", "defence force", "defense force")
_CLEARLY = 0.75  # by how much the first candidate must lead the second
_WINDOW = 3  # sentences back that a pronoun may reach
_NOUN_WINDOW = 12  # sentences back that "the group" may reach


@dataclass(slots=True)
class _Seen:
    """A mention already passed."""

    at: int
    sentence: int
    actor: ActorDraft | None  # None for a person without a name: "an RSF spokesman"
    is_subject: bool
    noun: Token | None = None


def resolve_references(register: Register) -> None:
    """Enter pronouns and definite descriptions as mentions of the actors that they take up."""
    draft = register.draft
    opens: dict[int, list[tuple[Words, ActorDraft]]] = {}
    for words, actor in register.mentions:
        opens.setdefault(words.start, []).append((words, actor))
    seen: list[_Seen] = []
    heads: dict[str, ActorDraft] = {}
    last_rule: ActorDraft | None = None
    for number, sent in enumerate(draft.doc.sents):
        for i in range(sent.start, sent.end):
            for words, actor in opens.get(i, ()):
                seen.append(_Seen(i, number, actor, _is_subject(register, words)))
                if actor.kind in _BODIES:
                    heads[actor.name.rsplit(" ", 1)[-1].lower()] = actor
                if actor.kind is ActorKind.GOVERNMENT and register.lower[words.end - 1] in RULERS:
                    last_rule = actor
            word = register.lower[i]
            if register.holder[i] is not None:
                continue
            if i not in opens and _is_unnamed_person(register, i):
                seen.append(_Seen(i, number, None, True, register.tokens[i]))
                if word not in _ROLE_WORDS:
                    continue
            found: ActorDraft | None = None
            words = Words(i, i + 1)
            if word in _HE or word in _SHE:
                found = _person(register, seen, i, number, "m" if word in _HE else "f")
            elif word in _IT:
                found = _thing(register, seen, i, number)
            elif word in _THEY:
                found = _many(register, seen, i, number)
            elif i > sent.start and register.lower[i - 1] in {"the", "this", "that"}:
                if word in RULERS and (i not in opens):
                    found = last_rule if word != "administration" or last_rule is not None else None
                    found = found or _sole_state(register, seen, number, word)
                elif word in _NOUNS and _is_bare(register, i):
                    found = _definite(seen, i, number, word)
                    if found is None and word in {"army", "military"}:
                        found = _home_force(register, word)
                elif word in _ROLE_WORDS and _is_bare(register, i):
                    found = _office_holder(seen, number, word)
                    if found is not None and seen and seen[-1].noun is register.tokens[i]:
                        seen.pop()
                elif word in heads and word not in _NOUNS and _is_bare(register, i) and i not in opens:
                    found = heads[word]
                words = Words(i - 1, i + 1)
            elif word == "minister" and i > sent.start + 1 and register.lower[i - 2] == "the" and _is_bare(register, i):
                found = _office_holder(seen, number, f"{register.lower[i - 1]} {word}")
                words = Words(i - 2, i + 1)
            if found is not None:
                register.mentions.append((words, found))
                seen.append(_Seen(i, number, found, register.tokens[i].dep_ in {"nsubj", "nsubjpass"}))


def _is_subject(register: Register, words: Words) -> bool:
    return any(register.tokens[k].dep_ in {"nsubj", "nsubjpass"} for k in range(words.start, words.end))


def _is_bare(register: Register, i: int) -> bool:
    """Tell whether a definite noun stands alone: not "the group of seven", not "the party leader"."""
    lower, n = register.lower, len(register.lower)
    token = register.tokens[i]
    if token.dep_ in {"compound", "amod", "nmod"} and token.head.i > i:
        return register.lower[i + 1] in {"leader", "leaders", "fighters", "members"} if i + 1 < n else False
    return not (
        i + 1 < n
        and (
            (lower[i + 1] == "of" and not (i + 2 < n and register.tokens[i + 2].tag_ == "VBG"))
            or (register.holder[i + 1] is not None and token.pos_ != "VERB" and register.tokens[i + 1].pos_ == "PROPN")
        )
    )


def _person(register: Register, seen: list[_Seen], i: int, number: int, gender: str) -> ActorDraft | None:
    """Return the person that "he" or "she" takes up: the subject before it, else the latest, within three sentences."""
    speaker = _governing_speaker(register, i) if register.tokens[i].dep_ in {"nsubj", "nsubjpass"} else None
    if speaker is not None and speaker.lower_ not in _HE and speaker.lower_ not in _SHE:
        said_by = _actor_at(register, speaker)
        if said_by is not None and said_by.kind is ActorKind.PERSON:
            return said_by if register.gender.get(id(said_by), gender) == gender else None
        if said_by is None and speaker.tag_ == "NN" and speaker.lower_ in titles():
            return _described(register, speaker)  # "its chief prosecutor announced she ...": a person without a name
    best: dict[int, tuple[float, _Seen]] = {}
    doer = _clause_subject(register.tokens[i])
    not_self = _actor_at(register, doer) if doer is not None else None  # "He told him" are two
    for m in reversed(seen):
        back = number - m.sentence
        if back > _WINDOW:
            break
        if m.actor is None:
            if m.noun is not None and (titles()[m.noun.lower_].gender or gender) != gender:
                continue
        elif m.actor.kind is not ActorKind.PERSON or register.gender.get(id(m.actor), gender) != gender:
            continue
        if m.actor is not None and m.actor is not_self:
            continue
        score = 4.0 - 1.5 * back + (1.5 if m.is_subject else 0.0)
        key = id(m.actor if m.actor is not None else m)
        if key not in best or best[key][0] < score:
            best[key] = (score, m)
    if not best:
        return None
    ranked = sorted(best.values(), key=lambda s: -s[0])
    if ranked[0][0] <= 0 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEARLY):
        return None
    first = ranked[0][1]
    return first.actor if first.actor is not None else _described(register, first.noun)


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


def _clear_best(scored: list[tuple[float, ActorDraft]], margin: float) -> ActorDraft | None:
    scored.sort(key=lambda s: -s[0])
    if not scored or scored[0][0] <= 0:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < margin:
        return None
    return scored[0][1]


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


def _actor_at(register: Register, token: Token) -> ActorDraft | None:
    """Return the actor named at this subject, or the one its noun belongs to."""
    holder: ActorDraft | None = register.holder[token.i]
    if holder is not None:
        return holder
    for words, actor in register.mentions:
        if words.start <= token.i < words.end:
            return actor
    return None


def _thing(register: Register, seen: list[_Seen], i: int, number: int) -> ActorDraft | None:
    """Return the body that "it" or "its" takes up: who says so, else the one subject of this or the clause before."""
    token = register.tokens[i]
    lower = register.lower
    if token.dep_ in {"dobj", "pobj", "dative", "expl"} or _is_expletive(register, i):
        return None
    speaker = _governing_speaker(register, i)
    if speaker is not None:
        actor = _actor_at(register, speaker)
        if actor is not None and actor.kind in _BODIES:
            return actor
        if actor is None or actor.kind is not ActorKind.PERSON:
            return None
    if lower[i] in {"its", "itself"}:
        subject = _subject_above(token)
        if subject is not None and subject.i < i:
            actor = _actor_at(register, subject)
            if actor is not None and actor.kind in _BODIES:
                between = any(
                    m.actor is not actor and m.actor is not None and m.actor.kind in _BODIES and m.at > subject.i
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
        if m.actor is None or m.actor.kind not in _BODIES:
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


def _is_main_subject(register: Register, at: int) -> bool:
    for k in range(at, min(at + 8, len(register.tokens))):
        token = register.tokens[k]
        if token.dep_ in {"nsubj", "nsubjpass"}:
            return bool(token.head.dep_ == "ROOT" or token.head.head.dep_ == "ROOT")
    return False


def _subject_above(token: Token) -> Token | None:
    node = token.head
    for _ in range(8):
        for child in node.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ not in {"WDT", "WP"}:
                return child
        if node.head is node:
            return None
        node = node.head
    return None


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


_EXPLETIVE = word_list("coreference.expletive")


def _many(register: Register, seen: list[_Seen], i: int, number: int) -> ActorDraft | None:
    """Return the group that "they" takes up where the same sentence says so: "officials said they did not plan"."""
    speaker = _governing_speaker(register, i)
    if speaker is not None:
        actor = _actor_at(register, speaker)
        if actor is None and speaker.tag_ in {"NNS", "NNPS"}:
            return _described(register, speaker)
        return actor if actor is not None and actor.kind in _PEOPLE | {_O} else None
    token = register.tokens[i]
    subject = _subject_above(token) if register.lower[i] != "them" else None  # "killing several of them" is of others
    if subject is not None and subject.i < i and subject is not token and subject.lower_ not in _THEY:
        actor = _actor_at(register, subject)
        if actor is not None and actor.kind in _PEOPLE and not (actor.kind is _A and actor.named):
            return actor
        if actor is None and subject.tag_ == "NNS" and subject.lower_ in OFFICIALS | FORCES:
            return _described(register, subject)
    if register.lower[i] == "them":
        return None
    plural = [
        m.actor
        for m in seen
        if m.actor is not None and number - m.sentence <= 1 and m.actor.kind in {_G, ActorKind.PEOPLE} and m.is_subject
    ]
    return plural[-1] if plural and len({id(a) for a in plural}) == 1 else None


def _described(register: Register, noun: Token | None) -> ActorDraft | None:
    """Return the description that a plural noun makes ("American officials"); sources without a name make none."""
    if noun is None or noun.lower_ in {"sources", "source", "reports", "details", "figures", "data"}:
        return None
    actor = actor_for(register.draft, noun)
    return actor


def _definite(seen: list[_Seen], i: int, number: int, word: str) -> ActorDraft | None:
    """Return the latest actor that a definite noun can mean; for "the group" an armed group before other bodies."""
    kinds = _NOUNS[word]
    latest: ActorDraft | None = None
    for m in reversed(seen):
        if number - m.sentence > _NOUN_WINDOW:
            break
        actor = m.actor
        if actor is None or actor.kind not in kinds:
            continue
        if word == "ministry" and "Ministry" not in actor.name and "ministry" not in actor.name:
            continue
        if word in {"army", "military"} and not any(w in actor.name.lower() for w in _WHOLE_FORCES):
            continue
        if (
            word in {"agency", "watchdog", "monitor"}
            and actor.kind is ActorKind.INTERGOVERNMENTAL
            and actor.name == "United Nations"
        ):
            continue
        if word in {"group", "organisation", "organization", "movement"} and latest is None:
            latest = actor
            if actor.kind is _G:
                return actor
            continue
        return actor
    return latest


def _home_force(register: Register, word: str) -> ActorDraft | None:
    """Return the army of the country that the report is about: its dateline's, else the one that it speaks of most."""
    iso3 = home_country(register)
    if iso3 is None:
        told = Counter(c.iso3 for c in register.countries)
        told.update(a.country for _, a in register.mentions if a.kind is _G and a.country)
        if not told:
            return None
        first, *rest = told.most_common(2)
        if rest and first[1] < 3 * rest[0][1]:
            return None
        iso3 = first[0]
    return military(register.draft, iso3, f"{adjective(iso3)} {word}")


def _is_unnamed_person(register: Register, i: int) -> bool:
    """Tell whether a singular noun of office or work is a subject here without a name: "an RSF spokesman said"."""
    token = register.tokens[i]
    if token.tag_ != "NN" or token.dep_ not in {"nsubj", "nsubjpass"} or register.lower[i] not in titles():
        return False
    return i + 1 >= len(register.holder) or register.holder[i + 1] is None


def _office_holder(seen: list[_Seen], number: int, word: str) -> ActorDraft | None:
    """Return the latest person with an office of this word."""
    for m in reversed(seen):
        if number - m.sentence > _NOUN_WINDOW:
            break
        if (
            m.actor is not None
            and m.actor.kind is ActorKind.PERSON
            and any(_has_word(r.title.lower(), word) for r in m.actor.roles)
        ):
            return m.actor
    return None


def _has_word(title: str, word: str) -> bool:
    return title.endswith(word) if " " in word else word in title.split()


def _sole_state(register: Register, seen: list[_Seen], number: int, word: str) -> ActorDraft | None:
    """Return the one government spoken of lately for "the government"; None where several are."""
    if word in {"leadership", "cabinet", "junta", "administration"}:
        return None
    states = {
        id(m.actor): m.actor
        for m in seen
        if m.actor is not None
        and m.actor.kind is ActorKind.GOVERNMENT
        and m.actor.sector == "GOV"
        and number - m.sentence <= 6
    }
    if len(states) == 1:
        return next(iter(states.values()))
    return None
