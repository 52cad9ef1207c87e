"""What the encoder is given: chunks of whole sentences to find cues in, and a window around each cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .grammar_ids import Ids, WordIds, branches, head_of

CHUNK_PIECES = 126  # whole sentences up to this, one alone may be longer
WINDOW_PIECES = 158
LONGEST = 254  # pieces of one input at most, the two edges not counted
PARAGRAPH = 1  # the piece "[unused0]" stands before a word that opens a paragraph
FIRST, LAST = 101, 102  # [CLS] and [SEP] of the vocabulary
BEFORE, AFTER = 2, 3  # sentences on either side of the cue's that a window may take in


class Pieces:
    """The word pieces of words, remembered: the words of a text come again and again."""

    def __init__(self, tokenizer: Path) -> None:
        read = Tokenizer.from_file(str(tokenizer))
        read.no_truncation()
        read.no_padding()

        @lru_cache(maxsize=60_000)
        def of(word: str) -> tuple[int, ...]:
            return tuple(read.encode(word, add_special_tokens=False).ids[:12]) or (100,)

        self.of = of


@dataclass(slots=True)
class Input:
    """One input of the encoder: by piece its ids, and the words that it stands for.

    ``first`` holds the place among the pieces of each word's first piece, ``words`` the numbers of those words.
    """

    pieces: list[int]
    words: list[int]
    first: list[int]
    word_of: list[int]  # by piece, -1 for edges and paragraph marks
    cue: tuple[int, int] | None = None
    branch_of: dict[int, int] | None = None


class Layout:
    """The pieces of one report's words, and the inputs made of them."""

    def __init__(self, ids: WordIds, pieces: Pieces, labels: int) -> None:
        self.ids = ids
        self.labels = labels
        self.pieces = [pieces.of(w) for w in ids.words]
        self.sizes = [len(p) + (i in ids.paragraphs) for i, p in enumerate(self.pieces)]
        self.total = np.concatenate([[0], np.cumsum(self.sizes)]).tolist()

    def size(self, start: int, end: int) -> int:
        """Return the pieces of these words."""
        return int(self.total[end] - self.total[start])

    def chunks(self) -> Iterator[Input]:
        """Yield inputs that hold every word once, whole sentences together where they fit."""
        start = end = 0
        for first, last in self.ids.sentences:
            if end > start and self.size(start, last) > CHUNK_PIECES:
                yield from self._cut(start, end)
                start = first
            end = last
        if end > start:
            yield from self._cut(start, end)

    def _cut(self, start: int, end: int) -> Iterator[Input]:
        while self.size(start, end) > LONGEST:
            stop = start + 1
            while stop < end and self.size(start, stop + 1) <= LONGEST:
                stop += 1
            yield self.input(start, stop)
            start = stop
        yield self.input(start, end)

    def window(self, cue: tuple[int, int]) -> Input:
        """Return the input for one cue: its sentence, and the neighbours that speech may run into."""
        start, end = self.span_of(cue[0])
        head = head_of(self.ids, *cue)
        found = branches(self.ids, head, self.labels)
        first = self.ids.sentences[int(self.ids.sentence_of[head])][0]
        made = self.input(start, end)
        made.cue = cue
        made.branch_of = {first + k: int(b) for k, b in enumerate(found)}
        return made

    def span_of(self, cue: int) -> tuple[int, int]:
        """Return the words of a cue's window.

        A neighbour is taken in where a quotation reaches or touches it, since little but quoted speech crosses
        sentences; the sentence after also where it is short.
        """
        sentences = self.ids.sentences
        number = int(self.ids.sentence_of[cue])
        start, end = sentences[number]
        if self.size(start, end) > LONGEST:
            start, end = self._around(cue, start, end)
            return start, end
        low = high = number
        for _ in range(BEFORE):
            if low == 0 or not self._joined(low - 1, low) or self.size(sentences[low - 1][0], end) > WINDOW_PIECES:
                break
            low -= 1
            start = sentences[low][0]
        for _ in range(AFTER):
            if (
                high + 1 >= len(sentences)
                or not self._joined(high, high + 1)
                or self.size(start, sentences[high + 1][1]) > WINDOW_PIECES
            ):
                break
            high += 1
            end = sentences[high][1]
        return start, end

    def _joined(self, one: int, other: int) -> bool:
        """Tell whether quoted speech may join a sentence and the next."""
        at = self.ids.quote_at
        first, last = self.ids.sentences[one], self.ids.sentences[other]
        return any(at[i] >= 0 for i in range(max(first[0], first[1] - 3), first[1])) or any(
            at[i] >= 0 for i in range(last[0], min(last[1], last[0] + 3))
        )

    def _around(self, cue: int, start: int, end: int) -> tuple[int, int]:
        low = high = cue
        while self.size(low, high + 1) < LONGEST - 12 and (low > start or high + 1 < end):
            low = max(start, low - 1)
            high = min(end - 1, high + 1)
        return low, high + 1

    def input(self, start: int, end: int) -> Input:
        """Return the input made of these words."""
        made = Input([FIRST], list(range(start, end)), [], [-1])
        for i in range(start, end):
            if i in self.ids.paragraphs:
                made.pieces.append(PARAGRAPH)
                made.word_of.append(-1)
            made.first.append(len(made.pieces))
            made.pieces += self.pieces[i]
            made.word_of += [i] * len(self.pieces[i])
        made.pieces.append(LAST)
        made.word_of.append(-1)
        return made


FIELDS = ("pieces", "marks", "tags", "dependencies", "shapes", "branches")


def batch(inputs: list[tuple[WordIds, Input]]) -> dict[str, Ids]:
    """Return the arrays of some inputs, padded to the longest: [inputs, pieces], pieces 0 where there is none."""
    width = max(len(made.pieces) for _, made in inputs)
    arrays = {name: np.zeros((len(inputs), width), dtype=np.int64) for name in FIELDS}
    for row, (ids, made) in enumerate(inputs):
        arrays["pieces"][row, : len(made.pieces)] = made.pieces
        word_of = np.array(made.word_of)
        at = np.flatnonzero(word_of >= 0)
        word = word_of[at]
        arrays["tags"][row, at] = ids.tags[word]
        arrays["dependencies"][row, at] = ids.dependencies[word]
        arrays["shapes"][row, at] = ids.shapes[word]
        if made.cue is not None:
            arrays["marks"][row, at] = (word >= made.cue[0]) & (word < made.cue[1])
            arrays["branches"][row, at] = [(made.branch_of or {}).get(int(w), 0) for w in word]
    return arrays
