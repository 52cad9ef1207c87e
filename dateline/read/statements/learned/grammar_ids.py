"""What the parse and the quotation marks tell of each word, as small numbers that the encoder embeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, TAG

from ..page import Page

Ids = NDArray[np.int64]

OTHER = 0  # of tags, dependencies and branches: not in the list, or outside of the cue's sentence
SHAPES = 8  # letters (none, lower, capital first, capitals) by inside or outside of quotation marks
ITSELF = 1  # the branch of the cue itself
_CAPITALS = 2  # letters from which a word is written in capitals and not only begins with one


class Vocabulary(NamedTuple):
    """The parser's tags and dependency labels in the order that the weights were learned with."""

    tags: tuple[str, ...]
    dependencies: tuple[str, ...]

    @property
    def branches(self) -> int:
        """Return the number of branch ids: none, the cue, and below, one above, further above by label."""
        return 2 + 3 * (len(self.dependencies) + 2)


@dataclass(slots=True)
class WordIds:
    """The words of one report: sentence bounds, paragraph openings, and by word its tag, dependency and shape."""

    words: list[str]
    sentences: list[tuple[int, int]]
    sentence_of: Ids
    paragraphs: set[int]
    tags: Ids
    dependencies: Ids
    shapes: Ids
    heads: list[int]
    quote_at: list[int]


def word_ids(page: Page, vocabulary: Vocabulary) -> WordIds:
    """Return the numbers of every word of the page."""
    doc = page.doc
    strings = doc.vocab.strings
    raw = doc.to_array([TAG, DEP, HEAD])
    tag_of = {strings[name]: k + 1 for k, name in enumerate(vocabulary.tags)}
    dependency_of = {strings[name]: k + 1 for k, name in enumerate(vocabulary.dependencies)}
    tags = np.array([tag_of.get(int(t), OTHER) for t in raw[:, 0]], dtype=np.int64)
    dependencies = np.array([dependency_of.get(int(d), OTHER) for d in raw[:, 1]], dtype=np.int64)
    offsets = raw[:, 2].astype(np.int64)  # signed distances, kept by spaCy as unsigned
    heads = [i + int(offset) for i, offset in enumerate(offsets)]
    words = [token.text for token in doc]
    sentences = [(s.start, s.end) for s in doc.sents]
    sentence_of = np.zeros(len(words), dtype=np.int64)
    for number, (start, end) in enumerate(sentences):
        sentence_of[start:end] = number
    quoted = [at >= 0 for at in page.quotes.at]
    shapes = np.array([_shape(w) + 4 * q for w, q in zip(words, quoted, strict=True)], dtype=np.int64)
    return WordIds(
        words, sentences, sentence_of, page.quotes.paragraphs, tags, dependencies, shapes, heads, page.quotes.at
    )


def _shape(word: str) -> int:
    if not any(c.isalpha() for c in word):
        return 0
    if word.islower():
        return 1
    return 3 if len(word) >= _CAPITALS and word.isupper() else 2


def head_of(ids: WordIds, start: int, end: int) -> int:
    """Return the word of a cue whose governor stands outside of it: "made" of "made it clear"."""
    for i in range(start, end):
        if not start <= ids.heads[i] < end or ids.heads[i] == i:
            return i
    return start


def branches(ids: WordIds, cue: int, labels: int) -> Ids:
    """Return by word of the cue's sentence its place in the tree as the cue sees it.

    Below the cue: the label of the cue's child that it hangs on. Above: the label of the branch that leaves the way
    from the cue to the root, told apart by whether it leaves at the cue's governor or further up. ``labels`` is the
    number of dependency labels. The result begins at the sentence's first word.
    """
    start, end = ids.sentences[int(ids.sentence_of[cue])]
    children: dict[int, list[int]] = {}
    for i in range(start, end):
        if ids.heads[i] != i:
            children.setdefault(ids.heads[i], []).append(i)
    found = np.zeros(end - start, dtype=np.int64)
    width = labels + 2
    _paint(found, children, ids, cue, start, end, 2)
    found[cue - start] = ITSELF
    below, level = cue, 0
    while ids.heads[below] != below and start <= ids.heads[below] < end and level < end - start:
        above = ids.heads[below]
        base = 2 + width * (1 if level == 0 else 2)
        children[above] = [c for c in children[above] if c != below]
        _paint(found, children, ids, above, start, end, base)
        found[above - start] = base + labels + 1
        below, level = above, level + 1
    return found


def _paint(found: Ids, children: dict[int, list[int]], ids: WordIds, top: int, start: int, end: int, base: int) -> None:
    """Give each word below ``top`` the id of the child of ``top`` that it hangs on."""
    for child in children.get(top, ()):
        label = base + int(ids.dependencies[child])
        todo = [child]
        while todo:
            word = todo.pop()
            if start <= word < end:
                found[word - start] = label
                todo += children.get(word, ())
