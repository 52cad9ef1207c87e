"""The option that chooses who reads: the learned readers with the rules, or the rules alone."""

from __future__ import annotations

import sys

import click

from .suggest import Choice

LEARNED, FAST = "learned", "fast"

reader_option = click.option(
    "--reader",
    type=Choice([LEARNED, FAST]),
    default=LEARNED,
    show_default=True,
    help="Who finds statements. learned: an encoder and rules; fast: rules alone, twice as quick.",
)


def is_fast(reader: str) -> bool:
    """Tell whether rules alone shall read; where an encoder is asked for and missing, say so on standard error."""
    if reader == FAST:
        return True
    from dateline.read.events.learned import weights as of_events
    from dateline.read.statements.learned.weights import has_weights

    if has_weights():
        if not of_events.has_weights():
            print(
                "dateline: the learned typer's weights are missing, the lexicon alone types events; "
                "install dateline again",
                file=sys.stderr,
                flush=True,
            )
        return False
    print(
        "dateline: the learned reader's weights are missing, rules alone read; install dateline again",
        file=sys.stderr,
        flush=True,
    )
    return True
