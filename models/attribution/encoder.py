"""The encoder to train: six layers of MiniLM with the numbers of the parse added to its embeddings, and three heads."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, ATTENTION_HEADS = 384, 6, 12
CUE_LABELS = 3  # outside, begins, goes on
ROLE_LABELS = 5  # outside, source begins, source goes on, content begins, content goes on
SHAPES = 8


class Layer(nn.Module):
    """One transformer layer as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next states [batch, pieces, width]; ``mask`` is added to the attention's logits."""
        rows, length, _ = x.shape
        q, k, v = (
            part.view(rows, length, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).transpose(1, 2)
            for part in self.qkv(x).split(WIDTH, dim=-1)
        )
        weights = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // ATTENTION_HEADS) ** -0.5 + mask, dim=-1)
        seen = (weights @ v).transpose(1, 2).reshape(rows, length, WIDTH)  # dropout here would cost a quarter
        x = self.norm(x + self.dropout(self.out(seen)))
        return self.norm_out(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and the numbers of their words to scores of labels, for cues and for roles, and of the whole cue."""

    def __init__(self, pieces: int, tags: int, dependencies: int, branches: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.marks = nn.Embedding(2, WIDTH)
        self.tags = nn.Embedding(tags, WIDTH)
        self.dependencies = nn.Embedding(dependencies, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.branches = nn.Embedding(branches, WIDTH)
        for added in (self.tags, self.dependencies, self.shapes, self.branches):
            nn.init.zeros_(added.weight)  # at first the encoder is the one that was pretrained
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.cue = nn.Linear(WIDTH, CUE_LABELS)
        self.roles = nn.Linear(WIDTH, ROLE_LABELS)
        self.whole = nn.Linear(WIDTH, 1)

    def forward(
        self, pieces: Tensor, marks: Tensor, tags: Tensor, dependencies: Tensor, shapes: Tensor, branches: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of cue labels and of roles [batch, pieces, labels], and of a right cue [batch]."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.places(places) + self.marks(marks)
        x = x + self.tags(tags) + self.dependencies(dependencies) + self.shapes(shapes) + self.branches(branches)
        x = self.dropout(self.norm(x))
        mask = ((pieces == 0).to(x.dtype) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        x = self.dropout(x)
        return self.cue(x), self.roles(x), self.whole(x[:, 0]).squeeze(-1)

    def load_pretrained(self, path: Path) -> None:
        """Take the weights of the pretrained encoder from a file of the safetensors form."""
        given = read_safetensors(path)

        def put(target: Tensor, *names: str) -> None:
            with torch.no_grad():
                target.copy_(torch.cat([given[n] for n in names]))

        put(self.pieces.weight, "embeddings.word_embeddings.weight")
        put(self.places.weight, "embeddings.position_embeddings.weight")
        put(self.marks.weight, "embeddings.token_type_embeddings.weight")
        put(self.norm.weight, "embeddings.LayerNorm.weight")
        put(self.norm.bias, "embeddings.LayerNorm.bias")
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}."
            assert isinstance(layer, Layer)
            for kind in ("weight", "bias"):
                put(getattr(layer.qkv, kind), *(f"{at}attention.self.{p}.{kind}" for p in ("query", "key", "value")))
                put(getattr(layer.out, kind), f"{at}attention.output.dense.{kind}")
                put(getattr(layer.norm, kind), f"{at}attention.output.LayerNorm.{kind}")
                put(getattr(layer.up, kind), f"{at}intermediate.dense.{kind}")
                put(getattr(layer.down, kind), f"{at}output.dense.{kind}")
                put(getattr(layer.norm_out, kind), f"{at}output.LayerNorm.{kind}")


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """Return the float32 tensors of a safetensors file by name."""
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    found = {}
    for name, about in header.items():
        if name == "__metadata__" or about["dtype"] != "F32":
            continue
        start, end = about["data_offsets"]
        raw = bytearray(data[8 + size + start : 8 + size + end])
        found[name] = torch.frombuffer(raw, dtype=torch.float32).reshape(about["shape"])
    return found
