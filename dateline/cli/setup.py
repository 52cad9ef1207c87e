"""``dateline setup``: what is built once before the first reading."""

from __future__ import annotations

import sys
import time

import click


@click.command()
def setup() -> int:
    """Build the index of places, once.

    It takes about half a minute. Nothing is fetched: the names are installed with Dateline. The index lies in the
    folder that DATELINE_HOME names, else in the user's cache.

    \b
    Example:
      dateline setup
    """
    from dateline.gazetteer.build import build_index, index_path

    path = index_path()
    if path.exists():
        print(f"dateline: the index of places is there: {path}", file=sys.stderr)
        return 0
    began = time.monotonic()
    path = build_index(progress=lambda message: print(f"dateline: {message}", file=sys.stderr, flush=True))
    print(f"dateline: the index of places is built ({time.monotonic() - began:.0f} s): {path}", file=sys.stderr)
    return 0
