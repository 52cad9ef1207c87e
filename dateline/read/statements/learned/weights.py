"""The weights as shipped: found in the package, loaded once for the process."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from .decode import Scores
from .grammar_ids import Ids, Vocabulary
from .windows import Pieces

FOLDER = "weights/attribution"
MOST_THREADS = 4  # of one process; more gain nothing on inputs of this size


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic models that make one confidence of what encoder and rules say of a statement.

    Of a statement that the encoder finds: the log odds of its cue by either pass, the mean log probability of its
    content's labels, whether a rule found the cue too and the log odds of that rule's confidence. ``alone`` is for
    those that only a rule finds.
    """

    bias: float
    cue: float
    whole: float
    sure: float
    agreed: float
    rule: float
    alone_bias: float
    alone: float


class Reader:
    """The encoder with what it needs: word pieces, the parser's labels, and how to weigh what it says."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        self.vocabulary = Vocabulary(tuple(about["tags"]), tuple(about["dependencies"]))
        self.calibration = Calibration(**about["calibration"])
        self.pieces = Pieces(folder / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(MOST_THREADS, _cores())
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def run(self, arrays: dict[str, Ids]) -> tuple[Scores, Scores, Scores]:
        """Return logits of cue labels and roles [inputs, pieces, labels] and of a right cue [inputs]."""
        cue, roles, whole = self._session.run(None, arrays)
        return cue, roles, whole


def _cores() -> int:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def has_weights() -> bool:
    """Tell whether the weights are installed."""
    return (_folder() / "reader.onnx").is_file()


@lru_cache(maxsize=1)
def load_reader() -> Reader | None:
    """Return the reader, or None where its weights are not installed."""
    return Reader(_folder()) if has_weights() else None


def _folder() -> Path:
    return Path(str(files("dateline"))) / FOLDER
