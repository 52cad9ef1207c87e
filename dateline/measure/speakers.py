"""Who is meant by "he", "Cotton" or "the group" where these speak: 230 sources of PolNeAR's training half by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from dateline.read.draft import ActorDraft, Draft
from dateline.record.report import Report, Span

from .task import Row, Scores, load_rows

_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "his", "their", "its", "them"})
_CONTEXT = 0.5  # share of a naming's characters that a mention must cover


class SpeakersTask:
    """The actor behind a source that does not name it; the labels are ours, the texts those of the set."""

    name = "speakers"
    about = "Speakers: pronouns, last names and descriptions as sources (PolNeAR train), share traced to whom they mean"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield for each text the sources labelled in it, with the name and the mentions of whom we take each for."""
        from dateline.read.pipeline import draft_reports

        labels = _labels()
        labelled = [r for r in rows if r["doc_id"] in labels]
        reports = (
            Report(r["doc_id"], r["text"], Span(0, len(r["text"])), language="en", published=r.get("date"))
            for r in labelled
        )
        drafts = draft_reports(reports, until="statements", fast=fast)
        for row in rows:
            found = []
            if row["doc_id"] in labels:
                draft = next(drafts)
                for label in labels[row["doc_id"]]:
                    actor = _speaker(draft, Span(int(label["start"]), int(label["end"])))
                    mentions = [list(draft.span(w)) for w in actor.mentions] if actor is not None else []
                    found.append({"name": actor.name if actor is not None else None, "mentions": mentions})
            yield {"doc_id": row["doc_id"], "speakers": found}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return the shares right of pronouns, names and descriptions, and of all."""
        labels = _labels()
        right: Counter[str] = Counter()
        of: Counter[str] = Counter()
        errors: Counter[str] = Counter()
        for row, guess in zip(gold, predictions, strict=True):
            for label, speaker in zip(labels.get(row["doc_id"], []), guess["speakers"], strict=True):
                kind = _kind(label["source"])
                of[kind] += 1
                good = _is_right(label, speaker)
                right[kind] += good
                if not good:
                    errors[f"{kind}: {'nobody' if speaker['name'] is None else 'somebody else'}"] += 1
        figures: dict[str, float | int | None] = {"right": round(right.total() / max(1, of.total()), 4)}
        names_and_pronouns = of["pronoun"] + of["name"]
        figures["pronouns_and_names"] = round((right["pronoun"] + right["name"]) / max(1, names_and_pronouns), 4)
        figures |= {kind: round(right[kind] / n, 4) for kind, n in sorted(of.items())}
        figures["labels"] = of.total()
        return Scores("pronouns_and_names", figures, dict(errors))


def _labels() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in load_rows(Path(str(files("dateline.measure").joinpath("labels", "speakers.tsv")))):
        found.setdefault(row["doc_id"], []).append(row)
    return found


def _kind(source: str) -> str:
    if source.lower() in _PRONOUNS:
        return "pronoun"
    return "description" if source.lower().startswith(("the ", "this ", "that ")) else "name"


def _speaker(draft: Draft, at: Span) -> ActorDraft | None:
    """Return whom the source at these characters is taken for, by its statement or, where none is found, its words."""
    for statement in draft.statements:
        if statement.actor is not None and any(
            draft.span(w).start < at.end and at.start < draft.span(w).end for w in statement.source
        ):
            return statement.actor
    words = draft.words_at(at)
    if words is None:
        return None
    return next((a for a in (draft.actor_of[i] for i in range(words.end - 1, words.start - 1, -1)) if a), None)


def _is_right(label: Row, speaker: Row) -> bool:
    """Tell whether the speaker is named where the label says, or carries that name."""
    if speaker["name"] is None:
        return False
    start, end = int(label["antecedent_start"]), int(label["antecedent_end"])
    if any(min(e, end) - max(s, start) >= _CONTEXT * (end - start) for s, e in speaker["mentions"]):
        return True
    return bool(speaker["name"].lower() == label["name"].lower())


TASK = SpeakersTask()
