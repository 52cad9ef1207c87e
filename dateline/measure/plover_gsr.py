"""Sentences of the PLOVER gold standard records: type, countries and words of source and target (``plover-gsr``)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from dateline.read.draft import ActorDraft, Draft, EventDraft
from dateline.read.events.learned.weights import Typer, load_typer
from dateline.record.choices import EventType

from .plover import country_code, drafts, importance, manual_type, manual_types, words_near
from .task import Row, Scores, f1

_QUADS = {
    "VC": (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE),
    "MC": (EventType.COOPERATE, EventType.AID, EventType.RETREAT),
    "VK": (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN),
    "MK": (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT),
}
QUAD_OF = {kind.value: quad for quad, kinds in _QUADS.items() for kind in kinds}
_MOST_EVENTS = 1  # the gold has one event a sentence; over the train half one gives the best type F1


class PloverGsrTask:
    """One event a sentence: its type among the types read, with the countries of both sides."""

    name = "plover-gsr"
    about = "PLOVER gold standard records: type F1 and type with both countries, beside UniversalPetrarch's .492 / .314"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the weightiest event of each sentence as the reading has it, types by the manual's conventions."""
        yield from predict_with(None if fast else load_typer(), rows, fast)

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return the shares of sentences with the right type, quad class and countries, and the overlap of words."""
        by_id = {p["id"]: p for p in predictions}
        hits: Counter[str] = Counter()
        errors: Counter[str] = Counter()
        sources = targets = 0.0
        with_target = 0
        for row in gold:
            events = by_id.get(row["id"], {}).get("events") or []
            kinds = {(e.get("type") or "").upper() for e in events} - {""}
            hits["has"] += bool(kinds)
            hits["predicted"] += len(kinds)
            wanted = row["event_type"]
            hits["type"] += wanted in kinds
            hits["quad"] += QUAD_OF[wanted] in {QUAD_OF.get(k) for k in kinds}
            if wanted not in kinds:
                errors[f"{wanted} as {'/'.join(sorted(kinds)) or 'nothing'}"] += 1
            gold_source = {x.get("code") for x in row["source"]}
            gold_target = {x.get("code") for x in row["target"]}
            right = [e for e in events if (e.get("type") or "").upper() == wanted]
            from_source = [e for e in right if _codes(e, "source") & gold_source]
            hits["source"] += bool(from_source)
            hits["both"] += any(not gold_target or _codes(e, "target") & gold_target for e in from_source)
            source_words = _span_words(row, "SRC")
            if source_words:
                sources += _best_overlap(source_words, events, "source")
            target_words = _span_words(row, "TAR")
            if target_words:
                with_target += 1
                targets += _best_overlap(target_words, events, "target")
        n = len(gold)
        recall, precision = hits["type"] / n, hits["type"] / max(1, hits["predicted"])
        figures: dict[str, float | int | None] = {
            "records": n,
            "has_event": round(hits["has"] / n, 4),
            "type_any": round(recall, 4),
            "type_precision": round(precision, 4),
            "type_f1": round(f1(hits["type"], max(1, hits["predicted"]), n)[2], 4),
            "quad_any": round(hits["quad"] / n, 4),
            "type_and_source_country": round(hits["source"] / n, 4),
            "type_source_target_country": round(hits["both"] / n, 4),
            "source_span_f1": round(sources / n, 4),
            "target_span_f1": round(targets / max(1, with_target), 4),
        }
        return Scores("type_f1", figures, dict(errors.most_common(20)))


TASK = PloverGsrTask()


def predict_with(typer: Typer | None, rows: list[Row], fast: bool = False) -> Iterator[Row]:
    """Yield the weightiest event of each sentence, its type weighed with this typer's answer where there is one."""
    read = list(drafts(rows, fast))
    told = [(d, e) for _, d in read for e in sorted(d.events, key=lambda e: importance(d, e))[:_MOST_EVENTS]]
    kinds = manual_types(typer, told) if typer is not None else [manual_type(event) for _, event in told]
    events: dict[int, list[Row]] = defaultdict(list)
    for (draft, event), kind in zip(told, kinds, strict=True):
        events[id(draft)].append(_coded(draft, event, kind))
    for row, draft in read:
        yield {"id": row["id"], "events": events[id(draft)]}


def _coded(draft: Draft, event: EventDraft, kind: EventType) -> Row:
    source, target = event.actors, event.recipients
    return {
        "type": kind.value,
        "source": _side(draft, event, source),
        "target": _side(draft, event, target) or _place_as_target(event),
    }


def _side(draft: Draft, event: EventDraft, actors: Iterable[ActorDraft]) -> list[Row]:
    return [{"code": country_code(draft, a, event), "text": words_near(draft, a, event)} for a in actors]


def _place_as_target(event: EventDraft) -> list[Row]:
    """Return the place as the target where no one is named: the records take "shelled Jericho" so."""
    if event.place is None or event.place.country is None:
        return []
    return [{"code": event.place.country, "text": event.place.name}]


def _codes(event: Row, side: str) -> set[str]:
    return {(x.get("code") or "")[:3] for x in event.get(side) or []}


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").lower())


def _span_words(row: Row, role: str) -> list[str]:
    return [w for span in row["spans"] if span["role"] == role for w in _words(span["text"])]


def _best_overlap(wanted: list[str], events: list[Row], side: str) -> float:
    return max(
        (_overlap(wanted, [w for x in e.get(side) or [] for w in _words(x.get("text"))]) for e in events), default=0.0
    )


def _overlap(one: list[str], other: list[str]) -> float:
    """Return the F1 of two bags of words; two empty ones are alike."""
    if not one or not other:
        return float(not one and not other)
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))
