"""Transcripts, "MODERATOR: What did you see?", without quotes; and quotations signed with a dash and a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from ..draft import Words
from .page import FINITE, Page

_LONGEST_NAME = 6  # tokens of a speaker's name with a title
_LEAST_TURNS = 3  # a text with fewer is no transcript: "Update: the road is open"
_LEAST_WORDS = 2
_LEAST_SIGNED, _LONGEST_SIGNATURE = 3, 16  # words of a signed quotation, tokens of name, office and place
_IN_NAMES = frozenset({"de", "del", "la", "al", "el", "bin", "ibn", "of", "van", "von", "der", "da", "dos", "-", "."})
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


def find_signed(page: Page) -> Iterator[Turn]:
    """Yield the quotations that a dash and a name sign at the end of a paragraph or line: "...” ― Amina Yusuf"."""
    doc = page.doc
    paragraphs = sorted(page.quotes.paragraphs)
    for quote in page.quotes.all:
        dash = quote.words.end
        if quote.inner < _LEAST_SIGNED or dash + 1 >= len(doc) or doc[dash].text not in {"--", "-"}:
            continue
        end = next((p for p in paragraphs if p > dash), len(doc))
        speaker = Words(dash + 1, end)
        if not 1 <= speaker.end - speaker.start <= _LONGEST_SIGNATURE or page.quotes.of(dash + 1) is not None:
            continue
        name_end = next((i for i in range(speaker.start, end) if doc[i].text in {",", "(", ";"}), end)
        name = [doc[i] for i in range(speaker.start, name_end)]
        capitals = all(t.text[:1].isupper() or t.text in _IN_NAMES for t in name)
        if not name or not capitals or any(t.tag_ in FINITE or t.text in {".", "?", "!"} for t in name[:-1]):
            continue
        if doc[end - 1].text == ".":
            speaker = Words(speaker.start, end - 1)
        head = next((t for t in reversed(name) if not t.is_punct), name[-1])
        yield Turn(speaker, head, doc[dash], quote.words)
