"""Weigh the typer's answers against what the rules read, on relations that it was not trained on.

usage: python -m models.events.blend --data SETS --work FOLDER --weights FOLDER

Asks the weights as shipped, writes how to weigh their answers into FOLDER/typer.json, and prints how right they are on
the development half of the relations and on the records: the rules, the typer, and both together.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dateline.read.events.learned.blending import blended
from dateline.read.events.learned.weights import Blend, LogChances, Typer, tokenizer_path

from .examples import DEV, LABELS, RECORDS, Example, load_examples
from .train import FOLDS, are_right, fold_of

PRIOR = 1.0  # of the weights' squares in the loss
MANUAL = Blend(encoder=0.7, event=0.0, sure=0.0, manual=2.0, word=0.0)
"""For the manual's records, by hand: the lexicon was written with these in view, so a fit on them would trust it more
than it deserves elsewhere; from 2.5 on the typer changes nothing."""
READING = Blend(encoder=1.0, event=0.0, sure=4.0, manual=0.0, word=0.0)
"""For reading, by hand: an unsure verb gives way to an answer about twenty times likelier than its own type."""


def features(examples: Sequence[Example], log_chances: LogChances) -> Tensor:
    """Return [examples, labels, weights]: what each weight of a ``Blend`` is multiplied with."""
    made = np.zeros((len(examples), len(LABELS), 5), dtype=np.float32)
    made[..., 0] = log_chances
    for row, rule in enumerate(e.rule for e in examples):
        if rule.event is not None:
            made[row, LABELS.index(rule.event), 1] = 1.0
            made[row, LABELS.index(rule.event), 2] = rule.sure
        if rule.manual is not None:
            made[row, LABELS.index(rule.manual), 3] = 1.0
        if rule.word is not None:
            made[row, LABELS.index(rule.word), 4] = 1.0
    return torch.from_numpy(made)


def fit(examples: Sequence[Example], log_chances: LogChances) -> Blend:
    """Return the weights that make the right types likeliest."""
    made = features(examples, log_chances)
    right = torch.zeros(made.shape[:2], dtype=torch.bool)
    for row, example in enumerate(examples):
        right[row, [LABELS.index(kind) for kind in example.allowed]] = True
    start = torch.tensor([1.0, 0.0, 0.0, 0.0, 0.0])  # the typer's answer as it is
    weights = start.clone().requires_grad_(True)
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        joint = torch.log_softmax(made @ weights, -1)
        missed = -torch.logsumexp(joint.masked_fill(~right, -1e4), -1).sum()
        total = missed + PRIOR * (weights - start).square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    return Blend(*(round(float(w), 3) for w in weights.detach()))


def joint_right(examples: Sequence[Example], log_chances: LogChances, blend: Blend) -> NDArray[np.bool_]:
    """Return for each example whether the joint answer is right."""
    return are_right(examples, blended(log_chances, LABELS, [e.rule for e in examples], blend))


def across(examples: Sequence[Example], log_chances: LogChances) -> NDArray[np.bool_]:
    """Return for each example whether the joint answer is right that was weighed without the example's fold."""
    folds = fold_of(examples)
    fold = np.array([folds[e.group] for e in examples])
    right = np.zeros(len(examples), dtype=bool)
    for number in range(FOLDS):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        blend = fit([examples[i] for i in inside], log_chances[inside])
        right[outside] = joint_right([examples[i] for i in outside], log_chances[outside], blend)
    return right


def rules_right(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """Return for each example whether its read event, or else its surest word has the right type."""
    return np.array([(e.rule.manual or e.rule.word) in e.allowed for e in examples])


def main() -> None:
    """Fit, write and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--work", type=Path, required=True)
    asked.add_argument("--weights", type=Path, required=True)
    given = asked.parse_args()
    about = given.weights / "typer.json"
    about.write_text(json.dumps({"labels": LABELS}), encoding="utf-8")
    typer = Typer(given.weights, tokenizer_path())
    answers: dict[str, tuple[list[Example], LogChances]] = {}
    for name in (DEV, RECORDS):
        examples = [e for e in load_examples(given.data, given.work) if e.set == name]
        answers[name] = examples, typer.ask([e.question for e in examples])
        rules, alone = rules_right(examples).mean(), are_right(*answers[name]).mean()
        print(f"{name}, {len(examples)}: rules {rules:.4f}, typer {alone:.4f}")
    relations = fit(*answers[DEV])
    print(f"  {DEV}, both: {joint_right(*answers[DEV], relations).mean():.4f}, weighed", end=" ")
    print(f"on other folds {across(*answers[DEV]).mean():.4f}")
    print(f"  {RECORDS}, both: {joint_right(*answers[RECORDS], MANUAL).mean():.4f}")
    blends = {"relations": relations, "records": MANUAL, "reading": READING}
    kept = {"labels": LABELS, "blends": {name: asdict(blend) for name, blend in blends.items()}}
    about.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
