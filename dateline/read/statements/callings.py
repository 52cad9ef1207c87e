"""What a voice is called: the kind that the words of a name, or the words beside it, tell by themselves.

What goes in is a voice as words; what comes out is its kind, None where the words leave it open.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from dateline.lexicon.actors import first_names, rulers, titles, word_list
from dateline.record.choices import ActorKind, SourceKind

from ..draft import ActorDraft, Draft, Words
from .closing import head_of_phrase
from .page import WH
from .sources import Voice
from .vocabulary import is_any, outlet_names, voice_words

_NAMED_BODIES = frozenset(
    {"group", "agency", "charity", "watchdog", "monitor", "party", "militia", "ngo", "organisation", "organization"}
)
_BARE_PAPERS = frozenset({"dawn", "sky", "bild", "confidencial", "reforma", "clarín", "folha", "ynet", "punch"})
_PAPER_NAMES = _BARE_PAPERS | frozenset(
    """sun mirror star standard nation times post herald guardian observer independent telegraph mail express tribune
    monitor citizen chronicle globe echo hindu scotsman spectator economist atlantic intercept irrawaddy statesman
    vanguard reporter age australian""".split()  # noqa: SIM905
)
_CALLING_MEDIA = frozenset(
    """daily weekly newspaper broadcaster magazine station channel website portal outlet tabloid newswire paper monthly
    fortnightly site""".split()  # noqa: SIM905
)
_PERIODS = frozenset({"daily", "weekly", "fortnightly", "monthly"})
_OF_AGENCIES = frozenset({"news", "press", "state", "official", "telegraph", "information"})
_OF_NEWS = frozenset(
    {"site", "website", "outlet", "portal", "channel", "station", "programme", "program", "network", "magazine", "page"}
)
# What outlets do with what they tell, and what persons seldom do: "Nasha Niva reported", "Nikkei has learned".
_PUBLISHING = frozenset({"publish", "broadcast", "air", "reveal", "run", "print", "carry", "disclose"})
_REPORTING = frozenset({"report", "quote", "cite"})
_LEARNING = frozenset({"learn", "understand"})
_ARTICLES_ABROAD = frozenset(
    {"el", "la", "le", "les", "los", "las", "il", "lo", "o", "os", "der", "die", "das", "de", "het", "al"}
)
_WITHIN = frozenset({"de", "del", "la", "di", "da", "do", "du", "des", "der", "al", "el", "of"})
_UNSURE = frozenset({ActorKind.PERSON, ActorKind.ORGANIZATION, ActorKind.UNKNOWN})
_NEAR = 6  # tokens from a name to the comma behind it
_LIKE_MEDIA = re.compile(r"^(?:TV|RTV|Tele|Télé|Radio)\w*[A-Z0-9]|\w(?:TV|FM|News|Press|Radio|Times|Post)$")
_SOON = 4  # tokens behind a cue within which "its" takes up the speaker


def kind_by_calling(draft: Draft, voice: Voice, cue: Token) -> SourceKind | None:
    """Return the kind that a voice's name tells, or what stands right beside it: "the weekly Radar", "Annex C"."""
    head = voice.head
    assert head is not None
    named = _kind_by_name(draft, voice, head) if head.pos_ == "PROPN" or head.text[:1].isupper() else None
    named = named or _calling_noun(voice)
    if named is not None:
        return named
    if _is_called_media(voice) or (head.pos_ == "NOUN" and _LIKE_MEDIA.search(head.text)):
        return SourceKind.MEDIA
    known = draft.actor_of[head.i]
    if head.pos_ != "PROPN":
        thing = is_any(head.lemma_.lower(), head.lower_, "document") and head.tag_ == "NNS"
        return SourceKind.DOCUMENT if thing and known is not None and known.kind in _UNSURE else None  # "Screenshots"
    if head.lower_ in rulers() and head.ent_type_ == "GPE" and known is None:
        return SourceKind.PERSON  # "Vučić", taken for a place
    if _is_outlet(draft, voice, cue):
        return SourceKind.MEDIA
    return SourceKind.INSTITUTION if _is_it(draft, voice, cue) else None


def _calling_noun(voice: Voice) -> SourceKind | None:
    """Return the kind of voice that the noun right before a name makes it: "the newspaper Dawn"."""
    head = voice.head
    if head is None or head.pos_ not in {"PROPN", "NOUN"}:
        return None
    doc = head.doc
    first = head.i if head.pos_ == "PROPN" else head.i + 1  # either may head the phrase
    while first > 0 and doc[first - 1].pos_ == "PROPN" and any(w.start < first for w in voice.words):
        first -= 1
    noun = doc[first - 1] if first else head
    is_weekly = noun.lower_ in _PERIODS  # "the weekly Radar": parsed as an adjective
    named = first < len(doc) and doc[first].pos_ == "PROPN" and any(w.start < first < w.end for w in voice.words)
    if (noun.pos_ != "NOUN" and not is_weekly) or not named:
        return None
    tables, lemma = voice_words(), noun.lemma_.lower()
    if is_weekly or lemma in _OF_NEWS:
        return SourceKind.MEDIA
    if lemma in tables["people"] or lemma in tables["office"]:
        return None
    if lemma in tables["media"] or (lemma in {"agency", "service"} and doc[noun.i - 1].lower_ in _OF_AGENCIES):
        return SourceKind.MEDIA
    return SourceKind.INSTITUTION if lemma in _NAMED_BODIES else None


def _is_called_media(voice: Voice) -> bool:
    """Tell whether a name within a voice follows a word for media: "the Asunción daily Ultima Hora"."""
    head = voice.head
    if head is None:
        return False
    doc = head.doc
    for words in voice.words:
        for i in range(words.start, words.end - 1):
            if doc[i].pos_ in {"ADP", "VERB", "AUX"} or doc[i].is_punct:
                break
            if doc[i].lower_ in _CALLING_MEDIA and doc[i].text.islower() and doc[i + 1].text[:1].isupper():
                return True
    return False


def _kind_by_name(draft: Draft, voice: Voice, head: Token) -> SourceKind | None:
    """Return the kind that the words of a name tell by themselves: "Annex C", "the Mirror", "Bishop Emeka Okwuosa"."""
    first = head.doc[voice.words[0].start]
    if head.i == first.i + 1 and len(head.text) == 1 and is_any(first.lemma_.lower(), first.lower_, "document"):
        return SourceKind.DOCUMENT
    if _is_paper(voice, head):
        return SourceKind.MEDIA
    known = draft.actor_of[head.i]
    may_be_person = draft.country_of[head.i] is None and (known is None or known.kind in _UNSURE)
    told_of = (c for c in head.rights if c.dep_ == "appos" and c.tag_ == "NN")
    if head.pos_ == "PROPN" and may_be_person and any(_is_of_person(c) for c in told_of):
        return SourceKind.PERSON  # "Oleksandr, a fireman in Vovchansk"
    if head.is_sent_start and not _is_of_person(head) and not any(True for _ in head.lefts):
        told = appositive_kind(head)
        if told is not None:
            return told  # "Sources, a Marseille quarterly, ..."
    called = None if _is_sure_person(known) else _kind_of_words(_name_tokens(voice, head))
    if called is not None:
        return called
    last = next((c for c in head.rights if c.dep_ == "conj" and c.pos_ == "PROPN"), None)
    if last is not None and last.lower_ in word_list("model_names.names_of_bodies") and head.tag_ == "NNPS":
        return SourceKind.INSTITUTION  # "the Sources and Rivers Trust"
    words = voice_words()
    titled = first.pos_ == "PROPN" and first.lower_ in titles() and 1 <= head.i - first.i <= 3
    bodily = words["institution"] | words["media"] | words["office"]
    if titled and head.lower_ not in bodily and head.lower_ not in titles():
        return SourceKind.PERSON
    return None


def _is_outlet(draft: Draft, voice: Voice, cue: Token) -> bool:
    """Tell whether a name that no table knows is an outlet's: by how outlets are called, or by what it does.

    "El Heraldo published ...", "..., Nikkei has learned": persons say, and first names tell them.
    """
    head = voice.head
    assert head is not None
    known = draft.actor_of[head.i]
    if known is not None and (known.kind not in _UNSURE or known.roles or known.affiliations or known.sector):
        return False
    name = _name_tokens(voice, head)
    if not name or (head.text.isupper() and head.lower_ in voice_words()["document"]):
        return False
    if head.ent_type_ in {"GPE", "LOC", "NORP"} or draft.country_of[head.i] is not None:
        return False
    lower = {t.lower_ for t in name}
    if head.lower_ in rulers() or any(w in titles() for w in lower):
        return False
    first = name[0].i
    before = name[0].nbor(-1) if first else None
    if before is not None and (before.lower_ in titles() or is_any(before.lemma_.lower(), before.lower_, "people")):
        return False
    if head.lower_ in word_list("model_names.names_of_media") or _LIKE_MEDIA.search(head.text):
        return True
    whole = known is None or known.kind is not ActorKind.PERSON or len(known.name.split()) <= len(name)
    if whole and " ".join(t.lower_ for t in name if t.text not in {"-", "–"}) in outlet_names():
        return True
    if not lower.isdisjoint(voice_words()["institution"]):
        return False
    of_state = before is not None and before.tag_ == "POS" and draft.country_of[before.i - 1] is not None
    abroad = len(name) > 1 and name[0].lower_ in _ARTICLES_ABROAD and name[0].text[:1].isupper()
    if of_state and len(name) > 1 and head.ent_type_ == "PERSON" and not abroad:
        return True  # "Singapore's Lianhe Zaobao": a person would have an office before the name
    if len(name) == 3 and name[0].text == "Al" and name[1].text == "-" and (known is None or len(known.mentions) < 2):
        return True  # "Al-Wasat": persons are told with their first name first
    named = {t.lower_ for t in name} | set(known.name.lower().split() if known is not None else ())
    if any(n in first_names() for n in named):
        return False
    if any(c.dep_ == "appos" or c.dep_ == "relcl" for c in head.rights):
        return False
    lemma = cue.lemma_.lower()
    if lemma in _LEARNING:
        return lemma == "learn" or cue.i + 1 >= len(draft.doc) or bool(draft.doc[cue.i + 1].is_punct)
    if head.ent_type_ == "ORG" and head.text.isupper():
        return lemma in _PUBLISHING
    if abroad:
        return (
            (of_state and head.ent_type_ != "PERSON") or len(name) > 2 or lemma in _PUBLISHING | _REPORTING | {"write"}
        )
    return lemma in (_PUBLISHING | _REPORTING if len(name) < 4 else _PUBLISHING)


def _is_sure_person(known: ActorDraft | None) -> bool:
    """Tell whether an actor is a person by a first name or an office, not by the model's word alone."""
    if known is None or known.kind is not ActorKind.PERSON:
        return False
    return bool(known.roles) or known.gender is not None or known.name.lower().split()[0] in first_names()


def _is_of_person(noun: Token) -> bool:
    lemma, word = noun.lemma_.lower(), noun.lower_
    return is_any(lemma, word, "people") or is_any(lemma, word, "office")


def _kind_of_words(name: list[Token]) -> SourceKind | None:
    """Return the kind that a word in a name of several makes it, None in names that begin as persons' do."""
    lower = [t.lower_ for t in name]
    if len(lower) < 2 or lower[0] in first_names() or lower[0] in titles() or not name[-1].text[:1].isupper():
        return None
    if name[0].i and name[0].nbor(-1).lower_ in titles():
        return None
    if any(word in titles() for word in lower[:-1]):
        return None  # "Defence Minister Satu Harjula", "European Council President Donald Tusk"
    if not word_list("model_names.names_of_media").isdisjoint(lower):
        return SourceKind.MEDIA
    if not word_list("model_names.names_of_bodies").isdisjoint(lower) and name[-1].tag_ != "NNPS":
        return SourceKind.INSTITUTION
    return None


def _is_it(draft: Draft, voice: Voice, cue: Token) -> bool:
    """Tell whether a name that could be a person's is taken up by "its": "Tesla denied that its cars ..."."""
    head = voice.head
    assert head is not None
    known = draft.actor_of[head.i]
    if known is not None and (known.kind is not ActorKind.PERSON or known.roles or known.gender):
        return False
    if any(t.lower_ in first_names() or t.lower_ in titles() for t in _name_tokens(voice, head)):
        return False
    start = max(head.i, cue.i) + 1
    return any(t.lower_ == "its" for t in draft.doc[start : min(cue.sent.end, start + _SOON)])


def _name_tokens(voice: Voice, head: Token) -> list[Token]:
    """Return the words with a capital that end in a head, an article before them left out."""
    at = head.i
    start = next((w.start for w in voice.words if w.start <= head.i < w.end), head.i)
    doc = head.doc
    while at > start and (doc[at - 1].text[:1].isupper() or doc[at - 1].text == "-" or doc[at - 1].lower_ in _WITHIN):
        at -= 1
    if doc[at].lower_ in {"the", "a", "an"}:
        at += 1
    return [doc[i] for i in range(at, head.i + 1)]


def _is_paper(voice: Voice, head: Token) -> bool:
    """Tell whether a voice is no more than "the" and a word that papers are called by: "the Mirror", "Dawn"."""
    first = voice.words[0]
    if head.lower_ not in _PAPER_NAMES or not head.text[:1].isupper() or len(voice.words) > 1:
        return False
    bare = first.start == head.i and head.i == first.end - 1
    article = bool(head.i) and (head.nbor(-1).lower_ == "the" or head.nbor(-1).tag_ == "POS")  # "Kenya's Nation"
    if article and head.i != first.end - 1 and head.nbor(1).lower_ in {"of", "for"}:
        return False  # "the Guardian of the Republic"
    return article or (bare and head.lower_ in _BARE_PAPERS)


def is_titled(head: Token) -> bool:
    """Tell whether a bare noun with "of" and a name is itself a name that an apposition explains."""
    named = any(c.lower_ == "of" and any(n.pos_ == "PROPN" for n in c.children) for c in head.rights)
    return head.is_sent_start is True and named and appositive_kind(head) is not None


def appositive_kind(head: Token) -> SourceKind | None:
    """Return the kind that an apposition makes of a name: "Sources of the Nile, a charity that ..."."""
    noun = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "NOUN"), None) or _told_behind(head)
    if noun is None:
        return None
    lemma, word = noun.lemma_.lower(), noun.lower_
    if is_any(lemma, word, "people") or is_any(lemma, word, "office"):
        return None
    if is_any(lemma, word, "media"):
        return SourceKind.MEDIA
    return SourceKind.INSTITUTION if is_any(lemma, word, "institution") else None


def _told_behind(head: Token) -> Token | None:
    """Return the noun of ", a Nairobi charity that ..." behind a name, by the order of the words."""
    doc, end = head.doc, head.sent.end
    comma = next((i for i in range(head.i + 1, min(end, head.i + _NEAR)) if doc[i].text == ","), None)
    if comma is None or comma + 2 >= end or doc[comma + 1].lower_ not in {"a", "an", "the"}:
        return None
    if any(doc[i].pos_ not in {"ADP", "PROPN", "DET", "NOUN"} for i in range(head.i + 1, comma)):
        return None
    stop = next(
        (i for i in range(comma + 2, end) if doc[i].text == "," or doc[i].tag_ in WH or doc[i].pos_ == "ADP"), end
    )
    return head_of_phrase(doc, Words(comma + 1, stop))
