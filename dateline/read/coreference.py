"""Pronouns and short descriptions to the actors that they take up: "he", "it", "the group", "the ministry".

One pass from left to right with the mentions so far. What fits more than one actor equally stays open.
"""

from __future__ import annotations

from collections import Counter

from dateline.lexicon.actors import titles, word_list
from dateline.record.choices import ActorKind

from .cast import RULERS, adjective, military
from .draft import ActorDraft, Words
from .institutions import home_country
from .pronouns import BODIES, HE, IT, SHE, THEY, Seen, body_of, group_of, person_of
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
_ROLE_WORDS = word_list("coreference.role_words")
_WHOLE_FORCES = ("army", "military", "armed forces", "defence force", "defense force")
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
    for number, sent in enumerate(draft.doc.sents):
        for i in range(sent.start, sent.end):
            for words, actor in opens.get(i, ()):
                seen.append(Seen(i, number, actor, _is_subject(register, words)))
                if actor.kind in BODIES:
                    heads[actor.name.rsplit(" ", 1)[-1].lower()] = actor
                if actor.kind is ActorKind.GOVERNMENT and register.lower[words.end - 1] in RULERS:
                    last_rule = actor
            word = register.lower[i]
            if register.holder[i] is not None:
                continue
            if i not in opens and _is_unnamed_person(register, i):
                seen.append(Seen(i, number, None, True, register.tokens[i]))
                if word not in _ROLE_WORDS:
                    continue
            found: ActorDraft | None = None
            words = Words(i, i + 1)
            if word in HE or word in SHE:
                found = person_of(register, seen, i, number, "m" if word in HE else "f")
            elif word in IT:
                found = body_of(register, seen, i, number)
            elif word in THEY:
                found = group_of(register, seen, i, number)
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
                seen.append(Seen(i, number, found, register.tokens[i].dep_ in {"nsubj", "nsubjpass"}))


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


def _definite(seen: list[Seen], i: int, number: int, word: str) -> ActorDraft | None:
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


def _office_holder(seen: list[Seen], number: int, word: str) -> ActorDraft | None:
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


def _sole_state(register: Register, seen: list[Seen], number: int, word: str) -> ActorDraft | None:
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
