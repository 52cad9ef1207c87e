"""Relations and records to examples: a question to the typer, the types that are right, and what the rules read.

Sentences that are nearly the same share a ``group``, and a group never stands on two sides of a measurement.
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.measure.plover import drafts, importance, rule_read
from dateline.measure.plover_dyads import YIELD, question_of, rule_of
from dateline.measure.task import Row, load_rows
from dateline.read.draft import Draft, Words
from dateline.read.events.learned.asking import Question
from dateline.read.events.learned.blending import Rule
from dateline.read.events.learned.weights import NO_EVENT
from dateline.record.choices import EventType
from dateline.record.report import Span

LABELS = (*(kind.value for kind in EventType), NO_EVENT)
YIELDING = ("CONCEDE", "RETREAT")  # one type in the relations
TRAIN, DEV, RECORDS = "relations-train", "relations-dev", "records"
_NEAR = 0.6  # overlap of words (Jaccard) from which two sentences count as one, as the sets' own halves were made


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the types that are right, and what the rules read of it."""

    id: str
    set: str
    question: Question
    allowed: tuple[str, ...]
    rule: Rule
    sentence: str = ""  # the set's own number of the sentence
    group: int = -1


def load_examples(data: Path, work: Path) -> tuple[Example, ...]:
    """Return the examples of the sets below a folder, read once: a training that goes on takes them from its own."""
    kept = work / "examples.pickle"
    if not kept.exists():
        found = [e for half in (TRAIN, DEV) for e in _relations(data, half)]
        kept.write_bytes(pickle.dumps(tuple(_group([*found, *_records(data)]))))
    examples: tuple[Example, ...] = pickle.loads(kept.read_bytes())
    return examples


def _relations(data: Path, half: str) -> Iterator[Example]:
    rows = load_rows(data / f"plover-dyads/{half.removeprefix('relations-')}.jsonl")
    for row, draft in drafts(rows):
        kind = row["event_type"]
        allowed = YIELDING if kind == YIELD else (kind,)
        yield Example(row["id"], half, question_of(draft, row), allowed, rule_of(draft, row), row["sentence_id"])


def _records(data: Path) -> Iterator[Example]:
    """Yield the gold records with the spans that their coders marked; one who is both sides is the source."""
    for row, draft in drafts(load_rows(data / "plover-gsr/train.jsonl")):
        by_role: dict[str, list[Row]] = defaultdict(list)
        for span in row["spans"]:
            by_role[span["role"]].append(span)
        source = next(iter(by_role["SRC"]), None)
        others = [s for s in by_role["TAR"] if source is None or s["start"] != source["start"]]
        marks = (source, next(iter(others), None), next(iter(by_role["EVT"]), None))
        question = Question([t.text for t in draft.doc], *(_at(draft, mark) for mark in marks))
        event = min(draft.events, key=lambda e: importance(draft, e), default=None)
        yield Example(row["id"], RECORDS, question, (row["event_type"],), rule_read(draft, event))


def _at(draft: Draft, mark: Row | None) -> Words | None:
    return draft.words_at(Span(mark["start"], mark["end"])) if mark else None


def _group(examples: Sequence[Example]) -> list[Example]:
    """Return the examples with the number of their group: those with nearly the same words, or one sentence's."""
    above = list(range(len(examples)))

    def top(i: int) -> int:
        while above[i] != i:
            i = above[i]
        return i

    bags = [frozenset(w.lower() for w in e.question.words if w[:1].isalnum()) for e in examples]
    holding: dict[str, list[int]] = defaultdict(list)
    first_of: dict[str, int] = {}
    for i, bag in enumerate(bags):
        shared = Counter(j for word in bag for j in holding[word])
        for j, common in shared.items():
            if common >= _NEAR * (len(bag) + len(bags[j]) - common):
                above[top(i)] = top(j)
        for word in bag:
            holding[word].append(i)
        if examples[i].sentence:
            above[top(i)] = top(first_of.setdefault(examples[i].sentence, i))
    return [replace(e, group=top(i)) for i, e in enumerate(examples)]
