"""What kind of voice a source is and who stands behind it: name, place, nearness to the matter, reason for no name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from dateline.lexicon.countries import countries
from dateline.record.choices import ActorKind, SourceKind

from .cast import actor_for, state
from .draft import ActorDraft, Draft, PlaceDraft, StatementDraft, Words
from .sources import Voice

_BY_ACTOR = {
    ActorKind.PERSON: SourceKind.PERSON,
    ActorKind.GOVERNMENT: SourceKind.INSTITUTION,
    ActorKind.ARMED_FORCE: SourceKind.INSTITUTION,
    ActorKind.ARMED_GROUP: SourceKind.INSTITUTION,
    ActorKind.PARTY: SourceKind.INSTITUTION,
    ActorKind.ORGANIZATION: SourceKind.INSTITUTION,
    ActorKind.INTERGOVERNMENTAL: SourceKind.INSTITUTION,
    ActorKind.MEDIA: SourceKind.MEDIA,
    ActorKind.PEOPLE: SourceKind.GROUP,
}
_PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "both", "we", "us"})
_SOME = frozenset(
    {
        "some",
        "others",
        "many",
        "several",
        "few",
        "most",
        "all",
        "those",
        "these",
        "everyone",
        "everybody",
        "nobody",
        "none",
    }
)
_DEFINITE = frozenset({"the", "its", "his", "her", "their", "our", "that", "this"})
_MEDIA_NAMES = frozenset(
    {
        "news",
        "times",
        "post",
        "tv",
        "television",
        "radio",
        "daily",
        "gazette",
        "herald",
        "tribune",
        "journal",
        "broadcasting",
        "press",
        "observer-news",
        "magazine",
        "newspaper",
    }
)
_RECENT = 4  # statements back that a pronoun without an antecedent may take its voice from
_NEARNESS = {
    "close": frozenset({"to"}),
    "familiar": frozenset({"with"}),
    "briefed": frozenset({"on", "about"}),
    "privy": frozenset({"to"}),
    "involved": frozenset({"in", "with"}),
    "informed": frozenset({"of", "about"}),
    "aware": frozenset({"of"}),
    "acquainted": frozenset({"with"}),
    "knowledge": frozenset({"of"}),
    "insight": frozenset({"into"}),
    "access": frozenset({"to"}),
}


@cache
def _voices() -> Mapping[str, frozenset[str]]:
    text = files("dateline.lexicon").joinpath("voices.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


def resolve_voice(draft: Draft, statement: StatementDraft, voice: Voice, cue: Token) -> None:
    """Set kind, actor, name, locality, proximity and reason of a statement's source."""
    head = voice.head
    if head is None:
        return
    named = _named_person(draft, voice)
    if named is None and head.pos_ != "PRON":
        statement.reason = _reason(draft, cue)
        statement.proximity = _proximity(draft, voice)
    if head.pos_ == "PRON" or head.lower_ in _PERSON_PRONOUNS:
        _resolve_pronoun(draft, statement, head)
        return
    statement.kind = SourceKind.PERSON if named is not None else _kind(draft, voice, statement)
    if statement.kind is SourceKind.ANONYMOUS:
        statement.locality = _locality(draft, voice)
        return
    statement.actor = _actor(draft, named if named is not None else head)
    if statement.kind in {SourceKind.GROUP, SourceKind.UNKNOWN}:
        statement.locality = _locality(draft, voice)
    statement.name = _name(draft, statement, voice)


# ---- kinds


def _kind(draft: Draft, voice: Voice, statement: StatementDraft) -> SourceKind:
    """Return the kind of a voice that is not a named person."""
    head = voice.head
    assert head is not None
    tables = _voices()
    word, lemma = head.lower_, head.lemma_.lower()
    known = draft.actor_of[head.i]
    proper = head.pos_ == "PROPN" or (known is not None and known.named)
    if statement.reason is not None and not proper and word not in tables["document"]:
        return SourceKind.ANONYMOUS
    if word in tables["anonymous"] or lemma in tables["anonymous"]:
        return SourceKind.ANONYMOUS
    if word in _SOME or head.pos_ == "NUM":
        return SourceKind.GROUP
    if (
        word in {"agency", "agencies", "service"}
        and head.i
        and draft.doc[head.i - 1].lower_ in {"news", "press", "wire"}
    ):
        return SourceKind.MEDIA
    if known is not None and known.named and known.kind in _BY_ACTOR and (proper or word not in tables["people"]):
        if head.tag_ == "NNS" and _is_any(lemma, word, "people"):
            return SourceKind.GROUP
        if known.kind is not ActorKind.PERSON or word not in tables["people"]:
            return _BY_ACTOR[known.kind]
    if head.pos_ == "PROPN":
        return _kind_of_name(draft, voice)
    for name, kind in (
        ("media", SourceKind.MEDIA),
        ("document", SourceKind.DOCUMENT),
        ("institution", SourceKind.INSTITUTION),
    ):
        if _is_any(lemma, word, name) and not (name == "media" and _is_any(lemma, word, "people")):
            if name == "media" and lemma in {"correspondent", "reporter", "journalist"}:
                return SourceKind.GROUP if head.tag_ == "NNS" else SourceKind.ANONYMOUS
            if (
                name == "institution"
                and _is_any(lemma, word, "people")
                and head.tag_ != "NNS"
                and word != "authorities"
            ):
                continue
            return kind
    plural = head.tag_ in {"NNS", "NNPS"} or lemma == "people" or any(c.dep_ == "conj" for c in head.children)
    if _is_any(lemma, word, "office") and not plural and (_is_definite(head) or lemma.startswith("spokes")):
        return SourceKind.PERSON
    if _is_any(lemma, word, "office") or _is_any(lemma, word, "people"):
        if plural:
            return SourceKind.ANONYMOUS if statement.proximity is not None else SourceKind.GROUP
        return SourceKind.ANONYMOUS
    if head.pos_ == "ADJ" and draft.country_of[head.i] is not None:
        return SourceKind.INSTITUTION
    if known is not None and known.kind in _BY_ACTOR:
        return _BY_ACTOR[known.kind]
    if plural:
        return SourceKind.GROUP
    return SourceKind.UNKNOWN


def _is_any(lemma: str, word: str, table: str) -> bool:
    words = _voices()[table]
    return word in words or lemma in words


def _kind_of_name(draft: Draft, voice: Voice) -> SourceKind:
    """Return the kind of a name that the actors step does not know."""
    head = voice.head
    assert head is not None
    tables = _voices()
    words = {draft.doc[i].lower_ for w in voice.words for i in range(w.start, min(w.end, head.i + 1))}
    if words & _MEDIA_NAMES and head.ent_type_ != "PERSON":
        return SourceKind.MEDIA
    if words & tables["institution"] or draft.country_of[head.i] is not None or head.ent_type_ in {"ORG", "GPE", "FAC"}:
        return SourceKind.INSTITUTION
    if head.ent_type_ == "NORP" or head.tag_ == "NNPS":
        return SourceKind.GROUP
    if head.text.isupper() and len(head.text) > 1:
        return SourceKind.INSTITUTION
    lower = head.lower_
    if lower in tables["document"]:
        return SourceKind.DOCUMENT
    if lower in tables["office"]:
        return SourceKind.PERSON
    if lower in tables["people"]:
        return SourceKind.ANONYMOUS if not _is_definite(head) else SourceKind.PERSON
    return SourceKind.PERSON


def _is_definite(head: Token) -> bool:
    """Tell whether a noun means one known holder: "the governor", "Kenya's minister", a bare title."""
    determined = False
    for child in head.lefts:
        if child.dep_ == "poss" or child.lower_ in _DEFINITE:
            return True
        if child.dep_ in {"det", "nummod"} or child.lower_ in {"a", "an", "one", "another", "some"}:
            determined = True
    return not determined


def _named_person(draft: Draft, voice: Voice) -> Token | None:
    """Return the word of a voice that is a named person: its head, or the name beside it ("a doctor, Ana Ruiz")."""
    head = voice.head
    if head is None or head.pos_ == "PRON":
        return None
    for token in (head, *(c for c in head.rights if c.dep_ == "appos")):
        actor = draft.actor_of[token.i]
        if actor is not None and actor.named:
            if actor.kind is ActorKind.PERSON and token.pos_ in {"PROPN", "NOUN"}:
                return None if _is_origin(draft, token, actor) else token
            if token is head:
                return None
        elif token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and token.lower_ not in _voices()["institution"]:
            return token
    if head.lemma_.lower() in _voices()["people"] | _voices()["office"] and head.i + 1 < len(head.doc):
        nxt = head.doc[head.i + 1]  # "army spokesman Omar Bakri", parsed as two phrases
        if nxt.ent_type_ == "PERSON" and any(w.start <= nxt.i < w.end for w in voice.words):
            return nxt
    return None


def _is_origin(draft: Draft, noun: Token, actor: ActorDraft) -> bool:
    """Tell whether a noun's "name" is only where it comes from: "a resident of Goma"."""
    if noun.pos_ != "NOUN" or not any(c.lower_ in {"of", "in", "from", "at"} for c in noun.rights):
        return False
    after = draft.text_of(Words(noun.i, min(noun.right_edge.i + 1, len(draft.doc))))
    return f"of {actor.name}" in after or f"in {actor.name}" in after or f"from {actor.name}" in after


# ---- pronouns


def _resolve_pronoun(draft: Draft, statement: StatementDraft, head: Token) -> None:
    """Give a pronoun the voice of its actor, or of the statement before that fits it."""
    word = head.lower_
    actor = draft.actor_of[head.i]
    if actor is not None:
        before = next((s for s in reversed(draft.statements[-8:]) if s.actor is actor), None)
        statement.actor = actor
        if actor.named:
            statement.kind = _BY_ACTOR.get(actor.kind, SourceKind.UNKNOWN)
            statement.name = actor.name
        elif before is not None:
            statement.kind, statement.name = before.kind, before.name
        else:
            statement.kind = _kind_of_description(actor)
        if word in _PLURAL_PRONOUNS and statement.kind is SourceKind.PERSON:
            statement.kind = SourceKind.GROUP
        return
    if word in _PERSON_PRONOUNS:
        fitting = {SourceKind.PERSON, SourceKind.ANONYMOUS}
    elif word in _PLURAL_PRONOUNS:
        fitting = {SourceKind.GROUP, SourceKind.ANONYMOUS, SourceKind.INSTITUTION}
    elif word == "it":
        fitting = {SourceKind.INSTITUTION, SourceKind.MEDIA, SourceKind.DOCUMENT}
    elif word in _SOME:
        statement.kind = SourceKind.GROUP
        return
    else:
        return
    if statement.holds(head.i) or word in {"we", "us"}:
        return
    for before in reversed(draft.statements[-_RECENT:]):
        if before.kind in fitting and before.source and head.i - before.source[0].start < 120:
            statement.kind, statement.actor, statement.name = before.kind, before.actor, before.name
            return
    if word in _PERSON_PRONOUNS:
        statement.kind = SourceKind.PERSON
    elif word in _PLURAL_PRONOUNS:
        statement.kind = SourceKind.GROUP


def _kind_of_description(actor: ActorDraft) -> SourceKind:
    last = actor.name.lower().split()[-1] if actor.name else ""
    for kind in (SourceKind.ANONYMOUS, SourceKind.MEDIA, SourceKind.DOCUMENT, SourceKind.INSTITUTION):
        if last in _voices()[kind.value]:
            return kind
    if last in _voices()["office"]:
        return SourceKind.PERSON
    if last in _voices()["people"]:
        return SourceKind.ANONYMOUS
    if last.endswith("s") and last[:-1] in _voices()["people"]:
        return SourceKind.GROUP
    return _BY_ACTOR.get(actor.kind, SourceKind.UNKNOWN)


# ---- who stands behind


def _actor(draft: Draft, head: Token) -> ActorDraft | None:
    country = draft.country_of[head.i]
    if head.pos_ == "ADJ" and country is not None and draft.actor_of[head.i] is None:
        return state(draft, country)
    return actor_for(draft, head)


def _name(draft: Draft, statement: StatementDraft, voice: Voice) -> str | None:
    """Return the canonical name of who stands behind a voice; unnamed officials speak for their state."""
    actor = statement.actor
    if actor is None:
        return None
    head = voice.head
    if (
        statement.kind is SourceKind.GROUP
        and head is not None
        and head.lemma_.lower() in {"official", "authority", "diplomat"}
    ):
        iso3 = actor.country or next(
            (c for w in voice.words for c in draft.country_of[w.start : min(w.end, head.i + 1)] if c), None
        )
        country = countries().get(iso3) if iso3 else None
        if country is not None:
            return country.name
    return actor.name if actor.named else None


def _locality(draft: Draft, voice: Voice) -> PlaceDraft | None:
    """Return the place that an unnamed voice is said to be in."""
    head = voice.head
    assert head is not None
    for words in voice.words:
        for i in range(words.start, words.end):
            place = draft.place_of[i]
            if place is not None and i > head.i:
                return place
    for words in voice.words:
        for i in range(words.start, min(words.end, head.i)):
            place = draft.place_of[i]
            if place is not None:
                return place
    return None


def _proximity(draft: Draft, voice: Voice) -> Words | None:
    """Return the words for how an unnamed voice knows: "close to the issue", "with knowledge of the talks"."""
    doc, head = draft.doc, voice.head
    assert head is not None
    stop = max(w.end for w in voice.words)
    for i in range(head.i + 1, min(stop, head.i + 16, len(doc) - 1)):
        follows = _NEARNESS.get(doc[i].lower_)
        if follows is None or doc[i + 1].lower_ not in follows:
            continue
        start = i
        while start - 1 > head.i and doc[start - 1].lower_ in {
            "with",
            "direct",
            "first-hand",
            "firsthand",
            "intimate",
            "detailed",
            "directly",
            "closely",
            "inside",
        }:
            start -= 1
        end = min(max(doc[i].right_edge.i, doc[i + 1].right_edge.i) + 1, stop if stop > i + 2 else len(doc))
        while end > i + 2 and doc[end - 1].is_punct:
            end -= 1
        if end > i + 2:
            return Words(start, end)
    return None


def _reason(draft: Draft, cue: Token) -> Words | None:
    """Return the words for why a voice is not named, in the sentence of the cue or told of it in the next."""
    doc = draft.doc
    sent = cue.sent
    found = _reason_in(draft, sent.start, sent.end)
    if found is not None and found.start < cue.i < found.end:
        found = Words(found.start, cue.i)
    if found is None and sent.end < len(doc) and doc[sent.end].lower_ in {"the", "he", "she", "they", "both", "all"}:
        following = doc[sent.end].sent
        if any(
            t.lower_ in {"spoke", "asked", "declined", "requested", "insisted"}
            for t in doc[following.start : min(following.end, following.start + 8)]
        ):
            found = _reason_in(draft, following.start, following.end)
    return found


def _reason_in(draft: Draft, start: int, end: int) -> Words | None:
    doc = draft.doc
    for i in range(start, end):
        word = doc[i].lower_
        if word == "anonymity":
            first = i
            while first - 1 > start and doc[first - 1].lower_ in {
                "on",
                "of",
                "condition",
                "for",
                "requested",
                "requesting",
                "under",
                "strict",
                "the",
            }:
                first -= 1
            because = i + 1 < end and doc[i + 1].lower_ in {
                "because",
                "as",
                "since",
                "for",
                "to",
                "due",
                "citing",
                "out",
            }
            return Words(first, _reason_end(draft, i + 1, end) if because else i + 1)
        if (
            word in {"authorised", "authorized", "allowed", "permitted", "cleared"}
            and _has(doc, i - 3, i, {"not", "n't", "without"})
            and _has(doc, i, i + 4, {"speak", "talk", "comment", "discuss", "brief", "disclose"})
        ):
            first = next(k for k in range(max(start, i - 3), i) if doc[k].lower_ in {"not", "n't", "without"})
            return Words(first, _reason_end(draft, i + 1, end))
        if (
            word in {"named", "identified", "quoted"}
            and _has(doc, i - 4, i, {"not", "n't", "declined", "refused", "without"})
            and _has(doc, i - 3, i, {"be", "being"})
        ):
            first = next(
                k
                for k in range(max(start, i - 4), i)
                if doc[k].lower_ in {"not", "n't", "declined", "refused", "without"}
            )
            return Words(first, _reason_end(draft, i + 1, end))
    return None


def _has(doc: Doc, start: int, end: int, words: set[str]) -> bool:
    return any(doc[k].lower_ in words for k in range(max(0, start), min(end, len(doc))))


def _reason_end(draft: Draft, at: int, end: int) -> int:
    while at < end and not draft.doc[at].is_punct:
        at += 1
    return at


# ---- parties


def is_interested(draft: Draft, statement: StatementDraft) -> bool | None:
    """Tell whether the voice is a party to what it tells, None where that is not known.

    True where the content's clauses have the voice or its state as an actor; False for a monitor, the media, a body of
    many states or a document that does not figure in what it tells.
    """
    if statement.kind in {SourceKind.ANONYMOUS, SourceKind.UNKNOWN}:
        return None
    actor = statement.actor
    doc = draft.doc
    country = (
        actor.country
        if actor is not None and actor.kind in {ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE, ActorKind.PERSON}
        else None
    )
    if actor is not None:
        sides = {id(actor), *(id(r.of) for r in actor.roles if r.of is not None)}
        countries_of = {country, *(r.of.country for r in actor.roles if r.of is not None)} - {None}
        for words in statement.content:
            for i in range(words.start, words.end):
                token = doc[i]
                if (
                    token.dep_ not in {"nsubj", "nsubjpass", "poss", "pobj", "dobj", "compound"}
                    and token.pos_ != "PRON"
                ):
                    continue
                if token.lower_ in {"we", "our", "us"} and statement.quoted:
                    return True
                other = draft.actor_of[i]
                if other is None:
                    continue
                if id(other) in sides:
                    return True
                if (
                    other.country in countries_of
                    and other.kind in {ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE}
                    and token.dep_ != "pobj"
                ):
                    return True
    if statement.kind in {SourceKind.MEDIA, SourceKind.DOCUMENT}:
        return False
    if (
        actor is not None
        and actor.named
        and actor.kind in {ActorKind.ORGANIZATION, ActorKind.INTERGOVERNMENTAL, ActorKind.MEDIA}
    ):
        return False
    return None
