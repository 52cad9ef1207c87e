"""Train the attribution reader: annotated texts to a checkpoint, resumable.

usage: python -m models.attribution.train --data TRAIN.jsonl --base FOLDER --work FOLDER [--epochs 3]

FOLDER of --base holds the pretrained encoder (model.safetensors, tokenizer.json). The checkpoint in --work is
written every few minutes; the same command goes on from it. ``export.py`` makes the shipped weights of it.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dateline.read.statements.learned.grammar_ids import Vocabulary
from dateline.read.statements.learned.windows import FIELDS, Pieces, batch

from .encoder import Encoder
from .examples import IGNORED, Example, Examples, Text, batches, load_texts, vocabulary

SEED = 2026
BATCH_PIECES = 2000
PEAK, PEAK_OF_NEW = 1.8e-4, 1e-3  # learning rates of the pretrained layers and of what is new
WARM_UP = 0.06  # of all steps
AVERAGED = 0.998  # decay of the running mean of the weights, which is what is kept
SAVE_EVERY = 200  # steps
WHOLE = 0.3  # weight of the loss of the question whether a window's cue is one


def loss_of(model: Encoder, examples: list[Example]) -> Tensor:
    """Return the mean loss of a batch: labels of cues in chunks, of roles in windows, and of windows as a whole."""
    arrays = batch([(e.ids, e.made) for e in examples])
    labels = np.full(arrays["pieces"].shape, IGNORED, dtype=np.int64)
    for row, example in enumerate(examples):
        labels[row, example.made.first] = example.labels
    target = torch.from_numpy(labels)
    window = torch.tensor([e.right is not None for e in examples])
    cue, roles, whole = model(*(torch.from_numpy(arrays[name]) for name in FIELDS))
    total = torch.zeros(())
    if (~window).any():
        total = total + functional.cross_entropy(
            cue[~window].flatten(0, 1), target[~window].flatten(), ignore_index=IGNORED, reduction="sum"
        )
    if window.any():
        total = total + functional.cross_entropy(
            roles[window].flatten(0, 1), target[window].flatten(), ignore_index=IGNORED, reduction="sum"
        )
    total = total / (target != IGNORED).sum()
    if window.any():
        right = torch.tensor([float(bool(e.right)) for e in examples])[window]
        total = total + WHOLE * functional.binary_cross_entropy_with_logits(whole[window], right)
    return total


def parsed_texts(data: Path, work: Path, labels: Vocabulary) -> list[Text]:
    """Return the annotated texts, parsed once: a training that goes on takes them from its folder."""
    kept = work / "texts.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(load_texts(data, labels)))
    texts: list[Text] = pickle.loads(kept.read_bytes())
    return texts


def rate(step: int, steps: int) -> float:
    """Return the part of the peak rate at a step: a rise, then a straight fall to nothing."""
    rise = max(1, int(WARM_UP * steps))
    return step / rise if step < rise else max(0.0, (steps - step) / (steps - rise))


def main() -> None:
    """Train to the end, or go on with it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--base", type=Path, required=True)
    asked.add_argument("--work", type=Path, required=True)
    asked.add_argument("--epochs", type=int, default=3)
    given = asked.parse_args()
    torch.manual_seed(SEED)
    labels = vocabulary()
    given.work.mkdir(parents=True, exist_ok=True)
    examples = Examples(parsed_texts(given.data, given.work, labels), Pieces(given.base / "tokenizer.json"), labels)
    print(f"{len(examples.fixed):,} inputs, {len(examples.others):,} words that could be cues", flush=True)

    model = Encoder(30522, len(labels.tags) + 1, len(labels.dependencies) + 1, labels.branches)
    model.load_pretrained(given.base / "model.safetensors")
    model.pieces.weight.requires_grad_(False)  # the words' own vectors are left: a fifth of the cost, no gain seen
    new = {"tags", "dependencies", "shapes", "branches", "cue", "roles", "whole"}
    groups: list[list[Tensor]] = [[], []]
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups[name.split(".")[0] in new].append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": g, "peak": p} for g, p in zip(groups, (PEAK, PEAK_OF_NEW), strict=True)],
        lr=0.0,
        weight_decay=0.01,
        fused=True,
    )
    mean = {n: p.detach().clone() for n, p in model.state_dict().items()}
    step = 0
    kept = given.work / "checkpoint.pt"
    if kept.exists():
        saved = torch.load(kept, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        mean, step = saved["mean"], saved["step"]
        print(f"going on from step {step}", flush=True)

    plan = [
        batches(examples.epoch(chance), BATCH_PIECES, chance)
        for chance in (random.Random(f"{SEED}/{epoch}") for epoch in range(given.epochs))
    ]
    todo = [b for epoch in plan for b in epoch]
    model.train()
    began, pieces, losses = time.monotonic(), 0, []
    for number, examples_of_step in enumerate(todo[step:], step + 1):
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate(number, len(todo))
        loss = loss_of(model, examples_of_step)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        decay = min(AVERAGED, (1 + number) / (10 + number))
        with torch.no_grad():
            for name, value in model.state_dict().items():
                if name != "pieces.weight":
                    mean[name].lerp_(value, 1 - decay)
        pieces += sum(len(e.made.pieces) for e in examples_of_step)
        losses.append(loss.item())
        if number % 50 == 0:
            speed = pieces / (time.monotonic() - began)
            print(f"step {number}/{len(todo)}  loss {np.mean(losses[-50:]):.4f}  {speed:,.0f} pieces/s", flush=True)
        if number % SAVE_EVERY == 0 or number == len(todo):
            part = kept.with_suffix(".part")
            torch.save(
                {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "mean": mean, "step": number}, part
            )
            os.replace(part, kept)


if __name__ == "__main__":
    main()
