"""The words of an event's trigger in, the lemma of the word that tells most of it out, without a parse."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from .meanings import is_known
from .mentions import LIGHT

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words that only say how an act begins, goes on or is meant: the act is the noun after them.
_ASPECT = frozenset(
    (
        *("begin", "start", "launch", "carry", "conduct", "order", "authorise", "authorize", "resume", "continue"),
        *("plan", "stage", "mount", "stop", "end", "halt", "suspend", "attempt", "try", "use", "witness", "see"),
        *("suffer", "face", "report", "wage", "keep", "hold", "further"),
    )
)
_STRONG = (  # a verb and its forms that no ending tells
    *("strike struck", "shoot shot", "fight fought", "take took taken", "flee fled", "fall fell fallen", "tell told"),
    *("meet met", "hold held", "send sent", "leave left", "slay slew slain", "give gave given", "go went gone"),
    *("come came", "break broke broken", "drive drove driven", "throw threw thrown", "blow blew blown"),
    *("steal stole stolen", "catch caught", "bring brought", "buy bought", "sell sold", "win won", "lose lost"),
    *("lead led", "feed fed", "bleed bled", "burn burnt", "build built", "overrun overran", "run ran"),
    *("begin began begun", "withdraw withdrew withdrawn", "draw drew drawn", "forbid forbade forbidden"),
    *("swear swore sworn", "write wrote written", "speak spoke spoken", "lay laid", "sink sank sunk", "dig dug"),
    *("hang hung", "find found", "pay paid", "make made", "do did done", "rise rose risen"),
    *("seek sought", "teach taught", "think thought", "stand stood", "understand understood", "ride rode ridden"),
    *("retake retook retaken", "overtake overtook", "overthrow overthrew overthrown", "hide hid hidden"),
    *("bear bore borne", "deal dealt", "keep kept", "slide slid", "light lit", "spring sprang", "sweep swept"),
)
_IRREGULAR = {form: verb for verb, *forms in map(str.split, _STRONG) for form in forms}


@cache
def _predicates() -> frozenset[str]:
    """Return the words by which the reader finds events."""
    lines = files("dateline.lexicon").joinpath("predicates.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t")[0] for line in lines if line.strip() and not line.startswith("#"))
    return frozenset(word for row in rows for word in row.replace("_", " ").split())


def lemma_of(trigger: str) -> str:
    """Return the lemma of the telling word of a trigger in small letters ("carried out air strikes": "strike").

    It is the first word by which events are found that does more than say that one begins, else the last word; an
    empty trigger gives an empty lemma.
    """
    lemmas = [_lemma(word.lower()) for word in _WORD.findall(trigger)]
    telling = [lemma for lemma in lemmas if lemma not in LIGHT and lemma not in _ASPECT]
    known = [lemma for lemma in telling if lemma in _predicates()]
    return next(iter(known), (telling or lemmas or [""])[-1])


@cache
def _lemma(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    known = [form for form in _forms(word) if form in _predicates()]
    if known:
        return known[0]
    return next((form for form in _forms(word) if is_known(form)), word)


def _forms(word: str) -> list[str]:
    """Return what a word may be a form of, the likeliest first, the word itself last."""
    forms = []
    if len(word) > 4 and word.endswith(("ies", "ied")):
        forms.append(f"{word[:-3]}y")
    for ending in ("ing", "ed", "es", "s"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and not word.endswith("ss"):
            forms += [f"{stem}e", stem] if ending != "s" else [stem]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return [*forms, word]
