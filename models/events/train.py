"""Train the typer of events: relations to a checkpoint, resumable.

usage: python -m models.events.train --data SETS --base FOLDER --work FOLDER [--folds]

SETS is the folder of the public sets, FOLDER of --base holds the pretrained encoder.
Trained is on the training half of the relations; their development half and the records stay out, for ``blend.py`` and
for measuring. ``--folds`` trains five more, each without a fifth of both halves, and prints how right each is on it.
Every training saves as it goes and the same command goes on from there. ``export.py`` makes the shipped weights.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dateline.measure.plover_dyads import best_types, yielding
from dateline.read.draft import Words
from dateline.read.events.learned.asking import FIELDS, PieceOf, Question, batch, piece_lookup, pieces_of
from dateline.read.events.learned.weights import LogChances

from .encoder import Encoder
from .examples import LABELS, RECORDS, TRAIN, Example, load_examples

SEED = 2026
FOLDS = 5
BATCH = 16  # examples
EPOCHS = 6
PEAK, PEAK_OF_HEAD = 1.5e-4, 1e-3  # learning rates
WARM_UP = 0.06  # of all steps
AVERAGED = 0.99  # decay of the running mean of the weights, which is what is kept
SMOOTHED = 0.05  # of the chance is spread over all labels
SWAPPED = 0.25  # of mentions give way to another example's: the words between shall tell
UNPREDICATED = 0.5  # of examples do not tell their predicate
LONGEST_SWAPPED = 6  # words of a mention that is put in another's place
SAVE_EVERY = 50  # steps

Mentions = dict[str, list[tuple[str, ...]]]


def loss_of(logits: Tensor, examples: Sequence[Example]) -> Tensor:
    """Return the mean loss of a batch: the chance of all labels that are right together, a little spread over all."""
    right = torch.zeros_like(logits, dtype=torch.bool)
    for row, example in enumerate(examples):
        right[row, [LABELS.index(kind) for kind in example.allowed]] = True
    log_chances = torch.log_softmax(logits, -1)
    hit = torch.logsumexp(log_chances.masked_fill(~right, -1e4), -1)
    return -((1 - SMOOTHED) * hit + SMOOTHED * log_chances.mean(-1)).mean()


def mentions_of(examples: Sequence[Example]) -> Mentions:
    """Return the mentions that may stand in others' places, as sources and as targets."""
    found: Mentions = {"source": [], "target": []}
    for question in (e.question for e in examples):
        for side, span in (("source", question.source), ("target", question.target)):
            if span is not None and span.end - span.start <= LONGEST_SWAPPED:
                found[side].append(tuple(question.words[span.start : span.end]))
    return found


def varied(question: Question, mentions: Mentions, chance: random.Random) -> Question:
    """Return a question with what chance leaves out and puts in the place of its mentions."""
    spans = {"source": question.source, "target": question.target, "predicate": question.predicate}
    if chance.random() < UNPREDICATED:
        spans["predicate"] = None
    words = list(question.words)
    for side, other in (("source", "target"), ("target", "source")):
        span, beside = spans[side], spans[other]
        if span is None or not mentions[side] or chance.random() >= SWAPPED:
            continue
        if beside is not None and span.start < beside.end and beside.start < span.end:
            continue
        put = chance.choice(mentions[side])
        words[span.start : span.end] = put
        longer = len(put) - (span.end - span.start)
        for name, each in spans.items():
            if each is not None and each.start >= span.end:
                spans[name] = Words(each.start + longer, each.end + longer)
        spans[side] = Words(span.start, span.start + len(put))
    return Question(words, spans["source"], spans["target"], spans["predicate"])


def batches(examples: Sequence[Example], size: int, chance: random.Random) -> list[list[Example]]:
    """Return shuffled batches of this size; examples of about one length stand together."""
    ordered = sorted(examples, key=lambda e: (len(e.question.words) + chance.randrange(8), chance.random()))
    made = [list(ordered[i : i + size]) for i in range(0, len(ordered), size)]
    chance.shuffle(made)
    return made


def rate(step: int, steps: int) -> float:
    """Return the part of the peak rate at a step: a rise, then a straight fall to nothing."""
    rise = max(1, int(WARM_UP * steps))
    return step / rise if step < rise else max(0.0, (steps - step) / (steps - rise))


def train(model: Encoder, examples: Sequence[Example], kept: Path, of: PieceOf) -> None:
    """Train the model over these examples and leave it with the mean of its weights, kept in a file as well.

    The name of the file seeds what chance does.
    """
    plan = [
        b for epoch in range(EPOCHS) for b in batches(examples, BATCH, random.Random(f"{SEED}/{kept.stem}/{epoch}"))
    ]
    model.pieces.weight.requires_grad_(False)  # the words' own vectors are left: a fifth of the cost, no gain seen
    groups: list[list[Tensor]] = [[], []]
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups[name.startswith("head")].append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": g, "peak": p} for g, p in zip(groups, (PEAK, PEAK_OF_HEAD), strict=True)],
        lr=0.0,
        weight_decay=0.01,
        fused=True,
    )
    mean = {n: p.detach().clone() for n, p in model.state_dict().items() if n != "pieces.weight"}
    mentions = mentions_of(examples)
    step = 0
    if kept.exists():
        saved = torch.load(kept, weights_only=True)
        step, mean = saved["step"], saved["mean"]
        model.load_state_dict(saved["model"], strict=False)
        optimizer.load_state_dict(saved["optimizer"])
    model.train()
    began, losses = time.monotonic(), []
    for number, batched in enumerate(plan[step:], step + 1):
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate(number, len(plan))
        chance = random.Random(f"{SEED}/{kept.stem}/{number}")
        torch.manual_seed(chance.getrandbits(32))
        arrays = batch([pieces_of(varied(e.question, mentions, chance), of) for e in batched])
        loss = loss_of(model(*(torch.from_numpy(arrays[name]) for name in FIELDS)), batched)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        decay = min(AVERAGED, (1 + number) / (10 + number))
        weights = model.state_dict()
        with torch.no_grad():
            for name, value in mean.items():
                value.lerp_(weights[name], 1 - decay)
        losses.append(loss.item())
        if number % SAVE_EVERY == 0 or number == len(plan):
            spent = time.monotonic() - began
            print(f"{kept.stem} {number}/{len(plan)}  loss {np.mean(losses[-50:]):.4f}  {spent:.0f} s", flush=True)
            part = kept.with_suffix(".part")
            own = {n: p for n, p in model.state_dict().items() if n != "pieces.weight"}
            torch.save({"model": own, "optimizer": optimizer.state_dict(), "mean": mean, "step": number}, part)
            os.replace(part, kept)
    model.load_state_dict(mean, strict=False)


def log_chances(model: Encoder, questions: Sequence[Question], of: PieceOf) -> LogChances:
    """Return the log chances of the labels for each question."""
    model.eval()
    found = np.zeros((len(questions), len(LABELS)), dtype=np.float32)
    order = sorted(range(len(questions)), key=lambda i: len(questions[i].words))
    with torch.no_grad():
        for start in range(0, len(order), 32):
            rows = order[start : start + 32]
            arrays = batch([pieces_of(questions[i], of) for i in rows])
            found[rows] = torch.log_softmax(model(*(torch.from_numpy(arrays[n]) for n in FIELDS)), -1).numpy()
    return found


def are_right(examples: Sequence[Example], answers: LogChances) -> NDArray[np.bool_]:
    """Return for each example whether its likeliest type is right; what concedes and what retreats are one."""
    kinds = best_types(LABELS, answers)
    return np.array([yielding(e.allowed[0]) == kind for e, kind in zip(examples, kinds, strict=True)])


def fold_of(examples: Sequence[Example]) -> dict[int, int]:
    """Return the fold of each group."""
    groups = sorted({e.group for e in examples})
    random.Random(SEED).shuffle(groups)
    return {group: number % FOLDS for number, group in enumerate(groups)}


def main() -> None:
    """Train to the end, or go on with it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--base", type=Path, required=True)
    asked.add_argument("--work", type=Path, required=True)
    asked.add_argument("--folds", action="store_true", help="train five more, each without a fold, and judge them")
    asked.add_argument("--threads", type=int, default=2)
    given = asked.parse_args()
    torch.set_num_threads(given.threads)
    given.work.mkdir(parents=True, exist_ok=True)
    examples = load_examples(given.data, given.work)
    of = piece_lookup(given.base / "tokenizer.json")

    def taught(name: str, shown: Sequence[Example]) -> Encoder:
        torch.manual_seed(SEED)
        model = Encoder(len(LABELS))
        model.load_pretrained(given.base / "model.safetensors")
        train(model, shown, given.work / f"{name}.pt", of)
        return model

    held = {e.group for e in examples if e.set != TRAIN}
    final = taught("final", [e for e in examples if e.set == TRAIN and e.group not in held])
    torch.save(final.state_dict(), given.work / "typer.pt")
    if not given.folds:
        return
    relations = [e for e in examples if e.set != RECORDS]
    folds = fold_of(relations)
    right = []
    for fold in range(FOLDS):
        outside = [e for e in relations if folds[e.group] == fold]
        model = taught(f"fold{fold}", [e for e in relations if folds[e.group] != fold])
        right.append(are_right(outside, log_chances(model, [e.question for e in outside], of)))
        print(f"fold {fold}: {right[-1].mean():.4f} of {len(outside)}", flush=True)
    print(f"five folds: {np.concatenate(right).mean():.4f} of {len(relations)}")


if __name__ == "__main__":
    main()
