"""What the typer is asked: a sentence with the words of a source, a target and a predicate marked, as word pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ...draft import Words

Ids = NDArray[np.int64]
PieceOf = Callable[[str], tuple[int, ...]]

FIRST, LAST = 101, 102  # [CLS] and [SEP] of the vocabulary
OPENS = 7  # stands before the words of a question; of the pieces that the vocabulary leaves unused
_UNKNOWN = 100
_LONGEST_WORD = 12  # pieces of one word that are taken
MOST_PIECES = 180  # of one input; what stands behind is cut off
FIELDS = ("pieces", "roles")


class Role(IntEnum):
    """Whose words a piece belongs to."""

    NONE = 0
    SOURCE = 1
    TARGET = 2
    PREDICATE = 3


_BEFORE = {Role.SOURCE: 2, Role.TARGET: 4}  # unused pieces around the two mentions
_BEHIND = {Role.SOURCE: 3, Role.TARGET: 5}


class Question(NamedTuple):
    """The words of a sentence, and which of them are the source, the target and the predicate, where there are such."""

    words: Sequence[str]
    source: Words | None
    target: Words | None
    predicate: Words | None


def piece_lookup(tokenizer: Path) -> PieceOf:
    """Return the function from a word to its pieces; it remembers, since words come again and again."""
    read = Tokenizer.from_file(str(tokenizer))
    read.no_truncation()
    read.no_padding()

    @lru_cache(maxsize=60_000)
    def of(word: str) -> tuple[int, ...]:
        return tuple(read.encode(word, add_special_tokens=False).ids[:_LONGEST_WORD]) or (_UNKNOWN,)

    return of


def pieces_of(question: Question, of: PieceOf) -> tuple[list[int], list[int]]:
    """Return the pieces of a question and the role of each; mentions stand between pieces that mark them."""
    roles: dict[int, Role] = {}
    for role, span in (
        (Role.PREDICATE, question.predicate),
        (Role.TARGET, question.target),
        (Role.SOURCE, question.source),
    ):
        if span is not None:
            roles.update(dict.fromkeys(range(span.start, span.end), role))
    pieces, kinds = [FIRST, OPENS], [Role.NONE, Role.NONE]
    marked = {Role.SOURCE: question.source, Role.TARGET: question.target}
    for i, word in enumerate(question.words):
        opened = [_BEFORE[r] for r, span in marked.items() if span is not None and span.start == i]
        found = of(word)
        closed = [_BEHIND[r] for r, span in marked.items() if span is not None and span.end == i + 1]
        pieces += [*opened, *found, *closed]
        kinds += [Role.NONE] * len(opened) + [roles.get(i, Role.NONE)] * len(found) + [Role.NONE] * len(closed)
    return [*pieces[:MOST_PIECES], LAST], [*map(int, kinds[:MOST_PIECES]), int(Role.NONE)]


def batch(inputs: Sequence[tuple[list[int], list[int]]]) -> dict[str, Ids]:
    """Return the arrays of some inputs, padded to the longest: [inputs, pieces], pieces 0 where there is none."""
    width = max(len(pieces) for pieces, _ in inputs)
    arrays = {name: np.zeros((len(inputs), width), dtype=np.int64) for name in FIELDS}
    for row, (pieces, roles) in enumerate(inputs):
        arrays["pieces"][row, : len(pieces)] = pieces
        arrays["roles"][row, : len(roles)] = roles
    return arrays
