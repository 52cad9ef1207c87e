"""The wording of a text: its runs of three words as numbers, its sentences, and what two texts have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias
from unicodedata import normalize
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Runs: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]

# Words of a run. On pairs made from ECB+ train by the rules of the reprints set (five draws), each at its best share:
# F1 .981 with three words, .975 with four, .959 with five.
RUN = 3
_LEAST_WORDS = 8  # of a sentence: a shorter one goes with the next
_MOST_WORDS = 60  # of a sentence: text without full stops is cut, or one changed word would change it all
_CUT = 16  # such text is cut at one word in so many, chosen by the word itself: a copy is cut at the same words
_LEAST_TOLD = 15  # runs outside quotation marks from which their share says something

_WORD = re.compile(r"\w+")
_END = re.compile(r"(?<=[.!?؟۔।])[\"”’»)\]]*\s+")
_QUOTED = re.compile(r"(“[^“”]{1,1500}”|\"[^\"]{1,1500}\"|«[^«»]{1,1500}»|„[^„“”]{1,1500}[“”])")
# Odd numbers without a pattern, one for each place in a run: the same words in another order are another run.
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Wording:
    """The distinct runs of a text in rising order, and for each whether it stands outside quotation marks."""

    runs: Runs
    told: Flags

    def without(self, standing: Runs) -> Wording:
        """Return the wording less these runs."""
        kept = ~held(self.runs, standing)
        return Wording(self.runs[kept], self.told[kept])


class Common(NamedTuple):
    """What two texts have in common: runs, their share of the shorter text and of both, and of what is told there.

    ``told`` leaves quotations out, and is None where the shorter text has little else.
    """

    runs: int
    share: float
    of_both: float
    told: float | None
    shorter_is_first: bool


def read_wording(text: str) -> tuple[Wording, list[Runs]]:
    """Return the wording of a text, and its sentences as runs in their order.

    Capitals, marks and lines about the page (share links, rights) do not count. A text of fewer than three words
    has no wording; a script without spaces between words has next to none.
    """
    words, quoted, lengths = _read_words(normalize("NFKC", text).casefold())
    size = len(words) - RUN + 1
    if size <= 0:
        return Wording(np.empty(0, np.uint64), np.empty(0, np.bool_)), []
    numbers = np.array([crc32(w.encode("utf-8", "surrogatepass")) for w in words], dtype=np.uint64)
    marks = np.array(quoted, dtype=np.bool_)
    runs = np.zeros(size, dtype=np.uint64)
    within = np.ones(size, dtype=np.bool_)
    for place in range(RUN):
        runs += numbers[place : place + size] * _MIX[place]
        within &= marks[place : place + size]
    runs = (runs ^ (runs >> _SHIFT)) * _MIX[0]
    runs ^= runs >> _SHIFT
    sentences = [runs[start : max(start + 1, end - RUN + 1)] for start, end in _pieces(lengths, numbers)]
    distinct, first = np.unique(runs, return_index=True)
    return Wording(distinct, ~within[first]), sentences


def common_wording(one: Wording, other: Wording) -> Common:
    """Return what two texts have in common; nothing where either has no wording."""
    first = one.runs.size <= other.runs.size
    shorter, longer = (one, other) if first else (other, one)
    if not shorter.runs.size:
        return Common(0, 0.0, 0.0, None, first)
    both = held(shorter.runs, longer.runs)
    runs = int(both.sum())
    told = int(shorter.told.sum())
    return Common(
        runs=runs,
        share=runs / shorter.runs.size,
        of_both=runs / (shorter.runs.size + longer.runs.size - runs),
        told=int((both & shorter.told).sum()) / told if told >= _LEAST_TOLD else None,
        shorter_is_first=first,
    )


def held(runs: Runs, among: Runs) -> Flags:
    """Tell for each run whether it is among others, which are in rising order."""
    if not among.size:
        return np.zeros(runs.size, dtype=np.bool_)
    at = np.minimum(np.searchsorted(among, runs), among.size - 1)
    there: Flags = among[at] == runs
    return there


def _read_words(text: str) -> tuple[list[str], list[bool], list[int]]:
    """Return the words of a text, for each whether it is quoted, and the number of words of each sentence."""
    words: list[str] = []
    quoted: list[bool] = []
    lengths: list[int] = []
    for line in text.splitlines():
        if not line.strip() or _is_about_the_page(line):
            continue
        marks = [n % 2 == 1 for n, piece in enumerate(_QUOTED.split(line)) for _ in _WORD.findall(piece)]
        at = 0
        sentences = _END.split(line)
        for sentence in sentences:
            found = _WORD.findall(sentence)
            if len(sentences) == 1 or not _is_about_the_page(sentence):
                words += found
                quoted += marks[at : at + len(found)]
                lengths.append(len(found))
            at += len(found)
    return words, quoted, lengths


def _pieces(lengths: list[int], numbers: Runs) -> Iterator[tuple[int, int]]:
    """Yield where sentences start and end by words: short ones together, long ones cut."""
    start = end = 0
    for length in lengths:
        end += length
        if length > _MOST_WORDS:
            for at in range(end - length, end):
                if at - start >= _LEAST_WORDS and numbers[at] % _CUT == 0:
                    yield start, at
                    start = at
        if end - start >= _LEAST_WORDS:
            yield start, end
            start = end


def _is_about_the_page(line: str) -> bool:
    """Tell whether a line or sentence is known to be about the page and not of the report."""
    return len(line) <= 400 and _page_lines().fullmatch(line.strip()) is not None


@cache
def _page_lines() -> re.Pattern[str]:
    lines = files("dateline.lexicon").joinpath("page_lines.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(f"(?:{pattern})" for of, pattern in rows if of == "line"), re.IGNORECASE)
