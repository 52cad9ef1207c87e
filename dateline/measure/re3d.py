"""Entities and relations against re3d, texts of the Syria and Iraq conflict by CENTCOM, governments and Wikipedia.

The set has no scorer of its own use; this is ours:

* gold entities are those with confidence of at least 0.5, without doubles;
* five of the set's types are read by Dateline: Organisation, Person, Location, Temporal, Nationality. ``entities_f1``
  is micro F1 over these five, a hit being the same type and the same words, articles and punctuation at either end
  aside. ``relaxed_f1`` asks for the same type and any shared word instead, one to one. ``all_types_f1`` counts the
  gold of every type (quantities, weapons, vehicles, documents, money), which we do not find, as missed.
* a relation is a hit where its type is the same and both ends share words with the gold ends.

Ours to theirs: persons are Person; governments, forces, groups, parties, bodies, media and peoples are Organisation,
their pronouns and the place names that stand for them included; places are Location; time expressions Temporal;
adjectives and peoples of countries outside of actors' names Nationality. ASSAULT is FightingAgainst, CONSULT and
COOPERATE are CommWith, ties and offices BelongsTo, an event's actor and place CoLocated.
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
_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "himself", "itself"})

_SPEAKERS = {"i": "Person", "he": "Person", "she": "Person", "we": "Organisation"}  # pronouns that the set marks

Entity = tuple[int, int, str]


class Re3dTask:
    """Who, where and when in texts of one conflict, and how they stand to each other."""

    name = "re3d"
    about = "re3d: micro F1 of five entity types, same type and words; relaxed and relations beside (scorer of our own)"

    def predict(self, rows: list[Row]) -> Iterator[Row]:
        """Yield the entities and relations of each text, by character."""
        from dateline.read.pipeline import draft_reports
        from dateline.record.choices import ActorKind

        def spans_of(draft: Draft) -> Row:
            entities: set[Entity] = set()
            held: set[int] = set()
            for actor in draft.actors:
                person = actor.kind is ActorKind.PERSON
                if actor.kind is ActorKind.UNKNOWN:
                    continue
                for role in actor.roles:
                    if any(w.end <= role.words.start <= w.end + 3 for w in actor.mentions):
                        span = draft.span(role.words)  # "X, the group's leader," is two entities in the set
                        entities.add((span.start, span.end, "Person"))
                for words in actor.mentions:
                    if draft.text_of(words).lower() in _PRONOUNS:
                        continue
                    if person and any(r.words.start <= words.start and words.end <= r.words.end for r in actor.roles):
                        continue  # the title alone, inside its role
                    held.update(range(words.start, words.end))
                    whole = _with_roles(actor, words) if person else _with_head(draft, words)
                    span = draft.span(whole)
                    entities.add((span.start, span.end, "Person" if person else "Organisation"))
            for place in draft.places:
                for words in place.mentions:
                    span = draft.span(words)
                    entities.add((span.start, span.end, "Location"))
                    held.update(range(words.start, words.end))
            for time in draft.times:
                entities.add((time.span.start, time.span.end, "Temporal"))
            for token in draft.doc:
                i = token.i
                if token.lower_ in _SPEAKERS and token.dep_ in {"nsubj", "nsubjpass"}:
                    entities.add((draft.starts[i], draft.ends[i], _SPEAKERS[token.lower_]))
                if draft.country_of[i] is not None and i not in held and token.pos_ in {"ADJ", "NOUN"}:
                    entities.add((draft.starts[i], draft.ends[i], "Nationality"))
            return {
                "entities": [{"start": s, "end": e, "type": t} for s, e, t in sorted(entities)],
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
        for row, draft in zip(rows, draft_reports(reports), strict=True):
            yield {"id": row["id"], **spans_of(draft)}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return exact, relaxed and per-type F1 of entities and F1 of relations."""
        by_id = {p["id"]: p for p in predictions}
        exact: dict[str, list[int]] = {t: [0, 0, 0] for t in READ_TYPES}
        relaxed = [0, 0, 0]
        others = 0
        relations = [0, 0, 0]
        errors: dict[str, int] = {}
        for row in gold:
            text = row["text"]
            prediction = by_id.get(row["id"], {"entities": [], "relations": []})
            wanted = {_trim(text, e) for e in row["entities"] if e["confidence"] >= _CONFIDENT}
            found = {_trim(text, e) for e in prediction["entities"]}
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
            "relaxed_f1": round(f1(*relaxed)[2], 3),
            "all_types_f1": round(f1(hits, predicted, total + others)[2], 3),
        }
        for kind, counts in exact.items():
            figures[f"{kind.lower()}_f1"] = round(f1(*counts)[2], 3)
        figures |= {"relations_f1": round(f1(*relations)[2], 3), "relations_gold": relations[2], "entities_gold": total}
        return Scores("entities_f1", figures, errors)


def _with_roles(actor: ActorDraft, words: Words) -> Words:
    """Return a person's name with the titles right before it: "Foreign Minister X" is one person in the set."""
    starts = [r.words.start for r in actor.roles if r.words.end <= words.start <= r.words.end + 3]
    return Words(min([words.start, *starts]), words.end)


def _with_head(draft: Draft, words: Words) -> Words:
    """Return a group's name with the people that it stands before: "ISIL terrorists" is one organisation in the set."""
    from dateline.lexicon.actors import agents

    last = draft.doc[words.end - 1]
    head = last.head
    if last.dep_ in {"compound", "amod", "nmod"} and words.end <= head.i < words.end + 3 and head.lower_ in agents():
        return Words(words.start, head.i + 1)
    return words


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
