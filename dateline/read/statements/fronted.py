"""Content before its cue: "..., he said", with the group of source and cue that it stands around."""

from __future__ import annotations

from spacy.tokens import Token

from ..draft import Words
from ..quotes import Quote
from .cues import Construction
from .page import ADDRESSED, FINITE, WH, Page, cut, has_clause_after, has_finite, new_clause, past_label
from .sources import Voice

_LONGEST_LEAD = 40  # tokens before a quote that can be part of what is said
_ADJOINING = frozenset(
    {
        "after",
        "before",
        "when",
        "as",
        "while",
        "because",
        "during",
        "if",
        "since",
        "until",
        "according",
        "in",
        "at",
        "on",
    }
)


def group_start(verb: Token, voice: Voice, sent_start: int) -> int:
    """Return where source and cue begin: before them content can stand."""
    start: int = verb.i
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass", "neg"} or (child.dep_ == "advmod" and child.right_edge.i == child.i):
            start = min(start, child.i)
    doc = verb.doc
    for words in voice.words:
        if (words.end <= verb.i and verb.i - words.end <= 4) or (
            words.end <= verb.i and all(doc[i].dep_ != "punct" or doc[i].text == "," for i in range(words.end, verb.i))
        ):
            start = min(start, words.start)
    return max(start, sent_start)


def group_end(page: Page, verb: Token, voice: Voice, sent_end: int) -> int:
    """Return where cue, inverted source, addressee and the time of saying end: the next mark after them."""
    doc = page.doc
    i: int = verb.i + 1
    for words in voice.words:
        if words.start > verb.i:
            i = max(i, words.end)
    while i < sent_end and doc[i].text not in {",", ".", ":", ";", '"', "--", "?", "!"}:
        i += 1
    return i


def fronted(
    page: Page, verb: Token, voice: Voice, before: int, after: int, sentence: tuple[int, int]
) -> tuple[Words, Construction] | None:
    """Return the content that stands before source and cue, parted from them by a comma or a closing quote."""
    doc = page.doc
    sent_start, sent_end = sentence
    if before == 0:
        return None
    last = before - 1
    if doc[last].text not in {",", "--", "-", '"', "'"}:
        return None
    quote = page.quotes.of(last)
    inside = page.quotes.of(verb.i)
    if quote is not None and quote is not inside and quote.words.end == before and quote.inner > 0:
        if before in page.quotes.paragraphs or any(w.start < quote.words.start for w in voice.words):
            return None
        mark = doc[last - 1].text
        if mark in {"'", '"'}:  # a quote within the quote ends with it
            mark = doc[last - 2].text
        own = verb.i < before + 2 or doc[before].text[:1].islower()
        if mark in {",", "-", "--"} or (
            mark in {"?", "!", "...", "."} and (doc[before].text[:1].islower() or (mark != "." and not own))
        ):
            return quote_front(page, quote, before), Construction.QUOTE
        if mark in {"?", "!"} and _ends_after(page, verb):
            return quote_front(page, quote, before), Construction.QUOTE
        return None
    if doc[last].text in {",", "--", "-"} and last > sent_start:
        quote = page.quotes.of(last - 1)
        if quote is not None and quote is not inside and quote.words.end == last and quote.inner > 1:
            words = quote_front(page, quote, last)
            if words.start == quote.words.start and quote.words.start > sent_start and verb.i - before > 6:
                return None
            return words, Construction.QUOTE
        if inside is not None and inside.words.start > sent_start:
            sent_start = inside.words.start + 1
        if verb.dep_ in {"acl", "relcl", "advcl", "xcomp", "pcomp"} and verb.tag_ in {"VBG", "VB"}:
            return None
        if verb.dep_ == "relcl" and doc[verb.left_edge.i].tag_ in WH:
            return None  # "the premier, whose partners have threatened to leave, ..."
        words = Words(past_label(page, sent_start, last), last)
        if words.end <= words.start or any(w.start < last for w in voice.words):
            return None
        opening = doc[words.start]
        if opening.dep_ == "mark" and opening.head.dep_ == "advcl" and opening.head.head.i == verb.i:
            return None
        if verb.lemma_.lower() not in ADDRESSED and any(
            c.dep_ == "dobj" and c.i > verb.i and c != voice.head for c in verb.children
        ):
            return None
        inverted = any(w.start > verb.i for w in voice.words)
        if has_clause_after(page, verb) and not inverted and not _is_added(page, verb, after):
            return None
        if (
            verb.dep_ in {"conj", "relcl"}
            and not _ends_after(page, verb)
            and not any(c.dep_ in {"ccomp", "parataxis"} and c.i < verb.i for c in verb.children)
        ):
            return None
        whole = has_finite(doc, words) or verb.dep_ == "parataxis"
        if not whole and after + 1 < sent_end and doc[after].text in {",", "--"}:
            rest = doc[after + 1]
            whole = rest.tag_ != "VBG" and rest.tag_ not in WH and has_finite(doc, Words(after + 1, sent_end))
        if not whole:
            return None
        colon = next((i for i in range(words.end - 1, words.start, -1) if doc[i].text == ":"), None)
        if colon is not None and page.quotes.of(colon) is None and has_finite(doc, Words(colon + 1, words.end)):
            words = Words(colon + 1, words.end)  # "one thing is new: troops are back, he said"
        return words, Construction.FRONT
    return None


def _is_added(page: Page, verb: Token, after: int) -> bool:
    """Tell whether a clause after a cue is only added to what is told before: "..., he said, most of them women"."""
    clause = next(c for c in verb.rights if c.dep_ == "ccomp")
    doc = page.doc
    return (
        after < len(doc)
        and doc[after].text == ","
        and clause.left_edge.i == after + 1
        and not any(c.dep_ == "mark" for c in clause.lefts)
        and page.quotes.of(after + 1) is None
    )


def _ends_after(page: Page, verb: Token) -> bool:
    """Tell whether nothing that could be content follows a verb."""
    end = group_end(page, verb, Voice([], None), verb.sent.end)
    return end >= verb.sent.end or page.doc[end].text in {".", ","}


def quote_front(page: Page, quote: Quote, before: int) -> Words:
    """Return a quote before its cue with the words of its sentence that lead into it."""
    doc = page.doc
    start = quote.words.start
    sent = doc[start].sent
    lead = Words(sent.start, start)
    if sent.start < start and not _new_start(page, start):
        mark = doc[start - 1].text
        whole = mark != "," or has_finite(doc, lead) or lead.end - lead.start <= 3
        if whole and mark not in {":", ".", "?", "!"} and lead.end - lead.start <= _LONGEST_LEAD:
            start = sent.start
    return Words(start, before)


def _new_start(page: Page, token: int) -> bool:
    return token in page.quotes.paragraphs or page.doc[token].is_sent_start is True


def rest_of_sentence(
    page: Page, verb: Token, after: int, sent_end: int, front: tuple[Words, Construction]
) -> Words | None:
    """Return the part of the content that goes on after source and cue: "A, he said, B"."""
    doc = page.doc
    if after >= sent_end:
        return None
    mark = doc[after].text
    if mark == ";":
        return None
    start = after + 1 if mark in {",", "--", ":", ";"} else after
    if mark in {".", "?", "!", '"'}:
        return None
    if start >= len(doc):
        return None
    quote = page.quotes.of(start)
    if quote is not None and quote.words.start == start and start < sent_end:
        return quote.words
    if start + 1 < sent_end:
        quote = page.quotes.of(start + 1)
        if quote is not None and quote.words.start == start + 1:
            return Words(start, quote.words.end)
    if mark == ":" or start >= sent_end:
        return None
    if front[1] is Construction.QUOTE and (mark != "," or doc[start].tag_ != "TO"):
        return None
    rest = cut(page, start, sent_end)
    if rest is None or new_clause(page, rest):
        return None
    if not has_finite(doc, rest) and verb.dep_ != "parataxis":
        lead = doc[rest.start]
        if lead.tag_ not in {"TO", "IN"} or lead.lower_ in _ADJOINING:
            return None
    first = doc[rest.start]
    if first.tag_ == "VBG" or first.tag_ in WH:
        return None
    for i in range(rest.start, rest.end):
        if doc[i].tag_ in FINITE and doc[i].dep_ in {"conj", "relcl", "advcl"} and doc[i].head.i == verb.i:
            return None
        if doc[i].tag_ in FINITE:
            break
    return rest
