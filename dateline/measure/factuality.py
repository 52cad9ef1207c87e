"""Factuality: whether an event in a sentence happened, as its writer tells it, on UDS and MEANTIME.

The sets give tokens and the index of each event's word; our grammar of status is asked about that word, and its
status becomes a value from -3 to 3 by one table for both sets.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from dateline.read.parse import load_model
from dateline.read.status.modality import Judgement, status_of
from dateline.record.choices import Outcome, Status

from .task import Row, Scores

HAPPENED, NOT_HAPPENED, UNCERTAIN = "happened", "not_happened", "uncertain"
CLASSES = (HAPPENED, NOT_HAPPENED, UNCERTAIN)
# One mapping for both sets, by what the words mean and not by what a set prefers: a plan is given as uncertain here,
# which UDS mostly counts as "not happened" and MEANTIME as "happened", since it is told for certain.
VALUES: dict[Status, float] = {
    Status.HAPPENED: 3.0,
    Status.ONGOING: 2.5,
    Status.PLANNED: 0.0,
    Status.POSSIBLE: 0.5,
    Status.CONDITIONAL: -0.5,
    Status.UNDECIDED: 0.0,
    Status.DEMANDED: -0.5,
    Status.DENIED: -3.0,
}
ALLEGED = 1.0  # told on another's word as an accusation: happened, less surely
UNENDED = 0.0  # an attempt of which the end is not told
DEFAULT = 3.0  # an event without a prediction
NOT_YET = frozenset({"planned", "possible", "conditional", "undecided", "demanded"})
NOT_YET_VALUE = -1.5
CERTAIN_VALUE = 1.5  # of a plan, where only certainty is asked for
WEB_NEWS = frozenset({"weblog", "newsgroup"})  # the genres of UDS nearest to reports


def value_of(judgement: Judgement) -> float:
    """Return the value from -3 (did not happen) to 3 (happened) of a judgement."""
    if judgement.outcome in {Outcome.FAILED, Outcome.FOILED} and judgement.attempted:
        return -3.0  # the goal of "tried but failed to" was not reached
    value = VALUES[judgement.status]
    if judgement.attempted and judgement.outcome is None:
        return min(value, UNENDED)
    if judgement.alleged:
        return min(value, ALLEGED)
    return value


def class_of(value: float) -> str:
    """Return the class of a value: happened from 1 up, not happened from -1 down."""
    return HAPPENED if value >= 1 else NOT_HAPPENED if value <= -1 else UNCERTAIN


class Factuality:
    """UDS "It Happened" and MEANTIME: MAE, Pearson r and macro F1 of the class, each set by itself."""

    name = "factuality"
    about = "UDS and MEANTIME events; MAE, Pearson r, macro F1 by set"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield {"id", "token", "value", "status", "reading"} for each event; "reading" is our own status."""
        nlp = load_model()
        docs = (Doc(nlp.vocab, words=[_plain(t) for t in row["tokens"]]) for row in rows)
        for doc, row in zip(nlp.pipe(_single(docs), batch_size=64), rows, strict=True):
            for event in row["events"]:
                judgement = status_of(doc[event["token"]])
                value = value_of(judgement)
                yield {
                    "id": row["id"],
                    "token": event["token"],
                    "value": value,
                    "status": class_of(value),
                    "reading": judgement.status.value,
                }

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return the figures of each set; errors are counted by gold class and predicted class.

        "uds as not yet" answers the question that UDS asked, whether the event has happened by now: what is planned,
        possible or demanded counts as not happened there. "meantime as certain" answers that of MEANTIME, how sure the
        writer is, whatever the time: a plan counts as happened there. They stand beside the main figures.
        """
        predicted = {(p["id"], p["token"]): p for p in predictions}
        by_set: dict[str, list[tuple[float, str, float, str]]] = defaultdict(list)
        errors: Counter[str] = Counter()
        for row in gold:
            for event in row["events"]:
                prediction = predicted.get((row["id"], event["token"]), {"value": DEFAULT})
                value = prediction["value"]
                status = prediction.get("status") or class_of(value)
                pair = (event["value"], event["status"], value, status)
                by_set[row["corpus"]].append(pair)
                if row["corpus"] == "uds" and prediction.get("reading") in NOT_YET:
                    by_set["uds as not yet"].append((*pair[:2], NOT_YET_VALUE, NOT_HAPPENED))
                elif row["corpus"] == "uds" and "reading" in prediction:
                    by_set["uds as not yet"].append(pair)
                if row["corpus"] == "meantime" and "reading" in prediction:
                    is_plan = prediction["reading"] == Status.PLANNED.value
                    by_set["meantime as certain"].append(
                        (*pair[:2], CERTAIN_VALUE, HAPPENED) if is_plan and status == UNCERTAIN else pair
                    )
                if row["corpus"] == "uds" and row["genre"] in WEB_NEWS:
                    by_set["uds-weblog-newsgroup"].append(pair)
                if status != event["status"]:
                    errors[f"{row['corpus']}: {event['status']} taken for {status}"] += 1
        figures: dict[str, float | int | None] = {}
        for corpus, pairs in sorted(by_set.items()):
            figures |= {f"{_key(corpus)}_{k}": v for k, v in _figures(pairs).items()}
        main = "uds_status_macro_f1" if "uds" in by_set else next(iter(figures), "events")
        return Scores(main, figures, dict(errors.most_common()))


def _key(corpus: str) -> str:
    return corpus.replace("-", "_").replace(" ", "_")


def _single(docs: Iterator[Doc]) -> Iterator[Doc]:
    """Yield each sentence as one sentence, whatever the parser would cut."""
    for doc in docs:
        for token in doc[1:]:
            token.is_sent_start = False
        yield doc


def _plain(word: str) -> str:
    return {"“": '"', "”": '"', "’": "'", "‘": "'", "``": '"', "''": '"'}.get(word, word) or "-"


def _figures(pairs: Sequence[tuple[float, str, float, str]]) -> dict[str, float | int]:
    gold, predicted = [p[0] for p in pairs], [p[2] for p in pairs]
    figures: dict[str, float | int] = {
        "events": len(pairs),
        "mae": round(sum(abs(g - p) for g, p in zip(gold, predicted, strict=True)) / len(pairs), 4),
        "pearson_r": round(_pearson(gold, predicted), 4),
    }
    f1s = []
    for name in CLASSES:
        hits = sum(1 for p in pairs if p[1] == name == p[3])
        total = sum(1 for p in pairs if p[3] == name) + sum(1 for p in pairs if p[1] == name)
        f1s.append(round(2 * hits / total, 4) if total else 0.0)
    figures["status_macro_f1"] = round(sum(f1s) / len(f1s), 4)
    return figures | {f"f1_{name}": f for name, f in zip(CLASSES, f1s, strict=True)}


def _pearson(a: Sequence[float], b: Sequence[float]) -> float:
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    covariance = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = math.sqrt(sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b))
    return covariance / spread if spread else 0.0


TASK = Factuality()
