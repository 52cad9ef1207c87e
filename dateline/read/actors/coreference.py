"""Pronouns and short descriptions to the actors that they take up: "he", "it", "the group", "the ministry".

One pass from left to right with the mentions so far. What fits more than one actor equally stays open.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from spacy.tokens import Token

from dateline.lexicon.actors import titles, word_list
from dateline.record.choices import ActorKind

from ..cast import FORCES, MEMBERS, RULERS, adjective, military, state
from ..draft import ActorDraft, Words
from .institutions import home_country
from .pronouns import (
    BODIES,
    HE,
    IT,
    SHE,
    THEY,
    Seen,
    actor_at,
    body_of,
    co_argument,
    group_of,
    is_person_noun,
    is_speaker,
    person_of,
)
from .register import Register

_G, _F, _O, _P, _I, _A = (
    ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE, ActorKind.ORGANIZATION, ActorKind.PARTY, ActorKind.INTERGOVERNMENTAL,
    ActorKind.GOVERNMENT,
)  # fmt: skip
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
# Bodies of many: only what is called so, or a body of states, not a single group.
_OF_MANY = frozenset({"coalition", "alliance", "bloc"})
# Nouns that no auxiliary of a state is called by.
_REBELS = frozenset({"militants", "jihadists", "jihadis", "rebels", "insurgents", "extremists", "terrorists",
                     "guerrillas", "separatists", "islamists"})  # fmt: skip
_SPEAKING_OF = frozenset({"accuse", "suspect", "convict", "warn", "inform", "rid", "clear", "remind", "notify"})
_ROLE_WORDS = word_list("coreference.role_words")
_WRITTEN_OUT = {
    "sen.": "senator", "sen": "senator", "gov.": "governor", "gov": "governor", "rep.": "representative",
    "gen.": "general", "col.": "colonel", "maj.": "major", "lt.": "lieutenant", "capt.": "captain", "sgt.": "sergeant",
    "cpl.": "corporal", "adm.": "admiral", "cmdr.": "commander", "pres.": "president", "prof.": "professor",
    "dr.": "doctor", "amb.": "ambassador",
}  # fmt: skip
_NARROWER = {
    "lawmaker": frozenset({"senator", "representative", "congressman", "congresswoman", "deputy", "mp", "legislator"}),
    "legislator": frozenset({"senator", "representative", "congressman", "congresswoman", "deputy", "mp", "lawmaker"}),
    "congressman": frozenset({"representative"}), "congresswoman": frozenset({"representative"}),
    "premier": frozenset({"prime minister"}), "diplomat": frozenset({"ambassador", "envoy", "consul"}),
    "monarch": frozenset({"king", "queen", "emir", "sultan"}), "cleric": frozenset({"imam", "ayatollah", "bishop"}),
    "pontiff": frozenset({"pope"}), "doctor": frozenset({"surgeon", "physician"}),
    "officer": frozenset({"general", "colonel", "major", "lieutenant", "captain", "brigadier"}),
}  # fmt: skip
_TROOPS = frozenset({"soldiers", "troops"})
_WHOLE_FORCES = ("army", "military", "armed forces", "defence force", "defense force")
_KINDS_OF_BODY = frozenset({"commission", "committee", "council", "organization", "organisation", "union", "agency",
                           "federation", "league", "tribunal", "court", "association"})  # fmt: skip
_ACCUSING = frozenset({"accuse", "blame", "urge", "press", "ask"})
_ANSWERING = frozenset({"deny", "reject", "dismiss", "refute", "dispute", "refuse", "rebuff"})
_ANSWER_REACH = 45  # words back from an answer to what it answers
_NOUN_WINDOW = 12  # sentences back that "the group" may reach


def resolve_references(register: Register) -> None:
    """Enter pronouns and definite descriptions as mentions of the actors that they take up."""
    draft = register.draft
    opens: dict[int, list[tuple[Words, ActorDraft]]] = {}
    for words, actor in register.mentions:
        opens.setdefault(words.start, []).append((words, actor))
    seen: list[Seen] = []
    heads: dict[str, ActorDraft] = {}
    last_rule: ActorDraft | None = None
    told = _sentences_told(register)
    for number, sent in enumerate(draft.doc.sents):
        for i in range(sent.start, sent.end):
            for words, actor in opens.get(i, ()):
                spoke = any(is_speaker(register.tokens[k]) for k in range(words.start, words.end))
                seen.append(Seen(i, number, actor, _is_subject(register, words), None, spoke, told[number]))
                if actor.kind in BODIES:
                    heads.update(dict.fromkeys(_head_words(register, words, actor), actor))
                if actor.kind is ActorKind.GOVERNMENT and register.lower[words.end - 1] in RULERS:
                    last_rule = actor
            word = register.lower[i]
            if register.holder[i] is not None:
                continue
            is_definite = i > sent.start and register.lower[i - 1] in {"the", "this", "that"}
            if i not in opens and not (is_definite and word in _NOUNS) and _is_unnamed_person(register, i):
                seen.append(Seen(i, number, None, True, register.tokens[i], told=told[number]))
                if word not in _ROLE_WORDS:
                    continue
            found: ActorDraft | None = None
            words = Words(i, i + 1)
            if word in _TROOPS and i not in opens and _do_by_themselves(register.tokens[i]):
                found = _sole_force(seen)
                words = Words(i - (i > sent.start and register.lower[i - 1] == "the"), i + 1)
            elif word in HE or word in SHE:
                found = person_of(register, seen, i, told[number], "m" if word in HE else "f")
            elif word in IT:
                found = body_of(register, seen, i, number)
            elif word in THEY:
                found = group_of(register, seen, i, number)
            elif is_definite:
                if word in RULERS and (i not in opens):
                    beside = co_argument(register, register.tokens[i])
                    accuser, found = _answered(register, register.tokens[i])
                    if found is None and last_rule is not beside and last_rule is not accuser:
                        found = last_rule
                    beside = beside or accuser
                    found = found or _sole_state(register, seen, number, word, beside)
                elif word in _NOUNS and _is_bare(register, i):
                    found = _definite(seen, register.tokens[i], number)
                    if found is None and word in {"army", "military"}:
                        found = _home_force(register, word, i)
                    if found is None and i not in opens and word in _KINDS_OF_BODY:
                        found = heads.get(word)
                elif word in _ROLE_WORDS and _is_bare(register, i):
                    found = _office_holder(register, seen, number, word)
                    if found is not None and seen and seen[-1].noun is register.tokens[i]:
                        seen.pop()
                elif word in heads and word not in _NOUNS and _is_bare(register, i) and i not in opens:
                    found = heads[word]
                words = Words(i - 1, i + 1)
            elif word == "minister" and i > sent.start + 1 and register.lower[i - 2] == "the" and _is_bare(register, i):
                found = _office_holder(register, seen, number, f"{register.lower[i - 1]} {word}")
                words = Words(i - 2, i + 1)
            if found is not None:
                register.mentions.append((words, found))
                token = register.tokens[i]
                is_subject = token.dep_ in {"nsubj", "nsubjpass"}
                seen.append(Seen(i, number, found, is_subject, None, is_speaker(token), told[number]))


def _sentences_told(register: Register) -> list[int]:
    """Return for each sentence how many before it are not quoted as a whole: a long quote parts no one from a "he"."""
    at, counts, count = register.quotes.at, [], 0
    for sent in register.draft.doc.sents:
        counts.append(count)
        first, last = at[sent.start], at[sent.end - 1]
        count += not (first >= 0 and first == last)
    return counts


def _is_subject(register: Register, words: Words) -> bool:
    last = register.tokens[words.end - 1]
    if last.dep_ in {"compound", "amod", "nmod"} and last.head.i == words.end and last.head.lower_ in MEMBERS:
        last = last.head  # "Fano fighters have ..."
        return last.dep_ in {"nsubj", "nsubjpass"}
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
            (
                lower[i + 1] == "of"
                and not (i + 2 < n and register.tokens[i + 2].tag_ == "VBG")
                and not (token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_ in _SPEAKING_OF)
            )
            or (register.holder[i + 1] is not None and token.pos_ != "VERB" and register.tokens[i + 1].pos_ == "PROPN")
        )
    )


def _definite(seen: list[Seen], token: Token, number: int) -> ActorDraft | None:
    """Return the latest actor that a definite noun can mean; for "the group" an armed group before other bodies.

    Where "the group" speaks it is the body that spoke last.
    """
    word = token.lower_
    is_speaking = is_speaker(token)
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
        if word in _OF_MANY and not any(w in actor.name.lower() for w in _OF_MANY) and actor.kind is not _I:
            continue
        if word in _REBELS and actor.sector == "PRM":
            continue
        if word in {"army", "military"} and not any(w in actor.name.lower() for w in _WHOLE_FORCES):
            continue
        if (
            word in {"agency", "watchdog", "monitor"}
            and actor.kind is ActorKind.INTERGOVERNMENTAL
            and actor.name == "United Nations"
        ):
            continue
        if word in {"group", "organisation", "organization", "movement"}:
            if is_speaking and m.is_speaker:  # "..., the group added": who spoke last
                return actor
            if latest is None or (actor.kind is _G and latest.kind is not _G):
                latest = actor
            if latest.kind is _G and not is_speaking:
                return latest
            continue
        return actor
    return latest


def _do_by_themselves(token: Token) -> bool:
    """Tell whether soldiers without a word on whose they are do something: "soldiers arrested five men"."""
    return (
        token.dep_ == "nsubj" and token.head.pos_ == "VERB" and all(c.lower_ == "the" for c in token.lefts)
    ) and not any(c.dep_ in {"prep", "relcl", "acl", "cc"} for c in token.rights)


def _sole_force(seen: list[Seen]) -> ActorDraft | None:
    """Return the one army that the report has named so far, None where it has named none or several."""
    forces = {id(m.actor): m.actor for m in seen if m.actor is not None and m.actor.kind is _F}
    armies = [a for a in forces.values() if any(w in a.name.lower() for w in _WHOLE_FORCES)]
    return armies[0] if len(armies) == 1 and len(forces) == 1 else None


def _head_words(register: Register, words: Words, actor: ActorDraft) -> list[str]:
    """Return the nouns that say what kind of body a name is of: "commission" of "African Union Commission"."""
    inside = register.lower[words.start : words.end]
    before_of = [a for a, b in pairwise(inside) if b in {"of", "for"}]
    return [actor.name.rsplit(" ", 1)[-1].lower(), *(w for w in (*inside[-1:], *before_of) if w in _KINDS_OF_BODY)]


def _arms_told_of(register: Register, i: int) -> set[str]:
    """Return the countries whose arms the report has told of up to here: "Syrian warplanes", "the Syrian air force"."""
    return {
        name.iso3
        for name in register.countries
        if name.words.end <= i and FORCES.intersection(register.lower[name.words.end : min(name.words.end + 2, i)])
    }


def _home_force(register: Register, word: str, i: int) -> ActorDraft | None:
    """Return the army of the country that the report is about: its dateline's, else the one that it speaks of most.

    A dateline of a country that the report never names tells only where it was written: the army is then of the one
    country whose arms it told of before.
    """
    iso3 = home_country(register)
    arms = _arms_told_of(register, i)
    if iso3 is not None and arms and all(name.iso3 != iso3 for name in register.countries):
        if len(arms) > 1:
            return None
        iso3 = next(iter(arms))
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
    if token.tag_ != "NN" or token.dep_ not in {"nsubj", "nsubjpass"} or not is_person_noun(register.lower[i]):
        return False
    return i + 1 >= len(register.holder) or register.holder[i + 1] is None


def _office_holder(register: Register, seen: list[Seen], number: int, word: str) -> ActorDraft | None:
    """Return the latest person with an office or a rank of this word."""
    for m in reversed(seen):
        if number - m.sentence > _NOUN_WINDOW:
            break
        if (
            m.actor is not None
            and m.actor.kind is ActorKind.PERSON
            and (any(_has_word(r.title.lower(), word) for r in m.actor.roles) or _has_rank(register, m.at, word))
        ):
            return m.actor
    return None


def _has_rank(register: Register, at: int, word: str) -> bool:
    """Tell whether a title right before a name is of this word: "Col. Ibrahim Diallo", "the colonel"."""
    before = at - 2 if at > 1 and register.lower[at - 1] == "." else at - 1
    title = register.lower[before] if before >= 0 else ""
    return title in titles() and _has_word(title.rstrip(".") + ".", word)


def _has_word(title: str, word: str) -> bool:
    """Tell whether a title is called by a word: its own, an abbreviation's, or a wider one ("lawmaker": a senator)."""
    if " " in word:
        return title.endswith(word)
    words = {_WRITTEN_OUT.get(w, w.rstrip(".")) for w in title.split()}
    return word in words or not words.isdisjoint(_NARROWER.get(word, ())) or title in _NARROWER.get(word, ())


def _sole_state(
    register: Register, seen: list[Seen], number: int, word: str, beside: ActorDraft | None
) -> ActorDraft | None:
    """Return the one government spoken of lately for "the government", else the dateline's; None where several are.

    ``beside`` is who does what is done to it: never the same.
    """
    if word in {"leadership", "cabinet", "junta", "administration"}:
        return None
    states = {
        id(m.actor): m.actor
        for m in seen
        if m.actor is not None
        and m.actor.named  # "Western diplomats" are no government
        and m.actor.kind is ActorKind.GOVERNMENT
        and m.actor.sector == "GOV"
        and number - m.sentence <= 6
        and m.actor is not beside
    }
    if len(states) == 1:
        return next(iter(states.values()))
    home = home_country(register)
    return next(
        (
            a
            for a in register.draft.actors
            if a.country == home
            and a.kind is _A
            and a.sector == "GOV"
            and a is not beside
            and home is not None
            and a.name == state(register.draft, home).name
        ),
        None,
    )


def _answered(register: Register, token: Token) -> tuple[ActorDraft | None, ActorDraft | None]:
    """Return who accused and the government accused, where this word is who answers: "the government denies it".

    The accused is the object of the last verb of blame, also "President X, whom it accuses": then X's state.
    """
    if token.dep_ != "nsubj" or token.head.lemma_ not in _ANSWERING:
        return None, None
    for i in range(token.i - 1, max(token.i - _ANSWER_REACH, -1), -1):
        verb = register.tokens[i]
        if verb.lemma_ not in _ACCUSING or verb.pos_ != "VERB" or verb is token.head:
            continue
        by_dep = {child.dep_: child for child in verb.children}
        is_passive = "nsubjpass" in by_dep
        agent = next((c for c in by_dep["agent"].children), None) if "agent" in by_dep else None
        doer = agent if is_passive else by_dep.get("nsubj")
        done_to = by_dep.get("nsubjpass" if is_passive else "dobj")
        if done_to is not None and done_to.tag_ in {"WP", "WDT"}:
            done_to = verb.head if verb.dep_ == "relcl" else None
        accuser = actor_at(register, doer) if doer is not None else None
        accused = actor_at(register, done_to) if done_to is not None else None
        if accused is None or accused is accuser:
            return accuser, None
        if accused.kind is _A and accused.sector == "GOV":
            return accuser, accused
        rules = accused.kind is _F or any(r.of is not None and r.of.kind is _A for r in accused.roles)
        return accuser, state(register.draft, accused.country) if rules and accused.country else None
    return None, None
