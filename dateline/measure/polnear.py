"""Attribution against PolNeAR: who is said to have said what, at the level of words and characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dateline.record.report import Report, Span

from .task import Row, Scores, f1

_WORD = re.compile(r"\w+")
_HALF = 0.5  # Jaccard from which two contents are the same
_DISCARDED = 0.5  # share of a content inside text that is not part of the article from which it is left out

Numbers = frozenset[int]


class Attribution(NamedTuple):
    """One attribution as sets of characters and of words, by number; ``parts`` are the contents' contiguous words."""

    source: Numbers
    content: Numbers
    cue: Numbers
    source_words: Numbers
    content_words: Numbers
    cue_words: Numbers
    parts: frozenset[Numbers]
    kind: str


class PolnearTask:
    """Source, cue and content of every attribution of a news text."""

    name = "polnear"
    about = (
        "PolNeAR: attached F1 (content overlaps by half, source is right), beside Gender Gap Tracker's 48, a CRF's 59.5"
    )

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the statements of each text in the set's habit: "that" in the content, none inside of another.

        Every attitude counts there ("wants to leave"), so less is left out than in a reading.
        """
        from dateline.read.pipeline import draft_reports
        from dateline.read.statements.keeping import least_to_annotate
        from dateline.read.statements.step import find_statements

        reports = (
            Report(r["doc_id"], r["text"], Span(0, len(r["text"])), language="en", published=r.get("date"))
            for r in rows
        )
        for draft in draft_reports(reports, until="places", fast=fast):
            find_statements(draft, least_to_annotate)
            attributions = []
            for s in draft.statements:
                if s.within is not None:
                    continue
                content = [draft.span(w) for w in s.content]
                first = min(w.start for w in s.content)
                if first and draft.doc[first - 1].lower_ == "that" and first - 1 > s.cue_head:
                    content = [
                        Span(draft.starts[first - 1], c.end) if c.start == draft.starts[first] else c for c in content
                    ]
                attributions.append(
                    {
                        "source": [list(draft.span(w)) for w in s.source],
                        "cue": [list(draft.span(w)) for w in s.cue],
                        "content": [list(c) for c in content],
                    }
                )
            yield {"doc_id": draft.report.id, "attributions": attributions}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return F1 (and precision, recall of the main figure) over all documents, recall by kind of speech."""
        by_id = {p["doc_id"]: p for p in predictions}
        tally = _Tally()
        for row in sorted(gold, key=lambda r: str(r["doc_id"])):
            tally.add(row, by_id.get(row["doc_id"], {}).get("attributions", []))
        return tally.scores(len(gold))


class NumberedText:
    """The words of a text by number, and the number of the word at each character."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.word_at: dict[int, int] = {}
        for number, match in enumerate(_WORD.finditer(text)):
            for at in range(match.start(), match.end()):
                self.word_at[at] = number

    def characters(self, spans: Iterable[Iterable[int]]) -> Numbers:
        return frozenset(at for s, e in spans for at in range(max(0, s), min(e, self.length)) if at in self.word_at)

    def words(self, spans: Iterable[Iterable[int]]) -> Numbers:
        return frozenset(self.word_at[at] for at in self.characters(spans))

    def parts(self, spans: Iterable[Iterable[int]]) -> frozenset[Numbers]:
        """Return the spans' words, spans with no word between them as one."""
        joined: list[set[int]] = []
        for span in sorted([tuple(s) for s in spans]):
            words = self.words([span])
            if not words:
                continue
            if joined and min(words) <= max(joined[-1]) + 1:
                joined[-1] |= words
            else:
                joined.append(set(words))
        return frozenset(frozenset(j) for j in joined)

    def attribution(self, row: Row) -> Attribution:
        source, cue, content = (row.get(key) or [] for key in ("source", "cue", "content"))
        return Attribution(
            source=self.characters(source),
            content=self.characters(content),
            cue=self.characters(cue),
            source_words=self.words(source),
            content_words=self.words(content),
            cue_words=self.words(cue),
            parts=self.parts(content),
            kind=str(row.get("quote_type")),
        )


def overlap(one: Numbers, other: Numbers) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _pairs(scored: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Return one-to-one pairs, the best first."""
    golds: set[int] = set()
    guesses: set[int] = set()
    pairs = []
    for _, g, p in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if g not in golds and p not in guesses:
            golds.add(g)
            guesses.add(p)
            pairs.append((g, p))
    return pairs


class _Tally:
    """Hits, predictions and gold by measure, summed over documents."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()
        self.recalled: Counter[str] = Counter()
        self.of_kind: Counter[str] = Counter()
        self.partial = [0.0, 0.0]
        self.errors: Counter[str] = Counter()
        self.matched_sources = [0, 0]
        self.dropped = 0

    def add(self, row: Row, predicted: list[Row]) -> None:
        """Add one document."""
        text = NumberedText(row["text"])
        discard = text.characters(row.get("discard") or [])
        golds = [text.attribution(a) for a in row["attributions"]]
        guesses = []
        for guess in map(text.attribution, predicted):
            if guess.content and len(guess.content & discard) > _DISCARDED * len(guess.content):
                self.dropped += 1
            else:
                guesses.append(guess)
        self._add_contents(golds, guesses)
        self._add_attached(golds, guesses)
        self._add_cues_and_sources(golds, guesses)
        self.wanted["all"] += len(golds)
        self.given["all"] += len(guesses)

    def _exact(self, measure: str, gold: Counter[Numbers], guess: Counter[Numbers]) -> None:
        self.hits[measure] += (gold & guess).total()
        self.wanted[measure] += gold.total()
        self.given[measure] += guess.total()

    def _add_contents(self, golds: list[Attribution], guesses: list[Attribution]) -> None:
        said, guessed = [g for g in golds if g.content], [p for p in guesses if p.content]
        self._exact("content_exact", Counter(g.content_words for g in said), Counter(p.content_words for p in guessed))
        gold_parts = Counter(part for g in said for part in g.parts)
        guess_parts = Counter(part for p in guessed for part in p.parts)
        self._exact("span_exact", gold_parts, guess_parts)
        for mine, others, side in ((guess_parts, gold_parts, 0), (gold_parts, guess_parts, 1)):
            for part, number in mine.items():
                self.partial[side] += number * min(1.0, sum(len(part & other) for other in others) / len(part))
        gold_words = frozenset(w for g in said for w in g.content_words)
        guess_words = frozenset(w for p in guessed for w in p.content_words)
        self.hits["content_token"] += len(gold_words & guess_words)
        self.wanted["content_token"] += len(gold_words)
        self.given["content_token"] += len(guess_words)

    def _add_attached(self, golds: list[Attribution], guesses: list[Attribution]) -> None:
        close = [
            (score, g, p)
            for g, gold in enumerate(golds)
            for p, guess in enumerate(guesses)
            if gold.content & guess.content and (score := overlap(gold.content, guess.content)) >= _HALF
        ]
        contents = [g for g in golds if g.content]
        guessed = [p for p in guesses if p.content]
        matched = _pairs(close)
        attached = _pairs([c for c in close if golds[c[1]].source & guesses[c[2]].source])
        strict = _pairs([c for c in close if overlap(golds[c[1]].source_words, guesses[c[2]].source_words) >= _HALF])
        either = _pairs(
            [
                c
                for c in close
                if golds[c[1]].source & guesses[c[2]].source or not (golds[c[1]].source or guesses[c[2]].source)
            ]
        )
        with_source = (sum(bool(g.source) for g in contents), sum(bool(p.source) for p in guessed))
        everything = (len(contents), len(guessed))
        for measure, pairs, (wanted, given) in (
            ("content_j50", matched, everything),
            ("attached", attached, with_source),
            ("attached_strict", strict, with_source),
            ("attached_any", either, everything),
        ):
            self.hits[measure] += len(pairs)
            self.wanted[measure] += wanted
            self.given[measure] += given
        sourced = [(g, p) for g, p in matched if golds[g].source]
        self.matched_sources[0] += sum(bool(golds[g].source & guesses[p].source) for g, p in sourced)
        self.matched_sources[1] += len(sourced)
        right, found = {g for g, _ in attached}, {g for g, _ in matched}
        for number, gold in enumerate(golds):
            if gold.content:
                self.of_kind[gold.kind] += 1
                self.recalled[gold.kind] += number in (right if gold.source else found)
                self.errors["content missed"] += number not in found
                self.errors["source wrong"] += bool(gold.source) and number in found and number not in right
        self.errors["content spurious"] += len(guessed) - len(matched)

    def _add_cues_and_sources(self, golds: list[Attribution], guesses: list[Attribution]) -> None:
        touching = [
            (overlap(gold.cue, guess.cue), g, p)
            for g, gold in enumerate(golds)
            for p, guess in enumerate(guesses)
            if gold.cue & guess.cue
        ]
        self.hits["cue"] += len(_pairs(touching))
        self.wanted["cue"] += sum(bool(g.cue) for g in golds)
        self.given["cue"] += sum(bool(p.cue) for p in guesses)
        self._exact(
            "cue_exact", Counter(g.cue_words for g in golds if g.cue), Counter(p.cue_words for p in guesses if p.cue)
        )
        self._exact(
            "source_exact",
            Counter({g.source_words for g in golds if g.source_words}),
            Counter({p.source_words for p in guesses if p.source_words}),
        )

    def scores(self, documents: int) -> Scores:
        """Return all figures in percent."""
        figures: dict[str, float | int | None] = {}
        for measure in ("attached", "attached_strict", "attached_any", "content_j50", "content_exact", "span_exact"):
            self._put(figures, measure)
        spans = self.given["span_exact"], self.wanted["span_exact"]
        p = self.partial[0] / spans[0] if spans[0] else 0.0
        r = self.partial[1] / spans[1] if spans[1] else 0.0
        figures["span_partial_f1"] = round(200 * p * r / (p + r), 2) if p + r else 0.0
        for measure in ("content_token", "cue", "cue_exact", "source_exact"):
            self._put(figures, measure)
        right, of = self.matched_sources
        figures["source_accuracy_given_content"] = round(100 * right / of, 2) if of else None
        for kind in ("direct", "mixed", "indirect"):
            figures[f"recall_{kind}"] = (
                round(100 * self.recalled[kind] / self.of_kind[kind], 2) if self.of_kind[kind] else None
            )
        figures |= {
            "documents": documents,
            "gold": self.wanted["all"],
            "predicted": self.given["all"],
            "dropped": self.dropped,
        }
        return Scores("attached_f1", figures, dict(self.errors.most_common()))

    def _put(self, figures: dict[str, float | int | None], measure: str) -> None:
        p, r, f = f1(self.hits[measure], self.given[measure], self.wanted[measure])
        if measure == "attached":
            figures["attached_precision"], figures["attached_recall"] = round(100 * p, 2), round(100 * r, 2)
        figures[f"{measure}_f1"] = round(100 * f, 2)


TASK = PolnearTask()
