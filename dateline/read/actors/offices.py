"""For whom an office is held: the body or country in its words, else the one that the report is about."""

from __future__ import annotations

from collections import Counter

from dateline.gazetteer.index import gazetteer
from dateline.lexicon.actors import rulers, titles
from dateline.lexicon.countries import countries
from dateline.record.choices import ActorKind

from ..cast import state
from ..draft import ActorDraft, RoleDraft, Words
from .institutions import home_country
from .persons import PARTICLES
from .register import Register

# Offices that one state names so.
_OFFICE_OF = {
    "secretary of state": "USA", "defense secretary": "USA", "treasury secretary": "USA",
    "assistant secretary of state": "USA",
    "undersecretary of state": "USA", "home secretary": "GBR", "foreign secretary": "GBR",
    "taoiseach": "IRL", "congressman": "USA",
    "supreme leader": "IRN", "press secretary": "USA", "defence secretary": "GBR",
}  # fmt: skip
_LOCAL = ("governor", "mayor", "prefect", "district chief", "administrator", "commissioner")
# Actors whose country tells where the report plays.
_OF_A_COUNTRY = frozenset({ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE, ActorKind.PERSON, ActorKind.PARTY})


def held_for(register: Register, start: int, end: int, title_at: tuple[int, int], title: str) -> ActorDraft | None:
    """Return the actor that a role is held for: the body or country in its words, the nearest body first."""
    lower = register.lower
    office = titles()[title].of
    body: ActorDraft | None = None
    for i in range(title_at[0] - 1, start - 1, -1):  # before the title: "White House spokesman"
        holder = register.holder[i]
        if holder is not None and holder.kind is not ActorKind.PERSON:
            body = holder
            break
    before = next(
        (register.draft.country_of[i] for i in range(title_at[0] - 1, start - 1, -1) if register.draft.country_of[i]),
        None,
    )
    if title_at[0] - 1 >= 2 and lower[title_at[0] - 1] in PARTICLES:
        body = None
    if body is not None and not (office == "work" and before):
        return body
    after_body: ActorDraft | None = None
    after_country: str | None = None
    is_in = title_at[1] < end and lower[title_at[1]] in {"in", "to"}  # "a doctor in Mogadishu" is not Somalia's
    for i in range(title_at[1], end):
        holder = register.holder[i]
        if holder is not None and holder.kind is not ActorKind.PERSON:
            after_body = after_body or holder
        code = register.draft.country_of[i]
        if code and after_country is None and not is_in:
            after_country = code
    if before is not None:
        return state(register.draft, before)
    if after_body is not None:
        return after_body
    if after_country is not None:
        return state(register.draft, after_country)
    return None


def is_former(register: Register, start: int, end: int) -> bool:
    return any(w in {"former", "ex", "late"} for w in register.lower[start:end])


def title_text(register: Register, title_at: tuple[int, int], title: str, of: ActorDraft | None, end: int) -> str:
    """Return the title as the report has it: with "of ..." where that is not the actor it is held for."""
    draft, lower = register.draft, register.lower
    start, stop = title_at
    while (
        start > 0
        and lower[start - 1]
        in {
            "deputy",
            "vice",
            "assistant",
            "acting",
            "former",
            "foreign",
            "defence",
            "defense",
            "interior",
            "army",
            "police",
            "rights",
            "opposition",
            "military",
            "human",
            "chief",
            "presidential",
            "special",
            "senior",
            "interim",
            "rebel",
            "government",
        }
        and start - 1 not in register.country_name
    ):
        if register.holder[start - 1] is not None:
            break
        start -= 1
    if stop < end and lower[stop] == "of":
        inside = {id(h) for h in register.holder[stop:end] if h is not None}
        country = any(
            register.draft.country_of[i] == (of.country if of else None) and of is not None for i in range(stop, end)
        )
        if of is None or (id(of) not in inside and not country):
            stop = end
    return draft.text_of(Words(start, stop))


def local_country(register: Register, role: RoleDraft) -> str | None:
    """Return the country of a governor's or mayor's own place: "governor of Nariño", "Kharkiv mayor"; or the clause's.

    A place is taken by its name alone, the greatest of that name.
    """
    title = role.title.lower()
    office, _, of = title.partition(" of ")
    if not office.endswith(_LOCAL):
        return None
    words = role.words
    if of:
        at = register.draft.text_of(words).lower().rfind(" of ")
        return _country_of_place(register.draft.text_of(words)[at + 4 :].removeprefix("the "))
    for i in range(register.tokens[words.start].sent.start + 1, words.end):
        if register.tokens[i].pos_ == "PROPN" and register.lower[i - 1] in {"in", "near"}:
            end = i + 1
            while end < len(register.lower) and (register.tokens[end].pos_ == "PROPN" or register.lower[end] == "-"):
                end += 1 + (register.lower[end] == "-")
            found = _country_of_place(register.draft.text_of(Words(i, min(end, len(register.lower)))))
            if found is not None:
                return found
    return None


def _country_of_place(name: str) -> str | None:
    for entry in gazetteer().find(name)[:1]:
        return entry.country
    return None


def country_by_context(register: Register, person: ActorDraft, role: RoleDraft) -> str | None:
    """Return the country whose office this must be: by dateline, the state just spoken of, and the one that follows.

    Each sign is weighed; without a clear first the country stays open.
    """
    draft, tokens = register.draft, register.tokens
    votes: Counter[str] = Counter()
    home = home_country(register)
    if home is not None:
        votes[home] += 3
    office = _OFFICE_OF.get(role.title.lower())
    if office is not None:
        votes[office] += 5
    ruled = rulers().get(person.name.lower().replace("-", " ").split()[-1])
    if ruled is not None and titles().get(role.title.lower(), titles()["head"]).of == "state":
        votes[ruled] += 6
    here = tokens[role.words.start].sent
    near = [c for c in register.countries if here.start <= c.words.start < here.end]
    for c in near:
        if c.words.start > role.words.end and tokens[c.words.end - 1].dep_ in {"nsubj", "nsubjpass", "poss"}:
            votes[c.iso3] += 2
            break
    if here.start > 0:
        previous = tokens[here.start - 1].sent
        for c in register.countries:
            if previous.start <= c.words.start < previous.end and tokens[c.words.end - 1].dep_ == "nsubj":
                votes[c.iso3] += 2
                break
    if role.words.start and register.lower[role.words.start - 1] in {"its", "their"}:
        owner = next((c for c in reversed(near) if c.words.end <= role.words.start), None)
        if owner is not None:
            votes[owner.iso3] += 5
    local = local_country(register, role)
    if local is not None:
        votes[local] += 4
    overall = Counter(c.iso3 for c in register.countries)
    overall.update(a.country for _, a in register.mentions if a.country and a.kind in _OF_A_COUNTRY)
    if overall:
        (first, most), *rest = overall.most_common(2)
        if not rest or most >= 2 * rest[0][1]:
            votes[first] += 2
        if not rest or most > rest[0][1]:
            votes[first] += 1
    for other in draft.actors:
        if other is not person and other.kind is ActorKind.PERSON:
            for r in other.roles:
                if (
                    r.title.lower() == role.title.lower()
                    and r.of is not None
                    and r.of.country
                    and r.of.country in votes
                ):
                    votes[r.of.country] -= 2  # a state has one of each office
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] >= ranked[0][1]):
        return None
    return ranked[0][0] if ranked[0][0] in countries() else None
