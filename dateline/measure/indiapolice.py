"""What the police did, by report: killed, arrested, used force (``indiapolice``, IndiaPoliceEvents).

Our events to the set's labels, for events told as done whose doer is a police or security force, and for the deeds
that nobody but a police does, where no doer is told or the doer is of no kind: arrests, police firing, baton
charges, tear gas. The set has three labels that our events can carry (KILL, ARREST, FORCE); FAIL (to act) and
ANY_ACTION are not read. Nothing is trained on the set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.read.events.frames import word_set
from dateline.record.choices import Effect, EventType, Status
from dateline.record.report import Report, Span

from .task import Row, Scores, f1

if TYPE_CHECKING:
    from dateline.read.draft import ActorDraft, Draft, EventDraft

LABELS = ("KILL", "ARREST", "FORCE")
_POLICE_WORDS = word_set(
    "police policeman policemen policewoman cop cops constable constables inspector sub-inspector crpf bsf cisf rpf "
    "raf cbi cid stf ats gendarme gendarmes jawan jawans paramilitary paramilitaries security sho dsp"
)
_FORCES = frozenset({"COP", "MIL", "SPY"})
_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_POLICE_MEANS = frozenset({"crowd-control"})


class IndiaPoliceTask:
    """Documents of Times of India, March 2002: whether police killed, arrested, used force."""

    name = "indiapolice"
    about = "IndiaPoliceEvents: document macro F1 of KILL, ARREST and FORCE by police, read from our events untrained"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the labels of each document."""
        from dateline.read.pipeline import draft_reports

        reports = (report_of(row) for row in rows)
        for row, draft in zip(rows, draft_reports(reports, until="counts", fast=fast), strict=True):
            yield {"id": row["id"], "labels": sorted({label for e in draft.events for label in labels_of(draft, e)})}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return F1, precision and recall by label over documents, and the mean of the three F1."""
        by_id = {p["id"]: set(p["labels"]) for p in predictions}
        figures: dict[str, float | int | None] = {}
        errors: Counter[str] = Counter()
        parts = []
        for label in LABELS:
            hits = found = wanted = 0
            for row in gold:
                ours, theirs = label in by_id[row["id"]], label in row["labels"]
                hits += ours and theirs
                found += ours
                wanted += theirs
                errors[f"{label} missed"] += theirs and not ours
                errors[f"{label} too many"] += ours and not theirs
            precision, recall, both = f1(hits, found, wanted)
            parts.append(both)
            figures |= {
                f"{label.lower()}_f1": round(both, 4),
                f"{label.lower()}_precision": round(precision, 4),
                f"{label.lower()}_recall": round(recall, 4),
                f"{label.lower()}_documents": wanted,
            }
        return Scores(
            "macro_f1", {"macro_f1": round(sum(parts) / len(parts), 4), **figures}, dict(errors.most_common())
        )


TASK = IndiaPoliceTask()


def report_of(row: Row) -> Report:
    """Return a document as one report: its sentences in order, the line with its date apart."""
    text = " ".join(s["text"].strip() for s in row["sentences"])
    return Report(row["id"], text, Span(0, len(text)), language="en", published=row["date"], published_basis="given")


def labels_of(draft: Draft, event: EventDraft) -> Iterator[str]:
    """Yield what an event tells of the police."""
    if event.status not in _DONE or event.type not in {EventType.ASSAULT, EventType.COERCE}:
        return
    by_police = any(is_police(draft, a) for a in event.actors)
    word = draft.doc[event.head].lemma_.lower()
    if event.subtype == "arrest" or (event.type is EventType.COERCE and event.mode == "arrest"):
        if by_police or not event.actors:
            yield "ARREST"
        return
    means = event.mode in _POLICE_MEANS or event.subtype == "excessive_force_against_protesters"
    if event.type is EventType.ASSAULT and (by_police or (means and not event.actors)):
        yield "FORCE"
        if any(c.effect is Effect.KILLED and c.high != 0 for c in event.counts) or word in {"kill", "shoot"}:
            yield "KILL"


def is_police(draft: Draft, actor: ActorDraft) -> bool:
    """Tell whether an actor is of the police or of a state's forces, by sector or by its words."""
    if actor.sector in _FORCES:
        return True
    words = {w for m in actor.mentions[:6] for w in draft.text_of(m).lower().split()} | set(actor.name.lower().split())
    return bool(words & _POLICE_WORDS)
