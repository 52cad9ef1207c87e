"""Copied wire text against independent reports: pairs of texts, of which some are cut, reworked or framed copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .task import Row, Scores, f1

_REPRINT, _INDEPENDENT = "reprint", "independent"


class ReprintsTask:
    """Whether one text of a pair is a copy of the other; rows have ``id``, ``a``, ``b``, ``label`` and ``kind``."""

    name = "reprints"
    about = "Reprints: F1 of pairs where one text is a copy of the other, beside .973 for runs of five words"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the label of each pair: both texts go into an index of their own, as reports go into the record's."""
        from dateline.fuse.reprints import ReprintIndex

        for row in rows:
            index = ReprintIndex()
            index.add("a", row["a"])
            links = index.add("b", row["b"])
            yield {"id": row["id"], "label": _REPRINT if links else _INDEPENDENT}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return precision, recall and F1 of reprints, and recall by kind; errors are pairs by kind."""
        label = {p["id"]: p["label"] for p in predictions}
        of: Counter[str] = Counter()
        found: Counter[str] = Counter()
        errors: Counter[str] = Counter()
        said = 0
        for row in gold:
            kind, is_said = row["kind"], label.get(row["id"]) == _REPRINT
            said += is_said
            if row["label"] == _REPRINT:
                of[kind] += 1
                found[kind] += is_said
                errors[f"{kind} missed"] += not is_said
            else:
                errors[f"{kind} taken for a reprint"] += is_said
        p, r, f = f1(found.total(), said, of.total())
        figures: dict[str, float | int | None] = {"pairs": len(gold), "reprints": of.total()}
        figures |= {"p": round(p, 4), "r": round(r, 4), "f1": round(f, 4)}
        figures |= {f"recall_{kind}": round(found[kind] / number, 4) for kind, number in sorted(of.items())}
        return Scores("f1", figures, dict((+errors).most_common()))


TASK = ReprintsTask()
