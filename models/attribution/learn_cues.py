"""Learn the shares of the cue lexicon and the weights of circumstances from annotated texts.

usage: python models/attribution/learn_cues.py TRAIN.jsonl

The words, their acts and the constructions that they can have are made by hand: a "-" in ``cues.tsv`` stays. All
other numbers there, and all in ``circumstances.tsv``, are counted anew from the texts, which are in the form of
PolNeAR as ``dateline measure polnear`` takes it. A candidate counts as right where an attribution shares half of its
content and a part of its source. Only numbers leave the texts.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.measure.polnear import NumberedText, overlap
from dateline.measure.task import Row, load_rows
from dateline.read.parse import parse
from dateline.read.quotes import quotes_of
from dateline.read.statements import candidates, cues
from dateline.read.statements.cues import Construction, CueLexicon, CueWord, cue_lexicon
from dateline.read.statements.likelihood import circumstances
from dateline.read.statements.page import Page
from dateline.record.choices import Act
from dateline.record.report import Report, Span

LEXICON = Path(cues.__file__).parent.parent.parent / "lexicon"
# fmt: off
NAMES = (
    "inquote", "neg", "modal", "will", "to", "passive", "ger", "bare", "if",
    "nosrc", "src_i", "src_it", "src_pron", "src_name", "src_person", "question",
)
# fmt: on
PRIOR = 4  # occurrences that the share of a word's class counts for; chosen on the development half of PolNeAR
LOUDEST = 60  # occurrences of one word that count for its class at most
LEAST_SHARE = 0.06
SOFT = frozenset({Act.BELIEVE, Act.URGE, Act.PRAISE, Act.CONDEMN, Act.REFUSE, Act.DEMAND, Act.AGREE})


class Case(NamedTuple):
    """One candidate: its row in the lexicon, construction, surroundings, and whether it is a statement."""

    lemma: str
    pos: str
    construction: Construction
    names: tuple[str, ...]
    right: bool


def cases(rows: list[Row]) -> Iterator[Case]:
    """Yield every candidate that the lexicon's words make in these texts."""
    reports = [Report(str(r["doc_id"]), r["text"], Span(0, len(r["text"]))) for r in rows]
    for row, draft in zip(rows, parse(reports), strict=True):
        page = Page(draft, draft.doc, quotes_of(draft))
        text = NumberedText(row["text"])
        golds = [text.attribution(a) for a in row["attributions"]]
        for spans in candidates.find_spans(page):
            content = text.characters([draft.span(w) for w in spans.content])
            source = text.characters([draft.span(w) for w in spans.voice.words])
            right = any(
                g.content & content
                and overlap(g.content, content) >= 0.5
                and (g.source & source or not (g.source or source))
                for g in golds
            )
            names = tuple(circumstances(page, spans.head, spans.voice))
            if spans.entry is not None:
                pos = "noun" if spans.head.pos_ == "NOUN" else "verb"
                yield Case(spans.entry.lemma, pos, spans.construction, names, right)


def neutral(lexicon: CueLexicon) -> CueLexicon:
    """Return the lexicon with the same share for all, so that no construction is preferred while counting."""

    def plain(word: CueWord) -> CueWord:
        return CueWord(word.lemma, word.act, dict.fromkeys(word.weights, 0.5))

    return CueLexicon(
        {k: plain(w) for k, w in lexicon.verbs.items()},
        {k: plain(w) for k, w in lexicon.nouns.items()},
        {k: plain(w) for k, w in lexicon.prepositional.items()},
    )


class Counts:
    """Occurrences and statements of each word in each construction, with those of the words of its class."""

    def __init__(self, found: list[Case], acts: dict[tuple[str, str], Act]) -> None:
        self.acts = acts
        self.words: dict[tuple[str, str, Construction], list[float]] = defaultdict(lambda: [0, 0])
        self.classes: dict[tuple[str, bool, bool, Construction], list[float]] = defaultdict(lambda: [1, 4])
        for case in found:
            counts = self.words[case.lemma, case.pos, case.construction]
            counts[0] += case.right
            counts[1] += 1
        for (lemma, pos, construction), (right, all_) in self.words.items():
            if lemma not in {"say", "according to"}:
                part = min(1.0, LOUDEST / all_)
                pooled = self.classes[self._class(lemma, pos, construction)]
                pooled[0] += right * part
                pooled[1] += all_ * part

    def _class(self, lemma: str, pos: str, construction: Construction) -> tuple[str, bool, bool, Construction]:
        return pos, " " in lemma, self.acts[lemma, pos] in SOFT, construction

    def share(self, lemma: str, pos: str, construction: Construction, without: Case | None = None) -> float:
        """Return the smoothed share of statements, one case left out where it is given."""
        right, all_ = self.words.get((lemma, pos, construction), (0, 0))
        if without is not None:
            right, all_ = right - without.right, all_ - 1
        pooled = self.classes[self._class(lemma, pos, construction)]
        return (right + PRIOR * pooled[0] / pooled[1]) / (all_ + PRIOR)


def weights(found: list[Case], counts: Counts) -> dict[str, float]:
    """Return the weights of a logistic model over the share's logit and the circumstances, by Newton's method."""
    features = np.zeros((len(found), len(NAMES) + 2))
    right = np.array([float(c.right) for c in found])
    for row, case in zip(features, found, strict=True):
        share = min(max(counts.share(case.lemma, case.pos, case.construction, case), 0.001), 0.999)
        row[0] = log(share / (1 - share))
        row[1:-1] = [name in case.names for name in NAMES]
        row[-1] = 1
    solved = np.zeros(features.shape[1])
    for _ in range(12):
        chance = 1 / (1 + np.exp(-features @ solved))
        gradient = features.T @ (right - chance) - 0.5 * solved
        bend = (features * (chance * (1 - chance))[:, None]).T @ features + 0.5 * np.eye(len(solved))
        solved += np.linalg.solve(bend, gradient)
    return dict(zip(("prior", *NAMES, "bias"), solved.tolist(), strict=True))


def main(path: Path) -> None:
    """Rewrite both tables from the texts in this file."""
    table = (LEXICON / "cues.tsv").read_text(encoding="utf-8").splitlines()
    lexicon = neutral(cue_lexicon())
    candidates.cue_lexicon = lambda: lexicon
    found = list(cases(load_rows(path)))
    rows = [line.split("\t") for line in table if not line.startswith("#")]
    counts = Counts(found, {(lemma, pos): Act(act) for lemma, pos, act, *_ in rows})
    lines = [line for line in table if line.startswith("#")]
    for lemma, pos, act, *shares in rows:
        new = [
            "-" if old == "-" else f"{max(LEAST_SHARE, counts.share(lemma, pos, construction)):.2f}"
            for construction, old in zip(Construction, shares, strict=True)
        ]
        lines.append("\t".join((lemma, pos, act, *new)))
    (LEXICON / "cues.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    about = (LEXICON / "circumstances.tsv").read_text(encoding="utf-8").splitlines()
    lines = [line for line in about if line.startswith("#")]
    lines += [f"{name}\t{weight:.2f}" for name, weight in weights(found, counts).items()]
    (LEXICON / "circumstances.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found):,} candidates, {sum(c.right for c in found):,} of them statements")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
