"""Status of events on sentences of our own: whether the reader puts each as its sentence does, and how it ended.

A row's ``sentence`` marks one word between asterisks; ``status``, ``outcome`` and ``alleged`` are those of the event
that this word tells. The marks are taken out before reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dateline.read.draft import Draft, EventDraft
from dateline.read.status.modality import status_of
from dateline.record.choices import Status
from dateline.record.report import Report, Span

from .task import Row, Scores, f1

MARK = "*"
MISSED = "no event"


def unmarked(sentence: str) -> tuple[str, Span]:
    """Return a sentence without its marks, and where the marked word stands in it."""
    before, word, after = sentence.split(MARK)
    return before + word + after, Span(len(before), len(before) + len(word))


class StatusTask:
    """The event at one marked word a sentence; an event that is not found has no status and is wrong."""

    name = "status"
    about = "Status of events: share right and macro F1 of the eight; an event that is not found is wrong"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield status, outcome and alleged of the event at each marked word; the status is None without an event.

        "grammar" is what the grammar of status says of the word itself, whether or not an event is found there.
        """
        from dateline.read.pipeline import draft_reports

        plain = [unmarked(row["sentence"]) for row in rows]
        reports = (Report(str(n), text, Span(0, len(text)), language="en") for n, (text, _) in enumerate(plain))
        for (_, marked), draft in zip(plain, draft_reports(reports, until="status", fast=fast), strict=True):
            event = _event_at(draft, marked)
            words = draft.words_at(marked)
            yield {
                "grammar": status_of(draft.doc[words.start]).status.value if words is not None else None,
                "status": event.status.value if event is not None else None,
                "outcome": event.outcome.value if event is not None and event.outcome is not None else "",
                "alleged": "yes" if event is not None and event.alleged else "",
            }

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return shares right, F1 of each status, and what is told of the end; errors are counted by kind.

        Figures "of words" take what the grammar says of the word where no event is found: status without the finding
        of events. ``outcome_accuracy`` is over the rows where the gold or the reader tells an outcome.
        """
        pairs = [(g["status"], p["status"]) for g, p in zip(gold, predictions, strict=True)]
        right = sum(wanted == given for wanted, given in pairs)
        found = sum(given is not None for _, given in pairs)
        macro, by_status = _macro_f1(pairs)
        words = [(g["status"], p["status"] or p["grammar"]) for g, p in zip(gold, predictions, strict=True)]
        of_words = sum(wanted == given for wanted, given in words)
        ended = [(g["outcome"], p["outcome"]) for g, p in zip(gold, predictions, strict=True)]
        told = [wanted == given for wanted, given in ended if wanted or given]
        alleged = Counter(
            (bool(g["alleged"]), bool(p["alleged"])) for g, p in zip(gold, predictions, strict=True) if p["status"]
        )
        hits, extra, lost = alleged[True, True], alleged[False, True], alleged[True, False]
        figures: dict[str, float | int | None] = {
            "accuracy": round(right / max(1, len(pairs)), 4),
            "macro_f1": round(macro, 4),
            "found": round(found / max(1, len(pairs)), 4),
            "accuracy_of_found": round(right / max(1, found), 4),
            "accuracy_of_words": round(of_words / max(1, len(pairs)), 4),
            "macro_f1_of_words": round(_macro_f1(words)[0], 4),
            "outcome_accuracy": round(sum(told) / len(told), 4) if told else None,
            "alleged_f1": round(f1(hits, hits + extra, hits + lost)[2], 4),
        }
        figures |= {f"f1_{status}": round(value, 4) for status, value in by_status.items()}
        errors = Counter(f"{wanted} read as {given or MISSED}" for wanted, given in pairs if wanted != given)
        errors.update(f"outcome {w or 'none'} read as {g or 'none'}" for w, g in ended if w != g)
        return Scores("accuracy", figures, dict(errors.most_common()))


def _macro_f1(pairs: list[tuple[str, str | None]]) -> tuple[float, dict[str, float]]:
    """Return the mean F1 over the statuses of the gold, and F1 by status."""
    by_status = {}
    for status in (s.value for s in Status):
        hits = sum(wanted == status == given for wanted, given in pairs)
        of_gold, of_given = (sum(pair[side] == status for pair in pairs) for side in (0, 1))
        if of_gold:
            by_status[status] = f1(hits, of_given, of_gold)[2]
    return sum(by_status.values()) / max(1, len(by_status)), by_status


def _event_at(draft: Draft, marked: Span) -> EventDraft | None:
    """Return the event whose head is the marked word, else the one with the shortest trigger around it."""
    words = draft.words_at(marked)
    if words is None:
        return None
    over = [e for e in draft.events if e.trigger.start < words.end and words.start < e.trigger.end]
    own = [e for e in over if words.start <= e.head < words.end]
    return min(own or over, key=lambda e: e.trigger.end - e.trigger.start, default=None)


TASK = StatusTask()
