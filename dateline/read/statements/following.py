"""Content after its cue: a quote, a clause, and the quotes that go on in the next sentences."""

from __future__ import annotations

from spacy.tokens import Token

from ..draft import Words
from .cues import Construction
from .page import ADDRESSED, END_MARKS, FINITE, NAMING, SPEAKING, SUBJECTS, WH, Found, Page, cut, speaks_anew
from .sources import Voice

_OWN_VOICE = frozenset({"although", "though", "despite", "whereas"})  # ", although ...": the report speaks again
_LEAST_ALONE = 3  # tokens of a quote that is a paragraph of its own
_NEAR_COLON = 6  # tokens between a cue and the colon that opens what is said without quotes
_BETWEEN = frozenset(
    {
        "advmod",
        "npadvmod",
        "prep",
        "punct",
        "prt",
        "dobj",
        "dative",
        "neg",
        "aux",
        "pobj",
        "compound",
        "det",
        "amod",
        "poss",
        "nummod",
        "pcomp",
        "case",
        "mark",
        "nmod",
        "quantmod",
        "appos",
    }
)


def quote_after(page: Page, verb: Token, after: int, sent_end: int) -> Words | None:
    """Return the quote that a cue opens: said, "..."; said: "..."; wrote on Monday that "..."."""
    doc = page.doc
    n = len(doc)
    if after >= n:
        return None
    at = after
    if doc[at].text in {",", ":"} and at + 1 < n:
        at += 1
    quote = page.quotes.of(at)
    if (
        quote is None
        and doc[at - 1].text == ":"
        and at < sent_end
        and at - verb.i <= _NEAR_COLON
        and verb.tag_ in FINITE
        and verb.lemma_.lower() in SPEAKING
    ):
        return cut(page, at, sent_end)  # The army added: the road stays shut.
    if quote is None or quote.words.start != at or quote is page.quotes.of(verb.i):
        return None
    if any(doc[i].dep_ in SUBJECTS and doc[i].head.i > i and doc[i].head.i != verb.i for i in range(verb.i + 1, at)):
        return None
    lead = doc[at - 1]
    if lead.text not in {",", ":"}:
        if verb.lemma_.lower() == "continue":  # "they continued 'attacking the people'"
            return None
        things = [
            c
            for c in verb.rights
            if c.dep_ in {"dobj", "nsubj", "ccomp"} and verb.i < c.i < at and c.pos_ in {"NOUN", "PROPN", "PRON"}
        ]
        if verb.lemma_.lower() in NAMING and things:
            end = quote.words.end
            while end < sent_end and not doc[end].is_punct and doc[end].pos_ != "CCONJ":
                end += 1
            return Words(things[0].left_edge.i, end)
        if quote.inner < 3 or lead.pos_ in {"DET", "ADP", "ADJ"} or lead.tag_ == "TO":
            return None
    if lead.text == "," and at in page.quotes.paragraphs:
        return None
    end = quote.words.end
    if end < sent_end and lead.text not in {",", ":"}:
        # a fragment that the clause goes on after: said that "..." was wrong
        nxt = doc[end]
        if nxt.text not in END_MARKS and nxt.pos_ not in {"CCONJ"}:
            return None
    return Words(at, end)


def clause_after(page: Page, verb: Token, voice: Voice, sent_end: int) -> tuple[int, int, Construction] | None:
    """Return the clause after a cue with its construction, also where the parse hangs it on another word."""
    doc = page.doc
    head = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    first: int | None = None
    that = wh = False
    if head is None and verb.lemma_.lower() in {"make", "see", "hold"}:
        pass
    start_at = verb.i + 1
    for words in voice.words:
        if words.start > verb.i:
            start_at = max(start_at, words.end)
    if head is not None:
        mark = next(
            (c for c in head.lefts if c.lower_ == "that" and c.tag_ in {"IN", "WDT", "DT"} and c.dep_ == "mark"), None
        )
        if mark is None:
            to = next((c for c in head.lefts if c.tag_ == "TO"), None)
            finite = head.tag_ in FINITE or any(
                c.tag_ in FINITE for c in head.lefts if c.dep_ in {"aux", "auxpass", "cop"}
            )
            wh = doc[head.left_edge.i].tag_ in WH or doc[head.left_edge.i].lower_ in {"if", "whether"}
            if to is not None and not finite and not wh:
                return None
            if not finite and not wh and not any(c.dep_ in SUBJECTS for c in head.lefts):
                return None
        if mark is not None:
            first, that = mark.i + 1, True
        else:
            first = max(head.left_edge.i, start_at)
            if first > start_at and doc[start_at].pos_ in {"DET", "NOUN", "PROPN", "ADJ", "NUM"}:
                skipped = range(start_at, first)
                alone = not wh and not any(
                    c.dep_ in SUBJECTS for c in head.lefts
                )  # "said two more, on Monday, had hit"
                timed = any(page.draft.time_of[i] for i in skipped) and not alone
                if verb.lemma_.lower() not in ADDRESSED and not timed:
                    first = start_at  # the parser took the subject of the clause for an object of the cue
    else:
        found = _loose_clause(page, verb, start_at, sent_end)
        if found is None:
            return None
        head, first, that = found
    if not that:
        that_at = next(
            (
                i
                for i in range(start_at, min(first + 1, start_at + 9))
                if doc[i].lower_ == "that" and doc[i].dep_ in {"mark"} and i >= verb.i
            ),
            None,
        )
        if that_at is not None:
            first, that = that_at + 1, True
    if not that:
        first = _past_time(page, first, head)
        if (
            page.quotes.of(first - 1) is not None
            and page.quotes.at[first - 1] != page.quotes.at[verb.i]
            and page.doc[first - 1].text == '"'
        ):
            first -= 1
    elif first < len(doc) and first - 1 > verb.i and doc[first].text == ",":
        first += 1
    if not that and doc[first].lower_ == "that" and doc[first + 1].pos_ not in {"AUX", "VERB"}:
        first, that = first + 1, True  # also where the parser takes it for an article: "promised that aid would come"
    end = _clause_end(page, verb, head, first, sent_end)
    if end - first < 2:
        return None
    trimmed = cut(page, first, end)
    if trimmed is None:
        return None
    return trimmed.start, trimmed.end, Construction.THAT if that else Construction.CLAUSE


def _loose_clause(page: Page, verb: Token, start: int, sent_end: int) -> tuple[Token, int, bool] | None:
    """Find a clause right after a cue by its "that" or its subject, where the parse gives the cue none."""
    doc = page.doc
    for i in range(start, min(sent_end, start + 12)):
        token = doc[i]
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > i:
            noun = token.head.head
            if token.head.dep_ == "acl" and _is_none(noun) and noun.head.i == verb.i:
                return token.head, noun.left_edge.i, True  # "found no evidence that ...": the lack is what is told
            return token.head, i + 1, True
        if token.dep_ == "mark" and token.lower_ not in {"that", "whether", "if"}:
            return None
        if token.dep_ in SUBJECTS:
            head = token.head
            if head.i <= i or head.i == verb.i or token.tag_ in WH:
                return None
            if not (head.tag_ in FINITE or any(c.tag_ in FINITE for c in head.lefts)):
                return None
            first = token.left_edge.i
            if first < start:
                return None
            between = [doc[k] for k in range(start, first)]
            if any(b.dep_ not in _BETWEEN or b.text in {",", ":", ";"} for b in between):
                return None
            if (
                between
                and verb.lemma_.lower() not in ADDRESSED
                and any(b.dep_ == "dobj" and b.head.i == verb.i for b in between)
            ):
                return None
            return head, first, False
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "compound"}:
            return None
        if token.text in {",", ";", ":"}:
            return None
    return None


def _is_none(noun: Token) -> bool:
    """Tell whether a noun is said not to be: "no evidence", "little sign"."""
    return noun.dep_ == "dobj" and any(c.lower_ in {"no", "little", "any", "few"} for c in noun.lefts)


def _past_time(page: Page, first: int, head: Token) -> int:
    """Return where a clause without "that" begins, past the time and place of the saying before its subject."""
    doc = page.doc
    subject = next((c for c in head.lefts if c.dep_ in SUBJECTS), None)
    if subject is None:
        return first
    edge = int(subject.left_edge.i)
    if edge <= first:
        return first
    lead = range(first, edge)
    if any(doc[i].text == "," for i in lead) or any(
        doc[i].dep_ in {"mark", "advcl"} or doc[i].tag_ in WH for i in lead
    ):
        return first
    if any(page.draft.time_of[i] is not None or doc[i].ent_type_ in {"DATE", "TIME"} for i in lead):
        return edge
    if doc[first].dep_ == "prep" and doc[first].head.i == head.i and edge - first <= 5:
        return edge
    return first


def _clause_end(page: Page, verb: Token, head: Token, first: int, sent_end: int) -> int:
    """Return where the content of a clause ends: with its subtree, unless the report's own voice returns before."""
    doc = page.doc
    end: int = max(head.right_edge.i + 1, first)
    if any(t.i == verb.i for t in head.subtree):  # the cue hangs inside its own content
        end = sent_end
    # what goes on without a mark belongs to the clause, whatever the parser hangs it on
    while end < sent_end and not doc[end].is_punct and doc[end].pos_ not in {"CCONJ"} and doc[end].dep_ != "cc":
        end += 1
    for i in range(max(first + 1, head.i + 1), end - 1):
        quote = page.quotes.of(i)
        nxt = doc[i + 1]
        if quote is not None:
            if quote.words.end == i + 1 and nxt.tag_ == "VBG" and nxt.lemma_.lower() in SPEAKING:
                return i + 1
            continue
        if doc[i].text == ",":
            if nxt.lower_ in _OWN_VOICE and nxt.dep_ in {"mark", "prep", "advmod"}:
                return i
            if nxt.tag_ == "VBG" and nxt.lemma_.lower() in SPEAKING:
                return i
            if nxt.lower_ == "with" and any(
                doc[k].tag_ == "VBG" and doc[k].lemma_.lower() in SPEAKING for k in range(i + 2, min(end, i + 14))
            ):
                return i
            if nxt.lower_ in {"and", "but", "while"} and i + 2 < end and speaks_anew(page, i + 2, end):
                return i
        elif (
            doc[i].lower_ in {"and", "but"}
            and nxt.tag_ in {"VBD", "VBZ"}
            and nxt.lemma_.lower() in SPEAKING
            and nxt.tag_ == verb.tag_
        ):
            return i
    return min(end, sent_end)


def sentence_close(page: Page, at: int, sent_end: int) -> int:
    """Return where the sentence of a cue ends, past titles in quotes and what is told of the speaker."""
    doc = page.doc
    while at < len(doc) and at not in page.quotes.paragraphs:
        quote = page.quotes.of(at)
        if quote is not None and quote.words.start == at and at < sent_end:
            at = quote.words.end
            if doc[at - 2].text in {".", "?", "!"}:
                return at
            continue
        if doc[at].text in {".", "?", "!"} or (doc[at].is_sent_start and at >= sent_end):
            return at
        at += 1
    return at


def follow_quotes(page: Page, found: Found, end: int) -> None:
    """Add the quotes that go on in the next sentences of the paragraph without a cue of their own."""
    doc, quotes = page.doc, page.quotes
    n = len(doc)
    last = quotes.of(found.parts[-1].end - 1)
    while last is not None and last.goes_on:
        index = quotes.at[found.parts[-1].end - 1] + 1
        if index >= len(quotes.all):
            return
        last = quotes.all[index]
        found.parts.append(last.words)
        end = last.words.end
    at = end
    while at < n and doc[at].text in {".", "?", "!", ",", ";"}:
        at += 1
    while at < n:
        if at in quotes.paragraphs and not _is_all_quoted(page, at):
            return
        quote = quotes.of(at)
        if quote is None or quote.words.start != at or quote.inner < 2:
            return
        stop = quote.words.end
        if (
            not quote.goes_on
            and doc[stop - 2].text not in {".", "?", "!", "..."}
            and not (stop < n and doc[stop].text in {".", "?", "!"})
        ):
            return
        found.parts.append(quote.words)
        while quote.goes_on and quotes.at[quote.words.start] + 1 < len(quotes.all):
            quote = quotes.all[quotes.at[quote.words.start] + 1]
            found.parts.append(quote.words)
            stop = quote.words.end
        at = stop
        while at < n and doc[at].text in {".", "?", "!"}:
            at += 1


def _is_all_quoted(page: Page, start: int) -> bool:
    """Tell whether a paragraph holds whole quotes and nothing else: the speaker of the paragraph before goes on."""
    doc, quotes = page.doc, page.quotes
    at, n = start, len(doc)
    while at < n and (at == start or at not in quotes.paragraphs):
        quote = quotes.of(at)
        if quote is None or quote.words.start != at or quote.inner < _LEAST_ALONE:
            return False
        if doc[quote.words.end - 2].text not in {".", "?", "!", "..."}:
            return False
        at = quote.words.end
    return True
