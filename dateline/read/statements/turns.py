"""Transcripts: paragraphs that open with a speaker and a colon, "MODERATOR: What did you see?", without quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from ..draft import Words
from .page import Page

_LONGEST_NAME = 6  # tokens of a speaker's name with a title
_LEAST_TURNS = 3  # a text with fewer is no transcript: "Update: the road is open"
_LEAST_WORDS = 2
_LABELS = frozenset({"q", "a"})  # "Q: ... A: ...": a turn, but nobody's name


class Turn(NamedTuple):
    """One turn of a transcript: the speaker's words with their head, the colon, and what is said."""

    speaker: Words
    head: Token
    colon: Token
    said: Words


def find_turns(page: Page) -> Iterator[Turn]:
    """Yield the turns of a transcript in order, none where the report is not one.

    A paragraph without a speaker goes on with the turn before it.
    """
    doc = page.doc
    starts = sorted(page.quotes.paragraphs)
    ends = [*starts[1:], len(doc)]
    opened = [_opening(page, start, end) for start, end in zip(starts, ends, strict=True)]
    counted = Counter(turn.speaker_text for turn in opened if turn is not None)
    opened = [turn if turn is not None and counted[turn.speaker_text] > 1 else None for turn in opened]
    names = Counter(turn.speaker_text for turn in opened if turn is not None)
    if names.total() < _LEAST_TURNS or len(names) < 2 or names.total() * 3 < len(starts):
        return
    for k, turn in enumerate(opened):
        if turn is None:
            continue
        end = ends[k]
        for later, stop in zip(opened[k + 1 :], ends[k + 1 :], strict=True):
            if later is not None or _is_aside(page, end):
                break
            end = stop
        if end - turn.colon.i - 1 >= _LEAST_WORDS and turn.speaker_text.lower() not in _LABELS:
            yield Turn(turn.speaker, turn.head, turn.colon, Words(turn.colon.i + 1, end))


def _is_aside(page: Page, start: int) -> bool:
    """Tell whether a paragraph is a note of the transcript: "(CROSSTALK)", "[laughs]"."""
    at = start + 1 if page.doc[start].text == '"' and start + 1 < len(page.doc) else start
    return page.doc[at].text in {"(", "["}


class _Opening(NamedTuple):
    speaker: Words
    head: Token
    colon: Token
    speaker_text: str


def _opening(page: Page, start: int, end: int) -> _Opening | None:
    """Return who opens a paragraph before a colon, None where nobody does."""
    doc = page.doc
    if doc[start].text == '"':
        start += 1
    for i in range(start + 1, min(end, start + _LONGEST_NAME + 1)):
        if doc[i].text != ":":
            continue
        words = [doc[k] for k in range(start, i)]
        if not all(w.text[:1].isupper() or w.text in {".", "de", "al", "-", "bin", "of", "van"} for w in words):
            return None
        quote = page.quotes.of(i + 1)
        if quote is not None and quote.words.start > i:
            return None  # quoted speech after a colon has a rule of its own
        head = next((w for w in reversed(words) if not w.is_punct), None)
        return None if head is None else _Opening(Words(start, i), head, doc[i], " ".join(w.text for w in words))
    return None
