"""Voices behind voices: "X, citing Y, said Z" and "X, quoted by Y, said Z"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from dateline.record.choices import Act, SourceKind

from ..draft import Draft, StatementDraft, Words
from ..grammar import agent, is_passive, subject
from .page import WH, Page
from .parties import is_interested
from .sources import Voice, voice
from .voices import resolve_voice

_RELAYING = frozenset({"citing", "quoting"})
_CITED = 0.9  # a cited voice may stand behind a part of what is told only


def add_cited(page: Page) -> None:
    """Add the cited voice of "X, citing Y, said Z": Y says Z within what X says."""
    draft = page.draft
    for token in page.doc:
        if token.lower_ not in _RELAYING:
            continue
        cited = next((c for c in token.rights if c.dep_ == "dobj"), None)
        sent = token.sent
        outer = next(
            (
                s
                for s in draft.statements
                if sent.start <= s.cue_head < sent.end and s.within is None and not s.holds(token.i)
                if s.cue_head != token.i and s.act is not Act.BELIEVE
            ),
            None,
        )
        if cited is None or outer is None:
            continue
        inner = StatementDraft(
            source=[],
            cue=[Words(token.i, token.i + 1)],
            content=list(outer.content),
            cue_lemma=token.lemma_.lower(),
            act=Act.REPORT,
            cue_head=token.i,
            quoted=list(outer.quoted),
            form=outer.form,
            within=outer,
            confidence=outer.confidence * _CITED,
        )
        cited_voice = voice(cited, token)
        inner.source = [_own_words(page, w) for w in cited_voice.words]
        resolve_voice(draft, inner, cited_voice, token)
        if inner.kind is SourceKind.UNKNOWN:
            continue  # "citing losses": a reason, not a voice
        inner.interested = is_interested(draft, inner)
        for told in draft.statements:  # "citing officials who said ...": what these said, X reports too
            if told.within is None and any(w.start >= token.i and w.start <= cited.i < w.end for w in told.source):
                told.within = outer
        draft.statements[:] = [s for s in draft.statements if s.cue_head != token.i]
        draft.statements.append(inner)


def _own_words(page: Page, words: Words) -> Words:
    """Return a cited voice without what it said: "citing officials who said ..."."""
    cues = {s.cue_head for s in page.draft.statements}
    for i in range(words.start + 1, words.end):
        if page.doc[i].tag_ in WH and any(k in cues for k in range(i, words.end)):
            return Words(words.start, i - (page.doc[i - 1].text == ","))
    return words


def add_relaying(page: Page) -> None:
    """Add the relaying voice of "X, quoted by Y, said Z" and of "Y quoted X as saying Z": Y reports what X says."""
    draft = page.draft
    by_cue = {s.cue_head: s for s in draft.statements}
    for token in page.doc:
        if token.lower_ not in {"quoted", "cited", "quotes", "cites"}:
            continue
        if token.dep_ != "acl":
            _add_quoting(draft, token, by_cue)
            continue
        by = agent(token)
        sent = token.sent
        inner = next(
            (s for s in draft.statements if sent.start <= s.cue_head < sent.end and s.within is None and s.source), None
        )
        if by is None or inner is None or not any(w.start <= token.head.i < w.end for w in inner.source):
            continue
        _add_outer(draft, inner, voice(by, token), token)


def _add_quoting(draft: Draft, verb: Token, by_cue: Mapping[int, StatementDraft]) -> None:
    """Add the voice that quotes: "state media quoted a minister as saying ...", "was quoted by AFP as saying ..."."""
    said = (by_cue.get(c.i) for a in verb.children if a.lower_ == "as" for c in a.children if c.dep_ == "pcomp")
    inner = next((s for s in said if s is not None and s.within is None), None)
    if inner is None:
        return
    by = agent(verb) if is_passive(verb) else subject(verb)
    if by is not None and not any(w.start <= by.i < w.end for w in inner.source):
        _add_outer(draft, inner, voice(by, verb), verb)


def _add_outer(draft: Draft, inner: StatementDraft, relaying: Voice, cue: Token) -> None:
    outer = StatementDraft(
        source=relaying.words,
        cue=[Words(cue.i, cue.i + 1)],
        content=list(inner.content),
        cue_lemma=cue.lemma_.lower(),
        act=Act.REPORT,
        cue_head=cue.i,
        quoted=list(inner.quoted),
        form=inner.form,
        confidence=inner.confidence * _CITED,
    )
    resolve_voice(draft, outer, relaying, cue)
    if outer.kind is SourceKind.UNKNOWN:
        return
    outer.interested = is_interested(draft, outer)
    inner.within = outer
    draft.statements.append(outer)
