"""The files of a folder and of those in it, in the order of their names; hidden ones and a README are left out."""

from __future__ import annotations

import os
from collections.abc import Iterator


def files_in(folder: str) -> Iterator[str | OSError]:
    """Yield the paths of all files, and an OSError with its ``filename`` for what cannot be opened."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda e: e.name)
    except OSError as error:
        yield error
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.partition(".")[0] == "README":  # about the folder, no report
            continue
        if entry.is_dir(follow_symlinks=False):  # a linked folder could lead back here
            yield from files_in(entry.path)
        else:
            yield entry.path
