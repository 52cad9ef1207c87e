"""Make the shipped weights of a checkpoint: ONNX, its layers in 8 bits, the heads in 32.

usage: python -m models.attribution.export --work FOLDER --base FOLDER --output FOLDER [--float]
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from dateline.read.statements.learned.windows import FIELDS

from .encoder import Encoder
from .examples import vocabulary

UNCALIBRATED = {  # until calibrate.py has run
    **dict.fromkeys(("bias", "whole", "sure", "agreed", "rule", "alone_bias"), 0.0),
    **dict.fromkeys(("cue", "alone"), 1.0),
}


def export(model: Encoder, target: Path) -> None:
    """Write the model as ONNX with any number of inputs of any length."""
    made = torch.ones((2, 7), dtype=torch.int64)
    sizes = {0: torch.export.Dim("inputs"), 1: torch.export.Dim("pieces", max=512)}
    torch.onnx.export(
        model,
        tuple(made.clone() for _ in FIELDS),  # one tensor for all would be taken for one input
        str(target),
        input_names=list(FIELDS),
        output_names=["cue", "roles", "whole"],
        dynamic_shapes=dict.fromkeys(FIELDS, sizes),
        external_data=False,
        dynamo=True,
        optimize=True,
        verbose=False,
    )


def in_eight_bits(source: Path, target: Path) -> None:
    """Write the model with its layers and embeddings in 8 bits, a scale for each column; the heads stay in floats.

    Weights use 7 of the 8 bits: processors without VNNI add up pairs of products in 16 bits, which overflow else.
    """
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        graph = onnx.load(str(ready)).graph
        heads = {
            i.name
            for i in graph.initializer
            if list(i.dims) in ([384, 3], [384, 5], [384, 1], [3, 384], [5, 384], [1, 384])
        }
        left = [n.name for n in graph.node if heads & set(n.input)]
        quantize_dynamic(
            str(ready),
            str(target),
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=left,
            extra_options={"MatMulConstBOnly": True},
        )


def main() -> None:
    """Export and quantise."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--work", type=Path, required=True)
    asked.add_argument("--base", type=Path, required=True)
    asked.add_argument("--output", type=Path, required=True)
    asked.add_argument("--float", action="store_true", help="keep 32 bits, to see what 8 cost")
    given = asked.parse_args()
    labels = vocabulary()
    model = Encoder(30522, len(labels.tags) + 1, len(labels.dependencies) + 1, labels.branches)
    saved = torch.load(given.work / "checkpoint.pt", weights_only=True)
    model.load_state_dict(saved["mean"])
    model.eval()
    given.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        export(model, whole)
        if given.float:
            shutil.copy(whole, given.output / "reader.onnx")
        else:
            in_eight_bits(whole, given.output / "reader.onnx")
    shutil.copy(given.base / "tokenizer.json", given.output / "tokenizer.json")
    about = given.output / "reader.json"
    kept = json.loads(about.read_text(encoding="utf-8")) if about.exists() else {}
    kept |= {"tags": labels.tags, "dependencies": labels.dependencies}
    kept.setdefault("calibration", UNCALIBRATED)
    about.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
