"""Entities and relations against re3d, texts of the Syria and Iraq conflict by CENTCOM, governments and Wikipedia.

The set has no scorer of its own use; this is ours:

* gold entities are those with confidence of at least 0.5, without doubles;
* five of the set's types are read by Dateline: Organisation, Person, Location, Temporal, Nationality. ``entities_f1``
  is micro F1 over these five, a hit being the same type and the same words, articles and punctuation at either end
  aside. ``undoubted_f1`` takes what we find and the set's annotators marked without being sure (less confidence than
  a half) for neither right nor wrong. ``relaxed_f1`` asks for the same type and any shared word instead, one to one.
  ``all_types_f1`` counts the gold of every type (quantities, weapons, vehicles, documents, money) as missed.
* a relation is a hit where its type is the same and both ends share words with the gold ends.

Ours to theirs (``re3d_entities``): persons are Person, with their titles, and so are offices without a name;
governments, forces, groups, parties, bodies, media, the place names that stand for them and all groups of people
("residents of Mosul") are Organisation; places with their kinds and sites without a name are Location; time
expressions Temporal but "now" and the like; Nationality, which the set marks at chance, we leave. ASSAULT is
FightingAgainst, CONSULT and COOPERATE are CommWith, ties and offices BelongsTo, an event's actor and place CoLocated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.read.draft import Words
from dateline.record.report import Report, Span

from .task import Row, Scores, f1

if TYPE_CHECKING:
    from dateline.read.draft import ActorDraft, Draft

READ_TYPES = ("Organisation", "Person", "Location", "Temporal", "Nationality")
_CONFIDENT = 0.5
_EDGES = frozenset({"the", "a", "an", "this", "these", "its", "their", "his", "her", "our"})
_FIGHTING = frozenset({"ASSAULT"})
_TALKING = frozenset({"CONSULT", "COOPERATE"})
Entity = tuple[int, int, str]


class Re3dTask:
    """Who, where and when in texts of one conflict, and how they stand to each other."""

    name = "re3d"
    about = "re3d: micro F1 of five entity types, same type and words; relaxed and relations beside (scorer of our own)"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the entities and relations of each text, by character."""
        from dateline.read.pipeline import draft_reports

        from .re3d_entities import entities_of

        def spans_of(draft: Draft) -> Row:
            return {
                "entities": [{"start": s, "end": e, "type": t} for s, e, t in sorted(entities_of(draft))],
                "relations": relations_of(draft),
            }

        def near(draft: Draft, actor: ActorDraft, at: int) -> Words | None:
            sent = draft.doc[at].sent
            return next((w for w in sorted(actor.mentions) if sent.start <= w.start < sent.end), None)

        def relations_of(draft: Draft) -> list[Row]:
            found: set[tuple[str, Span, Span]] = set()
            for event in draft.events:
                kind = "FightingAgainst" if event.type.value in _FIGHTING else ""
                kind = "CommWith" if event.type.value in _TALKING else kind
                for actor in event.actors:
                    head = near(draft, actor, event.head)
                    if head is None:
                        continue
                    for other in event.recipients if kind else ():
                        tail = near(draft, other, event.head)
                        if tail is not None and tail != head:
                            found.add((kind, draft.span(head), draft.span(tail)))
                    if event.place is not None and event.place.mentions:
                        sent = draft.doc[event.head].sent
                        where = [w for w in event.place.mentions if sent.start <= w.start < sent.end]
                        if where:
                            found.add(("CoLocated", draft.span(head), draft.span(where[0])))
            for actor in draft.actors:
                for tie, words in [(a.with_, a.words) for a in actor.affiliations] + [
                    (r.of, r.words) for r in actor.roles if r.of is not None
                ]:
                    head, tail = near(draft, actor, words.start), near(draft, tie, words.start) if tie else None
                    if head is not None and tail is not None:
                        found.add(("BelongsTo", draft.span(head), draft.span(tail)))
            return [{"type": t, "head": list(h), "tail": list(o)} for t, h, o in sorted(found)]

        reports = (
            Report(r["id"], r["text"], Span(0, len(r["text"])), title=r.get("title"), language="en") for r in rows
        )
        for row, draft in zip(rows, draft_reports(reports, fast=fast), strict=True):
            yield {"id": row["id"], **spans_of(draft)}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return exact, relaxed and per-type F1 of entities and F1 of relations."""
        by_id = {p["id"]: p for p in predictions}
        exact: dict[str, list[int]] = {t: [0, 0, 0] for t in READ_TYPES}
        relaxed = [0, 0, 0]
        others = 0
        doubted = 0
        relations = [0, 0, 0]
        errors: dict[str, int] = {}
        for row in gold:
            text = row["text"]
            prediction = by_id.get(row["id"], {"entities": [], "relations": []})
            wanted = {_trim(text, e) for e in row["entities"] if e["confidence"] >= _CONFIDENT}
            found = {_trim(text, e) for e in prediction["entities"]}
            doubtful = {_trim(text, e) for e in row["entities"] if e["confidence"] < _CONFIDENT} - wanted
            doubted += sum(p in doubtful and p[2] in READ_TYPES for p in found)
            others += sum(kind not in READ_TYPES for _, _, kind in wanted)
            wanted = {w for w in wanted if w[2] in READ_TYPES}
            found = {p for p in found if p[2] in READ_TYPES}
            for kind in READ_TYPES:
                w, p = {x for x in wanted if x[2] == kind}, {x for x in found if x[2] == kind}
                for at, number in enumerate((len(w & p), len(p), len(w))):
                    exact[kind][at] += number
            pairs = _overlapping(wanted, found)
            for at, number in enumerate((len(pairs), len(found), len(wanted))):
                relaxed[at] += number
            _count_errors(errors, wanted, found)
            asked = {_ends(r) for r in row["relations"] if r["confidence"] >= _CONFIDENT}
            given = {_ends(r) for r in prediction["relations"]}
            for at, number in enumerate((_linked(asked, given), len(given), len(asked))):
                relations[at] += number
        hits, predicted, total = (sum(c[at] for c in exact.values()) for at in range(3))
        precision, recall, main = f1(hits, predicted, total)
        figures: dict[str, float | int | None] = {
            "entities_f1": round(main, 3),
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "undoubted_f1": round(f1(hits, predicted - doubted, total)[2], 3),
            "relaxed_f1": round(f1(*relaxed)[2], 3),
            "all_types_f1": round(f1(hits, predicted, total + others)[2], 3),
        }
        for kind, counts in exact.items():
            figures[f"{kind.lower()}_f1"] = round(f1(*counts)[2], 3)
        figures |= {"relations_f1": round(f1(*relations)[2], 3), "relations_gold": relations[2], "entities_gold": total}
        return Scores("entities_f1", figures, errors)


def _trim(text: str, entity: Row) -> Entity:
    """Return an entity without spaces, punctuation and articles at its ends."""
    start, end = int(entity["start"]), int(entity["end"])
    while True:
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        word = text[start:end].split(" ", 1)[0]
        if word.lower() in _EDGES and len(word) < end - start:
            start += len(word)
            continue
        if text[start:end].endswith(("'s", "’s")) and end - start > 2:
            end -= 2
            continue
        return start, end, str(entity["type"])


def _overlapping(wanted: set[Entity], found: set[Entity]) -> list[tuple[Entity, Entity]]:
    """Pair entities of one type that share a character, one to one, the best overlap first."""
    candidates = sorted(
        (
            (-min(w[1], p[1]) + max(w[0], p[0]), w, p)
            for w in wanted
            for p in found
            if w[2] == p[2] and min(w[1], p[1]) > max(w[0], p[0])
        ),
    )
    used: set[tuple[str, Entity]] = set()
    pairs = []
    for _, w, p in candidates:
        if ("w", w) not in used and ("p", p) not in used:
            used |= {("w", w), ("p", p)}
            pairs.append((w, p))
    return pairs


def _count_errors(errors: dict[str, int], wanted: set[Entity], found: set[Entity]) -> None:
    for w in wanted - found:
        if any((w[0], w[1]) == (p[0], p[1]) for p in found):
            kind = f"{w[2]}: other type"
        elif any(min(w[1], p[1]) > max(w[0], p[0]) and p[2] == w[2] for p in found):
            kind = f"{w[2]}: other bounds"
        else:
            kind = f"{w[2]}: missed"
        errors[kind] = errors.get(kind, 0) + 1
    for p in found - wanted:
        if not any(min(w[1], p[1]) > max(w[0], p[0]) for w in wanted):
            errors[f"{p[2]}: extra"] = errors.get(f"{p[2]}: extra", 0) + 1


def _ends(relation: Row) -> tuple[str, tuple[int, int], tuple[int, int]]:
    head, tail = relation["head"], relation["tail"]
    return str(relation["type"]), (int(head[0]), int(head[1])), (int(tail[0]), int(tail[1]))


def _linked(
    asked: Iterable[tuple[str, tuple[int, int], tuple[int, int]]],
    given: Iterable[tuple[str, tuple[int, int], tuple[int, int]]],
) -> int:
    """Count asked relations that a given one of the same type matches by overlap at both ends, one to one."""
    left = list(given)
    hits = 0
    for kind, head, tail in sorted(asked):
        for other in left:
            if other[0] == kind and _touch(head, other[1]) and _touch(tail, other[2]):
                left.remove(other)
                hits += 1
                break
    return hits


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return min(a[1], b[1]) > max(a[0], b[0])


TASK = Re3dTask()
