"""What a report tells of a voice that it does not name: where it is, how it knows, why it is not named."""

from __future__ import annotations

import re
from collections.abc import Set

from spacy.tokens import Doc, Token

from dateline.record.report import Span

from ..draft import Draft, PlaceDraft, Words
from .sources import Voice

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
    "contact": frozenset({"with"}),
    "present": frozenset({"at"}),
}
_HAS_SEEN = re.compile(r"\bwho (?:has |have |had )?(?:seen|read|viewed|attended|reviewed|heard|took part in)\b [^,.;]+")
# "close to tears", "close to the border": a state or a place, no matter that one knows of.
_NO_MATTER = frozenset(
    {"tears", "death", "collapse", "starvation", "exhaustion", "home", "border", "frontier", "front", "frontline"}
    | {
        "line",
        "river",
        "coast",
        "camp",
        "base",
        "site",
        "scene",
        "town",
        "village",
        "city",
        "road",
        "airport",
        "despair",
    }
)
# Ways to say that a voice is not named, beside those that the parse tells.
_UNNAMED = re.compile(
    r"\b(?:remain(?:s|ed|ing)? (?:anonymous|unidentified|unnamed|nameless)|anonymously|without attribution"
    r"|(?:un|not |neither |of whom (?:was|were) )willing to be (?:named|identified|quoted)(?: by name)?"
    r"|off the record|(?:can ?not|can't|could not|may not|would not|must not|not|never) be (?:named|quoted by name)"
    r"|(?:names?|identit(?:y|ies))\b[^.;,]{0,30}?\b(?:withheld|not (?:be(?:ing)? )?(?:given|published|printed|used|"
    r"appear|disclosed|revealed|made public))|(?:not|declin\w+ to|refus\w+ to|without|rather than)"
    r"(?: want(?:ing)?| wish(?:ing)?)?(?: to)? (?:giv(?:e|ing)|shar(?:e|ing)|have|having|reveal(?:ing)?"
    r"|disclos(?:e|ing)) (?:his|her|their)(?: full| real| own| last)? names?(?: published| printed| used)?)"
)
_BECAUSE = re.compile(
    r"(?:because|for fear|fearing|citing|lest|so as not to|out of (?:concern|fear)|since|as (?:he|she|they|the)\b"
    r"|due to|owing to|for (?:his|her|their|security|safety)\b|to (?:protect|avoid|discuss|speak|describe)\b)"
    r"(?:[^.;:,”\"]|,(?! (?:said|told|added|the|a|an|that)\b))*"
)


def locality_of(draft: Draft, voice: Voice) -> PlaceDraft | None:
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


def proximity_of(draft: Draft, voice: Voice) -> Words | None:
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
        if doc[end - 1].lower_ in _NO_MATTER or draft.place_of[end - 1] is not None:
            continue
        if end > i + 2:
            return Words(start, end)
    seen = _HAS_SEEN.search(draft.text_of(Words(head.i, stop)))
    if seen is None:
        return None
    at = draft.starts[head.i]
    return draft.words_at(Span(at + seen.start(), at + seen.end()))


def reason_of(draft: Draft, cue: Token) -> Words | None:
    """Return the words for why a voice is not named, in the sentence of the cue or told of it in the next."""
    doc = draft.doc
    sent = cue.sent
    found = _reason_in(draft, sent.start, sent.end)
    if found is None:
        found = _withheld_in(draft, sent.start, sent.end)
    if found is not None and found.start < cue.i < found.end:
        found = Words(found.start, cue.i)
    if found is None and sent.end < len(doc) and doc[sent.end].lower_ in _TAKING_UP:
        following = doc[sent.end].sent
        if any(
            t.lower_ in {"spoke", "asked", "declined", "requested", "insisted"}
            for t in doc[following.start : min(following.end, following.start + 8)]
        ):
            found = _reason_in(draft, following.start, following.end)
        if found is None and doc[sent.end].lower_ != "the":
            found = _reason_in(draft, following.start, following.end) or _withheld_in(
                draft, following.start, following.end
            )
    return found


def _withheld_in(draft: Draft, start: int, end: int) -> Words | None:
    """Return the words that say why a name is withheld, or else those that say that it is."""
    text = draft.text_of(Words(start, end)).lower()
    unnamed = _UNNAMED.search(text)
    if unnamed is None:
        return None
    because = _BECAUSE.search(text, unnamed.end()) or _BECAUSE.search(text, 0, unnamed.start())
    chosen = because or unnamed
    last = chosen.start() + len(chosen.group().rstrip())
    if chosen is because and chosen.end() == unnamed.start():  # "fearing reprisals and asking that her name not appear"
        last = unnamed.end()
    at = draft.starts[start]
    return draft.words_at(Span(at + chosen.start(), at + last))


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
                "lest",
                "fearing",
                "so",
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
            and _has(doc, i - 5, i, _NOT_BE)
            and _has(doc, i - 3, i, {"be", "being"})
        ):
            first = next(k for k in range(max(start, i - 5), i) if doc[k].lower_ in _NOT_BE)
            return Words(first, _reason_end(draft, i + 1, end))
    return None


_NOT_BE = frozenset({"not", "n't", "never", "declined", "refused", "without", "none", "neither", "cannot", "unwilling"})
_TAKING_UP = frozenset({"the", "he", "she", "they", "both", "all", "his", "her", "their", "neither"})


def _has(doc: Doc, start: int, end: int, words: Set[str]) -> bool:
    return any(doc[k].lower_ in words for k in range(max(0, start), min(end, len(doc))))


def _reason_end(draft: Draft, at: int, end: int) -> int:
    while at < end and not draft.doc[at].is_punct:
        at += 1
    return at
