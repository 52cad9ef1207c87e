"""Make the shipped weights of the trained typer: ONNX, its layers and embeddings in 8 bits.

usage: python -m models.events.export --work FOLDER --output FOLDER [--float]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from dateline.read.events.learned.asking import FIELDS, MOST_PIECES

from .encoder import Encoder
from .examples import LABELS

LEAST = 50_000  # numbers of a weight that is worth turning to 8 bits


def export(model: Encoder, target: Path) -> None:
    """Write the model as ONNX with any number of inputs of any length."""
    made = torch.ones((2, 7), dtype=torch.int64)
    sizes = {0: torch.export.Dim("inputs"), 1: torch.export.Dim("pieces", max=MOST_PIECES + 1)}
    torch.onnx.export(
        model,
        tuple(made.clone() for _ in FIELDS),  # one tensor for both would be taken for one input
        str(target),
        input_names=list(FIELDS),
        output_names=["logits"],
        dynamic_shapes=dict.fromkeys(FIELDS, sizes),
        external_data=False,
        dynamo=True,
        optimize=True,
        verbose=False,
    )


def in_eight_bits(source: Path, target: Path) -> None:
    """Write the model with its large weights in 8 bits: layers with a scale for each column, embeddings for each row.

    They are turned back to floats when loaded: with the numbers in between in 8 bits too, two of a hundred relations
    more were wrong, and reading asks too seldom for that to save time.
    """
    model = onnx.load(str(source))
    graph = model.graph
    made: list[onnx.NodeProto] = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.ndim != 2 or values.size < LEAST or values.dtype != np.float32:
            continue
        users = [n for n in graph.node if tensor.name in n.input]
        is_table = all(n.op_type == "Gather" and n.input[0] == tensor.name for n in users)
        scales = np.maximum(np.abs(values).max(axis=int(is_table), keepdims=True) / 127, 1e-12)
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.extend(
            [
                numpy_helper.from_array(np.round(values / scales).astype(np.int8), f"{name}_8"),
                numpy_helper.from_array(scales.astype(np.float32), f"{name}_scale"),
            ]
        )
        if not is_table:
            made += _floats(f"{name}_8", f"{name}_scale", name)
            continue
        for number, user in enumerate(users):  # only the rows asked for become floats
            at, out = user.input[1], user.output[0]
            made.append(helper.make_node("Gather", [f"{name}_8", at], [f"{name}_rows{number}"]))
            made.append(helper.make_node("Gather", [f"{name}_scale", at], [f"{name}_scales{number}"]))
            made += _floats(f"{name}_rows{number}", f"{name}_scales{number}", out)
            graph.node.remove(user)
    kept = list(graph.node)
    del graph.node[:]
    graph.node.extend(_in_order([*made, *kept], graph))
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _floats(whole: str, scale: str, name: str) -> list[onnx.NodeProto]:
    return [
        helper.make_node("Cast", [whole], [f"{name}_cast"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}_cast", scale], [name]),
    ]


def _in_order(nodes: list[onnx.NodeProto], graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    """Return the nodes so that each stands behind those whose outputs it takes."""
    known = {"", *(i.name for i in graph.input), *(i.name for i in graph.initializer)}
    ordered: list[onnx.NodeProto] = []
    while nodes:
        ready = [n for n in nodes if known.issuperset(n.input)]
        if not ready:
            raise ValueError("the graph has a circle")
        ordered += ready
        known.update(o for n in ready for o in n.output)
        nodes = [n for n in nodes if n not in ready]
    return ordered


def main() -> None:
    """Export and quantise."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--work", type=Path, required=True)
    asked.add_argument("--output", type=Path, required=True)
    asked.add_argument("--float", action="store_true", help="keep 32 bits, to see what 8 cost")
    given = asked.parse_args()
    model = Encoder(len(LABELS))
    model.load_state_dict(torch.load(given.work / "typer.pt", weights_only=True))
    model.eval()
    given.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        export(model, whole)
        if given.float:
            shutil.copy(whole, given.output / "typer.onnx")
        else:
            in_eight_bits(whole, given.output / "typer.onnx")


if __name__ == "__main__":
    main()
