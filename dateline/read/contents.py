"""What is said: the words of content that belong to a cue, in parts where the cue stands inside of it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from .cues import Construction
from .draft import Draft, Words
from .quotes import Quote, Quotes
from .sources import Voice

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ADDRESSED = frozenset(
    {
        "tell",
        "inform",
        "assure",
        "remind",
        "notify",
        "warn",
        "advise",
        "convince",
        "persuade",
        "promise",
        "ask",
        "brief",
    }
)
SPEAKING = frozenset(
    """say tell add note cite insist warn argue claim announce acknowledge accuse report declare deny stress urge state
    assert explain reply respond suggest write describe criticize criticise condemn denounce praise call vow pledge
    promise demand reject dismiss admit concede confirm allege tweet ask quote threaten blame emphasize refer quip joke lament""".split()
)
_ACCUSING = frozenset({"accuse", "blame", "suspect", "charge", "convict", "implicate"})
_OWN_VOICE = frozenset({"although", "though", "despite", "whereas"})  # ", although ...": the report speaks again
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
_END_MARKS = frozenset({",", ".", ";", ":", "--", "-", "?", "!", "..."})
_NAMING = frozenset({"call", "describe", "label", "brand", "deem", "dub", "consider", "term", "name", "declare"})
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


@dataclass(slots=True)
class Found:
    """Content in parts, by which construction it was found, and the last token that was looked at."""

    parts: list[Words]
    construction: Construction


@dataclass(slots=True)
class Page:
    """A draft with its quotes: what the content rules read."""

    draft: Draft
    doc: Doc
    quotes: Quotes


def content_of_verb(page: Page, verb: Token, voice: Voice, preposition: str | None = None) -> Found | None:
    """Return the content of a verb of saying, or None where it has none: quotes first, then clauses, then phrases."""
    sent_start, sent_end = _sentence(page, verb)
    before = _group_start(verb, voice, sent_start)
    after = _group_end(page, verb, voice, sent_end)
    clause = _clause_after(page, verb, voice, sent_end)
    front = _fronted(page, verb, voice, before, after, (sent_start, sent_end))
    if clause is not None and (front is None or front[1] is Construction.FRONT or clause[2] is Construction.THAT):
        start, end, construction = clause
        found = Found([Words(start, end)], construction)
        _close_quotes(page, found)
        if page.quotes.of(found.parts[-1].end - 1) is not None:
            _follow_quotes(page, found, found.parts[-1].end)
        return found
    if front is not None:
        found = Found([front[0]], front[1])
        rest = _rest_of_sentence(page, verb, after, sent_end, front)
        if rest is not None:
            found.parts.append(rest)
        _follow_quotes(page, found, _sentence_close(page, max(after, found.parts[-1].end), sent_end))
        return found
    quote = _quote_after(page, verb, after, sent_end)
    if quote is not None:
        found = Found([quote], Construction.QUOTE)
        _follow_quotes(page, found, quote.end)
        return found
    return None


def phrase_of_verb(page: Page, verb: Token, preposition: str | None) -> Found | None:
    """Return the infinitive or the object of a verb as its content; with a preposition, the phrase that it opens."""
    doc = page.doc
    if preposition is not None:
        for child in verb.rights:
            if child.dep_ in {"prep", "agent"} and child.lower_ == preposition and child.right_edge.i > child.i:
                objects = [c for c in verb.rights if c.dep_ in {"dobj", "nsubj"} and verb.i < c.i < child.i]
                start = objects[0].left_edge.i if objects else child.i + 1
                end = child.right_edge.i + 1
                for other in verb.rights:  # called on both sides to stop
                    if (
                        other.dep_ in {"xcomp", "advcl"}
                        and other.i > end
                        and doc[end].tag_ == "TO"
                        and other.left_edge.i <= end
                    ):
                        end = other.right_edge.i + 1
                return _trimmed(page, start, end, Construction.OBJECT)
        for child in verb.rights:  # the parser hangs "of shelling" on the accused
            if child.dep_ == "dobj":
                for inner in child.subtree:
                    if (
                        inner.dep_ == "prep"
                        and inner.lower_ == preposition
                        and inner.i > child.i
                        and inner.right_edge.i > inner.i
                    ):
                        return _trimmed(page, child.left_edge.i, inner.right_edge.i + 1, Construction.OBJECT)
        return _accusation(page, verb, preposition) if verb.lemma_.lower() in _ACCUSING else None
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.pos_ in {"VERB", "AUX"}:
            to = next((c for c in child.lefts if c.tag_ == "TO"), None)
            if to is not None:
                start = min(child.left_edge.i, to.i)
                objects = [c for c in verb.rights if c.dep_ == "dobj" and c.i < to.i]
                if objects:
                    start = objects[0].left_edge.i
                if child.dep_ == "advcl" and not objects:
                    continue
                return _trimmed(page, max(start, verb.i + 1), child.right_edge.i + 1, Construction.INFINITIVE)
    for child in verb.rights:
        if child.dep_ == "dobj" and child.tag_ not in _WH:
            end = child.right_edge.i + 1
            if verb.lemma_.lower() in _NAMING:  # called the raid a crime; described it as legal
                for other in verb.rights:
                    if other.i >= end and (other.dep_ in {"oprd", "acomp", "attr", "xcomp"} or other.lower_ == "as"):
                        end = other.right_edge.i + 1
            return _trimmed(page, child.left_edge.i, end, Construction.OBJECT)
        if child.dep_ in {"ccomp", "xcomp"} and verb.lemma_.lower() in _NAMING and child.left_edge.i > verb.i:
            return _trimmed(page, child.left_edge.i, child.right_edge.i + 1, Construction.OBJECT)
        if child.dep_ in {"xcomp", "pcomp"} and child.tag_ == "VBG":
            return _trimmed(page, child.left_edge.i, child.right_edge.i + 1, Construction.INFINITIVE)
    return None


def _accusation(page: Page, verb: Token, preposition: str) -> Found | None:
    """Return accused and charge by the order of the words, where the parse hangs the charge on another noun."""
    doc = page.doc
    best: Token | None = None
    for i in range(verb.i + 2, verb.sent.end):
        token = doc[i]
        if token.text in {";", ".", ":"} or token.dep_ == "relcl":
            break
        if token.lower_ != preposition or token.right_edge.i == i:
            continue
        if any(c.dep_ == "pcomp" for c in token.children) or token.head.i < i - 1:
            best = token
            break
        best = best or token
    if best is None or doc[verb.i + 1].is_punct:
        return None
    return _trimmed(page, verb.i + 1, best.right_edge.i + 1, Construction.OBJECT)


def content_of_noun(page: Page, noun: Token) -> Found | None:
    """Return the content of a noun of saying: "insistence that ...", "a call to ...", "claims of ..."."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and child.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}:
            mark = next((c for c in child.lefts if c.lower_ == "that" and c.tag_ == "IN"), None)
            if mark is not None:
                return _trimmed(page, mark.i + 1, child.right_edge.i + 1, Construction.THAT)
            to = next((c for c in child.lefts if c.tag_ == "TO"), None)
            if to is not None:
                return _trimmed(page, min(child.left_edge.i, to.i), child.right_edge.i + 1, Construction.INFINITIVE)
    for child in noun.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "for", "about", "against", "over", "on"}
            and child.right_edge.i > child.i
        ):
            return _trimmed(page, child.i + 1, child.right_edge.i + 1, Construction.OBJECT)
    return None


def content_around(page: Page, inserted: Words) -> Found | None:
    """Return the sentence around an inserted phrase ("..., according to police, ...") as its content."""
    start, end = _sentence(page, page.doc[inserted.start])
    parts = []
    left = _cut(page, start, inserted.start)
    right = _cut(page, inserted.end, end)
    if left is not None:
        parts.append(left)
    if right is not None and (left is None or _has_finite(page.doc, left) is False or not _new_clause(page, right)):
        parts.append(right)
    if not parts:
        return None
    return Found(parts, Construction.FRONT)


# ---- the sentence and the group of source and cue


def _sentence(page: Page, token: Token) -> tuple[int, int]:
    """Return the sentence of a token, held inside its paragraph."""
    sent = token.sent
    return sent.start, sent.end


def _group_start(verb: Token, voice: Voice, sent_start: int) -> int:
    """Return where source and cue begin: before them content can stand."""
    start = verb.i
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass", "neg"} or (child.dep_ == "advmod" and child.right_edge.i == child.i):
            start = min(start, child.i)
    doc = verb.doc
    for words in voice.words:
        if words.end <= verb.i and verb.i - words.end <= 4:
            start = min(start, words.start)
        elif words.end <= verb.i and all(
            doc[i].dep_ != "punct" or doc[i].text == "," for i in range(words.end, verb.i)
        ):
            start = min(start, words.start)
    return max(start, sent_start)


def _group_end(page: Page, verb: Token, voice: Voice, sent_end: int) -> int:
    """Return where cue, inverted source, addressee and the time of saying end: the next mark after them."""
    doc = page.doc
    i = verb.i + 1
    for words in voice.words:
        if words.start > verb.i:
            i = max(i, words.end)
    while i < sent_end and doc[i].text not in {",", ".", ":", ";", '"', "--", "?", "!"}:
        i += 1
    return i


# ---- content before the cue


def _fronted(
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
        own = verb.i < before + 2 or doc[before].text[:1].islower()
        if mark in {",", "-", "--"} or (
            mark in {"?", "!", "...", "."} and (doc[before].text[:1].islower() or mark != "." and not own)
        ):
            return _quote_front(page, quote, before), Construction.QUOTE
        if mark in {"?", "!"} and _ends_after(page, verb):
            return _quote_front(page, quote, before), Construction.QUOTE
        return None
    if doc[last].text in {",", "--", "-"} and last > sent_start:
        quote = page.quotes.of(last - 1)
        if quote is not None and quote is not inside and quote.words.end == last and quote.inner > 1:
            words = _quote_front(page, quote, last)
            if words.start == quote.words.start and quote.words.start > sent_start and verb.i - before > 6:
                return None
            return words, Construction.QUOTE
        if inside is not None and inside.words.start > sent_start:
            sent_start = inside.words.start + 1
        if verb.dep_ in {"acl", "relcl", "advcl", "xcomp", "pcomp"} and verb.tag_ in {"VBG", "VB"}:
            return None
        words = Words(sent_start, last)
        if words.end <= words.start or any(w.start < last for w in voice.words):
            return None
        opening = doc[words.start]
        if opening.dep_ == "mark" and opening.head.dep_ == "advcl" and opening.head.head.i == verb.i:
            return None
        if verb.lemma_.lower() not in _ADDRESSED and any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
            return None
        if _has_clause_after(page, verb):
            return None
        if (
            verb.dep_ in {"conj", "relcl"}
            and not _ends_after(page, verb)
            and not any(c.dep_ in {"ccomp", "parataxis"} and c.i < verb.i for c in verb.children)
        ):
            return None
        whole = _has_finite(doc, words) or verb.dep_ == "parataxis"
        if not whole and after + 1 < sent_end and doc[after].text in {",", "--"}:
            rest = doc[after + 1]
            whole = rest.tag_ != "VBG" and rest.tag_ not in _WH and _has_finite(doc, Words(after + 1, sent_end))
        if not whole:
            return None
        return words, Construction.FRONT
    return None


def _ends_after(page: Page, verb: Token) -> bool:
    """Tell whether nothing that could be content follows a verb."""
    end = _group_end(page, verb, Voice([], None), verb.sent.end)
    return end >= verb.sent.end or page.doc[end].text in {".", ","}


def _quote_front(page: Page, quote: Quote, before: int) -> Words:
    """Return a quote before its cue with the words of its sentence that lead into it."""
    doc = page.doc
    start = quote.words.start
    sent = doc[start].sent
    lead = Words(sent.start, start)
    if sent.start < start and not _new_start(page, start):
        if doc[start - 1].text not in {":", ".", "?", "!"} and lead.end - lead.start <= 40:
            if doc[start - 1].text != "," or _has_finite(doc, lead):
                start = sent.start
            elif lead.end - lead.start <= 3:
                start = sent.start
    elif (
        quote.words.start == start and page.quotes.of(start - 1) is not None and start - 1 not in page.quotes.paragraphs
    ):
        pass
    return Words(start, before)


def _new_start(page: Page, token: int) -> bool:
    return token in page.quotes.paragraphs or page.doc[token].is_sent_start is True


def _rest_of_sentence(
    page: Page, verb: Token, after: int, sent_end: int, front: tuple[Words, Construction]
) -> Words | None:
    """Return the part of the content that goes on after source and cue: "A, he said, B"."""
    doc = page.doc
    if after >= sent_end:
        return None
    mark = doc[after].text
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
    rest = _cut(page, start, sent_end)
    if rest is None or _new_clause(page, rest):
        return None
    if not _has_finite(doc, rest) and verb.dep_ != "parataxis":
        lead = doc[rest.start]
        if lead.tag_ not in {"TO", "IN"} or lead.lower_ in _ADJOINING:
            return None
    first = doc[rest.start]
    if first.tag_ == "VBG" or first.tag_ in _WH:
        return None
    for i in range(rest.start, rest.end):
        if doc[i].tag_ in _FINITE and doc[i].dep_ in {"conj", "relcl", "advcl"} and doc[i].head.i == verb.i:
            return None
        if doc[i].tag_ in _FINITE:
            break
    return rest


# ---- content after the cue


def _quote_after(page: Page, verb: Token, after: int, sent_end: int) -> Words | None:
    """Return the quote that a cue opens: said, "..."; said: "..."; wrote on Monday that "..."."""
    doc = page.doc
    n = len(doc)
    if after >= n:
        return None
    at = after
    if doc[at].text in {",", ":"} and at + 1 < n:
        at += 1
    quote = page.quotes.of(at)
    if quote is None or quote.words.start != at or quote is page.quotes.of(verb.i):
        return None
    if any(doc[i].dep_ in _SUBJECTS and doc[i].head.i > i and doc[i].head.i != verb.i for i in range(verb.i + 1, at)):
        return None
    lead = doc[at - 1]
    if lead.text not in {",", ":"}:
        things = [
            c
            for c in verb.rights
            if c.dep_ in {"dobj", "nsubj", "ccomp"} and verb.i < c.i < at and c.pos_ in {"NOUN", "PROPN", "PRON"}
        ]
        if verb.lemma_.lower() in _NAMING and things:
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
        if nxt.text not in _END_MARKS and nxt.pos_ not in {"CCONJ"}:
            return None
    return Words(at, end)


def _has_clause_after(page: Page, verb: Token) -> bool:
    return any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)


def _clause_after(page: Page, verb: Token, voice: Voice, sent_end: int) -> tuple[int, int, Construction] | None:
    """Return the clause after a cue with its construction, also where the parse hangs it on another word."""
    doc = page.doc
    head = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    first: int | None = None
    that = False
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
            finite = head.tag_ in _FINITE or any(
                c.tag_ in _FINITE for c in head.lefts if c.dep_ in {"aux", "auxpass", "cop"}
            )
            wh = doc[head.left_edge.i].tag_ in _WH or doc[head.left_edge.i].lower_ in {"if", "whether"}
            if to is not None and not finite and not wh:
                return None
            if not finite and not wh and not any(c.dep_ in _SUBJECTS for c in head.lefts):
                return None
        if mark is not None:
            first, that = mark.i + 1, True
        else:
            first = max(head.left_edge.i, start_at)
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
    end = _clause_end(page, verb, head, first, sent_end)
    if end - first < 2:
        return None
    words = _cut(page, first, end)
    if words is None:
        return None
    return words.start, words.end, Construction.THAT if that else Construction.CLAUSE


def _loose_clause(page: Page, verb: Token, start: int, sent_end: int) -> tuple[Token, int, bool] | None:
    """Find a clause right after a cue by its "that" or its subject, where the parse gives the cue none."""
    doc = page.doc
    for i in range(start, min(sent_end, start + 12)):
        token = doc[i]
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > i:
            return token.head, i + 1, True
        if token.dep_ == "mark" and token.lower_ not in {"that", "whether", "if"}:
            return None
        if token.dep_ in _SUBJECTS:
            head = token.head
            if head.i <= i or head.i == verb.i or token.tag_ in _WH:
                return None
            if not (head.tag_ in _FINITE or any(c.tag_ in _FINITE for c in head.lefts)):
                return None
            first = token.left_edge.i
            if first < start:
                return None
            between = [doc[k] for k in range(start, first)]
            if any(b.dep_ not in _BETWEEN or b.text in {",", ":", ";"} for b in between):
                return None
            if (
                between
                and verb.lemma_.lower() not in _ADDRESSED
                and any(b.dep_ == "dobj" and b.head.i == verb.i for b in between)
            ):
                return None
            return head, first, False
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "compound"}:
            return None
        if token.text in {",", ";", ":"}:
            return None
    return None


def _past_time(page: Page, first: int, head: Token) -> int:
    """Return where a clause without "that" begins, past the time and place of the saying before its subject."""
    doc = page.doc
    subject = next((c for c in head.lefts if c.dep_ in _SUBJECTS), None)
    if subject is None:
        return first
    edge = subject.left_edge.i
    if edge <= first:
        return first
    lead = range(first, edge)
    if any(doc[i].text == "," for i in lead) or any(
        doc[i].dep_ in {"mark", "advcl"} or doc[i].tag_ in _WH for i in lead
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
    if any(t.i == verb.i for t in head.subtree):  # the cue hangs inside its own content: take the rest of the sentence
        end = sent_end
    else:
        end = max(head.right_edge.i + 1, first)
    # what goes on without a mark belongs to the clause, whatever the parser hangs it on
    while end < sent_end and not doc[end].is_punct and doc[end].pos_ not in {"CCONJ"} and doc[end].dep_ != "cc":
        end += 1
    for i in range(max(first + 1, head.i + 1), end - 1):
        if page.quotes.of(i) is not None:
            continue
        nxt = doc[i + 1]
        if doc[i].text == ",":
            if nxt.lower_ in _OWN_VOICE and nxt.dep_ in {"mark", "prep", "advmod"}:
                return i
            if nxt.tag_ == "VBG" and nxt.lemma_.lower() in SPEAKING:
                return i
            if nxt.lower_ == "with" and any(
                doc[k].tag_ == "VBG" and doc[k].lemma_.lower() in SPEAKING for k in range(i + 2, min(end, i + 14))
            ):
                return i
            if nxt.lower_ in {"and", "but", "while"} and i + 2 < end and _speaks_anew(page, i + 2, end):
                return i
        elif (
            doc[i].lower_ in {"and", "but"}
            and nxt.tag_ in {"VBD", "VBZ"}
            and nxt.lemma_.lower() in SPEAKING
            and nxt.tag_ == verb.tag_
        ):
            return i
    return min(end, sent_end)


def _speaks_anew(page: Page, start: int, end: int) -> bool:
    """Tell whether a clause with another speaker opens here: ", and residents said ..."."""
    doc = page.doc
    for i in range(start, min(end, start + 12)):
        if doc[i].tag_ in {"VBD", "VBZ", "VBP"}:
            return doc[i].lemma_.lower() in SPEAKING
        if doc[i].text in {",", '"'}:
            return False
    return False


def _close_quotes(page: Page, found: Found) -> None:
    """Let content that enters a quote run to the quote's end."""
    words = found.parts[-1]
    quote = page.quotes.of(words.end - 1)
    if quote is not None and words.start <= quote.words.start and words.end < quote.words.end:
        found.parts[-1] = Words(words.start, quote.words.end)
    elif words.end < len(page.doc):
        quote = page.quotes.of(words.end)
        if quote is not None and words.start < quote.words.start < words.end:
            found.parts[-1] = Words(words.start, quote.words.end)


def _sentence_close(page: Page, at: int, sent_end: int) -> int:
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


def _follow_quotes(page: Page, found: Found, end: int) -> None:
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
        if at in quotes.paragraphs:
            return
        quote = quotes.of(at)
        if quote is None or quote.words.start != at or quote.inner < 2:
            return
        stop = quote.words.end
        if (
            stop <= n
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


# ---- trimming


def _cut(page: Page, start: int, end: int) -> Words | None:
    """Return words without the marks at their edges; the marks inside of quotes stay."""
    doc = page.doc
    while start < end and doc[start].text in _END_MARKS:
        start += 1
    while end > start and page.quotes.of(end - 1) is None and (doc[end - 1].text in _END_MARKS or doc[end - 1].pos_ == "CCONJ"):
        end -= 1
    if end - 1 > start and doc[end - 1].text == '"':
        quote = page.quotes.of(end - 1)
        if quote is not None and quote.words.end > end:  # only the opening mark fell inside
            end -= 1
    return Words(start, end) if end > start else None


def _trimmed(page: Page, start: int, end: int, construction: Construction) -> Found | None:
    words = _cut(page, start, end)
    if words is None:
        return None
    found = Found([words], construction)
    _close_quotes(page, found)
    return found


def _has_finite(doc: Doc, words: Words) -> bool:
    return any(doc[i].tag_ in _FINITE for i in range(words.start, words.end))


def _new_clause(page: Page, words: Words) -> bool:
    """Tell whether words open with "and" or "but" and a clause of their own."""
    first = page.doc[words.start]
    if first.lower_ in {"but", "and"}:
        return _speaks_anew(page, words.start + 1, words.end)
    return first.lower_ in {"while", "whereas", "although"} and _has_finite(page.doc, words)
