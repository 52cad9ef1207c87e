"""The typer to train: the lower layers of MiniLM, and one answer from the words of source, target and predicate."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from dateline.read.events.learned.asking import Role
from models.attribution.encoder import WIDTH, Layer, read_safetensors

PIECES = 30522
LAYERS = 4  # of the pretrained six: a third less to compute, to train and to ship
DROPOUT, HEAD_DROPOUT = 0.1, 0.2
POOLED = 5  # the first piece, and the means of all pieces, of the source's, of the target's and of the predicate's


class Encoder(nn.Module):
    """Pieces and their roles to logits of the labels."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.marks = nn.Embedding(2, WIDTH)  # the pretrained second segment marks the predicate
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(DROPOUT) for _ in range(LAYERS))
        self.dropout = nn.Dropout(DROPOUT)
        self.head_dropout = nn.Dropout(HEAD_DROPOUT)
        self.head = nn.Linear(POOLED * WIDTH, labels)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, pieces: Tensor, roles: Tensor) -> Tensor:
        """Return logits [batch, labels] of pieces and roles [batch, pieces]."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.places(places) + self.marks((roles == Role.PREDICATE).long())
        x = self.dropout(self.norm(x))
        real = (pieces != 0).to(x.dtype)
        mask = ((1 - real) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)

        def mean(chosen: Tensor) -> Tensor:
            weights = chosen.to(x.dtype)
            return (x * weights[..., None]).sum(1) / weights.sum(1, keepdim=True).clamp(min=1)

        told = [mean(roles == role) for role in (Role.SOURCE, Role.TARGET, Role.PREDICATE)]
        logits: Tensor = self.head(self.head_dropout(torch.cat([x[:, 0], mean(real), *told], -1)))
        return logits

    def load_pretrained(self, path: Path) -> None:
        """Take the embeddings and lower layers of the pretrained encoder from a file of the safetensors form."""
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
