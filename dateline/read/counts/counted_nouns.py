"""What a number counts: the noun behind it or left out, and how the text names it.

A sentence and a number go in; the counted noun comes out, and the words for it: "two IS armed vehicles" counts armed
vehicles, "and five others" what was counted before.
"""

from __future__ import annotations

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import Effect

from ..draft import Draft, Words
from .belonging import Found
from .effect_words import HARM, effect_words
from .numbers import Quantity

PRONOUNS = frozenset({"them", "whom", "which", "these", "those", "us", "you"})
VAGUE_WHAT = frozenset({"other", "others", "another", "one", "ones", "more", "rest"})
NOT_IN_WHAT = frozenset(
    {"other", "more", "additional", "further", "separate", "different", "consecutive"}
    | {"of", "the", "those", "these", "his", "her", "their", "its", "our"}
)


def noun_of(sentence: Sentence, quantity: Quantity) -> tuple[Token, bool]:
    """Return the noun that a number counts, and whether it is left out (then the number itself)."""
    last = sentence[quantity.end - 1]
    end = sentence.start + quantity.end
    doc = sentence.doc
    if end + 1 < sentence.end and doc[end].text == '"' and doc[end + 1].lower_ == "of":
        end += 1  # '"dozens" of fighters'
    if doc[end : end + 2].text.lower() == "out of" and end + 3 < sentence.end:
        end += 1  # "two out of five attackers"
    if end < sentence.end and doc[end].lower_ == "of" and end + 1 < sentence.end:
        phrase = doc[end + 1 : min(end + 9, sentence.end)]
        inner = None
        for token in phrase:
            if token.lower_ in effect_words().adjective or token.tag_ in {"VBD", "VBZ", "VBP", ","}:
                return last, True  # "eight of the wounded"
            if token.pos_ in {"NOUN", "PROPN", "PRON"}:
                inner = token
                break
        if inner is not None and inner.lower_ not in PRONOUNS:
            return _last_of_run(inner, sentence), False
        return last, True
    noun: Token | None = None
    head = last.head
    modifies = last.dep_ in {"nummod", "amod", "compound", "det"} and head.pos_ in {"NOUN", "PROPN"}
    if modifies and end <= head.i < end + 8 and not _is_cut_off(sentence, end, head.i):
        if head.lower_ in {"prisoner", "hostage", "captive"} and doc[head.i - 1].tag_ == "NNS" and head.i > end:
            head = doc[head.i - 1]  # "held 80 pupils hostage"
            return head, False
        return (last, True) if head.lower_ == "dead" else (_last_of_run(head, sentence), False)
    for token in doc[end : min(end + 8, sentence.end)]:
        if token.pos_ in {"NOUN", "PROPN"}:
            noun = _last_of_run(token, sentence)
            break
        if token.pos_ in {"ADJ", "NUM"} or token.text in {"-", '"'} or token.tag_ in {"VBN", "VBG", "CC"}:
            if token.tag_ in {"VBN", "VBG", "CC"} and not _stands_before_noun(token, sentence):
                break
            continue
        if token.pos_ == "ADV" and token.i + 1 < sentence.end and doc[token.i + 1].pos_ == "ADJ":
            continue
        break
    if noun is None or noun.lower_ in {"dead"}:
        return last, True
    return noun, False


def _is_cut_off(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a comma parts a number from a noun that is not its own: "killed 25, half of them civilians"."""
    doc = sentence.doc
    return any(doc[i].text == "," and doc[i + 1].pos_ not in {"ADJ", "VERB"} for i in range(start, end))


def _stands_before_noun(token: Token, sentence: Sentence) -> bool:
    """Tell whether a participle or "and" stands inside the noun phrase: "12 wounded soldiers"."""
    if token.tag_ == "CC":
        return token.head.pos_ == "ADJ" and token.head.dep_ in {"amod", "nmod"}
    return token.dep_ in {"amod", "compound"} and token.head.i > token.i


def _last_of_run(noun: Token, sentence: Sentence) -> Token:
    """Return the last noun of a compound: "air strikes" for "air"."""
    doc = sentence.doc
    while noun.i + 1 < sentence.end:
        after = doc[noun.i + 1]
        inside = noun.dep_ in {"compound", "nmod", "amod", "npadvmod", "poss"} and noun.head.i > noun.i
        if after.lower_ in {"prisoner", "hostage", "captive"} and noun.tag_ in {"NNS", "NNPS"}:
            break  # "took 70 soldiers prisoner"
        if inside and after.pos_ in {"NOUN", "PROPN"}:
            noun = after
        elif inside and (after.text in {"-", "'s"} or after.pos_ == "ADJ"):
            return noun.head if noun.head.i - noun.i <= 4 and noun.head.pos_ == "NOUN" else noun
        else:
            break
    return noun


def what_of(
    draft: Draft,
    sentence: Sentence,
    quantity: Quantity,
    noun: Token,
    elided: bool,
    effect: Effect,
    earlier: list[Found],
) -> str:
    """Return the counted noun in the text's words; where it is left out, the one before it or "people"."""
    vague = noun.lower_ in VAGUE_WHAT
    table = effect_words()
    if noun.lemma_.lower() in table.counted and not elided:
        return "people" if effect in HARM else draft.text_of(Words(noun.i, noun.i + 1))
    if noun.lower_ == "person" and not elided:
        return "people"
    if elided or vague:
        after = [t.lower_ for t in sentence[quantity.end : quantity.end + 2]]
        if after in (["of", "them"], ["of", "whom"]) and quantity.end + 2 < len(sentence):
            named = sentence[quantity.end + 2]
            if named.pos_ == "NOUN":  # "eight of them children"
                return draft.text_of(Words(named.i, named.i + 1))
        within = _whole_before(draft, sentence, quantity)
        if within:
            return within
        again = (
            vague
            or after[:1] == ["more"]
            or after in (["of", "them"], ["of", "whom"])
            or sentence[quantity.end - 1].lower_ in VAGUE_WHAT
            or effect not in HARM
        )
        if again:
            if (
                vague
                and effect in HARM
                and len([f for f in earlier if f.told.effect is effect and not _is_part(f)]) > 1
            ):
                return "people"  # "two men, five women and nine others"
            others = sentence[quantity.end - 1 : noun.i + 1 - sentence.start].text
            if earlier and earlier[-1].told.high == 1 and quantity.low != 1 and effect in HARM and "other" in others:
                return "people"  # "a policeman and 17 others"
            for one in reversed(earlier):
                if (one.told.effect in HARM) == (effect in HARM) and not (vague and _is_part(one)):
                    before: str = one.told.what
                    return before
            if after in (["of", "them"], ["of", "which"], ["of", "whom"]):
                named_before = _numbered_before(sentence, quantity.start)
                if named_before is not None:
                    return draft.text_of(Words(named_before.i, named_before.i + 1))
        return "people" if effect in HARM or effect is Effect.INVOLVED else ""
    start = sentence.start + quantity.end
    doc = sentence.doc
    while start < noun.i and (
        doc[start].lower_ in NOT_IN_WHAT
        or (doc[start].lower_ == "out" and doc[start + 1].lower_ == "of")
        or (doc[start].like_num and doc[start - 1].lower_ == "of")
        or doc[start].is_punct
        or doc[start].lower_ in table.adjective
        or _is_owner(draft, start, noun)
    ):
        start += 1
    numbers = [t.i for t in doc[start : noun.i] if t.like_num]
    if numbers:  # "at least 25 and possibly as many as 40 people"
        start = numbers[-1] + 1
    return draft.text_of(Words(start, noun.i + 1))


def _is_part(found: Found) -> bool:
    """Tell whether a count was told as part of a whole: "including two women"."""
    doc, start = found.noun.doc, found.told.words.start
    return start > 0 and doc[start - 1].lower_ in {"including", "them", "whom"}


def _numbered_before(sentence: Sentence, i: int) -> Token | None:
    """Return the last numbered noun before a word, for "hit two boats, damaging one of them"."""
    for token in reversed(sentence[:i]):
        if token.tag_ == "NNS" and any(c.dep_ == "nummod" for c in token.lefts):
            return token
    return None


def _whole_before(draft: Draft, sentence: Sentence, quantity: Quantity) -> str:
    """Return the noun of "of the 34 passengers, 12 were killed", or what "seven of the dead were children" names."""
    doc, first, end = sentence.doc, sentence.start + quantity.start, sentence.start + quantity.end
    if first >= 3 and doc[first - 1].text == "," and doc[first - 2].tag_ == "NNS":
        start = first - 3
        while start > sentence.start and doc[start].dep_ in {"nummod", "compound", "amod", "det"}:
            start -= 1
        if doc[start].lower_ == "of":
            return draft.text_of(Words(first - 2, first - 1))
    head = doc[end - 1].head
    if head.lemma_ == "be" and doc[end - 1].dep_ == "nsubj" and doc[end].lower_ == "of":
        named = next((c for c in head.children if c.dep_ == "attr" and c.i > head.i), None)
        if named is not None and named.tag_ == "NNS":
            return draft.text_of(Words(named.i, named.i + 1))
    return ""


def numbered_by(draft: Draft, by: Token) -> str:
    """Return the noun of "the number of shops destroyed was six", or "" where the count is told otherwise."""
    if by.lemma_ != "number":
        return ""
    noun = next((n for p in by.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"), None)
    if noun is None or noun.pos_ != "NOUN" or noun.lower_ in effect_words().adjective:
        return ""
    start = noun.i
    while start > by.i and draft.doc[start - 1].dep_ in {"compound", "amod"}:
        start -= 1
    return draft.text_of(Words(start, noun.i + 1))


def _is_owner(draft: Draft, i: int, noun: Token) -> bool:
    """Tell whether a word before the noun names whose they are ("two IS armed vehicles")."""
    token = draft.doc[i]
    if token.pos_ != "PROPN" and token.ent_type_ not in {"ORG"}:
        return False
    actor = draft.actor_of[i]
    return token.i < noun.i and (actor is None or actor is not draft.actor_of[noun.i] or actor.named)
