"""Persons by their names: the full name and the surname alone are one person."""

from __future__ import annotations

from dateline.lexicon.actors import JOINERS, first_names, titles, word_list
from dateline.record.choices import ActorKind

from ..draft import ActorDraft, Words
from .register import Register

PARTICLES = word_list("names.particles")
_SUFFIXES = frozenset({"'s", "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", ","})


def person_key(register: Register, words: Words) -> tuple[str, ...]:
    """Return the parts of a person's name that tell it: lower case, without hyphens and articles ("al")."""
    parts = [
        register.lower[i]
        for i in range(words.start, words.end)
        if register.lower[i] not in JOINERS | _SUFFIXES
        and (register.lower[i] not in PARTICLES or i == words.end - 1)  # "Ash-Shami", but "Bruce Ash"
    ]
    return tuple(parts) or (register.lower[words.end - 1],)


def enter_person(register: Register, words: Words) -> ActorDraft:
    """Return the person of this name, the one already known by full name or surname, and enter the mention."""
    key = person_key(register, words)
    title = titles().get(register.lower[words.start - 1]) if words.start else None
    actor = same_person(register, key, title.gender if title is not None else None, words.start)
    if actor is None:
        actor = register.actor(register.draft.text_of(words), ActorKind.PERSON)
        register.people.append((key, actor))
        gender = first_names().get(key[0]) if len(key) > 1 else None
        if gender is not None:
            register.gender[id(actor)] = gender
    elif not any(key == known for known, _ in register.people):
        longest = max((k for k, a in register.people if a is actor), key=len)
        if len(key) > len(longest):
            actor.name = " ".join(register.draft.text_of(words).split())
            if key[0] in first_names():
                register.gender.setdefault(id(actor), first_names()[key[0]])
        register.people.append((key, actor))
    if title is not None and title.gender is not None:
        register.gender.setdefault(id(actor), title.gender)
    register.mention(actor, words)
    return actor


def same_person(
    register: Register, key: tuple[str, ...], gender: str | None = None, at: int | None = None
) -> ActorDraft | None:
    """Return the person already entered that this name can be.

    A short name that fits several is that of the one whom the report names in full and lets act the most, else of the
    one who acted last before the word ``at``; None where none fits or none leads. ``gender`` is what a title before
    the name tells: "Mrs. Clinton" is not Bill.
    """
    fits: list[ActorDraft] = []
    for known, actor in register.people:
        if gender is not None and register.gender.get(id(actor), gender) != gender:
            continue
        if known == key and (gender is None or len(key) > 1):
            return actor
        if len(key) == 1 or len(known) == 1:
            same = known[-1] == key[-1] or (len(key) == 1 and key[0] in known[:-1])  # first, or a surname of two
        else:
            same = known[-1] == key[-1] and known[0] == key[0]
        if same and actor not in fits:
            fits.append(actor)
    if len(fits) > 1 and len(key) == 1:
        told = [a for a in fits if gender is not None and register.gender.get(id(a)) == gender]
        return told[0] if len(told) == 1 else _main_person(register, fits, at)
    return fits[0] if len(fits) == 1 else None


def _main_person(register: Register, namesakes: list[ActorDraft], at: int | None) -> ActorDraft | None:
    """Return which of those with one surname a report means by it: "Clinton", with Hillary and Bill Clinton named."""
    weight = {id(actor): 0 for actor in namesakes}
    for words, actor in register.mentions:
        if id(actor) in weight and words.end - words.start > 1:
            is_subject = register.tokens[words.end - 1].dep_ in {"nsubj", "nsubjpass"}
            weight[id(actor)] += 2 if is_subject else 1
    first, second = sorted(namesakes, key=lambda a: -weight[id(a)])[:2]
    if weight[id(first)] > weight[id(second)]:
        return first
    acted = [
        (w, a)
        for w, a in register.mentions
        if id(a) in weight and w.end - w.start > 1 and w.end <= (at or 0)
        if register.tokens[w.end - 1].dep_ == "nsubj"
    ]
    return max(acted, key=lambda m: m[0])[1] if acted else None


def find_surnames(register: Register) -> None:
    """Enter surnames that stand alone and that the model has missed."""
    bearers: dict[str, dict[int, ActorDraft]] = {}
    for known, actor in register.people:
        if len(known) > 1 and len(known[-1]) > 2:
            bearers.setdefault(known[-1], {})[id(actor)] = actor
    if not bearers:
        return
    for i, word in enumerate(register.lower):
        found = bearers.get(word)
        if found is None or register.holder[i] is not None or i in register.country_name:
            continue
        if not register.texts[i][:1].isupper() or register.tokens[i].pos_ not in {"PROPN", "NOUN", "ADJ"}:
            continue
        start = i
        if i >= 2 and register.lower[i - 1] == "-" and register.lower[i - 2] in PARTICLES:
            start = i - 2
        bearer = next(iter(found.values())) if len(found) == 1 else _main_person(register, list(found.values()), i)
        if bearer is not None:
            title = titles().get(register.lower[start - 1]) if start else None
            if title is not None and title.gender is not None:
                register.gender.setdefault(id(bearer), title.gender)
            register.mention(bearer, Words(start, i + 1))
