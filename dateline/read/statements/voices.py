"""What kind of voice a source is and who stands behind it: name, place, nearness to the matter, reason for no name."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.lexicon.actors import first_names, titles
from dateline.lexicon.countries import countries
from dateline.record.choices import ActorKind, SourceKind

from ..cast import actor_for, state
from ..draft import ActorDraft, Draft, StatementDraft, Words
from .callings import appositive_kind, is_titled, kind_by_calling
from .sources import Voice
from .unnamed import locality_of, proximity_of, reason_of
from .vocabulary import is_any, voice_words

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
_HE = frozenset({"he", "him", "his", "himself"})
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
        "channel",
        "daily",
        "gazette",
        "herald",
        "tribune",
        "journal",
        "broadcasting",
        "press",
        "magazine",
        "newspaper",
    }
)
_OF_BODIES = frozenset({"survey", "watch", "project", "initiative", "trust", "tracker", "programme", "program"})
_LAST_OF_MEDIA = frozenset(
    """standard star chronicle mirror echo sentinel inquirer enquirer examiner courier dispatch sun bulletin weekly
    today online fm gazeta pravda zeitung jornal diario insider mail express telegraph citizen argus advertiser
    tribuna""".split()  # noqa: SIM905
)
_OF_NEWS = frozenset(
    {"site", "website", "outlet", "portal", "channel", "station", "programme", "program", "network", "magazine", "page"}
)
_PAPERS = frozenset(
    {
        "white",
        "green",
        "ballot",
        "order",
        "charge",
        "court",
        "position",
        "working",
        "policy",
        "discussion",
        "research",
        "briefing",
        "concept",
    }
)
_COUNTING = frozenset(
    {"group", "number", "handful", "pair", "couple", "crowd", "majority", "dozen", "score", "hundred", "thousand"}
)
_NEAR = 6  # tokens from the start of what is said to the noun that opens it
_RECENT = 4  # statements back that a pronoun without an antecedent may take its voice from


def resolve_voice(draft: Draft, statement: StatementDraft, voice: Voice, cue: Token) -> None:
    """Set kind, actor, name, locality, proximity and reason of a statement's source."""
    head = _mended(voice)
    if head is None:
        return
    calling = kind_by_calling(draft, voice, cue)
    named = _named_person(draft, voice) if calling in {None, SourceKind.PERSON} else None
    somebody = head.lower_ in voice_words()["anonymous"]
    is_pronoun = (head.pos_ == "PRON" and not somebody and not _is_explained(head)) or head.lower_ in _PERSON_PRONOUNS
    if named is None and calling is not SourceKind.PERSON and not is_pronoun:
        statement.reason = reason_of(draft, cue)
        statement.proximity = proximity_of(draft, voice)
    if is_pronoun:
        _resolve_pronoun(draft, statement, head)
        return
    statement.kind = SourceKind.PERSON if named is not None else calling or _kind(draft, voice, statement)
    if statement.kind is SourceKind.ANONYMOUS:
        statement.locality = locality_of(draft, voice)
        return
    statement.actor = _actor(draft, named if named is not None else head)
    if statement.kind in {SourceKind.GROUP, SourceKind.UNKNOWN}:
        statement.locality = locality_of(draft, voice)
    statement.name = _name(draft, statement, voice)


def _mended(voice: Voice) -> Token | None:
    """Return the head of a voice, set right where a participle is taken for it: "notables meeting in Kidal"."""
    head = voice.head
    if head is not None and head.i and head.lower_.endswith("ing") and head.pos_ == "NOUN":
        before = head.nbor(-1)
        if before.tag_ in {"NNS", "NNPS"} and before.dep_ == "compound" and any(w.start < head.i for w in voice.words):
            voice.head = before
    return voice.head


def _is_explained(head: Token) -> bool:
    """Tell whether "those", "some" and the like say of themselves who they are: "those with knowledge of the deal"."""
    return head.lower_ in _SOME and any(c.dep_ in {"prep", "relcl", "acl", "amod"} for c in head.rights)


# ---- kinds


def _kind(draft: Draft, voice: Voice, statement: StatementDraft) -> SourceKind:
    """Return the kind of a voice that is not a named person."""
    head = voice.head
    assert head is not None
    tables = voice_words()
    word, lemma = head.lower_, head.lemma_.lower()
    known = draft.actor_of[head.i]
    proper = head.pos_ == "PROPN" or (known is not None and known.named)
    if statement.reason is not None and not proper and word not in tables["document"]:
        return SourceKind.ANONYMOUS
    if (word in tables["anonymous"] or lemma in tables["anonymous"]) and not is_titled(head):
        return SourceKind.ANONYMOUS
    if word == "one":
        return SourceKind.ANONYMOUS
    if head.text.isupper() and word in tables["document"]:
        return SourceKind.DOCUMENT  # "CCTV"
    if head.dep_ == "nummod" and head.i and is_any(head.nbor(-1).lemma_.lower(), head.nbor(-1).lower_, "document"):
        return SourceKind.DOCUMENT  # "Article 7"
    if word in _SOME and statement.proximity is not None:
        return SourceKind.ANONYMOUS  # "those with knowledge of the deal"
    if word in _SOME or head.pos_ == "NUM" or word == "monitors" or _is_of_several(head):
        return SourceKind.GROUP
    if lemma == "figure" and any(c.lower_ in {"a", "an", "one", "another"} for c in head.lefts):
        return SourceKind.ANONYMOUS
    if lemma in _OF_NEWS and head.i and draft.doc[head.i - 1].lower_ == "news":
        return SourceKind.MEDIA
    if word in {"service", "desk", "bureau", "edition"} and any(
        c.dep_ == "poss" and (a := draft.actor_of[c.i]) is not None and a.kind is ActorKind.MEDIA for c in head.lefts
    ):
        return SourceKind.MEDIA  # "Radio Liberty's Tajik service"
    if (word in {"agency", "network", "channel"} or (head.pos_ == "PROPN" and not (known and known.named))) and any(
        c.dep_ in {"compound", "nmod", "amod"} and (a := draft.actor_of[c.i]) is not None and a.kind is ActorKind.MEDIA
        for c in head.lefts
    ):
        return SourceKind.MEDIA  # "the Tasnim agency", "BBC Pashto"
    if head.tag_ == "NNPS" and head.ent_type_ == "NORP" and (known is None or known.kind is ActorKind.PERSON):
        return SourceKind.GROUP  # "dissident Republicans"
    if lemma == "paper" and head.i and draft.doc[head.i - 1].lower_ in _PAPERS:
        return SourceKind.DOCUMENT
    named_as = appositive_kind(head) if head.text[:1].isupper() and known is None else None
    if named_as is not None:
        return named_as
    if head.tag_ in {"NNS", "NNPS"} and any(c.dep_ == "nummod" for c in head.lefts) and statement.proximity is None:
        return SourceKind.GROUP
    if (
        word in {"agency", "agencies", "service"}
        and head.i
        and draft.doc[head.i - 1].lower_ in {"news", "press", "wire"}
    ):
        return SourceKind.MEDIA
    if word in _LAST_OF_MEDIA and head.pos_ == "PROPN" and any(c.pos_ == "PROPN" for c in head.lefts):
        return SourceKind.MEDIA
    if known is not None and known.kind is ActorKind.PERSON and proper and word in tables["institution"]:
        return SourceKind.INSTITUTION  # "the General Staff"
    if known is not None and known.named and known.kind in _BY_ACTOR and (proper or word not in tables["people"]):
        in_name = any(w.start <= head.i < w.end and w.end - w.start > 1 for w in known.mentions)
        if head.tag_ == "NNS" and is_any(lemma, word, "people") and not in_name:  # not "Doctors Without Borders"
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
        if is_any(lemma, word, name) and not (name == "media" and is_any(lemma, word, "people")):
            if name == "media" and lemma in {"correspondent", "reporter", "journalist"}:
                return SourceKind.GROUP if head.tag_ == "NNS" else SourceKind.ANONYMOUS
            if name == "institution" and is_any(lemma, word, "people") and word != "authorities":
                continue  # "prison guards"
            return kind
    plural = head.tag_ in {"NNS", "NNPS"} or lemma == "people" or any(c.dep_ == "conj" for c in head.children)
    is_office = is_any(lemma, word, "office") or _is_compound_office(head) or _is_in_command(head)
    if is_office and not plural and (_is_definite(head) or lemma.startswith("spokes")):
        return SourceKind.PERSON
    if is_any(lemma, word, "office") or is_any(lemma, word, "people"):
        if plural:
            return SourceKind.ANONYMOUS if statement.proximity is not None else SourceKind.GROUP
        return SourceKind.ANONYMOUS
    if head.pos_ == "ADJ" and draft.country_of[head.i] is not None:
        return SourceKind.INSTITUTION
    if known is not None and known.kind in _BY_ACTOR:
        return _BY_ACTOR[known.kind]
    if plural:
        return SourceKind.GROUP
    if head.tag_ == "NN" and head.text[:1].isupper() and not any(True for _ in head.lefts):
        return SourceKind.INSTITUTION  # "Emergency, which runs the clinic, said": without an article it is a name
    return SourceKind.UNKNOWN


def _is_of_several(head: Token) -> bool:
    """Tell whether a noun only counts persons: "a group of former interpreters"."""
    if head.lemma_.lower() not in _COUNTING:
        return False
    of = next((c for c in head.rights if c.lower_ == "of"), None)
    return of is not None and any(c.tag_ == "NNS" and is_any(c.lemma_.lower(), c.lower_, "people") for c in of.children)


def _is_in_command(head: Token) -> bool:
    """Tell whether a post is told of a person: "the colonel commanding the bridgehead"."""
    return any(c.dep_ == "acl" and c.lower_ in {"commanding", "heading", "leading", "running"} for c in head.rights)


def _is_compound_office(head: Token) -> bool:
    """Tell whether a noun is an office with the word before it: "the attorney general", "the inspector general"."""
    title = titles().get(f"{head.nbor(-1).lower_} {head.lower_}") if head.i else None
    return title is not None and title.of in {"state", "body"}


def _kind_of_name(draft: Draft, voice: Voice) -> SourceKind:
    """Return the kind of a name that the actors step does not know."""
    head = voice.head
    assert head is not None
    tables = voice_words()
    lower = head.lower_
    words = {draft.doc[i].lower_ for w in voice.words for i in range(w.start, min(w.end, head.i + 1))}
    if words & _MEDIA_NAMES and head.ent_type_ != "PERSON":
        return SourceKind.MEDIA
    if (
        words & tables["institution"]
        or lower in _OF_BODIES
        or draft.country_of[head.i] is not None
        or head.ent_type_ in {"ORG", "GPE", "FAC"}
    ):
        return SourceKind.INSTITUTION
    if lower.endswith(("men", "women")) and head.is_sent_start:
        return SourceKind.GROUP  # "Boatmen on the Drina"
    if head.i and head.tag_ == "NNPS" and head.nbor(-1).lower_ in first_names():
        return SourceKind.PERSON
    if head.ent_type_ == "NORP" or head.tag_ == "NNPS":
        return SourceKind.GROUP
    if head.text.isupper() and len(head.text) > 1:
        return SourceKind.INSTITUTION
    if lower in tables["document"]:
        described = any(c.dep_ == "relcl" for c in head.rights) and head.tag_ == "NNP"
        return SourceKind.INSTITUTION if described and head.is_sent_start else SourceKind.DOCUMENT  # "Memorial, which"
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
    if head is None or head.pos_ == "PRON" or _is_plain_noun(head):
        return None
    for token in (head, *(c for c in head.rights if c.dep_ == "appos")):
        actor = draft.actor_of[token.i]
        if token.pos_ == "PROPN" and token.lower_ in voice_words()["institution"]:
            return None  # "the General Staff"
        if token.tag_ == "NNPS" and token.i and token.nbor(-1).text.islower():
            return None  # "dissident Republicans"
        if actor is not None and actor.named:
            if actor.kind is ActorKind.PERSON and token.pos_ in {"PROPN", "NOUN"}:
                return None if _is_origin(draft, token, actor) else token
            if token is head:
                return None
        elif token.ent_type_ == "PERSON" and _is_in_name(token) and token.lower_ not in voice_words()["institution"]:
            return token
    if head.lemma_.lower() in voice_words()["people"] | voice_words()["office"] and head.i + 1 < len(head.doc):
        nxt = head.doc[head.i + 1]  # "army spokesman Omar Bakri", parsed as two phrases
        if nxt.ent_type_ == "PERSON" and any(w.start <= nxt.i < w.end for w in voice.words):
            return nxt
    return None


def _is_in_name(token: Token) -> bool:
    """Tell whether a word is a proper noun or the last piece of one: the "hyuk" of "Kim Sang-hyuk"."""
    pieces = token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).pos_ == "PROPN"
    return bool(token.pos_ == "PROPN" or pieces)


def _is_plain_noun(head: Token) -> bool:
    """Tell whether a noun is a text or an outlet, whatever the model takes it for: "graffiti", "Article 7"."""
    return (head.text.islower() or head.pos_ == "NOUN") and (
        is_any(head.lemma_.lower(), head.lower_, "document") or is_any(head.lemma_.lower(), head.lower_, "media")
    )


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
    if actor is not None and _is_only_quoted(statement, actor, head.i):
        actor = None
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
    if word in _PLURAL_PRONOUNS:
        noun = _subject_of_content(draft, statement, head)
        if noun is not None:
            statement.kind, statement.actor = SourceKind.GROUP, actor_for(draft, noun)
            return
    gender = "m" if word in _HE else "f" if word in _PERSON_PRONOUNS else None
    for before in reversed(draft.statements[-_RECENT:]):
        if gender and before.actor is not None and before.actor.gender not in {gender, None}:
            continue
        if before.kind in fitting and before.source and head.i - before.source[0].start < 120:
            statement.kind, statement.actor, statement.name = before.kind, before.actor, before.name
            return


def _subject_of_content(draft: Draft, statement: StatementDraft, pronoun: Token) -> Token | None:
    """Return who opens what is said before "they said": "Onlookers cheered as the statue fell, they said, ..."."""
    first = min(statement.content, default=None)
    if first is None or first.end > pronoun.i or pronoun.sent.start > first.start:
        return None
    for i in range(first.start, min(first.end, first.start + _NEAR)):
        noun = draft.doc[i]
        if noun.tag_ == "NNS" and is_any(noun.lemma_.lower(), noun.lower_, "people"):
            return noun if noun.dep_ in {"nsubj", "nsubjpass"} else None
    return None


def _is_only_quoted(statement: StatementDraft, actor: ActorDraft, pronoun: int) -> bool:
    """Tell whether an actor is named in the speaker's own words only: '"My brother died," he said'."""
    told = [w for w in actor.mentions if w.start < pronoun and not w.start <= pronoun < w.end]
    return bool(statement.quoted) and bool(told) and all(statement.holds(w.start) for w in told)


def _kind_of_description(actor: ActorDraft) -> SourceKind:
    last = actor.name.lower().split()[-1] if actor.name else ""
    for kind in (SourceKind.ANONYMOUS, SourceKind.MEDIA, SourceKind.DOCUMENT, SourceKind.INSTITUTION):
        if last in voice_words()[kind.value]:
            return kind
    if last in voice_words()["office"]:
        return SourceKind.PERSON
    if last in voice_words()["people"]:
        return SourceKind.ANONYMOUS
    if last.endswith("s") and last[:-1] in voice_words()["people"]:
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
