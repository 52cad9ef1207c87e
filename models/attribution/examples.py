"""Annotated texts to training inputs: chunks with their cues, and a window for each cue with its source and content."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.measure.task import Row, load_rows
from dateline.read.parse import load_model, parse
from dateline.read.quotes import quotes_of
from dateline.read.statements.learned.grammar_ids import Vocabulary, WordIds, word_ids
from dateline.read.statements.learned.windows import Input, Layout, Pieces
from dateline.read.statements.page import Page
from dateline.record.report import Report, Span

Words = tuple[int, int]
IGNORED = -100  # the label of what is no word's first piece
LEAST_CUE_SHARE = 0.1  # a word that is a cue this often is looked at also where it is none
NEGATIVES = 0.3  # windows around such words, as a part of those around cues


@dataclass(slots=True)
class Text:
    """One annotated text: its words' numbers and its attributions in words."""

    ids: WordIds
    attributions: list[tuple[Words, list[Words], list[Words]]]  # cue, source, content


@dataclass(slots=True)
class Example:
    """One input with the label of each of its words; ``right`` tells of a window whether its cue is one."""

    ids: WordIds
    made: Input
    labels: list[int]
    right: bool | None = None


def vocabulary() -> Vocabulary:
    """Return the parser's labels in its own order."""
    nlp = load_model()
    return Vocabulary(tuple(nlp.get_pipe("tagger").labels), tuple(nlp.get_pipe("parser").labels))


def load_texts(path: Path, labels: Vocabulary) -> list[Text]:
    """Return the annotated texts of a file, parsed as reports are."""
    rows = load_rows(path)
    reports = (Report(str(r["doc_id"]), r["text"], Span(0, len(r["text"])), language="en") for r in rows)
    texts = []
    for row, draft in zip(rows, parse(reports), strict=True):
        page = Page(draft, draft.doc, quotes_of(draft))
        texts.append(Text(word_ids(page, labels), list(_attributions(row, draft.starts, draft.ends))))
    return texts


def _attributions(row: Row, starts: list[int], ends: list[int]) -> Iterator[tuple[Words, list[Words], list[Words]]]:
    def words(spans: list[list[int]]) -> list[Words]:
        found = ((bisect_right(ends, s), bisect_left(starts, e)) for s, e in spans)
        return [(a, b) for a, b in found if b > a]

    for attribution in row["attributions"]:
        cue = words(attribution["cue"])
        if cue:
            yield cue[0], words(attribution["source"]), words(attribution["content"])


def bio(labels: list[int], first: int, spans: list[Words], begins: int) -> None:
    """Write spans into the labels of the words from ``first`` on: ``begins`` at their start, the next number inside."""
    for start, end in spans:
        for i in range(max(start, first), min(end, first + len(labels))):
            labels[i - first] = begins if i == start else begins + 1


class Examples:
    """All inputs of some texts: chunks and windows once, and a fresh draw of windows around what is no cue."""

    def __init__(self, texts: list[Text], pieces: Pieces, labels: Vocabulary) -> None:
        self.layouts = [Layout(text.ids, pieces, len(labels.dependencies)) for text in texts]
        self.fixed: list[Example] = []
        for text, layout in zip(texts, self.layouts, strict=True):
            for chunk in layout.chunks():
                marked = [0] * len(chunk.words)
                bio(marked, chunk.words[0], [cue for cue, _, _ in text.attributions], 1)
                self.fixed.append(Example(text.ids, chunk, marked))
            for cue, source, content in text.attributions:
                if content:
                    window = layout.window(cue)
                    marked = [0] * len(window.words)
                    bio(marked, window.words[0], source, 1)
                    bio(marked, window.words[0], content, 3)
                    self.fixed.append(Example(text.ids, window, marked, True))
        self.others = self._others(texts)

    def _others(self, texts: list[Text]) -> list[tuple[int, int]]:
        """Return by text and word those that are no cue and yet often are one elsewhere."""
        seen: Counter[str] = Counter()
        cues: Counter[str] = Counter()
        free: list[tuple[int, int, str]] = []
        for number, text in enumerate(texts):
            inside = {i for (start, end), _, _ in text.attributions for i in range(start, end)}
            for i, word in enumerate(text.ids.words):
                seen[word.lower()] += 1
                if i not in inside:
                    free.append((number, i, word.lower()))
            for (start, end), _, _ in text.attributions:
                if end - start == 1:
                    cues[text.ids.words[start].lower()] += 1
        return [(n, i) for n, i, w in free if cues[w] > 1 and cues[w] >= LEAST_CUE_SHARE * seen[w]]

    def epoch(self, chance: random.Random) -> list[Example]:
        """Return the inputs of one pass over the texts, in no order."""
        windows = sum(e.right is True for e in self.fixed)
        drawn = chance.sample(self.others, min(len(self.others), int(NEGATIVES * windows)))
        found = list(self.fixed)
        for number, i in drawn:
            layout = self.layouts[number]
            window = layout.window((i, i + 1))
            found.append(Example(layout.ids, window, [0] * len(window.words), False))
        return found


def batches(examples: list[Example], size: int, chance: random.Random) -> list[list[Example]]:
    """Return shuffled batches of about ``size`` pieces; inputs of one length stand together, little is padded."""
    ordered = sorted(examples, key=lambda e: (len(e.made.pieces) + chance.randrange(8), chance.random()))
    made: list[list[Example]] = [[]]
    for example in ordered:
        if made[-1] and (len(made[-1]) + 1) * len(example.made.pieces) > size:
            made.append([])
        made[-1].append(example)
    chance.shuffle(made)
    return made
