"""``dateline setup``: what is built once before the first reading, and before the first map."""

from __future__ import annotations

import sys
import time

import click


@click.command()
def setup() -> int:
    """Build the index of places and the ground of the desk's map, once.

    It takes about half a minute. Nothing is fetched: names and borders are installed with Dateline. Both lie in the
    folder that DATELINE_HOME names, else in the user's cache.

    \b
    Example:
      dateline setup
    """
    from dateline.desk.world import build_world, world_path
    from dateline.gazetteer.build import build_index, index_path

    path = index_path()
    if path.exists():
        print(f"dateline: the index of places is there: {path}", file=sys.stderr)
    else:
        began = time.monotonic()
        path = build_index(progress=lambda message: print(f"dateline: {message}", file=sys.stderr, flush=True))
        print(f"dateline: the index of places is built ({time.monotonic() - began:.0f} s): {path}", file=sys.stderr)
    if world_path().exists():
        print(f"dateline: the ground of the map is there: {world_path()}", file=sys.stderr)
    else:
        began = time.monotonic()
        path = build_world()
        print(f"dateline: the ground of the map is built ({time.monotonic() - began:.0f} s): {path}", file=sys.stderr)
    return 0
