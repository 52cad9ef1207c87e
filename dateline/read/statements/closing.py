"""Who says it at the end of a sentence: "..., the mission known as MONUSCO confirmed.", by the order of the words.

The parser often hangs such a speaker on the last noun of what is said. The marks are surer: after the last comma (or
after the one before an apposition) a noun phrase, the cue, the time or place of the saying, and no more.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ..draft import Words
from .cues import Construction
from .page import FINITE, WH, Found, Page, cut, has_finite, past_label
from .sources import Voice

_LONGEST_TAIL = 14  # tokens between a cue and the end of its sentence
_LONGEST_VOICE = 24
_LEAST_CONTENT = 2
_GOING_ON = frozenset(
    {"citing", "quoting", "adding", "and", "but", "while", "even", "as", "although", "though", "whereas"}
)
_TOLD = frozenset({"tell", "inform", "assure", "warn"})
_LATER = frozenset({"today", "later", "earlier", "yesterday", "separately", "there", "here", "afterwards", "afterward"})
_OPENS_NO_VOICE = frozenset({"ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PUNCT", "PART"})


def closing_voice(
    page: Page, verb: Token, any_tag: bool = False, first: Token | None = None
) -> tuple[Voice, Found] | None:
    """Return voice and content where a cue ends its sentence behind a comma and a noun phrase, else None.

    ``any_tag`` takes also a word that the tagger took for a noun; ``first`` is the cue's first word where it has
    several.
    """
    doc = page.doc
    if not (any_tag or verb.tag_ in FINITE | {"VBN", "NNS"}) or not _ends_sentence(page, verb):
        return None
    last = (verb if first is None else first).i - 1
    start = verb.sent.start
    while last > start and doc[last].pos_ in {"ADV", "AUX"}:
        last -= 1
    opened = _segment(page, start, last)
    if opened is None:
        return None
    comma, words = opened
    if words.start == words.end:  # "..., the governor of Sumy, Oleh Bondar, said": a pair of commas before the cue
        added = _segment(page, start, comma - 1)
        if added is None or not _is_apposition(doc, added[1]):
            return None
        named = _segment(page, start, added[0] - 1)
        if named is None:
            return None
        content_end, phrase = named[0], Words(named[0] + 1, comma)
        head = head_of_phrase(doc, Words(named[0] + 1, added[0]))
    else:
        content_end, phrase = comma, words
        head = head_of_phrase(doc, words)
    if head is None or phrase.end - phrase.start > _LONGEST_VOICE or doc[content_end - 1].text in {'"', "'"}:
        return None
    content = cut(page, _clause_start(page, start, content_end), content_end)
    if content is None or content.end - content.start < _LEAST_CONTENT or not has_finite(doc, content):
        return None
    if doc[content.start].dep_ == "mark" and doc[content.start].head.dep_ == "advcl":
        return None
    return Voice([phrase], head), Found([content], Construction.FRONT)


def inverted_voice(page: Page, verb: Token) -> tuple[Voice, Found] | None:
    """Return voice and content of "..., claimed the brigade.": comma, cue and a noun phrase that ends the sentence.

    The parser makes the cue a second verb of what is said and its speaker an object; without "and" it is neither.
    """
    doc = page.doc
    i = verb.i
    if verb.tag_ not in {"VBD", "VBZ"} or i < 2 or i + 1 >= verb.sent.end or verb.lemma_.lower() in _TOLD:
        return None
    sent = doc[i - 1].sent
    if doc[i - 1].text != "," or page.quotes.of(i) is not None or page.quotes.of(i - 1) is not None:
        return None
    if any(c.dep_ in {"nsubj", "conj", "aux", "prt"} and not i < c.i < i + 2 for c in verb.children if c.i < i + 1):
        return None
    head = _noun_after(doc, i + 1, sent.end)
    if head is None or not _only_describes(doc, head, sent.end):
        return None
    content = cut(page, _clause_start(page, sent.start, i - 1), i - 1)
    if content is None or content.end - content.start < _LEAST_CONTENT or not has_finite(doc, content):
        return None
    if doc[content.start].dep_ == "mark" and doc[content.start].head.dep_ == "advcl":
        return None
    end = next((k for k in range(head.i + 1, sent.end) if doc[k].text in {",", ";"}), sent.end)
    while end - 1 > head.i and doc[end - 1].is_punct:
        end -= 1
    return Voice([Words(i + 1, end)], head), Found([content], Construction.FRONT)


def _noun_after(doc: Doc, start: int, end: int) -> Token | None:
    """Return the head of a noun phrase that opens here with an article, a number, an adjective or a name."""
    if doc[start].pos_ not in {"DET", "PROPN", "NUM", "ADJ", "NOUN"} or doc[start].lower_ in {"that", "this", "no"}:
        return None
    head: Token | None = None
    for i in range(start, min(end, start + 12)):
        token = doc[i]
        if token.pos_ in {"NOUN", "PROPN"}:
            head = token
        elif not (
            token.pos_ in {"DET", "ADJ", "NUM", "PART"} or token.text in {"-", "'s", "'"} or token.tag_ == "VBN"
        ) or (head is not None and token.text not in {"'s", "'", "-"}):
            break
    return head


def _only_describes(doc: Doc, head: Token, end: int) -> bool:
    """Tell whether all that follows a speaker is of the speaker: phrases of place, "who ...", "quoting ..."."""
    for i in range(head.i + 1, end):
        if doc[i].tag_ in WH:
            return True
        if doc[i].tag_ in FINITE or doc[i].lower_ in {"and", "or", "but", "to"}:
            return False
        if doc[i].text == ",":
            after = doc[i + 1] if i + 1 < end else doc[i]
            return after.tag_ in WH | {"VBG", "VBN"} or after.pos_ in {"DET", "NOUN", "PROPN"}
    return True


def _ends_sentence(page: Page, verb: Token) -> bool:
    """Tell whether only an addressee, a time or a place follows a cue, or a clause that opens anew after a comma."""
    doc = page.doc
    end = verb.sent.end
    at = verb.i + 1
    if at < end and not doc[at].is_punct:
        first = doc[at]
        told = verb.lemma_.lower() in _TOLD and first.pos_ in {"PROPN", "NOUN", "DET", "ADJ", "PRON"}
        timed = page.draft.time_of[at] is not None or first.ent_type_ in {"DATE", "TIME"}
        placed = first.pos_ == "ADP" or first.lower_ in _LATER
        if not (told or timed or placed) or first.lower_ in {"that", "as", "of", "for", "against"}:
            return False
    while at < end and at - verb.i <= _LONGEST_TAIL and not doc[at].is_punct:
        if doc[at].tag_ in FINITE or doc[at].tag_ in WH or doc[at].dep_ == "mark":
            return False
        at += 1
    if at >= end or doc[at].text in {".", ";", "?", "!"}:
        return True
    return doc[at].text == "," and at + 1 < end and (doc[at + 1].lower_ in _GOING_ON or doc[at + 1].tag_ == "VBG")


def _segment(page: Page, start: int, last: int) -> tuple[int, Words] | None:
    """Return the comma before this token, outside of quotes, and the words from it to the token."""
    doc = page.doc
    for i in range(last, max(start, last - _LONGEST_VOICE) - 1, -1):
        if page.quotes.of(i) is not None or doc[i].text in {";", ":", '"'}:
            return None
        if doc[i].text == ",":
            return (i, Words(i + 1, last + 1)) if i > start else None
    return None


def _is_apposition(doc: Doc, words: Words) -> bool:
    if words.end <= words.start:
        return False
    first = doc[words.start]
    if first.tag_ in WH:
        return first.lower_ in {"who", "which"}
    opens = first.pos_ not in _OPENS_NO_VOICE or first.tag_ in {"VBG", "VBN"}  # "..., speaking in London, said"
    return opens and not has_finite(doc, words)


def head_of_phrase(doc: Doc, words: Words) -> Token | None:
    """Return the noun that heads a noun phrase by the order of its words, None where they are no noun phrase."""
    if words.end <= words.start:
        return None
    first = doc[words.start]
    if first.pos_ in _OPENS_NO_VOICE | {"ADV"} or has_finite(doc, words):
        return None
    if any(doc[i].tag_ in WH or (doc[i].lower_ == "that" and i > words.start) for i in range(words.start, words.end)):
        return None
    head: Token | None = None
    for i in range(words.start, words.end):
        token = doc[i]
        if token.pos_ in {"NOUN", "PROPN", "PRON"} or (token.pos_ == "NUM" and head is None):
            head = token
        elif head is not None and (
            token.tag_ in {"VBG", "VBN"}
            or (token.text not in {"'s", "'", "-", "."} and token.pos_ not in {"ADJ", "PART"})
        ):
            break
    return head if head is not None and head.pos_ != "NUM" else None


def _clause_start(page: Page, start: int, end: int) -> int:
    """Return where the clause that ends here begins: the sentence's start, or behind its last semicolon."""
    for i in range(end - 1, start, -1):
        if page.doc[i].text == ";" and page.quotes.of(i) is None:
            return i + 1
    return past_label(page, start, end)
