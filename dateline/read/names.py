"""Names in the report: countries, known actors, acronyms defined in the text, and the model's persons and bodies.

The gazetteer comes first, the model's names fill what it leaves. Everything is written into a ``Register``, which the
later parts of the actors step read and which enters the mentions in the draft at its end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Token

from dateline.gazetteer.index import gazetteer
from dateline.lexicon.actors import JOINERS, KnownActor, agents, first_names, known_actors, rulers, titles, word_list
from dateline.lexicon.countries import CountryRole, country_at
from dateline.record.choices import ActorKind, PlacePrecision

from .draft import ActorDraft, Draft, Words

PARTICLES = word_list("names.particles")
_NAME_PARTICLES = PARTICLES - {"the", "at", "as"} | frozenset(
    {"von", "van", "der", "de", "da", "dos", "del", "bin", "ibn", "ben", "abu", "-"}
)
_LOOSE_ENDS = frozenset({"'s", "'", "-", "--", "the", "of", "in", "for", "and", "at"})
_SUFFIXES = frozenset({"'s", "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", ","})
_PLACE_PREPOSITIONS = word_list("names.place_prepositions")
_SETTLEMENT = 5_000  # people: smaller places share their names with too many other things
# Acronyms that are words too: in a report in capitals they are the words.
_WORDS_TOO = word_list("names.words_too")
_STATE_BODIES = frozenset({"government", "army", "military", "police", "regime", "administration"})
_SITES = word_list("names.sites")
_BODY_KINDS = {
    "university": (ActorKind.ORGANIZATION, "EDU"), "institute": (ActorKind.ORGANIZATION, "SOC"),
    "college": (ActorKind.ORGANIZATION, "EDU"), "hospital": (ActorKind.ORGANIZATION, "MED"),
    "office": (ActorKind.GOVERNMENT, "GOV"), "department": (ActorKind.GOVERNMENT, "GOV"),
    "committee": (ActorKind.ORGANIZATION, None), "commission": (ActorKind.ORGANIZATION, None),
    "agency": (ActorKind.ORGANIZATION, None), "council": (ActorKind.ORGANIZATION, None),
    "tribunal": (ActorKind.GOVERNMENT, "JUD"), "front": (ActorKind.ARMED_GROUP, "REB"),
    "times": (ActorKind.MEDIA, "JRN"), "post": (ActorKind.MEDIA, "JRN"), "tv": (ActorKind.MEDIA, "JRN"),
    "news": (ActorKind.MEDIA, "JRN"), "fm": (ActorKind.MEDIA, "JRN"), "inc": (ActorKind.ORGANIZATION, "BUS"),
    "inc.": (ActorKind.ORGANIZATION, "BUS"), "corp.": (ActorKind.ORGANIZATION, "BUS"),
    "corp": (ActorKind.ORGANIZATION, "BUS"),
    "party": (ActorKind.PARTY, "PTY"), "liberation": (ActorKind.ARMED_GROUP, "REB"),
}  # fmt: skip
# The model takes these for bodies or persons; they are neither.
NOT_NAMES = word_list("names.not_names")


class CountryName(NamedTuple):
    """Words that name a country, its people or its capital."""

    words: Words
    iso3: str
    role: CountryRole


@dataclass(slots=True)
class Register:
    """The names of one report while its actors are being found.

    ``holder`` gives for each token the actor whose name stands there; ``texts`` are the words as written (with plain
    apostrophes), ``lower`` the same in lower case.
    """

    draft: Draft
    tokens: list[Token]
    texts: list[str]
    lower: list[str]
    holder: list[ActorDraft | None]
    countries: list[CountryName] = field(default_factory=list)
    country_name: dict[int, CountryName] = field(default_factory=dict)  # by each token of it
    by_key: dict[str, ActorDraft] = field(default_factory=dict)
    people: list[tuple[tuple[str, ...], ActorDraft]] = field(default_factory=list)
    gender: dict[int, str] = field(default_factory=dict)  # by id() of the person
    mentions: list[tuple[Words, ActorDraft]] = field(default_factory=list)

    def actor(
        self, name: str, kind: ActorKind, country: str | None = None, sector: str | None = None, named: bool = True
    ) -> ActorDraft:
        """Return the actor of this name and country, made at its first call."""
        name = " ".join(name.split())  # a name may run over a line end
        if len(name) > 5 and " " in name and name.isupper():  # a report in capitals
            name = name.title()
        key = f"{name.lower()}|{country or ''}"
        found = self.by_key.get(key)
        if found is None:
            found = ActorDraft(name, kind, country, sector, named=named)
            self.by_key[key] = found
            self.draft.actors.append(found)
        return found

    def mention(self, actor: ActorDraft, words: Words, is_name: bool = True) -> None:
        """Note that these words stand for the actor; a name also holds its tokens against other names."""
        self.mentions.append((words, actor))
        if is_name:
            for i in range(words.start, words.end):
                self.holder[i] = actor

    def is_free(self, words: Words) -> bool:
        """Tell whether no name stands in these words yet."""
        return not any(self.holder[words.start : words.end])

    def close(self) -> None:
        """Enter all mentions in the draft, the shorter first, so that a token's actor is the innermost."""
        for words, actor in sorted(self.mentions, key=lambda m: (m[0].end - m[0].start, m[0])):
            self.draft.mention(actor, words)


def open_register(draft: Draft) -> Register:
    """Return the register of a draft with the words as written."""
    text = draft.report.text
    texts = [text[s:e] for s, e in zip(draft.starts, draft.ends, strict=True)]
    if "’" in text:
        texts = [t.replace("’", "'") for t in texts]
    return Register(draft, list(draft.doc), texts, [t.lower() for t in texts], [None] * len(texts))


def mark_countries(register: Register) -> None:
    """Find the words of countries and enter their codes in the draft."""
    texts, draft = register.texts, register.draft
    i, n = 0, len(texts)
    while i < n:
        first = texts[i][:1]
        found = country_at(texts, i) if first.isupper() or first == "t" else None
        if found is None:
            i += 1
            continue
        name = CountryName(Words(i, found.end), found.iso3, found.role)
        register.countries.append(name)
        for k in range(i, found.end):
            register.country_name[k] = name
            draft.country_of[k] = found.iso3
        i = found.end


def find_known(register: Register) -> None:
    """Enter the report's own outlet and agency, the actors of the gazetteer, and the acronyms the report defines."""
    _find_outlets(register)
    hits = _spellings(register)
    defined = _definitions(register, hits)
    for words, known in hits:
        if not register.is_free(words):
            continue
        acronym = register.texts[words.start] if words.end == words.start + 1 else ""
        actor = defined.get(acronym) or _known_actor(register, known)
        register.mention(actor, words)
    if defined:
        for i, text in enumerate(register.texts):
            if text in defined and register.holder[i] is None:
                register.mention(defined[text], Words(i, i + 1))


def _find_outlets(register: Register) -> None:
    """Enter who publishes and who wired the report, where it names them: "told Meridian Wire"."""
    report = register.draft.report
    known = known_actors()
    for name in {report.outlet, report.agency.name if report.agency else None}:
        parts = (name or "").lower().removeprefix("the ").split()
        if not parts or any(s.words == tuple(parts) for s in known.get(parts[0], ())):
            continue
        for i, word in enumerate(register.lower):
            if word == parts[0] and register.lower[i : i + len(parts)] == parts and register.texts[i][:1].isupper():
                actor = register.actor(str(name).removeprefix("The "), ActorKind.MEDIA, None, "JRN")
                register.mention(actor, Words(i, i + len(parts)))


def _spellings(register: Register) -> list[tuple[Words, KnownActor]]:
    """Return the spellings in the report, the longest at each place; shared ones only where borne out."""
    lower, texts = register.lower, register.texts
    table = known_actors()
    at = [i for i, w in enumerate(lower) if w not in JOINERS]
    words = [lower[i] for i in at]
    upper_report = _is_upper(register)
    found: list[tuple[int, int, KnownActor, bool]] = []
    k, n = 0, len(words)
    while k < n:
        step = 1
        for spelling in table.get(words[k], ()):
            m = len(spelling.words)
            if m > 1 and tuple(words[k : k + m]) != spelling.words:
                continue
            start, end = at[k], at[k + m - 1] + 1
            capital = None if spelling.capital_at is None else at[min(k + spelling.capital_at, k + m - 1)]
            is_plain = upper_report and (register.tokens[start].is_stop or lower[start] in _WORDS_TOO)
            if not _is_written_so(texts, start, end, spelling.is_acronym, capital, is_plain):
                continue
            found.append((start, end, spelling.actor, spelling.is_shared))
            step = m
            break
        k += step
    sure = {actor.name for _, _, actor, shared in found if not shared}
    named = {c.iso3 for c in register.countries}
    return [(Words(s, e), a) for s, e, a, shared in found if not shared or a.name in sure or a.country in named]


def _is_written_so(
    texts: list[str], start: int, end: int, is_acronym: bool, capital: int | None, is_plain_word: bool
) -> bool:
    if is_plain_word and end == start + 1:
        return False
    if is_acronym:
        return all(
            t in JOINERS or (t[:1].isupper() and (t.isupper() or (len(t) > 2 and t[1].isupper())))
            for t in texts[start:end]
        )
    return capital is None or texts[capital][:1].isupper()


def _is_upper(register: Register) -> bool:
    sample = [t for t in register.texts[:200] if t.isalpha()]
    return len(sample) > 10 and sum(t.isupper() for t in sample) > 0.8 * len(sample)


def _known_actor(register: Register, known: KnownActor) -> ActorDraft:
    return register.actor(known.name, ActorKind(known.kind), known.country, known.sector)


def _definitions(register: Register, hits: list[tuple[Words, KnownActor]]) -> dict[str, ActorDraft]:
    """Return acronyms that the report defines, "Rapid Support Forces (RSF)" or "RSF (Rapid Support Forces)"."""
    texts, n = register.texts, len(register.texts)
    by_end = {w.end: k for w, k in hits}
    by_start = {w.start: k for w, k in hits}
    bodies = {e.end: e for e in register.draft.doc.ents if e.label_ in {"ORG", "NORP"}}
    defined: dict[str, ActorDraft] = {}
    for i, text in enumerate(texts):
        if text != "(" or i + 2 >= n:
            continue
        inner = texts[i + 1]
        if texts[i + 2] == ")" and inner.isupper() and 2 <= len(inner) <= 8:
            if i in by_end:
                defined[inner] = _known_actor(register, by_end[i])
            elif i in bodies and _is_acronym_of(inner, texts[bodies[i].start : i]):
                start = bodies[i].start + (register.lower[bodies[i].start] == "the")
                words = Words(start, i)
                if register.is_free(words):
                    actor = _body(register, words)
                    defined[inner] = actor
                    register.mention(actor, words)
        elif i and texts[i - 1].isupper() and 2 <= len(texts[i - 1]) <= 8 and i + 1 in by_start:
            defined[texts[i - 1]] = _known_actor(register, by_start[i + 1])
    return defined


def _is_acronym_of(acronym: str, words: list[str]) -> bool:
    initials = "".join(w[0] for w in words if w[:1].isalpha()).upper()
    return acronym[0] in initials and (acronym in initials or len(set(acronym) & set(initials)) >= len(acronym) - 1)


def find_model_names(register: Register) -> None:
    """Enter the persons and bodies that the model names and no table knows."""
    people: list[Words] = []
    bodies: list[Words] = []
    for entity in register.draft.doc.ents:
        label = entity.label_
        if label not in {"PERSON", "ORG", "NORP"}:
            continue
        words, had_title = _trimmed(register, entity.start, entity.end)
        if words.end <= words.start:
            continue
        if label == "PERSON" or had_title:
            words = _whole_name(register, words)
            if _is_person(register, words):
                people.append(words)
        elif label == "ORG":
            if _is_named_person(register, words) or _has_title_after(register, words):
                people.append(words)
            else:
                bodies.append(words)
    for words in sorted(people, key=lambda w: (-_size(register, w), w)):  # full names before surnames
        if not _is_place_after_all(register, words):
            enter_person(register, words)
    for words in bodies:
        if not register.is_free(words):
            continue
        person = same_person(register, person_key(register, words)) if _size(register, words) == 1 else None
        if person is not None:
            register.mention(person, words)
        elif _is_body(register, words):
            register.mention(_body(register, words), words)


def _is_named_person(register: Register, words: Words) -> bool:
    """Tell whether a body by the model's word is a person by its first name, or a ruler by surname alone."""
    lower = register.lower[words.start : words.end]
    if len(lower) == 1:
        return lower[0] in rulers()
    is_body = lower[-1] in agents() or lower[-1] in _BODY_KINDS or lower[-1] in _SITES or not lower[-1].isalpha()
    return len(lower) <= 3 and lower[0] in first_names() and not is_body and register.is_free(words)


def _is_place_after_all(register: Register, words: Words) -> bool:
    """Tell whether a word taken for a person is a place: one is called so, and nothing here speaks for a person."""
    key = person_key(register, words)
    token = register.tokens[words.end - 1]
    if len(key) > 1 or key[0] in rulers() or token.dep_ in {"nsubj", "poss"} or same_person(register, key) is not None:
        return False
    if words.start and (register.lower[words.start - 1] in titles() or register.lower[words.end - 1] in titles()):
        return False
    return _is_settlement(register.draft.text_of(words))


def _size(register: Register, words: Words) -> int:
    return len(person_key(register, words))


def _trimmed(register: Register, start: int, end: int) -> tuple[Words, bool]:
    """Return an entity's words without article, titles, possessive and punctuation; and whether it had a title."""
    lower = register.lower
    while end > start and (lower[end - 1] in _LOOSE_ENDS or not lower[end - 1][:1].isalnum()):
        end -= 1
    had_title = False
    while start < end - 1:
        word = lower[start]
        if word in {"the", "a", "an"} or not word[:1].isalnum():
            start += 1
        elif word in titles() and start + 1 < end:
            start += 1
            had_title = True
        elif start + 2 < end and f"{word} {lower[start + 1]}" in titles():
            start += 2
            had_title = True
        else:
            break
    return Words(start, end), had_title


def _whole_name(register: Register, words: Words) -> Words:
    """Return a name that the model cut at a particle with what follows: "Ursula von der | Leyen"."""
    end, texts, lower = words.end, register.texts, register.lower
    while end < len(texts) and lower[end - 1] in _NAME_PARTICLES and texts[end][:1].isupper():
        end += 1
    if end + 1 < len(texts) and lower[end] == "-" and lower[end - 1] in PARTICLES and texts[end + 1][:1].isupper():
        end += 2
    if end < len(texts) and register.tokens[end - 1].head.i == end and register.tokens[end - 1].dep_ == "compound":
        is_more = register.tokens[end].pos_ == "PROPN" and texts[end][:1].isupper() and lower[end] not in titles()
        end += is_more and end not in register.country_name and register.holder[end] is None
    while end - 1 > words.start and texts[end - 1][:1].islower() and lower[end - 1] not in _NAME_PARTICLES:
        end -= 1  # "Fahim academy"
    return Words(words.start, end)


def _is_person(register: Register, words: Words) -> bool:
    texts = register.texts[words.start : words.end]
    if not any(t[:1].isupper() for t in texts) or any(t[:1].isdigit() for t in texts) or len(texts) > 9:
        return False
    if register.lower[words.start] in _PLACE_PREPOSITIONS or register.lower[words.end - 1] in _SITES | {"state"}:
        return False
    if len(texts) == 1:
        word = register.lower[words.start]
        if word in NOT_NAMES or word in agents() or word in titles():
            return False
    if len(texts) == 1 and texts[0].isupper() and len(texts[0]) < 5:
        return False
    countries = [register.country_name.get(i) for i in range(words.start, words.end)]
    if all(countries) or (countries[-1] is not None and countries[-1].role != "capital"):
        return False
    held = [register.holder[i] is not None for i in range(words.start, words.end)]
    if any(held) and (held[0] or all(held) or sum(held) > 2):
        return False
    before = register.lower[words.start - 1] if words.start else ""
    if register.texts[words.end : words.end + 1] and register.texts[words.end][:1].isdigit():  # "Mark 82s"
        return False
    if before in _PLACE_PREPOSITIONS:  # "in Deir Ezzor" taken for a person
        return False
    after = register.lower[words.end] if words.end < len(register.lower) else ""
    return after not in {
        "province",
        "city",
        "district",
        "region",
        "airport",
        "governorate",
        "county",
        "river",
        "village",
        "town",
    }


def _is_body(register: Register, words: Words) -> bool:
    texts = register.texts[words.start : words.end]
    lower = register.lower[words.start : words.end]
    if not any(t[:1].isupper() for t in texts) or all(
        i in register.country_name for i in range(words.start, words.end)
    ):
        return False
    if len(texts) == 1 and not texts[0].isupper() and (lower[0] in _BODY_KINDS or lower[0] in agents()):
        return False
    if len(texts) == 1 and (lower[0] in NOT_NAMES or lower[0] in titles() or texts[0][:1].isdigit()):
        return False
    before = register.lower[words.start - 1] if words.start else ""
    last = lower[-1]
    if last in _STATE_BODIES or "ministry" in lower:  # found with their country as bodies of a state
        return False
    if last in _SITES or (before == "of" and words.start > 1 and register.lower[words.start - 2] in _SITES):
        return False
    after = register.lower[words.end] if words.end < len(register.lower) else ""
    if f"{last} {after}" in titles():  # "Defense" of "Defense Secretary"
        return False
    is_plain = last not in agents() and last not in _BODY_KINDS
    if before in _PLACE_PREPOSITIONS and is_plain:
        return False
    if (
        is_plain
        and len(texts) <= 3
        and not (texts[0].isupper() and len(texts[0]) < 5)
        and _is_settlement(register.draft.text_of(words))
    ):
        return False
    return not (
        len(texts) == 1
        and last in agents()
        and texts[0][:1].isupper()
        and not texts[0].isupper()
        and words.start == register.tokens[words.start].sent.start
    )


def _has_title_after(register: Register, words: Words) -> bool:
    """Tell whether a title between commas makes a person of what the model took for a body: "X, a spokesman of ..."."""
    lower, texts = register.lower, register.texts
    name = texts[words.start : words.end]
    if (
        not 2 <= len(name) <= 4
        or not all(t[:1].isupper() and not t.isupper() for t in name)
        or lower[words.end - 1] in agents()
    ):
        return False
    if lower[words.end : words.end + 1] != [","] or lower[words.end - 1] in _BODY_KINDS:
        return False
    k = words.end + 1
    if k < len(lower) and lower[k] in {"a", "an", "the"}:
        k += 1
        while k < len(lower) and k < words.end + 6 and lower[k] not in {",", "of", "for", "in", "."}:
            if lower[k] in titles() and titles()[lower[k]].of != "rank":
                return True
            k += 1
    return False


def _is_settlement(name: str) -> bool:
    """Tell whether a place of some size is called so, which the model took for a body ("Mumbai", "Deir Ezzor")."""
    return any(e.population >= _SETTLEMENT or e.kind is PlacePrecision.PROVINCE for e in gazetteer().find(name)[:1])


def _body(register: Register, words: Words) -> ActorDraft:
    """Return the body of this name, with kind and sector by its head word and country by its adjective."""
    name = register.draft.text_of(words)
    lower = register.lower[words.start : words.end]
    kind, sector = ActorKind.ORGANIZATION, None
    head = lower[lower.index("of") - 1] if "of" in lower[1:] else lower[-1]
    agent = agents().get(head)
    if head in _BODY_KINDS:
        kind, sector = _BODY_KINDS[head]
    elif agent is not None:
        kind, sector = ActorKind(agent.kind), agent.sector
        if kind in {ActorKind.PEOPLE, ActorKind.UNKNOWN, ActorKind.INTERGOVERNMENTAL}:
            kind = ActorKind.ORGANIZATION
    country = next(
        (register.country_name[i].iso3 for i in range(words.start, words.end) if i in register.country_name), None
    )
    before = words.start - 2
    if country is None and before >= 0 and register.lower[before + 1] == "'s" and before in register.country_name:
        country = register.country_name[before].iso3  # "Myanmar's Supreme Court"
    return register.actor(name, kind, country, sector)


def person_key(register: Register, words: Words) -> tuple[str, ...]:
    """Return the parts of a person's name that tell it: lower case, without hyphens and articles ("al")."""
    parts = [
        w
        for w in register.lower[words.start : words.end]
        if w not in JOINERS and w not in PARTICLES and w not in _SUFFIXES
    ]
    return tuple(parts) or (register.lower[words.end - 1],)


def enter_person(register: Register, words: Words) -> ActorDraft:
    """Return the person of this name, the one already known by full name or surname, and enter the mention."""
    key = person_key(register, words)
    actor = same_person(register, key)
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
    register.mention(actor, words)
    return actor


def same_person(register: Register, key: tuple[str, ...]) -> ActorDraft | None:
    """Return the person already entered that this name can be; None where none or more than one fits a short name."""
    fits: list[ActorDraft] = []
    for known, actor in register.people:
        if known == key:
            return actor
        if len(key) == 1 or len(known) == 1:
            same = known[-1] == key[-1] or (len(key) == 1 and len(known) > 1 and known[0] == key[0])
        else:
            same = known[-1] == key[-1] and known[0] == key[0]
        if same and actor not in fits:
            fits.append(actor)
    return fits[0] if len(fits) == 1 else None


def find_surnames(register: Register) -> None:
    """Enter surnames that stand alone and that the model has missed."""
    last = {known[-1]: actor for known, actor in register.people if len(known) > 1 and len(known[-1]) > 2}
    if not last:
        return
    for i, word in enumerate(register.lower):
        actor = last.get(word)
        if actor is None or register.holder[i] is not None or i in register.country_name:
            continue
        if not register.texts[i][:1].isupper() or register.tokens[i].pos_ not in {"PROPN", "NOUN", "ADJ"}:
            continue
        start = i
        if i >= 2 and register.lower[i - 1] == "-" and register.lower[i - 2] in PARTICLES:
            start = i - 2
        register.mention(actor, Words(start, i + 1))
