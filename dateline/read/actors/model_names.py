"""Persons and bodies that the language model names and no table knows, with its usual mistakes taken out."""

from __future__ import annotations

from dateline.gazetteer.index import gazetteer
from dateline.lexicon.actors import agents, first_names, rulers, titles, word_list
from dateline.record.choices import ActorKind, PlacePrecision

from ..draft import ActorDraft, Words
from .persons import PARTICLES, enter_person, person_key, same_person
from .register import Register

_NAME_PARTICLES = PARTICLES - {"the", "at", "as"} | frozenset(
    {"von", "van", "der", "de", "da", "dos", "del", "bin", "ibn", "ben", "abu", "-"}
)
_BODY_NOUNS = word_list("model_names.body_nouns")
# Titles that are part of a name after an office.
_NAME_TITLES = frozenset(["sheikh", "sheik", "haji", "mullah", "sultan", "hajj"])
_LOOSE_ENDS = frozenset({"'s", "'", "-", "--", "the", "of", "in", "for", "and", "at"})
_PLACE_PREPOSITIONS = word_list("names.place_prepositions")
_HEADLINE = 0.7  # share of words with a capital
_SETTLEMENT = 5_000  # people: smaller places share their names with too many other things
# Words that a headline's capitals draw into a name: "Trump Said", "Trump May Not Have", "Sanders Vs".
_NO_NAME = word_list("model_names.no_name")
_SIDES = frozenset({"pro", "anti", "ex", "non", "post", "pre"})
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
    **dict.fromkeys(word_list("model_names.media_nouns"), (ActorKind.MEDIA, "JRN")),
    "party": (ActorKind.PARTY, "PTY"), "liberation": (ActorKind.ARMED_GROUP, "REB"),
}  # fmt: skip
_NAMES_OF_MEDIA = word_list("model_names.names_of_media")  # "Diario de Cuyo", "Nasha Gazeta"
_NAMES_OF_BODIES = word_list("model_names.names_of_bodies")  # "Armed Conflict Survey"
# The model takes these for bodies or persons; they are neither.
NOT_NAMES = word_list("names.not_names")


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
        if label != "NORP" and (_kind_before(register, words) is not None or _is_called_body(register, words)):
            bodies.append(words)
        elif label == "PERSON" or had_title:
            words = _whole_name(register, words)
            if _is_person(register, words):
                people.append(words)
        elif label == "ORG":
            if (
                _is_named_person(register, words)
                or _has_title_after(register, words)
                or _has_title_before(register, words)
            ):
                people.append(words)
            else:
                bodies.append(words)
    people = _without_headline_words(register, people)
    for words in sorted(people, key=lambda w: (-_size(register, w), w)):  # full names before surnames
        if not _is_place_after_all(register, words):
            enter_person(register, words)
    for words in bodies:
        if not register.is_free(words):
            continue
        if _is_full_name_of_known(register, words):
            enter_person(register, words)
            continue
        person = same_person(register, person_key(register, words)) if _size(register, words) == 1 else None
        if person is not None:
            register.mention(person, words)
        elif _is_body(register, words):
            register.mention(enter_body(register, words), words)


def _without_headline_words(register: Register, people: list[Words]) -> list[Words]:
    """Return names without what a headline's capitals add to them: "Ama Boateng Defends", elsewhere "Ama Boateng"."""
    whole = {tuple(register.lower[w.start : w.end]) for w in people if w.end - w.start > 1}
    kept = []
    for words in people:
        start, end = words
        if end - start > 2 and _is_in_headline(register, words):
            known = next((k for k in range(end - 1, start + 1, -1) if tuple(register.lower[start:k]) in whole), end)
            end = known
        kept.append(Words(start, end))
    return kept


def _is_in_headline(register: Register, words: Words) -> bool:
    """Tell whether nearly every word of a name's sentence has a capital."""
    sent = register.tokens[words.start].sent
    letters = [register.texts[i] for i in range(sent.start, sent.end) if register.texts[i][:1].isalpha()]
    return len(letters) > 3 and sum(t[:1].isupper() for t in letters) >= _HEADLINE * len(letters)


def _kind_before(register: Register, words: Words) -> tuple[ActorKind, str | None] | None:
    """Return kind and sector by a noun of bodies right before a name: "rights group X", "the newspaper X"."""
    if not words.start or (register.lower[words.start] in first_names() and register.lower[words.start] != "abu"):
        return None
    noun = register.lower[words.start - 1]
    if noun not in _BODY_NOUNS or not register.texts[words.start - 1].islower():
        return None
    pair = agents().get(f"{register.lower[words.start - 2]} {noun}") if words.start > 1 else None
    agent = pair or agents().get(noun)
    if agent is None:
        return _BODY_KINDS.get(noun, (ActorKind.ORGANIZATION, None))
    kind = ActorKind(agent.kind)
    if kind in {ActorKind.PEOPLE, ActorKind.UNKNOWN, ActorKind.PERSON}:
        kind = ActorKind.ORGANIZATION
    return kind, agent.sector


def _is_called_body(register: Register, words: Words) -> bool:
    """Tell whether a word of a name says that it is no person's: "Diario de Cuyo", "Armed Conflict Survey"."""
    names = register.lower[words.start : words.end]
    if len(names) < 2 or names[0] in first_names() or names[0] in titles() or f"{names[0]} {names[1]}" in titles():
        return False
    if words.start and register.lower[words.start - 1] in titles():
        return False
    return not (_NAMES_OF_MEDIA | _NAMES_OF_BODIES).isdisjoint(names)


def _is_named_person(register: Register, words: Words) -> bool:
    """Tell whether a body by the model's word is a person by its first name, or a ruler by surname alone."""
    lower = register.lower[words.start : words.end]
    if len(lower) == 1:
        return lower[0] in rulers()
    if words.start in register.country_name:  # "Abu Dhabi"
        return False
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
    for i in range(start + 1, end - 1):
        if lower[i] in {"-", "--"} and all(t.isupper() for t in register.texts[start:i]):
            start = i + 1  # "ROME - Marta Bianchi"
            break
    if end - start > 2 and lower[start] in _SIDES and lower[start + 1] == "-":
        start += 2  # "pro-Gusenko"
    while start < end - 1:
        word = lower[start]
        opens = start == register.tokens[start].sent.start
        if word in {"the", "a", "an"} or not word[:1].isalnum() or (opens and word in _NO_NAME):
            start += 1
        elif word in _NAME_TITLES and start and lower[start - 1] in titles() and start + 1 < end:
            break  # "Prime Minister Sheikh Hasina"
        elif word in titles() and start + 1 < end:
            start += 1
            had_title = True
        elif start + 2 < end and f"{word} {lower[start + 1]}" in titles():
            start += 2
            had_title = True
        else:
            break
    for i in range(start + 1, end):
        if lower[i] in _NO_NAME and lower[i - 1] not in first_names():  # "Trump Said", but "Omar Said"
            end = i
            break
    return Words(start, end), had_title


def _whole_name(register: Register, words: Words) -> Words:
    """Return a name that the model cut at a particle with what follows: "Ursula von der | Leyen"."""
    end, texts, lower = words.end, register.texts, register.lower
    if words.start > 1 and lower[words.start - 1] in _NAME_TITLES and lower[words.start - 2] in titles():
        words = Words(words.start - 1, end)  # "Prime Minister Sheikh | Rahima Begum"
    while end < len(texts) and lower[end - 1] in _NAME_PARTICLES and texts[end][:1].isupper():
        end += 1
    if end + 1 < len(texts) and lower[end] == "-" and lower[end - 1] in PARTICLES and texts[end + 1][:1].isupper():
        end += 2
    if end < len(texts) and register.tokens[end - 1].head.i == end and register.tokens[end - 1].dep_ == "compound":
        is_more = register.tokens[end].pos_ == "PROPN" and texts[end][:1].isupper() and lower[end] not in titles()
        end += (
            is_more and lower[end] not in _NO_NAME and end not in register.country_name and register.holder[end] is None
        )
    while end - 1 > words.start and texts[end - 1][:1].islower() and lower[end - 1] not in _NAME_PARTICLES:
        if lower[end - 2] == "-":  # "Kim Sang-hyuk"
            break
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
    if len(texts) == 1 and _names_a_thing(register, words.start) and register.tokens[words.start].head.tag_ == "NNS":
        return False
    countries = [register.country_name.get(i) for i in range(words.start, words.end)]
    if all(countries):
        return False
    if countries[-1] is not None and countries[-1].role != "capital" and not _is_surname(register, words):
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


def _is_surname(register: Register, words: Words) -> bool:
    """Tell whether a word for a country or its people ends a person's name: "Volker Turk", "Michael Jordan"."""
    if words.end - words.start < 2 or any(i in register.country_name for i in range(words.start, words.end - 1)):
        return False
    before = register.lower[words.start - 1] if words.start else ""
    return register.lower[words.start] in first_names() or before in titles()


def _is_body(register: Register, words: Words) -> bool:
    texts = register.texts[words.start : words.end]
    lower = register.lower[words.start : words.end]
    if not any(t[:1].isupper() for t in texts) or all(
        i in register.country_name or register.lower[i] in {"and", ",", "-", "/"} for i in range(words.start, words.end)
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
    if len(texts) == 1 and is_plain and not texts[0].isupper() and _names_a_thing(register, words.start):
        return False
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


def _is_full_name_of_known(register: Register, words: Words) -> bool:
    """Tell whether a body by the model's word is a person whom the report calls by surname: "Nikki Haley", "Haley"."""
    texts = register.texts[words.start : words.end]
    if len(texts) != 2 or not all(t[:1].isupper() and t[1:].islower() for t in texts):
        return False
    surname = register.lower[words.end - 1]
    return any(known == (surname,) for known, _ in register.people) and register.lower[words.start] not in agents()


def _has_title_before(register: Register, words: Words) -> bool:
    """Tell whether an office makes a person of a body: "police spokeswoman X", "its defence minister, X,"."""
    lower, start = register.lower, words.start
    name = register.texts[start : words.end]
    if start < 1 or not 2 <= len(name) <= 4 or not all(t[:1].isupper() and not t.isupper() for t in name):
        return False
    at = start - 1
    if lower[at] == ",":
        if start < 2 or lower[words.end : words.end + 1] not in ([","], ["."]):
            return False
        at -= 1
    elif not register.texts[at].islower():  # "Prime Minister X" is told with the title in the name
        return False
    is_body = lower[words.end - 1] in agents() or lower[words.end - 1] in _BODY_KINDS
    return lower[at] in titles() and titles()[lower[at]].of != "rank" and not is_body


def _names_a_thing(register: Register, i: int) -> bool:
    """Tell whether one word of a name stands before a thing that is called so: "Patriot systems"."""
    token = register.tokens[i]
    head = token.head
    if token.dep_ not in {"compound", "amod", "nmod"} or head.i <= i or head.pos_ != "NOUN":
        return False
    return head.lower_ not in agents() and head.lower_ not in titles() and head.lower_ not in _BODY_KINDS


def _has_title_after(register: Register, words: Words) -> bool:
    """Tell whether a title between commas makes a person of what the model took for a body: "X, a spokesman of ..."."""
    lower, texts = register.lower, register.texts
    name = texts[words.start : words.end]
    if (
        not len(name) <= 4
        or not all(t[:1].isupper() and not t.isupper() for t in name)
        or lower[words.end - 1] in agents()
    ):
        return False
    if len(name) == 1 and "old" not in lower[words.end : words.end + 9]:  # "Thida, a 34-year-old farmer"
        return _is_told_as_person(register, words)
    if lower[words.end : words.end + 1] != [","] or lower[words.end - 1] in _BODY_KINDS:
        return False
    k = words.end + 1
    if k < len(lower) and lower[k] in {"a", "an", "the"}:
        k += 1
        while k < len(lower) and k < words.end + 10 and lower[k] not in {",", "of", "for", "in", "."}:
            if lower[k] in titles() and titles()[lower[k]].of != "rank":
                return True
            k += 1
    return False


def _is_told_as_person(register: Register, words: Words) -> bool:
    """Tell whether an apposition of persons stands behind a name of one word: "Oleksandr, a fireman"."""
    for noun in register.tokens[words.end - 1].rights:
        agent = agents().get(noun.lower_)
        if noun.dep_ == "appos" and noun.tag_ == "NN" and agent is not None and agent.kind == "people":
            return any(c.lower_ in {"a", "an"} for c in noun.lefts)
    return False


def _is_settlement(name: str) -> bool:
    """Tell whether a place of some size is called so, which the model took for a body ("Mumbai", "Deir Ezzor")."""
    return any(e.population >= _SETTLEMENT or e.kind is PlacePrecision.PROVINCE for e in gazetteer().find(name)[:1])


def enter_body(register: Register, words: Words) -> ActorDraft:
    """Return the body of this name, with kind and sector by its head word and country by its adjective."""
    name = register.draft.text_of(words)
    lower = register.lower[words.start : words.end]
    kind, sector = ActorKind.ORGANIZATION, None
    head = lower[lower.index("of") - 1] if "of" in lower[1:] else lower[-1]
    agent = agents().get(head)
    told = _kind_before(register, words)
    if told is not None:
        kind, sector = told
    elif not _NAMES_OF_MEDIA.isdisjoint(lower) and (agent is None or agent.kind == "media"):
        kind, sector = ActorKind.MEDIA, "JRN"
    elif head in _BODY_KINDS:
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
