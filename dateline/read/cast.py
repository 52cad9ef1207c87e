"""The cast of a report: the actor behind a word, made when the report has not named it before.

Shared by the steps that need an actor for a noun they stand on: statements, events, counts.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.lexicon.actors import agents, titles, word_list
from dateline.lexicon.countries import Country, countries
from dateline.record.choices import ActorKind, PlacePrecision

from .draft import ActorDraft, Draft, RoleDraft, Words
from .grammar import noun_phrase, prepositional

_NEAR = 7  # words from an office to the body it is held for
# Nouns for a state's arms: "US aircraft", "Syrian troops" act for the one force of the state.
FORCES = word_list("cast.forces")
# Nouns for those who speak for a state.
OFFICIALS = word_list("cast.officials")
RULERS = word_list("cast.rulers")
MEMBERS = word_list("cast.members")
_QUALIFIES = word_list("cast.qualifies")
SITES = word_list("names.sites")
_PART_OF = frozenset({"members", "fighters", "militants", "elements", "gunmen", "combatants", "soldiers", "troops"})
_ARMED = frozenset({ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE})
_GROUND = frozenset({"GPE", "LOC", "FAC"})
_ANYONE = word_list("cast.anyone")
# What an agent is made of where it is no man, and bodies whose noun is also a deed or a number of things.
_SUBSTANCES = frozenset({"nerve", "chemical", "biological", "toxic", "warfare", "blister", "choking", "control"})
_WHOLE_BODIES = frozenset({"army", "military", "police"})
_OR_SO = frozenset({"or more", "or less", "or fewer", "or so"})  # "ten or more villagers"
# What a state's "own" are called, and the description that they are.
_OWN_PEOPLE = {"people": "civilians", "population": "civilians", "civilians": "civilians", "citizens": "citizens",
               "nationals": "nationals"}  # fmt: skip
_DEEDS_TOO = frozenset({"commission", "assembly", "fleet", "fleets"})


def actor_for(draft: Draft, token: Token) -> ActorDraft | None:
    """Return the actor that the noun phrase of this token stands for, made as a description where it has no name.

    A mention that covers the token wins; a relative or expletive pronoun, a number alone and a clause give None.
    "IS militants" is Islamic State, "US aircraft" the United States' military, "American officials" a description
    with the country.
    """
    known: ActorDraft | None = draft.actor_of[token.i]
    if known is not None:
        return known
    named = _in_apposition(draft, token)
    if named is not None:
        return named
    if _is_place_or_thing(draft, token):
        return _state_at(draft, token)
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"} and token.tag_ not in {"NN", "NNS", "NNP", "NNPS"}:
        return None
    if draft.time_of[token.i] is not None or token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
        return None
    words = _clipped(draft, noun_phrase(token))
    if token.pos_ == "PROPN" and any(draft.time_of[words.start : token.i]):
        return None  # "15 August - Barsalogho"
    actor = _own_people(draft, token, words) or _by_modifier(draft, token, words) or _description(draft, token, words)
    if actor is not None:
        draft.mention(actor, words if draft.actor_of[words.start] is None else Words(token.i, token.i + 1))
    return actor


def _clipped(draft: Draft, words: Words) -> Words:
    """Return a phrase without what is parted from it: "Djibo (Soum): [militants]", "government and [Tuareg rebels]"."""
    start = words.start
    for i in range(words.start, words.end - 1):
        word = draft.doc[i]
        is_joined = word.lower_ in {"and", "or"} and i > start and _acts_alone(draft, i - 1, words.end - 1)
        if word.text[-1] in ":();" or is_joined:
            start = i + 1
    return Words(start, words.end)


def _acts_alone(draft: Draft, i: int, head: int) -> bool:
    """Tell whether a noun before "and" is another actor than the head: "troops and tribal fighters".

    Not where both say whose officers they are: "army and police officers".
    """
    noun = draft.doc[i]
    if noun.tag_ in {"NNS", "NNPS"}:
        return noun.lower_ in agents() and agents()[noun.lower_].kind in {"people", "armed_group", "armed_force"}
    if noun.lower_ not in RULERS and noun.lower_ not in _WHOLE_BODIES:
        return False
    return draft.doc[head].lower_ in agents() and agents()[draft.doc[head].lower_].kind in {"people", "armed_group"}


def _in_apposition(draft: Draft, token: Token) -> ActorDraft | None:
    """Return the named actor that this noun only describes: "Maria, a pensioner", "Fano, an Amhara militia"."""
    if token.dep_ != "appos" or token.tag_ != "NN" or token.head.i > token.i:
        return None
    actor: ActorDraft | None = draft.actor_of[token.head.i]
    agent = agents().get(token.lower_)
    if actor is None or not actor.named or (agent is None and token.lower_ not in titles()):
        return None
    is_one = token.lower_ in titles() or (agent is not None and agent.kind in {"person", "people"})
    if is_one is not (actor.kind is ActorKind.PERSON):
        return None
    draft.mention(actor, Words(token.i, token.i + 1))
    return actor


def _is_place_or_thing(draft: Draft, token: Token) -> bool:
    """Tell whether a word without a name is no actor: a town, a modifier of a thing, a noun not of people or arms."""
    if draft.place_of[token.i] is not None or (token.ent_type_ in _GROUND and draft.country_of[token.i] is None):
        return True
    lower = token.lower_
    if token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i:
        head = token.head.lower_
        is_name = token.pos_ == "PROPN" and draft.country_of[token.i] is None
        if is_name and head not in agents() and head not in titles():
            return True  # "Rzeszow airport", "Patriot systems"
        if head in SITES and lower in agents() and agents()[lower].kind in {"people", "unknown"}:
            return True  # "refugee camp"
    if token.pos_ != "NOUN":
        return False
    if lower == "side" and token.i + 1 < len(draft.doc) and draft.doc[token.i + 1].lower_ == "of":
        return True  # "the Syrian side of the border"
    if lower in titles() or lower in _ANYONE or f"{draft.doc[max(token.i - 1, 0)].lower_} {lower}" in agents():
        return False
    return lower not in agents() or _is_other_sense(draft, token)


def _is_other_sense(draft: Draft, token: Token) -> bool:
    """Tell whether a noun of people is of a thing here: "nerve agent", "on guard", "the commission of crimes"."""
    lower, doc = token.lower_, draft.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    if lower in {"agent", "agents"}:
        return before in _SUBSTANCES
    if lower == "guard":
        return before in {"on", "off", "under"}
    if lower in _DEEDS_TOO and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of":
        of = doc[token.i + 2].lower_
        return of not in agents() and of not in {"inquiry", "enquiry", "the"} and not draft.country_of[token.i + 2]
    return False


def _state_at(draft: Draft, token: Token) -> ActorDraft | None:
    """Return the government where the place that stands here is a country, as the doer or the one done to."""
    place, iso3 = draft.place_of[token.i], draft.country_of[token.i]
    if place is None or iso3 is None or place.precision is not PlacePrecision.COUNTRY:
        return None
    actor = state(draft, iso3)
    draft.mention(actor, Words(token.i, token.i + 1))
    return actor


def state(draft: Draft, iso3: str) -> ActorDraft:
    """Return the government of this country as an actor of the report, made where the report has not named it."""
    country = countries().get(iso3)
    name = country.name if country else iso3
    for actor in draft.actors:
        if actor.name == name and actor.kind is ActorKind.GOVERNMENT:
            return actor
    actor = ActorDraft(name, ActorKind.GOVERNMENT, iso3, "GOV")
    draft.actors.append(actor)
    return actor


def military(draft: Draft, iso3: str, name: str | None = None) -> ActorDraft:
    """Return the armed force of this country; a name that the report uses ("Israeli army") is kept, the first one."""
    default = f"{adjective(iso3)} military"
    for actor in draft.actors:
        if (
            actor.kind is ActorKind.ARMED_FORCE
            and actor.country == iso3
            and actor.sector == "MIL"
            and _is_whole(actor, iso3)
        ):
            if name is not None and actor.name == default:
                actor.name = name
            return actor
    actor = ActorDraft(name or default, ActorKind.ARMED_FORCE, iso3, "MIL")
    draft.actors.append(actor)
    return actor


def _is_whole(actor: ActorDraft, iso3: str) -> bool:
    """Tell whether an armed force is its country's whole military, not one command or corps of it."""
    first, _, rest = actor.name.rpartition(" ")
    return rest.lower() in {"military", "army", "forces", "force", "troops"} and first in {
        adjective(iso3),
        *_adjectives(iso3),
        f"{adjective(iso3)} armed",
    }


def adjective(iso3: str) -> str:
    """Return the adjective that names of this country's bodies are built with ("Syrian", "United States")."""
    country = countries().get(iso3)
    if country is None:
        return iso3
    if iso3 in {"USA", "ARE"} or not country.adjectives:
        return country.name
    return country.adjectives[0]


def _adjectives(iso3: str) -> tuple[str, ...]:
    country: Country | None = countries().get(iso3)
    return country.adjectives if country else ()


def _by_modifier(draft: Draft, token: Token, words: Words) -> ActorDraft | None:
    """Return the named actor or state that a noun of people or arms belongs to by its modifier."""
    lower = token.lower_
    iso3 = None
    owner: ActorDraft | None = None
    if lower in _PART_OF:
        for noun in prepositional(token, "of"):
            whole: ActorDraft | None = draft.actor_of[noun.i] or draft.actor_of[max(noun.i - 1, 0)]
            if whole is not None and whole.named and whole.kind in _ARMED:
                return whole  # "members of the X gang"
    for i in range(token.i - 1, words.start - 1, -1):
        word = draft.doc[i].lower_
        if word in _QUALIFIES:
            return None
        if owner is None:
            owner = draft.actor_of[i]
        if iso3 is None:
            iso3 = draft.country_of[i]
        theirs: ActorDraft | None = draft.actor_of[i] if word in {"its", "their"} else None
        if theirs is not None and theirs.kind is ActorKind.ARMED_FORCE and lower in FORCES and token.pos_ == "NOUN":
            return theirs  # the army's "its soldiers"
        if iso3 is None and theirs is not None and theirs.kind is ActorKind.GOVERNMENT and theirs.sector == "GOV":
            iso3 = theirs.country
    if owner is not None and owner.named and owner.kind in _GROUPS and lower in MEMBERS and owner.name not in {None}:
        return owner
    if owner is not None and owner.sector == "COP" and owner.named and lower == "officers":
        return owner
    if iso3 is None:
        return None
    if lower in RULERS:
        return state(draft, iso3)
    if lower in FORCES:
        return military(draft, iso3)
    if lower in OFFICIALS:
        return _kept(draft, f"{adjective(iso3)} {lower}", ActorKind.GOVERNMENT, iso3, "GOV")
    return None


_GROUPS = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE, ActorKind.INTERGOVERNMENTAL, ActorKind.ORGANIZATION, ActorKind.PARTY}
)


def _description(draft: Draft, token: Token, words: Words) -> ActorDraft | None:
    """Return a description by its head noun: kind and sector from the table of agents, country from its adjective."""
    lower = token.lower_
    pair = f"{draft.doc[token.i - 1].lower_} {lower}" if token.i > words.start else lower
    agent = agents().get(pair) or agents().get(lower)
    start = words.start
    while start < token.i and (
        draft.doc[start].dep_ in {"det", "nummod", "quantmod", "predet", "punct", "advmod", "neg", "case"}
        or draft.doc[start].pos_ in {"NUM", "DET", "PRON", "PUNCT"}
        or draft.doc[start].lower_
        in {"many", "several", "some", "other", "more", "dozens", "numerous", "few", "various"}
        or draft.doc[start : start + 2].text.lower() in _OR_SO
        or (start > words.start and draft.doc[start - 1 : start + 1].text.lower() in _OR_SO)
    ):
        start += 1
    start = _over_hyphens(draft, start, words.start, token.i)
    name = draft.text_of(Words(start, token.i + 1))
    iso3 = next((c for c in draft.country_of[start : token.i + 1] if c), None)
    before = draft.doc[start].lower_ == "non" or (start < token.i and draft.doc[start].lower_ in {"foreign", "anti"})
    kind = ActorKind(agent.kind) if agent else ActorKind.UNKNOWN
    sector = agent.sector if agent else None
    if token.tag_ in {"NN", "NNP"} and lower in titles() and titles()[lower].of != "rank":
        return _unnamed_person(draft, token, Words(start, token.i + 1), iso3, sector)
    if agent is None and draft.country_of[token.i] is not None and lower not in _ANYONE:
        first = draft.doc[words.start]
        if first.lower_ in {"a", "an"} or first.like_num:  # "a Palestinian", "two Kenyans"
            kind, sector = ActorKind.PEOPLE, "CVL"
    elif token.tag_ == "NN" and lower in titles():
        kind = ActorKind.PERSON  # "a lieutenant"
    if before:
        iso3 = None
        if sector == "MIL":
            sector = "UAF"
    return _kept(draft, name, kind, iso3, sector)


def _own_people(draft: Draft, token: Token, words: Words) -> ActorDraft | None:
    """Return the civilians of the state that acts where a phrase is "his own people", "its own citizens".

    "Own" points back to who acts: the nearest actor before it in the sentence, where that is a state or one of it.
    """
    name = _OWN_PEOPLE.get(token.lower_)
    own = token.i - 1
    if name is None or own < words.start:
        return None
    if name == token.lower_ and draft.doc[own].lower_ in {"its", "his", "her", "their"}:  # "some of its nationals"
        theirs: ActorDraft | None = draft.actor_of[own]
        if theirs is None or not theirs.country or theirs.sector != "GOV":
            return None
        return _kept(draft, f"{adjective(theirs.country)} {name}", ActorKind.PEOPLE, theirs.country, "CVL")
    if draft.doc[own].lower_ != "own":
        return None
    for i in range(own - 1, token.sent.start - 1, -1):
        actor: ActorDraft | None = draft.actor_of[i]
        if actor is None:
            continue
        rules = any(r.of is not None and r.of.kind is ActorKind.GOVERNMENT for r in actor.roles)
        if actor.country and (rules or actor.sector in {"GOV", "MIL"}):
            return _kept(draft, f"{adjective(actor.country)} {name}", ActorKind.PEOPLE, actor.country, "CVL")
        return None
    return None


def _over_hyphens(draft: Draft, start: int, floor: int, head: int) -> int:
    """Return where a description begins that a hyphen would cut: "far-right partners", but "[16-year-old] boy"."""
    doc = draft.doc
    joined = doc[start].lower_ == "-" or (start > floor and doc[start - 1].lower_ == "-")
    if not joined:
        return start
    first = start
    while first > floor and "-" in {doc[first].lower_, doc[first - 1].lower_}:
        first -= 1
    if not (doc[first].like_num or doc[first].is_digit):
        return first
    last = start
    while last + 2 <= head and doc[last + 1].lower_ == "-":
        last += 2
    return min(last + 1, head)


def _unnamed_person(draft: Draft, token: Token, words: Words, iso3: str | None, sector: str | None) -> ActorDraft:
    """Return one person without a name, "an RSF spokesman", "a spokesman for the army", with the office as role."""
    body = next((a for a in draft.actor_of[words.start : token.i] if a is not None and a.named), None)
    end = words.end
    if body is None and titles()[token.lower_].of != "work":
        for noun in prepositional(token, "for", "of"):
            body = draft.actor_of[noun.i]
            if body is not None and body.named and noun.i - token.i < _NEAR:
                end = noun.i + 1
                break
            body = None
    if body is None and iso3 is not None:
        body = state(draft, iso3)
    if body is not None:
        iso3 = iso3 or body.country
        sector = body.sector if titles()[token.lower_].of != "work" and body.sector else sector
    actor = _kept(draft, draft.text_of(Words(words.start, end)), ActorKind.PERSON, iso3, sector)
    if not actor.roles:
        actor.roles.append(RoleDraft(token.text, body, Words(words.start, end)))
    return actor


def _kept(draft: Draft, name: str, kind: ActorKind, iso3: str | None, sector: str | None) -> ActorDraft:
    lower = name.lower()
    for actor in draft.actors:
        if not actor.named and actor.country == iso3 and actor.name.lower() == lower:
            return actor
    actor = ActorDraft(name, kind, iso3, sector, named=False)
    draft.actors.append(actor)
    return actor
