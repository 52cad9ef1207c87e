"""Offices and occupations that the text gives a person: "White House spokesman X", "X, the group's leader,"."""

from __future__ import annotations

from functools import cache

from dateline.lexicon.actors import agents, titles, word_list
from dateline.record.choices import ActorKind

from ..cast import state
from ..draft import ActorDraft, RoleDraft, Words
from .model_names import NOT_NAMES
from .offices import country_by_context, held_for, is_former, local_country, title_text
from .persons import enter_person, person_key, same_person
from .register import Register
from .titles import LONGEST, office_with_complement, role_after, role_before, title_ending

_MILITARY_RANKS = word_list("roles.military_ranks")


def find_roles(register: Register) -> None:
    """Give persons the roles that stand before or after their names, and find the named person behind a title."""
    _reread_bodies(register)
    _find_titled(register)
    persons = [(w, a) for w, a in register.mentions if a.kind is ActorKind.PERSON]
    open_roles: list[tuple[ActorDraft, RoleDraft]] = []
    for words, person in sorted(persons, key=lambda m: m[0]):
        for told in (role_before(register, words), role_after(register, words)):
            if told is None:
                continue
            start, end, title_at, title = told
            of = held_for(register, start, end, title_at, title)
            made = RoleDraft(title_text(register, title_at, title, of, end), of, Words(start, end))
            if any(
                r.title.lower() == made.title.lower() and (made.of is None or r.of is made.of) for r in person.roles
            ):
                continue
            person.roles.append(made)
            _tell_gender(register, person, title)
            _claim_title(register, person, Words(title_at[0], title_at[1]))
            if made.of is None and titles()[title].of == "state" and not is_former(register, start, title_at[0]):
                open_roles.append((person, made))
    for person, role in open_roles:
        iso3 = country_by_context(register, person, role)
        if iso3 is not None:
            role.of = state(register.draft, iso3)
    for words, person in persons:
        if person.country is None:
            person.country = next(filter(None, (local_country(register, r) for r in person.roles)), None)
        if person.country is None:
            person.country = _country_after(register, words)
        if person.country is None:
            person.country = next((r.of.country for r in person.roles if r.of is not None and r.of.country), None)
        if person.sector is None and person.roles:
            person.sector = _sector(person.roles)
        if person.sector is None and words.start and register.lower[words.start - 1] in _MILITARY_RANKS:
            person.sector = "MIL"


def _country_after(register: Register, words: Words) -> str | None:
    """Return the country of "John Bruton of Ireland"."""
    k = words.end
    if k + 1 < len(register.lower) and register.lower[k] == "of":
        name = register.country_name.get(k + 1)
        return name.iso3 if name is not None and name.role == "name" else None
    return None


def _sector(roles: list[RoleDraft]) -> str | None:
    for role in roles:
        whole = agents().get(role.title.lower())
        if role.title.lower() == "deputy" and role.of is None:
            continue  # of parliament or of a man
        if whole is not None and whole.sector and role.of is None:
            return whole.sector
        word = role.title.lower().split(" of ")[0].split()[-1]
        info = titles().get(role.title.lower()) or titles().get(word)
        if role.of is not None and role.of.sector and info is not None and info.of != "work":
            return role.of.sector
        agent = agents().get(word)
        if agent is not None and agent.sector:
            return agent.sector
    return None


def _tell_gender(register: Register, person: ActorDraft, title: str) -> None:
    gender = titles()[title].gender
    if gender:
        register.gender.setdefault(id(person), gender)  # a first name tells more surely than an office beside it


def _claim_title(register: Register, person: ActorDraft, words: Words) -> None:
    """Let the words of a title stand for its person, so that a parse that heads there still finds who it is."""
    if register.is_free(words):
        register.mentions.append((words, person))


def _reread_bodies(register: Register) -> None:
    """Make persons of what the model took for bodies right after an office: "chairman of the AU Commission X"."""
    for number, (words, actor) in enumerate(register.mentions):
        before = register.holder[words.start - 1] if words.start else None
        if (
            actor.kind is not ActorKind.ORGANIZATION
            or actor.sector
            or before is None
            or before.kind is ActorKind.PERSON
        ):
            continue
        name = register.texts[words.start : words.end]
        if not 2 <= len(name) <= 4 or not all(t[:1].isupper() and not t.isupper() for t in name):
            continue
        if office_with_complement(register, words.start, max(0, words.start - LONGEST)) is not None:
            key = person_key(register, words)
            known = same_person(register, key)
            if known is None:
                actor.kind = ActorKind.PERSON
                register.people.append((key, actor))
                continue
            known.name = actor.name if len(actor.name) > len(known.name) else known.name
            register.mentions[number] = (words, known)
            register.holder[words.start : words.end] = [known] * (words.end - words.start)
            if not any(a is actor for _, a in register.mentions):
                register.draft.actors[:] = [a for a in register.draft.actors if a is not actor]


def _find_titled(register: Register) -> None:
    """Enter persons that the model has missed: capitalised names after an office or rank."""
    lower, texts, tokens, n = register.lower, register.texts, register.tokens, len(register.lower)
    for i in range(1, n):
        if register.holder[i] is not None or not texts[i][:1].isupper() or i in register.country_name:
            continue
        if register.draft.time_of[i] is not None or lower[i] in NOT_NAMES:
            continue
        is_set_off = lower[i - 1] == "," and i > 1
        office_end = i - is_set_off
        if tokens[i].pos_ != "PROPN" or lower[i] in titles() or lower[office_end - 1] not in _last_words():
            continue
        found = title_ending(lower, office_end, max(0, i - 4))
        if found is None or (titles()[found[1]].of == "work" and not texts[i - 1][:1].islower()):
            continue
        if (
            titles()[found[1]].of != "rank"
            and found[0] > 0
            and found[1] in {"head", "chief", "leader", "member", "official"}
            and not register.country_name.get(found[0] - 1)
        ):
            continue
        end = i
        while (
            end < n
            and (
                (
                    texts[end][:1].isupper()
                    and tokens[end].pos_ in {"PROPN", "ADJ", "NOUN"}
                    and lower[end] not in titles()
                    and end not in register.country_name
                )
                or (lower[end] == "-" and end + 1 < n and texts[end + 1][:1].isupper() and end > i)
                or (
                    lower[end] in {"al", "el", "bin", "ibn", "ben", "van", "von", "de", "da", "dos", "ul"}
                    and end + 1 < n
                    and end + 2 < n
                )
            )
            and register.holder[end] is None
            and end - i < 7
        ):
            end += 1
        while end > i and lower[end - 1] in {"-", "al", "el", "bin", "de"}:
            end -= 1
        if end < n and end > i and (lower[end] in titles() or f"{lower[end]} {lower[end + 1 : end + 2]}" in titles()):
            continue  # "deputy Africa director"
        if is_set_off and (end - i < 2 or lower[end : end + 1] != [","] or titles()[found[1]].of == "work"):
            continue  # "its commander, Twan Naing, ..." but not "the mayor, Bukavu"
        if end > i:
            enter_person(register, Words(i, end))


@cache
def _last_words() -> frozenset[str]:
    """Return the last words of all titles."""
    return frozenset(t.replace("-", " ").split()[-1] for t in titles())
