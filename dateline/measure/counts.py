"""Counts of harm on sentences of our own: how many, of whom, to what effect, and whether new, a part or a total.

A row's ``counts`` are parted by "; ", each "effect low high whom kind" with "-" for an open end and for a noun that the
sentence leaves out; a row of "-" holds nothing to count. Numbers of acts and of those who take part are not asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.read.counts.kinds import kind_of
from dateline.record.choices import Effect
from dateline.record.report import Report, Span

from .task import Row, Scores, f1

NOTHING = "-"
_NOT_ASKED = frozenset({Effect.CONDUCTED, Effect.INVOLVED})


class Told(NamedTuple):
    """One count as its row writes it."""

    effect: str
    low: str
    high: str
    whom: str
    kind: str


def told_counts(written: str) -> list[Told]:
    """Return the counts of a row's field, none for "-"."""
    if written == NOTHING:
        return []
    found = []
    for one in written.split("; "):
        effect, low, high, *whom, kind = one.split(" ")
        found.append(Told(effect, low, high, " ".join(whom), kind))
    return found


class CountsTask:
    """All counts of one sentence, whatever event holds them."""

    name = "counts"
    about = "Counts of harm: share of sentences with every count right and none too many, and F1 of counts"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the counts of each sentence in the form of the gold."""
        from dateline.read.pipeline import draft_reports

        reports = (
            Report(str(n), r["sentence"], Span(0, len(r["sentence"])), language="en") for n, r in enumerate(rows)
        )
        for draft in draft_reports(reports, until="counts", fast=fast):
            counts = [c for event in draft.events for c in event.counts if c.effect not in _NOT_ASKED]
            counts.sort(key=lambda c: c.words)
            written = []
            for count in counts:
                low, high = (NOTHING if n is None else str(n) for n in (count.low, count.high))
                written.append(f"{count.effect} {low} {high} {count.what} {kind_of(draft.doc, count, counts)}")
            yield {"counts": "; ".join(written) or NOTHING, "events": len(draft.events)}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return the share of sentences wholly right, and F1 of counts; errors are counted by effect.

        ``without_event`` is the number of sentences with counts in which no event is found that could hold them.
        """
        right = right_without_kind = hits = given = wanted = lost = 0
        errors: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        for row, guess in zip(gold, predictions, strict=True):
            lost += row["counts"] != NOTHING and not guess["events"]
            asked, read = told_counts(row["counts"]), told_counts(guess["counts"])
            pairs = _paired(asked, read)
            hits, given, wanted = hits + len(pairs), given + len(read), wanted + len(asked)
            all_paired = len(pairs) == len(asked) == len(read)
            same_kind = [asked[g].kind == read[p].kind for g, p in pairs]
            right += all_paired and all(same_kind)
            right_without_kind += all_paired
            totals["gold"] += sum(c.kind == "total" for c in asked)
            totals["read"] += sum(c.kind == "total" for c in read)
            totals["hits"] += sum(asked[g].kind == read[p].kind == "total" for g, p in pairs)
            errors.update(f"{c.effect} missed" for n, c in enumerate(asked) if n not in {g for g, _ in pairs})
            errors.update(f"{c.effect} too many" for n, c in enumerate(read) if n not in {p for _, p in pairs})
            errors.update(
                f"{asked[g].kind} taken for {read[p].kind}" for g, p in pairs if asked[g].kind != read[p].kind
            )
        precision, recall, score = f1(hits, given, wanted)
        figures: dict[str, float | int | None] = {
            "right": round(right / max(1, len(gold)), 4),
            "right_without_kind": round(right_without_kind / max(1, len(gold)), 4),
            "f1": round(score, 4),
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "totals_f1": round(f1(totals["hits"], totals["read"], totals["gold"])[2], 4),
            "counts": wanted,
            "without_event": lost,
        }
        return Scores("right", figures, dict(errors.most_common()))


def _paired(asked: Sequence[Told], read: Sequence[Told]) -> list[tuple[int, int]]:
    """Pair the counts of the gold with those read that have the same effect, ends and whom, in their order."""
    pairs: list[tuple[int, int]] = []
    free = set(range(len(read)))
    for g, one in enumerate(asked):
        match = next((p for p in sorted(free) if one[:3] == read[p][:3] and _same_whom(one.whom, read[p].whom)), None)
        if match is not None:
            free.remove(match)
            pairs.append((g, match))
    return pairs


def _same_whom(gold: str, given: str) -> bool:
    """Tell whether two nouns name the same: one holds the other, so that "Kenyan soldiers" are soldiers."""
    a, b = gold.lower(), given.lower()
    return gold == NOTHING or a in b or b in a


TASK = CountsTask()
