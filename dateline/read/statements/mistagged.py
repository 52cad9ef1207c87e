"""Cues that the tagger took for nouns: "traders in Bouar reckon.", "An inventory found at Sévaré lists 400 rounds."

A name that the tagger does not know draws the verb after it into itself, and the parse of the sentence goes with it.
What goes in is the order of the words alone; what comes out are voice, cue and content where it leaves no doubt: the
cue ends its sentence, or its sentence has no other verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from ..draft import Words
from .closing import head_of_phrase
from .cues import Construction, cue_lexicon
from .fronted import quote_front
from .page import FINITE, WH, Found, Page, trimmed
from .sources import Voice
from .tellers import LAYS_DOWN, is_media, is_text

_PAST = {
    "say": "said",
    "tell": "told",
    "write": "wrote",
    "speak": "spoke",
    "swear": "swore",
    "hold": "held",
    "find": "found",
    "understand": "understood",
    "think": "thought",
    "know": "knew",
    "put": "put",
    "read": "read",
    "broadcast": "broadcast",
    "forbid": "forbade",
    "give": "gave",
    "lay": "laid",
    "set": "set",
    "bind": "bound",
    "forecast": "forecast",
    "foresee": "foresaw",
    "weep": "wept",
    "leave": "left",
}
_WITHOUT_OBJECT = frozenset(  # "paramilitaries boasted of": no passive, unlike "soldiers accused of"
    """boast speak complain talk plead appeal apologise apologize object rail hint vouch argue protest worry wonder
    joke react respond reply""".split()  # noqa: SIM905
)
_NO_NOUNS = frozenset({"DET", "ADP", "PART", "CCONJ", "SCONJ", "AUX", "NUM", "PRON"})
_NO_SUBJECTS = frozenset({"POS", "DT", "PRP$", "JJ", "IN", "TO", "CC", "CD"})
_LEAST_SAID = 2  # tokens
_FURTHEST = 24  # tokens from the start of a sentence to its verb


@cache
def _lemmas() -> Mapping[str, str]:
    """Return the finite forms of cue verbs, and of what texts do, with their lemmas."""
    forms: dict[str, str] = {}
    for lemma in sorted({*cue_lexicon().verbs, *LAYS_DOWN}):
        if " " in lemma or "_" in lemma:
            continue
        for form in _forms(lemma):
            forms.setdefault(form, lemma)
    return forms


def _forms(lemma: str) -> Iterator[str]:
    yield lemma
    consonant_y = lemma.endswith("y") and lemma[-2:-1] not in "aeiou"
    if consonant_y:
        yield f"{lemma[:-1]}ies"
    elif lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield f"{lemma}es"
    else:
        yield f"{lemma}s"
    if lemma in _PAST:
        yield _PAST[lemma]
    elif lemma.endswith("e"):
        yield f"{lemma}d"
    elif consonant_y:
        yield f"{lemma[:-1]}ied"
    else:
        yield f"{lemma}ed"
        yield f"{lemma}{lemma[-1]}ed"  # "admitted"


def lemma_of(token: Token) -> str | None:
    """Return the lemma of the cue verb that a word could be, None where it could be none."""
    lemma = _lemmas().get(token.lower_)
    if lemma is None or not token.i or not token.text.islower():
        return None
    before = token.nbor(-1)
    year = before.tag_ == "CD" and before.text.isdigit() and len(before.text) == len("1989")
    if before.tag_ in _NO_SUBJECTS and not year and not (before.tag_ == "JJ" and before.text[:1].isupper()):
        return None
    return lemma


def closing_quote(page: Page, cue: Token) -> tuple[Voice, Found] | None:
    """Return voice and content of '"...," drivers on the Bangui road grumble.': a quotation, a noun phrase, the cue."""
    doc = page.doc
    start = cue.i
    while start > 0 and cue.i - start < _FURTHEST and not doc[start - 1].is_punct:
        start -= 1
    quote = page.quotes.of(start - 1) if start else None
    if quote is None or quote.words.end != start or quote.inner < _LEAST_SAID or page.quotes.of(cue.i) is not None:
        return None
    phrase = Words(start, cue.i)
    head = head_of_phrase(doc, phrase)
    if head is None or not closes(page, cue):
        return None
    return Voice([phrase], head), Found([quote_front(page, quote, start)], Construction.QUOTE)


def inverted_quote(page: Page, cue: Token) -> tuple[Voice, Found] | None:
    """Return voice and content of '"...," lamented musicians in Timbuktu.'"""
    doc, i = page.doc, cue.i
    quote = page.quotes.of(i - 1) if i else None
    if quote is None or quote.words.end != i or quote.inner < _LEAST_SAID or page.quotes.of(i) is not None:
        return None
    end = next((k for k in range(i + 1, cue.sent.end) if doc[k].is_punct or doc[k].tag_ in FINITE | WH), cue.sent.end)
    phrase = Words(i + 1, end)
    head = head_of_phrase(doc, phrase) if end > i + 1 else None
    if head is None or doc[phrase.start].pos_ == "PRON" or (end < cue.sent.end and doc[end].tag_ in FINITE):
        return None
    return Voice([phrase], head), Found([quote_front(page, quote, i)], Construction.QUOTE)


def agrees(cue: Token, head: Token) -> bool:
    """Tell whether a cue in the present has the number of its speaker: "traders reckon", "an inventory lists"."""
    form = cue.lower_
    lemma = _lemmas()[form]
    if _PAST.get(lemma, "") == form or (form != lemma and not form.endswith("s")):
        return True
    several = head.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in head.rights)
    return (form == lemma) is several


def opening_voice(page: Page, cue: Token) -> tuple[Voice, Found] | None:
    """Return voice and content where a sentence has no verb but the one that this word could be, else None.

    A noun phrase opens it; what follows the cue looks like its object or its clause.
    """
    doc, sent = page.doc, cue.sent
    if not sent.start < cue.i < sent.end - _LEAST_SAID or cue.i - sent.start > _FURTHEST or cue.lower_ == "of":
        return None
    before, after = doc[cue.i - 1], doc[cue.i + 1]
    if before.pos_ in _NO_NOUNS or page.draft.time_of[cue.i + 1] is not None or not _opens_object(doc, cue):
        return None
    if page.quotes.of(cue.i) is not None:
        return None
    if after.is_punct and after.text != '"':
        return None
    if any(doc[i].tag_ in FINITE and not _is_of_relative(doc[i]) for i in range(sent.start, cue.i)):
        return None
    phrase = _whole(doc, sent.start, cue.i)
    stop = next((i for i in range(sent.start, cue.i) if doc[i].tag_ in WH or doc[i].text == ","), cue.i)
    head = head_of_phrase(doc, Words(sent.start, stop))
    text = next((doc[i] for i in range(sent.start, min(stop, sent.start + 4)) if is_text(doc[i])), None)
    if text is not None and text.pos_ == "ADJ":  # "a circular dated 12 March orders ..."
        head = text
    if head is None and before.tag_ == "VBG" and is_text(before):
        head = before  # "the ruling orders Thailand to ..."
    if phrase is None or head is None or _has_verb(cue):
        return None
    open_ended = after.pos_ not in {"ADP", "SCONJ"} and after.text != '"'
    if cue.tag_ in {"NN", "NNS"} and not (is_text(head) or is_media(page, head)) and open_ended:
        return None  # "Army names": only of texts without more ado
    start = cue.i + 2 if after.lower_ == "that" or after.pos_ == "ADP" else cue.i + 1
    end = next((i for i in range(start, sent.end) if doc[i].text == ";" and page.quotes.of(i) is None), sent.end)
    found = trimmed(page, start, end, Construction.THAT if after.lower_ == "that" else Construction.OBJECT)
    return None if found is None else (Voice([phrase], head), found)


def _whole(doc: Doc, start: int, end: int) -> Words | None:
    """Return a phrase without the comma that closes what is added to it, None where it has only one of a pair."""
    commas = [i for i in range(start, end) if doc[i].text == ","]
    if any(doc[i].text in {";", ":", '"'} for i in range(start, end)) or len(commas) % 2:
        return None
    stop = end - 1 if doc[end - 1].text == "," else end
    while stop - 1 > start and doc[stop - 1].pos_ == "ADV":
        stop -= 1
    return Words(start, stop) if stop > start else None


def _opens_object(doc: Doc, cue: Token) -> bool:
    """Tell whether the next word can open an object or a clause."""
    after = doc[cue.i + 1]
    if after.tag_ == "POS":
        return False
    if after.pos_ in {"DET", "NUM", "PROPN", "PRON", "ADJ", "NOUN"} or after.text == '"' or after.lower_ == "that":
        return True
    is_participle = cue.tag_ == "VBN" and doc[cue.i - 1].text != "," and lemma_of(cue) not in _WITHOUT_OBJECT
    return not is_participle and (lemma_of(cue) or "", after.lower_) in cue_lexicon().prepositional


def _has_verb(cue: Token) -> bool:
    """Tell whether the sentence of a cue has a verb of its own, apart from its clauses."""
    root = cue.sent.root
    if root.i == cue.i:
        return False
    if root.tag_ in FINITE or any(c.tag_ in FINITE and c.dep_ in {"aux", "auxpass", "cop"} for c in root.lefts):
        return True
    return any(c.tag_ in FINITE and c.dep_ in {"conj", "ccomp"} and c.i != cue.i for c in root.children)


def _is_of_relative(token: Token) -> bool:
    """Tell whether a verb or its auxiliary belongs to "who ..." or "which ..."."""
    return any(verb.dep_ == "relcl" or any(c.tag_ in WH for c in verb.lefts) for verb in (token, token.head))


def closes(page: Page, cue: Token) -> bool:
    """Tell whether a mark, a time or the end of its sentence follows a cue."""
    if cue.i + 1 >= cue.sent.end or cue.nbor(1).is_punct:
        return True
    after = cue.i + 2 if cue.nbor(1).pos_ == "ADP" and cue.i + 2 < cue.sent.end else cue.i + 1
    return page.draft.time_of[after] is not None
