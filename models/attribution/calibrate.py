"""Fit the confidence of statements: what encoder and rules say of each, against annotated texts.

usage: python -m models.attribution.calibrate --data DEV.jsonl --weights FOLDER

Writes the weights of two logistic models into reader.json and prints how often statements are right by confidence,
each judged by a model fitted on the other half of the texts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.measure.polnear import Attribution, NumberedText, overlap
from dateline.measure.task import load_rows
from dateline.read.draft import Draft, Words
from dateline.read.parse import parse
from dateline.read.quotes import quotes_of
from dateline.read.statements.candidates import find_spans
from dateline.read.statements.learned.finder import find_learned
from dateline.read.statements.learned.merge import odds, told_of
from dateline.read.statements.learned.weights import Reader
from dateline.read.statements.page import Page
from dateline.record.report import Report, Span

LEARNED = ("bias", "cue", "whole", "sure", "agreed", "rule")
ALONE = ("alone_bias", "alone")
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


class Case(NamedTuple):
    """One candidate: the number of its text, whether only a rule finds it, what is told of it, and if it is right."""

    text: int
    is_alone: bool
    features: tuple[float, ...]
    right: bool


def cases(data: Path, reader: Reader) -> Iterator[Case]:
    """Yield every candidate of the texts, those of the encoder with the rule that found the same cue."""
    rows = load_rows(data)
    reports = (Report(str(r["doc_id"]), r["text"], Span(0, len(r["text"])), language="en") for r in rows)
    for number, (row, draft) in enumerate(zip(rows, parse(reports), strict=True)):
        page = Page(draft, draft.doc, quotes_of(draft))
        text = NumberedText(row["text"])
        golds = [text.attribution(a) for a in row["attributions"]]
        rules = list(find_spans(page))
        by_word = {i: s for s in rules for w in s.cue for i in range(w.start, w.end)}
        taken: set[int] = set()
        for one in find_learned(page, reader):
            rule = next((by_word[i] for i in range(one.cue.start, one.cue.end) if i in by_word), None)
            taken.add(id(rule))
            source = one.source or (rule.voice.words if rule is not None else [])
            yield Case(number, False, told_of(one, rule), _is_right(draft, text, golds, source, one.content))
        for rule in rules:
            if id(rule) not in taken:
                right = _is_right(draft, text, golds, rule.voice.words, rule.content)
                yield Case(number, True, (1.0, odds(rule.confidence)), right)


def _is_right(
    draft: Draft, text: NumberedText, golds: list[Attribution], source: list[Words], content: list[Words]
) -> bool:
    said = text.characters([draft.span(w) for w in content])
    voice = text.characters([draft.span(w) for w in source])
    return any(
        g.content & said and overlap(g.content, said) >= 0.5 and (g.source & voice or not (g.source or voice))
        for g in golds
    )


def fit(found: list[Case]) -> NDArray[np.float64]:
    """Return the weights of a logistic model, by Newton's method with a small penalty."""
    features = np.array([c.features for c in found])
    right = np.array([float(c.right) for c in found])
    solved = np.zeros(features.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ solved))
        gradient = features.T @ (right - chance) - 0.1 * solved
        bend = (features * (chance * (1 - chance))[:, None]).T @ features + 0.1 * np.eye(len(solved))
        solved += np.linalg.solve(bend, gradient)
    return solved


def main() -> None:
    """Fit on all texts and write; print the curve of models fitted on one half and judged on the other."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--weights", type=Path, required=True)
    given = asked.parse_args()
    found = list(cases(given.data, Reader(given.weights)))
    calibration: dict[str, float] = {}
    judged: list[tuple[float, bool]] = []
    for is_alone, names in ((False, LEARNED), (True, ALONE)):
        these = [c for c in found if c.is_alone is is_alone]
        calibration |= dict(zip(names, (round(float(w), 4) for w in fit(these)), strict=True))
        for half in (0, 1):
            weights = fit([c for c in these if c.text % 2 != half])
            judged += [
                (float(1 / (1 + np.exp(-np.dot(weights, c.features)))), c.right) for c in these if c.text % 2 == half
            ]
    about = given.weights / "reader.json"
    kept = json.loads(about.read_text(encoding="utf-8"))
    about.write_text(json.dumps(kept | {"calibration": calibration}, indent=1) + "\n", encoding="utf-8")
    print(calibration)
    for low, high in pairwise(EDGES):
        inside = [right for chance, right in judged if low <= chance < high]
        if inside:
            print(f"confidence {low:.1f} to {high:.1f}: {len(inside):5,} candidates, {np.mean(inside):.1%} right")
    sure = [right for chance, right in judged if chance >= 0.8]
    print(f"confidence .8 and more: {len(sure):,} candidates, {np.mean(sure):.1%} right")


if __name__ == "__main__":
    main()
