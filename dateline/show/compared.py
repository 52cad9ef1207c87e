"""Two versions of a text in, what the later took out and put in word by word out, in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_WORD = re.compile(r"\S+")
_WORDS = 3_000  # of one changed stretch; what is longer is shown as taken out and put in whole: by hand, half a second
_PARAGRAPHS = 1_000  # above this, paragraphs that come again and again do not lead the comparison


class Change(StrEnum):
    """What became of some words in the later version."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row with what became of them."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of either version, or of both, in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed in it."""
        return all(piece.change is Change.SAME for piece in self.pieces)


def compare_texts(earlier: str, later: str) -> list[Paragraph]:
    """Return the paragraphs of both versions in their order, each with the words that are gone or new."""
    one, other = _paragraphs(earlier), _paragraphs(later)
    found: list[Paragraph] = []
    for tag, a, b, c, d in _steps(one, other, len(one) + len(other) > _PARAGRAPHS):
        if tag == "equal":
            found += [Paragraph((Piece(Change.SAME, words),)) for words in one[a:b]]
        elif tag == "replace" and b - a == d - c:  # most often one paragraph put anew
            found += [Paragraph(tuple(_words(x, y))) for x, y in zip(one[a:b], other[c:d], strict=True)]
        elif tag == "replace":
            found.append(Paragraph(tuple(_words("\n\n".join(one[a:b]), "\n\n".join(other[c:d])))))
        else:
            found += [Paragraph((Piece(Change.GONE, words),)) for words in one[a:b]]
            found += [Paragraph((Piece(Change.NEW, words),)) for words in other[c:d]]
    return found


def _paragraphs(text: str) -> list[str]:
    parts = _PARAGRAPH.split(text.strip())
    return [part for part in (parts if len(parts) > 1 else text.strip().splitlines()) if part.strip()]


def _words(earlier: str, later: str) -> Iterator[Piece]:
    one, other = _WORD.findall(earlier), _WORD.findall(later)
    if len(one) > _WORDS or len(other) > _WORDS:
        yield Piece(Change.GONE, " ".join(one))
        yield Piece(Change.NEW, " ".join(other))
        return
    for tag, a, b, c, d in _steps(one, other, False):
        if tag == "equal":
            yield Piece(Change.SAME, " ".join(one[a:b]))
            continue
        if a < b:
            yield Piece(Change.GONE, " ".join(one[a:b]))
        if c < d:
            yield Piece(Change.NEW, " ".join(other[c:d]))


def _steps(one: Sequence[str], other: Sequence[str], is_long: bool) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=is_long).get_opcodes()
