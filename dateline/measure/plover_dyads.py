"""One type for a sentence with both sides marked (``plover-dyads``): relation classification over PLOVER's roots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from dateline.read.draft import ActorDraft, Draft, EventDraft, Words
from dateline.read.events.learned.asking import Question
from dateline.read.events.learned.blending import Rule, blended
from dateline.read.events.learned.weights import LogChances, Typer, load_typer
from dateline.record.choices import EventType
from dateline.record.report import Span

from .plover import drafts, manual_type, rule_read, word_type
from .task import Row, Scores

YIELD = "YIELD"
_COMMONEST = "YIELD"  # of the train half
PENTA = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
_CROSSWALK = {"163": "COERCE", "116": "ACCUSE", "191": "ASSAULT"}
"""CAMEO codes that the set puts under another type than PLOVER's manual: sanctions imposed, convictions, blockades."""
_YIELDING = {"CONCEDE", "RETREAT"}


class PloverDyadsTask:
    """Source and target are given; the answer is the type of what the one does to the other."""

    name = "plover-dyads"
    about = (
        "PLOVER relations with both mentions given: accuracy, beside UniversalPetrarch's .455, a linear model's .746"
    )

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield one type a row: the learned typer's, what was read of the sentence weighed in.

        Without the typer it is that of the read event between the sides, else what the lexicon holds likeliest of a
        word.
        """
        typer = None if fast else load_typer()
        read = list(drafts(rows, fast))
        kinds = [read_type(d, r) or yielding(word_type(d) or _COMMONEST) for r, d in read]
        if typer is not None:
            kinds = learned_types(typer, [question_of(d, r) for r, d in read], [rule_of(d, r) for r, d in read])
        for (row, _), kind in zip(read, kinds, strict=True):
            yield {"id": row["id"], "event_type": kind, "penta": PENTA[kind]}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return accuracy and macro F1 of types and of the five classes; rows near to a shared one are left out."""
        by_id = {p["id"]: p for p in predictions}
        kept = [row for row in gold if not row.get("near_shared")]
        figures: dict[str, float | int | None] = {"records": len(kept)}
        errors: Counter[str] = Counter()
        for key in ("event_type", "penta"):
            wanted, given = [str(row[key]) for row in kept], [_answer(by_id.get(row["id"], {}), key) for row in kept]
            right = sum(a == b for a, b in zip(wanted, given, strict=True))
            figures[f"{key}_accuracy"] = round(right / max(1, len(kept)), 4)
            figures[f"{key}_macro_f1"] = round(_macro_f1(wanted, given), 4)
            if key == "event_type":
                errors.update(f"{a} as {b}" for a, b in zip(wanted, given, strict=True) if a != b)
        return Scores("event_type_accuracy", figures, dict(errors.most_common(20)))


TASK = PloverDyadsTask()


def learned_types(typer: Typer, questions: Sequence[Question], rules_read: Sequence[Rule]) -> list[str]:
    """Return the set's name of the likeliest type for each question, what rules read of it weighed in."""
    return best_types(typer.labels, blended(typer.ask(questions), typer.labels, rules_read, typer.blends["relations"]))


def best_types(labels: Sequence[str], log_chances: LogChances) -> list[str]:
    """Return the set's name of the likeliest label of each row: what concedes and what retreats are one there."""
    chances = np.exp(log_chances)
    by_name = {name: np.zeros(len(chances)) for name in PENTA}
    for column, label in enumerate(labels):
        if label in EventType.__members__:
            by_name[yielding(label)] += chances[:, column]
    names, table = list(by_name), np.stack(list(by_name.values()), axis=1)
    return [names[i] for i in table.argmax(axis=1)]


def question_of(draft: Draft, row: Row) -> Question:
    """Return the row as a question: its sentence, the marked sides, and the predicate of the read event that fits."""

    def at(side: str) -> Words | None:
        mark = row.get(side)
        return draft.words_at(Span(mark["start"], mark["end"])) if mark else None

    event = read_event(draft, row)
    predicate = event.trigger if event is not None else None
    words = [token.text for token in draft.doc]
    return Question(words, at("source"), at("target"), predicate)


def rule_of(draft: Draft, row: Row) -> Rule:
    """Return what the rules read for a row."""
    return rule_read(draft, read_event(draft, row))


def read_type(draft: Draft, row: Row) -> str | None:
    """Return the type of the read event that fits the marked sides best, None where nothing was read."""
    event = read_event(draft, row)
    if event is None:
        return None
    return _CROSSWALK.get(event.cameo or "", yielding(manual_type(event).value))


def read_event(draft: Draft, row: Row) -> EventDraft | None:
    """Return the read event that fits the marked sides best."""
    best: tuple[float, EventDraft] | None = None
    for event in draft.events:
        fit = event.confidence
        fit += 2 * _touches(draft, event.actors, row["source"]) + 2 * _touches(draft, event.recipients, row["target"])
        fit += _touches(draft, event.recipients, row["source"]) + _touches(draft, event.actors, row["target"])
        fit -= 0.1 * sum(1 for _ in draft.doc[event.head].ancestors)
        if best is None or fit > best[0]:
            best = (fit, event)
    return best[1] if best is not None else None


def yielding(kind: str) -> str:
    """Return the set's name of a type: it joins what concedes and what retreats."""
    return YIELD if kind in _YIELDING else kind


def _touches(draft: Draft, actors: list[ActorDraft], side: Row | None) -> bool:
    if not side:
        return False

    def inside(words: Words) -> bool:
        span = draft.span(words)
        return bool(span.start < side["end"] and side["start"] < span.end)

    return any(inside(w) for a in actors for w in a.mentions)


def _answer(prediction: Row, key: str) -> str:
    value = prediction.get(key)
    kind = prediction.get("event_type")
    if key == "event_type" and value is not None:
        value = yielding(value)
    if key == "penta" and value is None and kind is not None:
        value = PENTA.get(yielding(kind))
    return str(value)


def _macro_f1(wanted: list[str], given: list[str]) -> float:
    """Return the mean F1 over the classes of the gold."""
    scores = []
    for label in set(wanted):
        hits = sum(a == label == b for a, b in zip(wanted, given, strict=True))
        false = sum(b == label != a for a, b in zip(wanted, given, strict=True))
        missed = sum(a == label != b for a, b in zip(wanted, given, strict=True))
        scores.append(2 * hits / max(1, 2 * hits + false + missed))
    return sum(scores) / len(scores)
