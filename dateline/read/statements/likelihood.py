"""How sure a candidate statement is: the lexicon's share for its cue, weighed by the cue's surroundings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp, log

from spacy.tokens import Token

from ..grammar import is_passive
from .page import Page
from .sources import Voice

_FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})
_THINGS = frozenset({"it", "this", "that", "which", "these", "those", "what", "there"})
_PERSONS = frozenset({"he", "she", "they", "who"})
_MODALS = frozenset({"would", "could", "should", "may", "might", "can", "must", "ca", "wo"})
_UNCHANGED = frozenset({"put", "read", "set", "cast"})  # the past looks like the stem
_SHORT_QUOTE = 4  # tokens: within a shorter one a cue is not taken for quoted speech


@cache
def _weights() -> Mapping[str, float]:
    text = files("dateline.lexicon").joinpath("circumstances.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}


def likelihood(page: Page, cue: Token, voice: Voice, share: float) -> float:
    """Return the chance that cue, voice and content are a statement that an annotator would mark.

    Fitted on the training half of PolNeAR: of those above .8, about 90 % are right on its development half.
    """
    weights = _weights()
    share = min(max(share, 0.001), 0.999)
    total = weights["bias"] + weights["prior"] * log(share / (1 - share))
    return 1 / (1 + exp(-(total + sum(weights[name] for name in circumstances(page, cue, voice)))))


def is_in_speech(page: Page, cue: Token) -> bool:
    """Tell whether a cue stands inside quoted speech, not only beside a few quoted words."""
    quote = page.quotes.of(cue.i)
    return quote is not None and quote.inner > _SHORT_QUOTE


def circumstances(page: Page, cue: Token, voice: Voice) -> list[str]:
    """Return the names of what surrounds a cue: mood, negation, kind of source, quotation around it."""
    head = voice.head
    found = {
        "inquote": is_in_speech(page, cue) and (head is None or head.lower_ in _FIRST_PERSON),
        "passive": cue.pos_ == "VERB" and is_passive(cue),
        "question": cue.sent[-1].text == "?",
        "nosrc": head is None,
    }
    auxiliaries = False
    for child in cue.lefts:
        if child.dep_ == "aux":
            auxiliaries = True
            word = child.lower_
            found["modal"] = found.get("modal", False) or word in _MODALS
            found["will"] = found.get("will", False) or word in {"will", "'ll"}
            found["to"] = found.get("to", False) or word == "to"
        elif child.dep_ == "neg":
            found["neg"] = True
        elif child.dep_ == "mark":
            found["if"] = child.lower_ in {"if", "unless", "whether"}
    if not auxiliaries:
        found["ger"] = cue.tag_ == "VBG"
        past = cue.lower_ in _UNCHANGED and any(c.dep_ == "nsubj" for c in cue.lefts)
        found["bare"] = cue.tag_ == "VB" and not past
    if head is not None:
        word = head.lower_
        found["src_i"] = word in _FIRST_PERSON
        found["src_it"] = word in _THINGS
        found["src_pron"] = word in _PERSONS
        found["src_name"] = head.pos_ == "PROPN"
        found["src_person"] = head.ent_type_ == "PERSON"
    return [name for name, holds in found.items() if holds]
