"""Counts without a number before a noun: one victim by "a" or by name, and how often an event took place.

"killed a policeman", "the murder of Anna Smith", "his wife"; "twice", "at least once", "three times".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import ActorKind, Effect

from ..draft import CountDraft, Draft, EventDraft, Words
from .belonging import Found
from .effect_words import HARM, LOSSES, PERSONAL, SINGLE, effect_words
from .numbers import find_quantities
from .verb_effects import victim_of

SINGLE_DEPS = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj"})


def singles(draft: Draft, sentence: Sentence, taken: set[int], numbered: list[Found]) -> Iterator[Found]:
    """Yield the single victims that no number names: "the murder of James Foley", "killed a policeman"."""
    table = effect_words()
    for token in sentence:
        if (
            token.i in taken
            or (token.tag_ not in {"NN", "NNP"} and not _is_age_of_one(token))
            or not (
                token.dep_ in SINGLE_DEPS or (token.dep_ == "appos" and any(c.dep_ == "cc" for c in token.children))
            )
        ):
            continue
        named = token.ent_type_ == "PERSON" or (_is_person(draft, token.i) and token.tag_ == "NNP")
        article = next((c for c in token.lefts if c.dep_ == "det" and c.lower_ in {"a", "an"}), None)
        if article is None and token.lemma_.lower() in table.sets["kin"]:
            article = next((c for c in token.lefts if c.dep_ == "poss"), None)  # "his wife"
        if not named and article is None:
            continue
        told = victim_of(token) or _among(article, numbered)
        if told is None:
            continue
        effect, by = told
        if (
            effect not in SINGLE
            or (token.lemma_.lower() in table.sets["collective"] and effect not in LOSSES)
            or (named and effect in LOSSES)
            or (effect in PERSONAL and token.lemma_.lower() in table.sets["thing"])
        ):
            continue
        if effect is Effect.SEIZED and token.lemma_.lower() not in table.sets["thing"]:
            continue
        start = article.i if article is not None and not named else _name_start(draft, token)
        if any(i in taken for i in range(start, token.i + 1)):
            continue
        what = "people" if named else draft.text_of(Words(start + 1, token.i + 1))
        yield Found(CountDraft(what, effect, 1, 1, Words(start, token.i + 1)), by, token)


def _is_age_of_one(token: Token) -> bool:
    """Tell whether a word ends "an 18-year-old", one person named by his age."""
    doc, i = token.doc, token.i
    return token.lower_ == "old" and i >= 4 and [t.lower_ for t in doc[i - 3 : i]] == ["-", "year", "-"]


def _among(article: Token | None, numbered: list[Found]) -> tuple[Effect, Token] | None:
    """Return the effect of the whole for "among them a child", whatever the parse makes of it."""
    if article is None or article.i < 2 or not numbered:
        return None
    if article.nbor(-2).lower_ != "among" or article.nbor(-1).lower_ not in {"them", "whom"}:
        return None
    before = [f for f in numbered if f.told.words.end <= article.i and f.told.effect in HARM]
    return (before[-1].told.effect, before[-1].by) if before else None


def _is_person(draft: Draft, i: int) -> bool:
    actor = draft.actor_of[i]
    return actor is not None and actor.kind is ActorKind.PERSON and actor.named


def _name_start(draft: Draft, token: Token) -> int:
    """Return the first word of a person's name, hyphens inside it included."""
    doc, start = draft.doc, int(token.i)
    while start > token.sent.start:
        before = doc[start - 1]
        is_hyphen = before.text == "-" and start - 1 > token.sent.start and not before.whitespace_
        if not (is_hyphen or (before.pos_ == "PROPN" and before.ent_type_ == token.ent_type_)):
            break
        start -= 1
    return start


def times(sentence: Sentence, words: list[str], events: list[EventDraft]) -> Iterator[Found]:
    """Yield how often an event took place: "at least once", "twice", "three times"."""
    doc = sentence.doc
    for i, word in enumerate(words):
        if word in {"once", "twice", "thrice"}:
            n = {"once": 1, "twice": 2, "thrice": 3}[word]
            start, low, high = _bounds(words, i, n)
            token = sentence[i]
            if word == "once" and start == i and not _is_number_once(token):
                continue
            end = i + 1
        elif word == "times" and i:
            quantity = next((q for q in find_quantities(words) if q.end == i), None)
            if quantity is None:
                continue
            start, low, high, end = quantity.start, quantity.low, quantity.high, i + 1
            token = sentence[i]
        else:
            continue
        verb = token.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
            verb = verb.head
        event = next((e for e in events if e.head == verb.i or e.trigger.start <= verb.i < e.trigger.end), None)
        if event is None:
            continue
        what = effect_words().times.get(verb.lemma_, "times")
        yield Found(
            CountDraft(what, Effect.CONDUCTED, low, high, Words(sentence.start + start, sentence.start + end)),
            verb,
            doc[verb.i],
        )


def _bounds(words: list[str], i: int, n: int) -> tuple[int, int | None, int | None]:
    if words[max(0, i - 2) : i] == ["at", "least"]:
        return i - 2, n, None
    if words[max(0, i - 2) : i] == ["more", "than"]:
        return i - 2, n + 1, None
    return i, n, n


def _is_number_once(token: Token) -> bool:
    """Tell whether "once" is a number: after its verb, and no "once they had left", "at once", "once again"."""
    doc = token.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if before == "at" or (after is not None and after.lower_ in {"again", "more"}):
        return False
    if token.head.pos_ != "VERB" or token.head.i > token.i:
        return False
    return after is None or after.is_punct or after.pos_ in {"ADP", "CCONJ"}
