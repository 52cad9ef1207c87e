"""Which numbers of an account are totals: a figure and its sentence in, whether it counts all that it is of out.

"Another 12", "five of them", "including three" and an age are no totals; what a hospital has received is a least
number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.record.account import Figure
from dateline.record.choices import Effect

from .counted import counted, is_numbered

_OLDER = re.compile(r"\bfrom\s*$|\b(?:earlier|initial(?:ly)?|previous(?:ly)?|had (?:spoken of|said|reported|put))\b")
_ADDED = re.compile(r"\b(?:another|further|additional|other|others|extra)\b")
_PART = re.compile(r"\b(?:including|among them|of whom|of them|or)\s*$")
_MORE = re.compile(r"^\s*(?:more\b(?! than)|others?\b|of (?:them|whom|those|the)\b|among the\b)")
_SEEN = re.compile(r"\b(?:count|receiv|bur(?:y|i)|recover|treat|retriev|admit|identif|register|examin|pull|collect)\w*")
_BODIES = re.compile(r"\bbod(?:y|ies)\b|\bcorpses?\b")
_BESIDE, _BEFORE, _AFTER, _NEAR = 12, 28, 16, 60  # characters around a number: about 2, 5, 3 and 10 words


class Context(NamedTuple):
    """The text of a sentence before and after a number, in small letters."""

    before: str
    after: str


def context_of(figure: Figure, sentence: str) -> Context:
    """Return what stands around a figure's words in a sentence; nothing where they are not in it."""
    start = sentence.find(figure.words)
    end = start + len(figure.words)
    while start >= 0 and (sentence[start - 1 : start].isalnum() or sentence[end : end + 1].isalnum()):
        start = sentence.find(figure.words, end)  # "30" is not the 30 of "300"
        end = start + len(figure.words)
    if start < 0 or not figure.words:
        return Context("", "")
    return Context(sentence[max(0, start - _NEAR) : start].lower(), sentence[end : end + _AFTER].lower())


def is_total(figure: Figure, context: Context) -> bool:
    """Tell whether a figure counts all there were, as far as the words beside it tell."""
    if not is_numbered(figure) or _is_age(figure, context):
        return False
    if _ADDED.search(f"{context.before[-_BESIDE:]} {figure.words.lower()}") or _MORE.search(context.after):
        return False
    return not (counted(figure.what, figure.effect).is_whole and _PART.search(context.before))


def is_older(context: Context) -> bool:
    """Tell whether a number is what it was before: "rose to 60 from 30", "had spoken of 30"."""
    return _OLDER.search(context.before[-_BEFORE:]) is not None


def is_only_seen(figure: Figure, context: Context) -> bool:
    """Tell whether a number is what one place has received or counted: "received the bodies of 52 people"."""
    if not (_SEEN.search(context.before) or _SEEN.search(context.after)):
        return False
    near = f"{context.before} {figure.words.lower()} {context.after}"
    return figure.effect is Effect.INJURED or _BODIES.search(near) is not None


def _is_age(figure: Figure, context: Context) -> bool:
    """Tell whether a bare number between commas is the age of who is named before it: "Amal Dole, 34, was killed"."""
    return figure.words.isdigit() and context.before.endswith(", ") and context.after[:1] in {",", "."}
