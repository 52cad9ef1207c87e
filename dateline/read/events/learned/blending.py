"""The encoder's answer and what the rules read, weighed into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .weights import Blend, LogChances


@dataclass(frozen=True, slots=True)
class Rule:
    """What the rules read for a question."""

    event: str | None = None  # the type of the read event
    sure: float = 0.0  # how sure its words are
    manual: str | None = None  # its type with its status, as PLOVER's manual codes it
    word: str | None = None  # the type of the sentence's surest word


def blended(log_chances: LogChances, labels: Sequence[str], read: Sequence[Rule], blend: Blend) -> LogChances:
    """Return the joint log chances [questions, labels]: the encoder's weighed, and what the rules read added."""
    scores = blend.encoder * log_chances
    for row, rule in enumerate(read):
        added = (
            (rule.event, blend.event + blend.sure * rule.sure),
            (rule.manual, blend.manual),
            (rule.word, blend.word),
        )
        for kind, weight in added:
            if kind is not None:
                scores[row, labels.index(kind)] += weight
    joint: LogChances = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return joint
