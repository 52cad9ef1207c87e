"""What is said: the words of content that belong to a cue, in parts where the cue stands inside of it."""

from __future__ import annotations

from spacy.tokens import Token

from ..draft import Words
from ..grammar import noun_phrase
from .cues import Construction
from .following import clause_after, follow_quotes, quote_after, sentence_close
from .fronted import fronted, group_end, group_start, rest_of_sentence
from .page import NAMING, WH, Found, Page, close_quotes, cut, has_finite, new_clause, past_label, speaks_anew, trimmed
from .sources import Voice

_LONGEST_TITLE = 6  # tokens of a programme's or book's name with its comma
_ACCUSING = frozenset({"accuse", "blame", "suspect", "charge", "convict", "implicate"})


def content_of_verb(page: Page, verb: Token, voice: Voice, preposition: str | None = None) -> Found | None:
    """Return the content of a verb of saying, or None where it has none: quotes first, then clauses, then phrases."""
    sent_start, sent_end = verb.sent.start, verb.sent.end
    before = group_start(verb, voice, sent_start)
    after = group_end(page, verb, voice, sent_end)
    inverted = any(w.start > verb.i for w in voice.words) and before > 0 and page.doc[before - 1].text in {",", '"'}
    clause = None if inverted else clause_after(page, verb, voice, sent_end)
    quote = quote_after(page, verb, after, sent_end)
    if quote is not None and after <= verb.i + 2 and page.doc[quote.start - 1].text in {",", ":"}:
        clause = None  # said, "...", and left
    front = fronted(page, verb, voice, before, after, (sent_start, sent_end))
    if clause is not None and front is not None and clause[0] == after + 1 and page.doc[after].text == ",":
        clause = None  # "40 fled, the charity said on Monday, most of them women who ..."
    if clause is not None and front is not None and _is_title(page, front[0]):
        front = None
    if clause is not None and (front is None or front[1] is Construction.FRONT or clause[2] is Construction.THAT):
        start, end, construction = clause
        found = Found([Words(start, end)], construction)
        close_quotes(page, found)
        if page.quotes.of(found.parts[-1].end - 1) is not None:
            follow_quotes(page, found, found.parts[-1].end)
        return found
    if quote is not None and front is not None and front[1] is Construction.FRONT:
        opening = page.doc[front[0].start]
        if opening.tag_ in {"VBN", "VBG", "IN", "WRB"}:  # 'Asked whether he would go, he replied, "Never."'
            front = None
    if front is not None:
        found = Found([front[0]], front[1])
        rest = rest_of_sentence(page, verb, after, sent_end, front)
        if rest is not None:
            found.parts.append(rest)
        follow_quotes(page, found, sentence_close(page, max(after, found.parts[-1].end), sent_end))
        return found
    if quote is not None:
        found = Found([quote], Construction.QUOTE)
        follow_quotes(page, found, quote.end)
        return found
    return None


def _is_title(page: Page, words: Words) -> bool:
    """Tell whether a quote before its cue only names where it was said: 'On "Today in Kenya," he said ...'."""
    quote = page.quotes.of(words.end - 1)
    return (
        quote is not None
        and quote.inner <= _LONGEST_TITLE
        and words.start < quote.words.start
        and page.doc[words.start].pos_ == "ADP"
        and not has_finite(page.doc, Words(words.start, quote.words.start))
    )


def phrase_of_verb(page: Page, verb: Token, preposition: str | None) -> Found | None:
    """Return the infinitive or the object of a verb as its content; with a preposition, the phrase that it opens."""
    doc = page.doc
    if preposition is not None:
        relative = _relative_object(page, verb, preposition)
        if relative is not None:
            return relative
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
                return trimmed(page, start, end, Construction.OBJECT)
        for child in verb.rights:  # the parser hangs "of shelling" on the accused
            if child.dep_ == "dobj":
                for inner in child.subtree:
                    if (
                        inner.dep_ == "prep"
                        and inner.lower_ == preposition
                        and inner.i > child.i
                        and inner.right_edge.i > inner.i
                    ):
                        return trimmed(page, child.left_edge.i, inner.right_edge.i + 1, Construction.OBJECT)
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
                return trimmed(page, max(start, verb.i + 1), child.right_edge.i + 1, Construction.INFINITIVE)
    for child in verb.rights:
        thing = next((c for c in child.children if c.dep_ == "pobj"), None) if child.dep_ == "prt" else None
        if thing is not None:  # "played down the fire", hung on "down"
            return trimmed(page, thing.left_edge.i, verb.right_edge.i + 1, Construction.OBJECT)
        if child.dep_ == "dobj" and child.tag_ not in WH:
            end = child.right_edge.i + 1
            if verb.lemma_.lower() in NAMING:  # called the raid a crime; described it as legal
                for other in verb.rights:
                    if other.i >= end and (other.dep_ in {"oprd", "acomp", "attr", "xcomp"} or other.lower_ == "as"):
                        end = other.right_edge.i + 1
            return trimmed(page, child.left_edge.i, end, Construction.OBJECT)
        if child.dep_ in {"ccomp", "xcomp"} and verb.lemma_.lower() in NAMING and child.left_edge.i > verb.i:
            return trimmed(page, child.left_edge.i, child.right_edge.i + 1, Construction.OBJECT)
        having = child.tag_ == "VBN" and any(c.tag_ == "VBG" and c.dep_ in {"aux", "auxpass"} for c in child.lefts)
        if child.dep_ in {"xcomp", "pcomp"} and (child.tag_ == "VBG" or having):  # "denied having seen him"
            return trimmed(page, child.left_edge.i, child.right_edge.i + 1, Construction.INFINITIVE)
    return None


def _relative_object(page: Page, verb: Token, preposition: str) -> Found | None:
    """Return the antecedent and the charge of "the group, whom it accuses of looting"."""
    relative = next((c for c in verb.lefts if c.dep_ == "dobj" and c.tag_ in WH), None)
    charge = next((c for c in verb.rights if c.dep_ in {"prep", "agent"} and c.lower_ == preposition), None)
    if relative is None or charge is None or verb.dep_ != "relcl" or charge.right_edge.i == charge.i:
        return None
    whom = noun_phrase(verb.head)
    said = cut(page, charge.i, charge.right_edge.i + 1)
    return None if said is None or whom.end > said.start else Found([whom, said], Construction.OBJECT)


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
    return trimmed(page, verb.i + 1, best.right_edge.i + 1, Construction.OBJECT)


def content_of_noun(page: Page, noun: Token) -> Found | None:
    """Return the content of a noun of saying: "insistence that ...", "a call to ...", "claims of ..."."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and child.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}:
            mark = next((c for c in child.lefts if c.lower_ == "that" and c.tag_ == "IN"), None)
            if mark is not None:
                return trimmed(page, mark.i + 1, child.right_edge.i + 1, Construction.THAT)
            to = next((c for c in child.lefts if c.tag_ == "TO"), None)
            if to is not None:
                return trimmed(page, min(child.left_edge.i, to.i), child.right_edge.i + 1, Construction.INFINITIVE)
    for child in noun.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "for", "about", "against", "over", "on"}
            and child.right_edge.i > child.i
        ):
            return trimmed(page, child.i + 1, child.right_edge.i + 1, Construction.OBJECT)
    return None


def content_around(page: Page, inserted: Words) -> Found | None:
    """Return the sentence around an inserted phrase ("..., according to police, ...") as its content."""
    start, end = page.doc[inserted.start].sent.start, page.doc[inserted.start].sent.end
    parts = []
    for i in range(start, end - 1):  # "3 soldiers, according to A, and 5 rebels, according to B"
        if page.doc[i].lower_ == "according" and page.doc[i + 1].lower_ == "to":
            if i < inserted.start:
                start = max(start, _after_voice(page, i, inserted.start))
            elif i > inserted.start:
                end = inserted.end
                break
    again = start > page.doc[inserted.start].sent.start  # another has told the first part
    if again and page.doc[start].pos_ == "CCONJ":
        start += 1
    left = cut(page, past_label(page, start, inserted.start), inserted.start)
    right = cut(page, inserted.end, _own_end(page, inserted.end, end))
    if left is not None:
        parts.append(left)
    if again and left is not None:
        right = None
    if right is not None and (left is None or has_finite(page.doc, left) is False or not new_clause(page, right)):
        parts.append(right)
    if not parts:
        return None
    found = Found(parts, Construction.FRONT)
    close_quotes(page, found)
    return found


def _after_voice(page: Page, according: int, end: int) -> int:
    """Return where "according to ..." ends before this word."""
    for i in range(according, end):
        if page.doc[i].text in {",", ";"} and page.quotes.of(i) is None:
            return i + 1 if i + 1 < end - 1 else according
    return according


def _own_end(page: Page, start: int, end: int) -> int:
    """Return where another speaker takes over: "according to A, X, but B said Y"."""
    doc = page.doc
    for i in range(start + 1, end - 1):
        if page.quotes.of(i) is None and doc[i].text in {",", ";"}:
            anew = i + 2 if doc[i + 1].lower_ in {"and", "but", "while"} else i + 1
            if (anew > i + 1 or doc[i].text == ";") and speaks_anew(page, anew, end):
                return i
    return end
