"""Time expressions against public sets in TimeML's measures: strict and relaxed spans, values, types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dateline.record.report import Report, Span

from .task import Row, Scores, f1


class TimexTask:
    """TempEval-3 task A: find the expressions and give type and value."""

    name = "timex"
    about = "TimeBank and MEANTIME: value F1, beside HeidelTime's 78 to 80"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the times of each text as read up to the times step, dated by its document creation time."""
        from dateline.read.pipeline import draft_reports

        reports = (
            Report(r["doc_id"], r["text"], Span(0, len(r["text"])), language="en", published=r.get("dct")) for r in rows
        )
        for draft in draft_reports(reports, until="times"):
            yield {
                "doc_id": draft.report.id,
                "timexes": [
                    {"start": t.span.start, "end": t.span.end, "type": t.type.value, "value": t.value}
                    for t in draft.times
                ],
            }

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return precision, recall and F1 over all documents; a document without predictions counts as empty."""
        by_id = {p["doc_id"]: p for p in predictions}
        hits: Counter[str] = Counter()
        errors: Counter[str] = Counter()
        wanted = given = 0
        for row in gold:
            text = row["text"]
            golds = _distinct(text, row["timexes"])
            guesses = _distinct(text, by_id.get(row["doc_id"], {}).get("timexes", []))
            wanted, given = wanted + len(golds), given + len(guesses)
            pairs = _paired(golds, guesses)
            errors["missed"] += len(golds) - len(pairs)
            errors["spurious"] += len(guesses) - len(pairs)
            for one, other, exact in pairs:
                same = one.get("value") == other.get("value")
                typed = (one.get("type") or "").upper() == (other.get("type") or "").upper()
                hits["relaxed"] += 1
                hits["strict"] += exact
                hits["value"] += same
                hits["strict_value"] += exact and same
                hits["lenient"] += _forgiving(one.get("value")) == _forgiving(other.get("value"))
                hits["type"] += typed
                errors["span"] += not exact
                errors["value"] += not same
                errors["type"] += not typed
        figures: dict[str, float | int | None] = {"documents": len(gold), "gold": wanted, "predicted": given}
        for measure in ("strict", "relaxed", "value", "type"):
            p, r, f = f1(hits[measure], given, wanted)
            figures[f"{measure}_precision"] = round(100 * p, 2)
            figures[f"{measure}_recall"] = round(100 * r, 2)
            figures[f"{measure}_f1"] = round(100 * f, 2)
        figures["value_lenient_f1"] = round(100 * f1(hits["lenient"], given, wanted)[2], 2)
        figures["strict_value_f1"] = round(100 * f1(hits["strict_value"], given, wanted)[2], 2)
        figures["value_accuracy_on_matched"] = (
            round(100 * hits["value"] / hits["relaxed"], 2) if hits["relaxed"] else 0.0
        )
        return Scores("value_f1", figures, dict(errors.most_common()))


def _distinct(text: str, timexes: list[Row]) -> list[Row]:
    """Return the expressions without white space at their edges, each span once."""
    seen: dict[tuple[int, int], Row] = {}
    for timex in timexes:
        start, end = max(0, int(timex["start"])), min(len(text), int(timex["end"]))
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if end > start:
            seen.setdefault((start, end), {**timex, "start": start, "end": end})
    return list(seen.values())


def _paired(golds: list[Row], guesses: list[Row]) -> list[tuple[Row, Row, bool]]:
    """Pair one to one: equal spans first, then the largest overlap."""
    ranked = []
    for i, one in enumerate(golds):
        for j, other in enumerate(guesses):
            overlap = min(one["end"], other["end"]) - max(one["start"], other["start"])
            if overlap > 0:
                exact = one["start"] == other["start"] and one["end"] == other["end"]
                ranked.append((not exact, -overlap, i, j))
    paired: list[tuple[Row, Row, bool]] = []
    used_gold: set[int] = set()
    used_guess: set[int] = set()
    for inexact, _, i, j in sorted(ranked):
        if i not in used_gold and j not in used_guess:
            used_gold.add(i)
            used_guess.add(j)
            paired.append((golds[i], guesses[j], not inexact))
    return paired


def _forgiving(value: str | None) -> str:
    """Return a value without what TimeML tools write differently for the same time."""
    plain = (value or "").upper().strip().removesuffix("Z")
    plain = re.sub(r"(T\d\d:\d\d):00$", r"\1", plain)
    return re.sub(r"P(T?)0+(\d)", r"P\1\2", plain)


TASK = TimexTask()
