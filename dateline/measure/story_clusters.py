"""Stories: which reports tell the same one, where stories of one kind come in pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping

from dateline.fuse.stories import Stories

from .task import Row, Scores, f1


class StoryClustersTask:
    """The story of each report, by adding the reports in the order of the rows, which have ``doc`` and ``text``."""

    name = "story-clusters"
    about = "Stories of reports: B-cubed F1 (tf-idf with average links .882 on the test half); the set tells no times"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the story of each report as it is when all have been added."""
        stories = Stories()
        for row in rows:
            stories.add(row["doc"], row["text"], title=row.get("title"), published=row.get("published"))
        stories.settle()
        for row in rows:
            yield {"doc": row["doc"], "story": stories.story_of(row["doc"])}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return B-cubed and pairwise figures; a report without a prediction is a story of its own."""
        told = {row["doc"]: row["story"] for row in gold}
        given = {row["doc"]: row["story"] for row in predictions}
        guessed = {doc: given.get(doc, ("missing", doc)) for doc in told}
        both = {doc: (told[doc], guessed[doc]) for doc in told}
        in_gold, in_guess, in_both = (Counter(of.values()) for of in (told, guessed, both))
        shared = [in_both[both[doc]] for doc in told]
        precision = _mean(n / in_guess[guessed[doc]] for n, doc in zip(shared, told, strict=True))
        recall = _mean(n / in_gold[told[doc]] for n, doc in zip(shared, told, strict=True))
        pairs = f1(_pairs(in_both), _pairs(in_guess), _pairs(in_gold))
        figures: dict[str, float | int | None] = {
            "b_cubed_f1": round(_harmonic(precision, recall), 4),
            "b_cubed_precision": round(precision, 4),
            "b_cubed_recall": round(recall, 4),
            "pairwise_f1": round(pairs[2], 4),
            "pairwise_precision": round(pairs[0], 4),
            "pairwise_recall": round(pairs[1], 4),
            "reports": len(told),
            "gold_stories": len(in_gold),
            "predicted_stories": len(in_guess),
        }
        return Scores("b_cubed_f1", figures, _errors(both))


def _mean(values: Iterator[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _pairs(sizes: Mapping[Hashable, int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _errors(both: Mapping[str, tuple[Hashable, Hashable]]) -> dict[str, int]:
    """Return how many reports are away from the largest part of their story, and in a story that is mostly another."""
    by_gold: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    by_guess: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for told, guessed in both.values():
        by_gold[told][guessed] += 1
        by_guess[guessed][told] += 1
    return {
        "parted from its story": sum(parts.total() - max(parts.values()) for parts in by_gold.values()),
        "put into another story": sum(parts.total() - max(parts.values()) for parts in by_guess.values()),
    }


TASK = StoryClustersTask()
