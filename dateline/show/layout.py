"""Columns of wrapped text for the terminal brief, without padding at the ends of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

GAP = 2  # columns between cells


def columns(
    console: Console, cells: Sequence[tuple[int, Text]], last: Text, width: int, indent: int = 2
) -> Iterator[Text]:
    """Yield the lines of a row: each cell wrapped to its width, the last cell wrapped to what is left of the line."""
    taken = indent + sum(w + GAP for w, _ in cells)
    wrapped = [list(text.wrap(console, w)) if text.plain else [] for w, text in cells]
    wrapped.append(_wrap(console, last, max(width - taken, 20)))
    for parts in zip_longest(*wrapped, fillvalue=Text()):
        line = Text(" " * indent)
        for (w, _), part in zip(cells, parts[:-1], strict=True):
            line.append_text(part)
            line.append(" " * (w + GAP - part.cell_len))
        line.append_text(parts[-1])
        line.rstrip()
        yield line


def _wrap(console: Console, text: Text, width: int) -> list[Text]:
    """Wrap a text, further lines of a paragraph indented by two so that the next paragraph shows."""
    lines: list[Text] = []
    for paragraph in text.split("\n"):
        first, *rest = list(paragraph.wrap(console, width))
        lines.append(first)
        first.rstrip()
        if rest:
            for line in rest:
                line.rstrip()
            tail = Text(" ").join(rest)
            lines.extend(Text.assemble("  ", line) for line in tail.wrap(console, width - 2))
    return lines
