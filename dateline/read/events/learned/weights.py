"""The typer as shipped: found in the package, loaded once for the process."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.record.choices import EventType

from .asking import Question, batch, piece_lookup, pieces_of

FOLDER = "weights/events"
TOKENIZER = "weights/attribution/tokenizer.json"  # the encoder that finds statements has the same word pieces
NO_EVENT = "NONE"  # the label of what is only said, and tells no event
MOST_THREADS = 4  # of one process; more gain nothing on inputs of this size
BATCH_PIECES = 2_000  # of one run, padding counted
LogChances = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Blend:
    """How much the encoder, the lexicon's reading and its words weigh in a joint answer, by ``models.events.blend``.

    ``encoder`` is the weight of the encoder's log chances; the others are added to the type that the read event has
    (``event``, and ``sure`` times how sure its words are), that its status makes of it (``manual``), and that the
    sentence's surest word has in the lexicon (``word``).
    """

    encoder: float
    event: float
    sure: float
    manual: float
    word: float


class Typer:
    """The encoder with what it needs: word pieces, the names of its answers, and how to weigh them."""

    def __init__(self, folder: Path, tokenizer: Path) -> None:
        import onnxruntime

        about = json.loads((folder / "typer.json").read_text(encoding="utf-8"))
        self.labels: tuple[str, ...] = tuple(about["labels"])
        self.blends = {name: Blend(**weights) for name, weights in about.get("blends", {}).items()}
        self._piece_of = piece_lookup(tokenizer)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(MOST_THREADS, _cores())
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "typer.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def ask(self, questions: Sequence[Question]) -> LogChances:
        """Return the log chances [questions, labels]; questions of about one length run together."""
        inputs = [pieces_of(q, self._piece_of) for q in questions]
        found = np.zeros((len(inputs), len(self.labels)), dtype=np.float32)
        todo = sorted(range(len(inputs)), key=lambda i: -len(inputs[i][0]))
        while todo:
            size = max(1, BATCH_PIECES // len(inputs[todo[0]][0]))
            rows, todo = todo[:size], todo[size:]
            (logits,) = self._session.run(None, batch([inputs[i] for i in rows]))
            found[rows] = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        return found

    def index(self, kind: EventType) -> int:
        """Return the column of a type."""
        return self.labels.index(kind.value)


def _cores() -> int:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def has_weights() -> bool:
    """Tell whether the weights are installed."""
    return (_package() / FOLDER / "typer.onnx").is_file() and tokenizer_path().is_file()


@lru_cache(maxsize=1)
def load_typer() -> Typer | None:
    """Return the typer, or None where its weights are not installed."""
    return Typer(_package() / FOLDER, tokenizer_path()) if has_weights() else None


def tokenizer_path() -> Path:
    """Return where the word pieces are."""
    return _package() / TOKENIZER


def _package() -> Path:
    return Path(str(files("dateline")))
