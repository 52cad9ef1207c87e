"""A word in, what it means as a vector out: words of one meaning have vectors that point one way."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float64]

AXES = 64


@cache
def _table() -> dict[str, Vectors]:
    lines = files("dateline.lexicon").joinpath("word_vectors.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: np.frombuffer(b64decode(coded), np.int8) / 127.0 for word, coded in rows}


def vectors_of(words: Sequence[str]) -> Vectors:
    """Return the vectors of words in small letters, of length 1, one a row; a word that is not known has zeros."""
    known = _table()
    out = np.zeros((len(words), AXES))
    for row, word in enumerate(words):
        if word in known:
            out[row] = known[word] / np.linalg.norm(known[word])
    return out


def is_known(word: str) -> bool:
    """Tell whether a word in small letters has a vector."""
    return word in _table()
