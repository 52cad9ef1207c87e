"""What every task of measurement is: rows of gold in, predictions and scores out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from dateline.errors import InputError

Row = dict[str, Any]  # one line of a public set, in the set's own form


@dataclass(slots=True)
class Scores:
    """Figures by name in the order shown, the name of the main one, and errors by kind with their number."""

    main: str
    figures: dict[str, float | int | None]
    errors: dict[str, int] = field(default_factory=dict)


class Task(Protocol):
    """One public task: ``predict`` reads the texts and yields a row of predictions a row, in the scorers' form.

    ``fast`` leaves out the encoder, as ``--reader fast`` does.
    """

    name: str
    about: str  # one line: the set, the main figure and its peer

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]: ...

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores: ...


def load_rows(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines or TSV file, or the one object of a JSON file; a broken line is named by number.

    The row of a JSON file gets its folder as ``folder``, for the report that it names beside itself.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({type(error).__name__})", "give a set in JSON Lines") from error
    if path.suffix == ".json":
        try:
            return [{**json.loads(text), "folder": str(path.parent)}]
        except json.JSONDecodeError as error:
            raise InputError(str(path), error.msg, "mend the file", f"line {error.lineno}") from error
    if path.suffix == ".tsv":
        return _table_rows(path, text)
    rows = []
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: U+2028 is no line end here
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise InputError(str(path), error.msg, "mend or drop the line", f"line {number}") from error
    return rows


def _table_rows(path: Path, text: str) -> list[Row]:
    """Return the rows of a table with tabs and a header; fields are taken as they stand, quotation marks too."""
    names, *lines = (line.split("\t") for line in text.rstrip("\n").split("\n"))
    for number, fields in enumerate(lines, 2):
        if len(fields) != len(names):
            remedy = f"give {len(names)} fields, as the header has"
            raise InputError(str(path), f"{len(fields)} fields", remedy, f"line {number}")
    return [dict(zip(names, fields, strict=True)) for fields in lines]


def f1(hits: float, predicted: float, gold: float) -> tuple[float, float, float]:
    """Return precision, recall and F1, zero where nothing is predicted or nothing is gold."""
    p = hits / predicted if predicted else 0.0
    r = hits / gold if gold else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def dump_rows(rows: Iterable[Row], path: Path) -> None:
    """Write rows as JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
