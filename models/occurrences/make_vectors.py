"""Make the table of what words mean, out of the encoder's own vectors of whole words.

usage: python -m models.occurrences.make_vectors > dateline/lexicon/word_vectors.tsv

Reads ``dateline/weights/attribution``. The vectors are centred, turned to their principal axes and cut to the first
``AXES``; a row is a word and its vector of length 1 in 8 bits, as base64. Only words whose stem stands in news are
kept.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.terms import common_stems, stem_of

AXES = 64  # on train, five folds: log loss .1007 with 64, .0996 with 128, at twice the size
WEIGHTS = Path(__file__).parents[2] / "dateline" / "weights" / "attribution"
TENSOR = "pieces.weight_quantized"
_GRAPH, _INITIALIZER, _DIMENSIONS, _NAME, _RAW = 7, 5, 1, 8, 9  # field numbers of ONNX's messages


def piece_vectors(model: bytes) -> NDArray[np.float32]:
    """Return the encoder's vector of each word piece, up to scale and shift, which make no difference here."""
    for graph, start, end in _fields(model, 0, len(model)):
        if graph != _GRAPH:
            continue
        for field, at, to in _fields(model, start, end):
            if field != _INITIALIZER:
                continue
            parts = list(_fields(model, at, to))
            if any(number == _NAME and model[a:b].decode() == TENSOR for number, a, b in parts):
                rows = next(a for number, a, _ in parts if number == _DIMENSIONS)
                raw = next(model[a:b] for number, a, b in parts if number == _RAW)
                return np.frombuffer(raw, np.uint8).reshape(rows, -1).astype(np.float32)
    raise SystemExit(f"{TENSOR} is not in the model")


def _fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the fields of a protocol buffer: number, start and end, or the value and -1 for a whole number."""
    while at < end:
        key, at = _whole(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _whole(data, at)
            yield key >> 3, value, -1
            continue
        size = {1: 8, 5: 4}.get(kind)
        if size is None:
            size, at = _whole(data, at)
        yield key >> 3, at, at + size
        at += size


def _whole(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def main() -> int:
    """Write the table to standard output."""
    pieces = json.loads((WEIGHTS / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    stems = common_stems().counts
    words = sorted(word for word in pieces if word.isalpha() and len(word) > 1 and stem_of(word) in stems)
    vectors = piece_vectors((WEIGHTS / "reader.onnx").read_bytes())[[pieces[word] for word in words]]
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, np.newaxis]
    short = vectors @ axes[:AXES].T
    short /= np.linalg.norm(short, axis=1, keepdims=True)
    print("# What words mean, as vectors: cut from all-MiniLM-L6-v2 (sentence-transformers), Apache License 2.0,")
    print("# by models.occurrences.make_vectors, see models/occurrences/CARD.md.")
    for word, vector in zip(words, np.round(127 * short).astype(np.int8), strict=True):
        print(word, b64encode(vector.tobytes()).decode(), sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
