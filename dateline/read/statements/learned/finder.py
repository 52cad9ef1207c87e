"""The learned reader over a page: cues, then for each its source and content, as candidates like those of the rules."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from dateline.record.choices import Act

from ...draft import Words
from ..candidates import PHRASAL, Spans
from ..cues import Construction, cue_lexicon
from ..page import FINITE, WH, Page
from ..sources import NOBODY, Voice, voice
from .decode import Roles, find_cues, find_roles, in_batches, log_softmax
from .grammar_ids import WordIds, word_ids
from .weights import Reader
from .windows import Input, Layout, batch

_NAMED = frozenset({"NOUN", "PROPN", "PRON"})
LEAST_CUE = 0.12  # chance from which the second pass looks at a cue
BATCH_PIECES = 2048


class Learned(NamedTuple):
    """What the encoder finds of one statement: cue, source, content, and how sure it is of each."""

    cue: Words
    source: list[Words]
    content: list[Words]
    chance: float  # that the cue is one, by the first pass
    whole: float  # log odds of the same, by the second
    sure: float  # mean log probability of the content's labels


def find_learned(page: Page, reader: Reader) -> list[Learned]:
    """Return every statement that the encoder finds likely enough to look at, in the order of the text."""
    if not len(page.doc):
        return []
    ids = word_ids(page, reader.vocabulary)
    layout = Layout(ids, reader.pieces, len(reader.vocabulary.dependencies))
    cues = _cues(layout, ids, reader)
    windows = [layout.window(cue[:2]) for cue in cues]
    found = []
    for number, roles, whole in _roles(windows, ids, reader):
        start, end, chance = cues[number]
        if roles.content:
            cue = Words(start, end)
            source, content = _speaker_out_of_content(page, cue, roles)
            content = _to_end_of_quote(page, ids, content)
            found.append(Learned(cue, source, content, chance, whole, roles.sure))
    return sorted(found)


def _speaker_out_of_content(page: Page, cue: Words, roles: Roles) -> tuple[list[Words], list[Words]]:
    """Return source and content, a phrase beside the cue taken for a part of the content made the source it is.

    "..., says the draft accord", "..., a source was quoted as saying".
    """
    if roles.source or len(roles.content) == 1:
        return roles.source, roles.content
    for part in roles.content:
        beside = part.start == cue.end or part.end == cue.start
        if beside and not any(
            page.doc[i].tag_ in FINITE or page.quotes.at[i] >= 0 for i in range(part.start, part.end)
        ):
            return [part], [p for p in roles.content if p is not part]
    return roles.source, roles.content


def _to_end_of_quote(page: Page, ids: WordIds, content: list[Words]) -> list[Words]:
    """Return content, a part that the window's end cut off inside of a quotation carried on to the closing mark."""
    at = ids.quote_at
    made: list[Words] = []
    for start, end in sorted(content):
        quote = page.quotes.of(end - 1)
        if quote is not None and at[start] == at[end - 1] and end == ids.sentences[int(ids.sentence_of[end - 1])][1]:
            end = max(end, min(quote.words.end, len(at)))
        if made and start <= made[-1].end:
            made[-1] = Words(made[-1].start, max(end, made[-1].end))
        else:
            made.append(Words(start, end))
    return made


def _cues(layout: Layout, ids: WordIds, reader: Reader) -> list[tuple[int, int, float]]:
    chunks = list(layout.chunks())
    found: list[tuple[int, int, float]] = []
    for numbers in in_batches([len(c.pieces) for c in chunks], BATCH_PIECES):
        logits, _, _ = reader.run(batch([(ids, chunks[k]) for k in numbers]))
        for row, k in enumerate(numbers):
            first = chunks[k].words[0]
            scores = log_softmax(logits[row, chunks[k].first])
            found += [(first + s, first + e, p) for s, e, p in find_cues(scores, LEAST_CUE)]
    return sorted(found)


def _roles(windows: list[Input], ids: WordIds, reader: Reader) -> list[tuple[int, Roles, float]]:
    found = []
    for numbers in in_batches([len(w.pieces) for w in windows], BATCH_PIECES):
        _, logits, whole = reader.run(batch([(ids, windows[k]) for k in numbers]))
        for row, k in enumerate(numbers):
            window = windows[k]
            assert window.cue is not None
            scores = log_softmax(logits[row, window.first])
            found.append((k, find_roles(scores, window.words[0], window.cue), float(whole[row])))
    return found


def spans_of(page: Page, found: Learned, confidence: float) -> Spans:
    """Return what the encoder found as a candidate, with its cue's head, lemma, act and construction."""
    head = _head(page, found.cue)
    lemma, act = _act(page, found.cue, head, found.content)
    return Spans(
        voice=_voice(page, found.source, head),
        cue=[found.cue],
        head=head,
        lemma=lemma,
        act=act,
        content=_without_that(page, found.content),
        confidence=confidence,
        construction=_construction(page, found.cue, found.content),
    )


def _voice(page: Page, source: list[Words], cue: Token) -> Voice:
    """Return source and head; of "which" and "who" the noun before them, in readings with its words."""
    if not source:
        return NOBODY
    words: list[Words] = []
    for part in (_trimmed(page, w) for w in sorted(source)):
        if words and part.start == words[-1].end:
            words[-1] = Words(words[-1].start, part.end)
        else:
            words.append(part)
    head = _speaker(page, words[0])
    if head.tag_ in WH and len(words) == 1 and words[0].end - words[0].start == 1:
        verb = next((g for g in (cue, *cue.ancestors) if g.i > head.i and g.dep_ in {"relcl", "ccomp"}), cue)
        named = voice(head, verb)
        if named.head is not None and named.head.i != head.i:
            return Voice(words, named.head) if page.keeps_tails else named
    if head.pos_ == "DET" and len(words) == 1 and words[0].end - words[0].start == 1 and not page.keeps_tails:
        noun = head.head
        if head.i < noun.i < cue.i and noun.pos_ in {"NOUN", "PROPN"}:
            return voice(noun, cue)  # the encoder gave up at "a ranger whose ..."
    above = head.head
    beside = above.pos_ == "PROPN" and above.dep_ in {"nsubj", "ROOT"} and head.pos_ == "NOUN"
    follows = beside and page.doc[words[0].start - 1].text == ","
    is_subject = above.dep_ == "nsubj" and above.head.i == cue.i
    if head.dep_ == "appos" and not page.keeps_tails and above.i < words[0].start and (is_subject or follows):
        return voice(above, cue)  # "Ana Ruiz, a nurse whose ..., said": not the nurse alone
    return Voice(words, head)


def _speaker(page: Page, words: Words) -> Token:
    """Return the head of a source, its first noun where the parser took the whole for a clause."""
    head = _head(page, words)
    if head.pos_ in {"VERB", "AUX"} or (head.dep_ == "pobj" and head.head.i >= words.start):
        nouns = [c for c in head.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.i >= words.start]
        first = next((page.doc[i] for i in range(words.start, words.end) if page.doc[i].pos_ in _NAMED), None)
        while first is not None and first.dep_ == "compound" and first.head.i < words.end:
            first = first.head
        return nouns[0] if nouns else first or head
    return head


def _trimmed(page: Page, source: Words) -> Words:
    """Return a source without a comma or "who" at its end."""
    end = source.end
    while end - 1 > source.start and (page.doc[end - 1].text in {",", "--", ";", ":"} or page.doc[end - 1].tag_ in WH):
        end -= 1
    return Words(source.start, end)


def _head(page: Page, words: Words) -> Token:
    """Return the word whose governor stands outside of these, a noun, verb or name where there are several."""
    tokens = [page.doc[i] for i in range(words.start, words.end)]
    tops = [t for t in tokens if not words.start <= t.head.i < words.end or t.head.i == t.i]
    if len(tops) > 2 and tops[1].text == "-" and tops[2].i == tops[0].i + 2:
        return tops[2]  # the rays of "X-rays"
    return next((t for t in tops if t.pos_ in {"VERB", "NOUN", "PROPN", "PRON", "ADJ"}), tops[0] if tops else tokens[0])


def _act(page: Page, cue: Words, head: Token, content: list[Words]) -> tuple[str, Act]:
    """Return the cue's lemma and act: the lexicon's for its head or for another of its words, else by what is said."""
    lexicon = cue_lexicon()
    tokens = [page.doc[i] for i in range(cue.start, cue.end)]
    if tokens[0].lower_ == "according":
        return "according to", lexicon.verbs["according to"].act
    particle = next((t for t in tokens if t.dep_ == "prt"), None)
    for token in sorted(tokens, key=lambda t: t is not head):
        lemma = token.lemma_.lower()
        if particle is not None and (lemma, particle.lower_) in PHRASAL:
            return f"{lemma} {particle.lower_}", PHRASAL[lemma, particle.lower_]
        for entries in (lexicon.verbs, lexicon.nouns) if token.pos_ != "NOUN" else (lexicon.nouns, lexicon.verbs):
            if lemma in entries:
                return lemma, entries[lemma].act
        after = page.doc[token.i + 1].lower_ if token.i + 1 < len(page.doc) else ""
        if (lemma, after) in lexicon.prepositional:
            return lemma, lexicon.prepositional[lemma, after].act
    spoken = any(page.quotes.of(w.start) is not None for w in content)
    return head.lemma_.lower(), Act.SAY if spoken or head.text == ":" else Act.BELIEVE


def _without_that(page: Page, content: list[Words]) -> list[Words]:
    """Return content without a "that" that opens it: it belongs to the construction."""
    first = content[0]
    opens = page.doc[first.start]
    if (
        opens.lower_ == "that"
        and (opens.tag_ == "IN" or opens.dep_ in {"mark", "dobj"})
        and first.end > first.start + 1
    ):
        return [Words(first.start + 1, first.end), *content[1:]]
    return content


def _construction(page: Page, cue: Words, content: list[Words]) -> Construction:
    first = content[0]
    token = page.doc[first.start]
    if page.quotes.of(first.start) is not None:
        return Construction.QUOTE
    if first.start < cue.start:
        return Construction.FRONT
    if token.lower_ == "that" and token.tag_ == "IN":
        return Construction.THAT
    if token.tag_ == "TO":
        return Construction.INFINITIVE
    if any(page.doc[i].tag_ in FINITE for i in range(first.start, first.end)):
        return Construction.CLAUSE
    return Construction.OBJECT
