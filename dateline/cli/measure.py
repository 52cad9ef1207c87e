"""``dateline measure``: how well a task is read, on a public set that the user has."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.measure.registry import task_names

from .progress import Progress
from .reader import is_fast, reader_option
from .suggest import Choice

if TYPE_CHECKING:
    from dateline.measure.task import Row, Scores


@click.command()
@click.argument("task", type=Choice(task_names()), metavar="TASK")
@click.option("--data", required=True, metavar="FILE", help="The set: JSON Lines in the form of its README.")
@click.option("--predictions", metavar="OUT", help="Write the predictions here, one line a row of the set.")
@reader_option
def measure(task: str, data: str, predictions: str | None, reader: str) -> int:
    """Measure how well a task is read on a set.

    Prints the scores, the errors by kind and how many reports are read a second.
    TASK is one of reading, polnear, voices, speakers, timex, toponyms, plover-gsr, plover-dyads, petrarch, muc4,
    indiapolice, subtypes, status, counts, factuality, re3d, reprints, event-coref, joining, story-clusters.

    \b
    Example:
      dateline measure polnear --data polnear/dev.jsonl --predictions out.jsonl
    """
    from dateline.measure.registry import load_task
    from dateline.measure.task import dump_rows, load_rows

    rows = load_rows(Path(data))
    chosen = load_task(task)
    print(chosen.about)
    began = time.monotonic()
    predicted: list[Row] = []
    with Progress(total=len(rows), many=len(rows) > 1, doing=task) as progress:
        for row in chosen.predict(rows, fast=is_fast(reader)):
            predicted.append(row)
            progress.advance()
    seconds = time.monotonic() - began
    if predictions:
        try:
            dump_rows(predicted, Path(predictions))
        except OSError as error:
            raise click.UsageError(f"{predictions} cannot be written: {error.strerror}.") from error
    _show(chosen.score(rows, predicted))
    print(f"\n{len(rows)} rows in {seconds:.1f} s, {len(rows) / seconds:.1f} a second")
    return 0


def _show(scores: Scores) -> None:
    width = max((len(name) for name in [*scores.figures, *scores.errors]), default=0) + 2
    print()
    for name, value in scores.figures.items():
        shown = "-" if value is None else f"{value:.4f}" if isinstance(value, float) else f"{value:,}"
        print(f"  {name:<{width}}{shown:>10}{'   main figure' if name == scores.main else ''}")
    if scores.errors:
        print("\nerrors")
        for name, number in sorted(scores.errors.items(), key=lambda item: -item[1]):
            print(f"  {name:<{width}}{number:>10,}")
