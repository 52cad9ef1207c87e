"""Count in which case words are written, for the table that restores case to text without any.

usage: python -m models.casing.count FILE.jsonl ... > dateline/lexicon/casing.tsv

A row of the files has ``text``, ``sentences`` with ``text``, ``tokens``, or ``a`` and ``b``. Only numbers leave the
texts: words seen fewer than three times and pairs seen fewer than four times are left out. The first word of a
sentence says nothing of its case and is not counted, nor is a line in which most words have a capital (a headline).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dateline.measure.task import Row, load_rows
from dateline.read.truecase import WORD, form_of, shape_of

LEAST = 3  # times a word must have been seen
LEAST_PAIR = 4
DOUBTFUL = 0.85  # share of a word's usual shape below which its pairs are told even where they are the usual ones
LEAST_USUAL = 8  # times such a pair must have been seen
HEADLINE = 0.5  # of a line's words with a capital: by hand
_FOLD = 10  # of ten texts one says how words are written that the others have not
_BREAK = re.compile(r"[.?!;:…]|\n|[\"“”‘`]|''|--|—|\* ")


def texts_of(row: Row) -> Iterator[str]:
    """Yield the texts of one row."""
    for key in ("text", "a", "b"):
        if isinstance(row.get(key), str):
            yield row[key]
    if "text" not in row and isinstance(row.get("tokens"), list):
        tokens = [t if isinstance(t, str) else t.get("text", "") for t in row["tokens"]]
        yield " ".join(tokens)


def runs_of(text: str) -> Iterator[list[tuple[str, int, bool]]]:
    """Yield the runs of words between signs: word in small letters, its shape, whether its case is evidence."""
    for line in text.split("\n"):
        found = list(WORD.finditer(line))
        if not found or sum(any(c.isupper() for c in m.group()) for m in found) > HEADLINE * len(found):
            continue
        run: list[tuple[str, int, bool]] = []
        end = 0
        for i, match in enumerate(found):
            between = line[end : match.start()]
            opens = i == 0 or bool(_BREAK.search(between))
            if opens and run:
                yield run
                run = []
            word = match.group().replace("’", "'")
            run.append((word.lower().removesuffix("'s"), shape_of(word.removesuffix("'s")), not opens))
            end = match.end()
        yield run


def main() -> int:
    """Write the table to standard output."""
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    words: dict[str, list[int]] = {}
    pairs: Counter[tuple[str, str, int, int]] = Counter()
    follows = [[1, 1, 1] for _ in range(3)]
    held: Counter[tuple[str, int]] = Counter()
    texts = sorted({text for path in sys.argv[1:] for row in load_rows(Path(path)) for text in texts_of(row)})
    for number, text in enumerate(texts):
        for run in runs_of(text):
            for i, (word, shape, counts) in enumerate(run):
                if not counts:
                    continue
                if number % _FOLD == 0:
                    held[word, shape] += 1
                words.setdefault(word, [0, 0, 0])[shape] += 1
                before, shape_before, counted = run[i - 1]
                if counted:
                    follows[shape_before][shape] += 1
    for text in texts:
        for run in runs_of(text):
            for (before, shape_before, counted), (word, shape, counts) in pairwise(run):
                if counts:
                    pairs[before, word, shape_before if counted else _usual(words, before), shape] += 1
    forms: dict[str, list[int]] = {}
    for (word, shape), times in held.items():
        if sum(words[word]) == times:  # the other texts have it nowhere
            forms.setdefault(form_of(word), [0, 0, 0])[shape] += 1
    print("# In which case words are written; made by models.casing.count, see models/casing/CARD.md.")
    print("# word: small, title, capitals; pair: shapes (0 small, 1 title, 2 capitals), times, of all")
    for name, numbers in sorted(forms.items()):
        print("form", name, *numbers, sep="\t")
    for shape, row in enumerate(follows):
        print("follows", shape, *row, sep="\t")
    for word, seen in sorted(words.items()):
        if sum(seen) >= LEAST:
            print("word", word, *seen, sep="\t")
    for line in _surprising(words, pairs):
        print("pair", *line, sep="\t")
    return 0


def _usual(words: dict[str, list[int]], word: str) -> int:
    """Return the shape that a word has mostly, small where it is only known to open sentences."""
    return max(range(3), key=words.get(word, [1, 0, 0]).__getitem__)


def _surprising(
    words: dict[str, list[int]], pairs: Counter[tuple[str, str, int, int]]
) -> Iterator[tuple[str, str, int, int]]:
    """Yield the pairs whose usual shapes are not those that their words have mostly: "White House"."""
    totals: Counter[tuple[str, str]] = Counter()
    top: dict[tuple[str, str], tuple[int, tuple[int, int]]] = {}
    for (first, second, one, two), times in pairs.items():
        totals[first, second] += times
        if (times, (one, two)) > top.get((first, second), (0, (0, 0))):
            top[first, second] = times, (one, two)
    for (first, second), (times, shapes) in sorted(top.items()):
        total = totals[first, second]
        usual = (_usual(words, first), _usual(words, second))
        doubtful = total >= LEAST_USUAL and any(
            max(words[w]) < DOUBTFUL * sum(words[w]) for w in (first, second) if w in words
        )
        if times >= LEAST_PAIR and (usual != shapes or doubtful):
            yield f"{first} {second}", f"{shapes[0]}{shapes[1]}", times, total


if __name__ == "__main__":
    raise SystemExit(main())
