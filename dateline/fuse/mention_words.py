"""What is told of one event in, its words by field as numbers out, ready to be compared with those of many others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .meanings import AXES, vectors_of
from .telling_terms import Weights, normed, rarity_of, telling_stems
from .terms import stem_of, stems_of, words_of

Floats: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.intp]

FIELDS = SENTENCE, ACTORS, RECIPIENTS, TAKING_PART, PLACES, WHEN, NEAR, TRIGGER, NUMBERS, NAMES, TOLD = range(11)
SENSES = NEAR_SENSE, ACTORS_SENSE, RECIPIENTS_SENSE = range(3)

_NEAR_WORDS, _NEAR_SENSE_WORDS = 3, 5  # words to either side of the trigger; by hand
_ENDINGS = ("ing", "ed", "s")
_KEPT = 20_000  # events whose words are remembered


class MentionWords(NamedTuple):
    """The stems of one event's words as numbers, by field, each once with its weight; and what fields mean.

    ``vector`` is what its lemma means and ``rarity`` how rare that is; ``own`` is the number that the stem of its lemma
    has in the field ``TOLD``: all stems of a sentence. ``ending`` is the number of the ending of its trigger.
    """

    codes: Codes
    weights: Floats
    has: NDArray[np.bool_]
    senses: NDArray[np.float32]
    vector: NDArray[np.float32]
    rarity: float
    own: int
    ending: int


@lru_cache(maxsize=_KEPT)
def mention_words(
    trigger: str,
    lemma: str,
    sentence: str,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    places: tuple[str, ...],
    when: str | None,
) -> MentionWords:
    """Return the words of an event: those of its sentence without its own, near it, taking part, of place and time.

    A trigger that is not in its sentence has no words near it.
    """
    own = {*stems_of(trigger), stem_of(lemma)}
    words = words_of(sentence)
    first, last = _place(words, words_of(trigger), stem_of(lemma))
    near, nearby = (
        [*words[max(first - number, 0) : first], *words[last : last + number]] if last else []
        for number in (_NEAR_WORDS, _NEAR_SENSE_WORDS)
    )
    names = {stem_of(word) for word in words[1:] if word[0].isupper()}
    fields: dict[int, Weights] = {
        SENTENCE: telling_stems([sentence], own),
        ACTORS: telling_stems(actors),
        RECIPIENTS: telling_stems(recipients),
        TAKING_PART: telling_stems((*actors, *recipients)),
        PLACES: telling_stems(places),
        WHEN: telling_stems([when or ""]),
        NEAR: telling_stems([" ".join(near)], own),
        TRIGGER: normed(dict.fromkeys(stems_of(trigger), 1.0)),
        NUMBERS: normed({word: 1.0 for word in words if word[0].isdigit()}),
        NAMES: normed({stem: rarity_of(stem) for stem in sorted(names)}),
        TOLD: dict.fromkeys(map(stem_of, words), 1.0),
    }
    coded = dict(_coded(fields))
    ending = next((ending for ending in _ENDINGS if trigger.lower().endswith(ending)), "")
    return MentionWords(
        np.fromiter(coded, np.int64, len(coded)),
        np.fromiter(coded.values(), np.float64, len(coded)),
        np.array([bool(fields[field]) for field in FIELDS]),
        np.concatenate([_sense(part) for part in (nearby, words_of(" ".join(actors)), words_of(" ".join(recipients)))]),
        vectors_of([lemma.lower()])[0].astype(np.float32),
        rarity_of(stem_of(lemma)),
        _code(TOLD, stem_of(lemma)),
        len(ending),
    )


class Shared(NamedTuple):
    """What some mentions have in common with others, a row a mention, a column for each of the others."""

    fields: dict[int, Floats]
    senses: tuple[Floats, ...]
    told: Floats  # 1 where the lemma of one stands in the sentence of the other


class ManyWords(NamedTuple):
    """The words of many mentions one after the other; those of mention n begin at ``begins[n]``."""

    codes: Codes
    weights: Floats
    begins: Numbers
    sizes: Numbers
    has: NDArray[np.bool_]
    senses: Floats
    vectors: Floats
    rarities: Floats
    own: Codes
    endings: Numbers

    @classmethod
    def of(cls, words: Sequence[MentionWords]) -> ManyWords:
        """Return the words of these mentions."""
        sizes = np.array([one.codes.size for one in words], dtype=np.intp)
        return cls(
            np.concatenate([np.empty(0, np.int64), *(one.codes for one in words)]),
            np.concatenate([np.empty(0), *(one.weights for one in words)]),
            np.cumsum(sizes) - sizes,
            sizes,
            np.concatenate([np.empty(0, np.bool_), *(one.has for one in words)]).reshape(-1, len(FIELDS)),
            _stacked([one.senses for one in words], len(SENSES) * AXES).reshape(-1, len(SENSES), AXES),
            _stacked([one.vector for one in words], AXES),
            np.array([one.rarity for one in words]),
            np.array([one.own for one in words], dtype=np.int64),
            np.array([one.ending for one in words], dtype=np.intp),
        )

    def shared(self, ones: Numbers, others: Numbers) -> Shared:
        """Return what each of the first mentions has in common with each of the others."""
        columns = np.unique(np.concatenate([self.codes[self._entries(ones)], self.own[ones]]))
        first, second = self._table(ones, columns), self._table(others, columns)
        bounds = np.searchsorted(columns, [_first_code(field) for field in range(len(FIELDS) + 1)])
        fields = {
            field: first[:, begin:end] @ second[:, begin:end].T
            for field, (begin, end) in enumerate(pairwise(bounds))
            if field != TOLD
        }
        senses = tuple(self.senses[ones, sense] @ self.senses[others, sense].T for sense in SENSES)
        of_ones = second[:, np.searchsorted(columns, self.own[ones])].T
        at = np.minimum(np.searchsorted(columns, self.own[others]), columns.size - 1)
        of_others = first[:, at] * (columns[at] == self.own[others])
        return Shared(fields, senses, np.maximum(of_ones, of_others))

    def _entries(self, numbers: Numbers) -> Numbers:
        """Return where the words of some mentions stand."""
        sizes = self.sizes[numbers]
        entries: Numbers = np.repeat(self.begins[numbers] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        return entries

    def _table(self, numbers: Numbers, columns: Codes) -> Floats:
        """Return the weights of some mentions' words, a row a mention and a column for each of these words."""
        entries = self._entries(numbers)
        codes = self.codes[entries]
        at = np.minimum(np.searchsorted(columns, codes), columns.size - 1)
        hit = columns[at] == codes
        table = np.zeros((len(numbers), columns.size))
        rows = np.repeat(np.arange(len(numbers)), self.sizes[numbers])
        table[rows[hit], at[hit]] = self.weights[entries[hit]]
        return table


def _first_code(field: int) -> int:
    """Return the least number of a field: those of one field stand together."""
    return field << 32


def _code(field: int, stem: str) -> int:
    """Return the number of a stem: two stems of a field fall together once in 4,300 million, whoever counts."""
    return _first_code(field) + crc32(stem.encode())


def _coded(fields: Mapping[int, Weights]) -> Iterator[tuple[int, float]]:
    for field, weights in fields.items():
        for stem, weight in weights.items():
            yield _code(field, stem), weight


def _place(words: list[str], trigger: list[str], lemma: str) -> tuple[int, int]:
    """Return where the trigger begins and ends among the words of its sentence, else a word of its lemma; else 0, 0."""
    for at in range(len(words) - len(trigger) + 1):
        if trigger and words[at : at + len(trigger)] == trigger:
            return at, at + len(trigger)
    at = next((at for at, word in enumerate(words) if word in trigger[:1] or stem_of(word) == lemma), -1)
    return (at, at + 1) if at >= 0 else (0, 0)


def _sense(words: Iterable[str]) -> NDArray[np.float32]:
    """Return what words mean together, the rarer the more; zeros where none is known."""
    small = [word.lower() for word in words]
    total = np.array([rarity_of(stem_of(word)) for word in small]) @ vectors_of(small) if small else np.zeros(AXES)
    norm = float(np.linalg.norm(total))
    return (total / norm if norm else total).astype(np.float32)


def _stacked(rows: Sequence[NDArray[np.float32]], width: int) -> Floats:
    """Return rows as one table, in the precision in which they are compared: a score must not hang on the order."""
    return np.concatenate([np.empty(0, np.float32), *rows]).astype(np.float64).reshape(-1, width)
