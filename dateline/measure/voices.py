"""Kinds of voice on sentences of our own: who is named, who is not, and what is told of those who are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dateline.record.report import Report, Span

from .task import Row, Scores, f1

_TOLD = ("locality", "proximity", "reason")
_ANONYMOUS = "anonymous"


class VoicesTask:
    """The kind of one voice a sentence; rows have ``kind``, ``source``, ``sentence`` and what is told of the voice."""

    name = "voices"
    about = "Voices: share of kinds right, and F1 of who is anonymous; a voice that is not found is wrong"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield kind, locality, proximity and reason of the voice in each sentence, None where it is not found."""
        from dateline.read.pipeline import draft_reports

        reports = (
            Report(str(n), r["sentence"], Span(0, len(r["sentence"])), language="en") for n, r in enumerate(rows)
        )
        for row, draft in zip(rows, draft_reports(reports, until="statements", fast=fast), strict=True):
            at = row["sentence"].index(row["source"])
            wanted = Span(at, at + len(row["source"]))
            best, most = None, 0
            for statement in draft.statements:
                spans = [draft.span(w) for w in statement.source]
                common = sum(max(0, min(s.end, wanted.end) - max(s.start, wanted.start)) for s in spans)
                if common > most or (common == most and common and statement.within is None):
                    best, most = statement, common
            told: dict[str, str | None] = dict.fromkeys(_TOLD)
            if best is not None:
                told["locality"] = best.locality.name if best.locality is not None else None
                told["proximity"] = draft.text_of(best.proximity) if best.proximity is not None else None
                told["reason"] = draft.text_of(best.reason) if best.reason is not None else None
            yield {"kind": str(best.kind) if best is not None else None, **told}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return shares right by kind and of all, F1 of anonymity, and of what is told of anonymous voices."""
        right: Counter[str] = Counter()
        of: Counter[str] = Counter()
        errors: Counter[str] = Counter()
        anonymous = Counter[str]()
        told: dict[str, Counter[str]] = {name: Counter() for name in _TOLD}
        for row, guess in zip(gold, predictions, strict=True):
            kind, guessed = row["kind"], guess["kind"]
            of[kind] += 1
            right[kind] += guessed == kind
            if guessed != kind:
                errors[f"{kind} read as {guessed or 'nobody'}"] += 1
            anonymous["gold"] += kind == _ANONYMOUS
            anonymous["guessed"] += guessed == _ANONYMOUS
            anonymous["hits"] += kind == guessed == _ANONYMOUS
            for name in _TOLD if kind == _ANONYMOUS else ():
                wanted, given = row[name].lower(), (guess[name] or "").lower()
                told[name]["gold"] += bool(wanted)
                told[name]["guessed"] += bool(given)
                told[name]["hits"] += bool(wanted) and bool(given) and (wanted in given or given in wanted)
        found = sum(guess["kind"] is not None for guess in predictions)
        figures: dict[str, float | int | None] = {
            "kind_accuracy": round(right.total() / max(1, of.total()), 4),
            "found": round(found / max(1, of.total()), 4),
            "kind_accuracy_of_found": round(right.total() / max(1, found), 4),
        }
        for name, counts in (("anonymity", anonymous), *told.items()):
            p, r, f = f1(counts["hits"], counts["guessed"], counts["gold"])
            figures |= {f"{name}_precision": round(p, 4), f"{name}_recall": round(r, 4), f"{name}_f1": round(f, 4)}
        figures |= {f"kind_{kind}": round(right[kind] / n, 4) for kind, n in sorted(of.items())}
        return Scores("kind_accuracy", figures, dict(errors))


TASK = VoicesTask()
