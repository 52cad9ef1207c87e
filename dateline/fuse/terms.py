"""A report's title and text in, its telling terms out: stems with their weights as words, as names and in the lead.

A stem weighs more the fewer reports have it. How many have it is counted as reports come; a small table of common
stems stands for the reports that a young record has not seen yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FIELDS = WORDS, NAMES, LEAD = (0, 1, 2)

_TOKEN = re.compile(r"\w+(?:['’]\w+|[.,]\d+)*")
_LEAD = 300  # characters; with 150 and 600 B-cubed F1 is within .004 over folds of ECB+ train
_READ = 4000  # characters of a text that are looked at; with 2000 it is .005 less, with all .006 less
_KEPT = 120  # heaviest terms of a report; with 60 it is .007 less, with all .003 less
_SMALL_LETTERS = 0.2  # share of words in small letters below which capitals tell no names (headlines, telex); by hand
# The reports of the table count a tenth, 332. Without them it is .03 less over collections of all sizes, and a story
# that is alone in the record falls apart (F1 .25 on train, with them .94). With .03 and .3 it is within .004.
_TABLE_WEIGHT = 0.1


class Terms(NamedTuple):
    """The terms of one report, each once, and for each its weights by field; each field has norm 1 or is empty."""

    numbers: NDArray[np.int64]
    weights: NDArray[np.float64]


class StemTable(NamedTuple):
    """How many of ``reports`` have each stem."""

    reports: int
    counts: dict[str, int]


@cache
def common_stems() -> StemTable:
    """Return the shipped table, which ``models.stories.count_words`` makes."""
    lines = files("dateline.lexicon").joinpath("story_words.tsv").read_text("utf-8").splitlines()
    (_, reports), *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return StemTable(int(reports), {stem: int(count) for stem, count in rows})


def stem_of(word: str) -> str:
    """Return a word in small letters without the commonest English endings ("attacks", "attacked" to "attack")."""
    stem = word.lower()
    if stem.endswith(("'s", "’s")):
        stem = stem[:-2]
    if len(stem) > 4:
        if stem.endswith("ies"):
            return f"{stem[:-3]}y"
        for ending in ("ing", "ed", "es", "s"):
            if stem.endswith(ending) and len(stem) - len(ending) >= 3 and not stem.endswith("ss"):
                return stem[: -len(ending)]
    return stem


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in their order."""
    return _TOKEN.findall(text)


def stems_of(text: str) -> list[str]:
    """Return the stems of a text's words and numbers in their order."""
    return [stem_of(word) for word in words_of(text)]


class Vocabulary:
    """The stems met so far and how many reports have each; it reads one report after the other."""

    def __init__(self, table: StemTable | None = None) -> None:
        self._table = common_stems() if table is None else table
        self._reports = _TABLE_WEIGHT * self._table.reports
        self._counts = np.zeros(1024)  # reports that have a stem, by its number
        self._stems: dict[str, int] = {}
        self._codes = _Codes(self._number)
        self._written: list[str] = []

    def __len__(self) -> int:
        return len(self._written)

    def written(self, number: int) -> str:
        """Return a term as the first report with it has it."""
        return self._written[number]

    def read(self, title: str, text: str, names: Iterable[str] = ()) -> Terms:
        """Count the stems of a report and return the terms that tell most of it, the heaviest word first.

        Names are the words with a capital that this report never writes small, and all words of ``names``.
        """
        words = _TOKEN.findall(title)
        lead = len(words) + len(_TOKEN.findall(text, 0, _LEAD))
        words += _TOKEN.findall(text, 0, _READ)
        body = len(words)
        words += [word for name in names for word in _TOKEN.findall(name)]
        codes = np.fromiter(map(self._codes.__getitem__, words), dtype=np.int64, count=len(words))
        numbers, places = np.unique(codes >> 2, return_inverse=True)
        is_small, is_capital = codes[:body] & 1 == 1, codes[:body] & 2 == 2
        times = np.zeros((len(FIELDS), numbers.size))
        times[WORDS] = np.bincount(places, minlength=numbers.size)
        times[LEAD] = np.bincount(places[:lead], minlength=numbers.size)
        if is_small.sum() >= _SMALL_LETTERS * body:
            times[NAMES] = np.bincount(places[:body][is_capital], minlength=numbers.size)
            times[NAMES][places[:body][is_small]] = 0
        times[NAMES] += np.bincount(places[body:], minlength=numbers.size)
        return self._weigh(numbers, times)

    def _number(self, word: str) -> int:
        """Return the number of a word's stem, a new one where no word has had it."""
        stem = stem_of(word)
        number = self._stems.get(stem)
        if number is None:
            number = self._stems[stem] = len(self._written)
            self._written.append(word)
            if number == self._counts.size:
                self._counts = np.concatenate((self._counts, np.zeros(number)))
            self._counts[number] = _TABLE_WEIGHT * self._table.counts.get(stem, 0)
        return number

    def _weigh(self, numbers: NDArray[np.int64], times: NDArray[np.float64]) -> Terms:
        self._reports += 1
        self._counts[numbers] += 1
        rarity = np.maximum(np.log((self._reports + 1) / (self._counts[numbers] + 0.5)), 0.0)
        weights = np.where(times > 0, rarity * (1 + np.log(np.maximum(times, 1))), 0.0)
        heaviest = np.argsort(-weights[WORDS], kind="stable")[:_KEPT]
        heaviest = heaviest[weights[WORDS][heaviest] > 0]
        weights = weights[:, heaviest].T
        norms = np.sqrt((weights**2).sum(axis=0))
        return Terms(numbers[heaviest], weights / np.where(norms > 0, norms, 1.0))


class _Codes(dict[str, int]):
    """For each word four times the number of its stem, and 1 more where it begins small, 2 more with a capital."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, word: str) -> int:
        code = self._number(word) * 4 + word[0].islower() + 2 * word[0].isupper()
        self[word] = code
        return code
