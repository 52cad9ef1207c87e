"""The statements step: whose word, by which cue, with what content.

``candidates`` finds voices, cues and contents by rules on the parse and on quotation marks, ``learned`` by an encoder;
where both read, ``merge`` makes one list. ``keeping`` tells which of them stay, ``resolve_voice`` what kind of voice
it is and who stands behind it.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.record.choices import Form

from ..attach import place_of, time_of
from ..cast import actor_for
from ..draft import ActorDraft, Draft, StatementDraft, TimeDraft, Words
from ..quotes import quotes_of
from .candidates import Spans, find_spans
from .keeping import apart, least_to_annotate, least_to_read
from .page import Page, cut, has_finite
from .parties import is_interested
from .relays import add_cited, add_relaying
from .voices import resolve_voice

_LEAST_SAID = 4  # tokens of a clause beside a reason for no name
_SAME_TALK = 100  # tokens from one cue to the next of the same talk


def find_statements(draft: Draft, least: Callable[[Page, Spans], float] = least_to_read) -> None:
    """Find the statements of the report, with the voice behind each and what it is said to, when and within what.

    ``least`` gives the chance from which a candidate is kept.
    """
    page = Page(draft, draft.doc, quotes_of(draft), keeps_tails=least is least_to_annotate)
    likely = [s for s in _candidates(page) if max(s.confidence, s.by_rule) >= least(page, s)]
    found = _distinct(apart(page, likely))
    for spans in found:  # one by one: a pronoun takes its voice from the statements before it
        statement = _statement(page, spans)
        if statement.content:  # not "asked not to be named"
            draft.statements.append(statement)
    _nest(draft)
    add_cited(page)
    add_relaying(page)


def _candidates(page: Page) -> list[Spans]:
    """Return what the rules find, and the encoder too where it is not left out and its weights are there."""
    rules = list(find_spans(page))
    if page.draft.fast:
        return rules
    from .learned.finder import find_learned  # here: who reads by rules alone loads no encoder
    from .learned.merge import merge
    from .learned.weights import load_reader

    reader = load_reader()
    if reader is None:
        return rules
    page.is_learned = True
    return merge(page, find_learned(page, reader), rules, reader.calibration)


def _distinct(found: list[Spans]) -> list[Spans]:
    """Return the candidates without those that give the same content to a second cue; the surer one stays."""
    kept: list[Spans] = []
    taken: dict[int, list[set[int]]] = {}  # by token: the contents kept that hold it
    for spans in sorted(found, key=lambda s: -s.confidence):
        words = {i for w in spans.content for i in range(w.start, w.end)}
        near = {id(other): other for i in words for other in taken.get(i, ())}
        if not any(len(words & other) > 0.8 * len(words | other) for other in near.values()):
            kept.append(spans)
            for i in words:
                taken.setdefault(i, []).append(words)
    return sorted(kept, key=lambda s: s.head.i)


def _statement(page: Page, spans: Spans) -> StatementDraft:
    draft = page.draft
    statement = StatementDraft(
        source=spans.voice.words,
        cue=spans.cue,
        content=spans.content,
        cue_lemma=spans.lemma,
        act=spans.act,
        cue_head=spans.head.i,
        confidence=spans.confidence,
    )
    statement.quoted, statement.form = _quoted(page, spans.content)
    resolve_voice(draft, statement, spans.voice, spans.head)
    if statement.reason is not None:
        _leave_out(page, statement, statement.reason)
    statement.to = _addressee(draft, spans)
    when = time_of(draft, spans.head)
    if when is not None and not statement.holds(when.words.start):
        statement.when = when
    where = place_of(draft, spans.head)
    if where is not None and not any(
        statement.holds(w.start) for w in where.mentions if spans.head.sent.start <= w.start < spans.head.sent.end
    ):
        statement.where = where
    if statement.when is None:
        statement.when = _shared_time(draft, spans)
    statement.interested = is_interested(draft, statement)
    return statement


def _leave_out(page: Page, statement: StatementDraft, reason: Words) -> None:
    """Take the reason for no name out of what is said; with it goes what it stands in, where that says no more."""
    kept: list[Words] = []
    for part in statement.content:
        if not part.start <= reason.start < part.end:
            kept.append(part)
            continue
        before = cut(page, part.start, reason.start)
        if before is not None and _is_clause(page, before):
            kept.append(before)
        else:
            after = cut(page, min(reason.end, part.end), part.end)
            if after is not None and after.start > reason.end and _is_clause(page, after):
                kept.append(after)
    if kept != statement.content:
        statement.content = kept
        statement.quoted, statement.form = _quoted(page, kept)


def _is_clause(page: Page, words: Words) -> bool:
    return words.end - words.start >= _LEAST_SAID and has_finite(page.doc, words)


def _shared_time(draft: Draft, spans: Spans) -> TimeDraft | None:
    """Return when several spoke of whom this voice is one: "sources told AFP on Monday ...", one source said."""
    head = spans.voice.head
    before = draft.statements[-1] if draft.statements else None
    if head is None or before is None or before.when is None or spans.head.i - before.cue_head > _SAME_TALK:
        return None
    if head.lower_ != "one" and not any(c.lower_ in {"one", "another"} for c in head.lefts):
        return None
    heads = {head.lemma_, *(t.lemma_ for c in head.children if c.lower_ == "of" for t in c.children)}
    several = (draft.doc[i] for w in before.source for i in range(w.start, w.end))
    return before.when if any(t.tag_ == "NNS" and t.lemma_ in heads for t in several) else None


def _quoted(page: Page, content: list[Words]) -> tuple[list[Words], Form]:
    """Return the quoted stretches of the content, and how much of it they are."""
    quoted: list[Words] = []
    inside = total = 0
    for words in content:
        for i in range(words.start, words.end):
            if page.doc[i].is_punct:
                continue
            total += 1
            quote = page.quotes.of(i)
            if quote is None:
                continue
            inside += 1
            part = Words(max(quote.words.start, words.start), min(quote.words.end, words.end))
            if not quoted or quoted[-1] != part:
                quoted.append(part)
    if not inside:
        return [], Form.INDIRECT
    return quoted, Form.DIRECT if inside >= 0.95 * total else Form.MIXED


_TOLD = frozenset({"tell", "inform", "assure", "remind", "notify", "warn", "ask", "brief", "advise"})
_SAID_TO = frozenset({"say", "speak", "talk", "explain", "confirm", "write", "announce", "admit", "report"})


def _addressee(draft: Draft, spans: Spans) -> ActorDraft | None:
    """Return the actor that is told: "told AFP", "said to the council"."""
    verb = spans.head
    held = {i for w in spans.content for i in range(w.start, w.end)}
    for child in verb.rights:
        noun = None
        if verb.lemma_.lower() in _TOLD and child.dep_ in {"dobj", "dative"}:
            noun = child
        elif verb.lemma_.lower() in _SAID_TO and child.dep_ in {"prep", "dative"} and child.lower_ == "to":
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
        if noun is not None and noun.i not in held and noun.pos_ in {"NOUN", "PROPN", "PRON"}:
            return actor_for(draft, noun)
    if verb.lemma_.lower() == "tell" and verb.i + 1 < len(draft.doc):
        following = draft.doc[verb.i + 1]
        if following.pos_ == "PROPN" and following.i not in held:
            return actor_for(draft, following)
    return None


def _nest(draft: Draft) -> None:
    """Set ``within`` where a statement's cue stands in the content of another: the narrowest such content."""
    for inner in draft.statements:
        best = 1 << 30
        for outer in draft.told_at(inner.cue_head):
            if outer is inner:
                continue
            size = sum(w.end - w.start for w in outer.content)
            if size < best and not inner.holds(outer.cue_head):
                inner.within, best = outer, size
