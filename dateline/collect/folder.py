"""A folder in view: files that are new or were written since, as addresses to be taken in."""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dateline.errors import InputError
from dateline.intake.answer import Answer
from dateline.intake.folder import files_in
from dateline.intake.formats import kind_of, unknown_type
from dateline.intake.limits import MAX_FETCH_BYTES, MEGABYTE
from dateline.store.collecting import Seed, written
from dateline.store.found import FoundState, NewFound, Told, note_found

from .work import Brought, Work, kept_as

_AT_ONCE = 500  # files noted in one transaction
_SETTLED_S = 2.0  # a file written to so lately may not be whole yet
_HEAD = 64_000


async def ask_folder(seed: Seed, work: Work) -> Brought:
    """Return how many files of a folder are new; its problem is that it cannot be opened."""
    return await asyncio.to_thread(_look, seed, work)


def _look(seed: Seed, work: Work) -> Brought:
    folder = path_of(seed.address)
    if not os.path.isdir(folder):
        return Brought(problem="there is no such folder")
    now = work.clock()
    new, skipped, told = 0, 0, list[NewFound]()
    for path in files_in(folder):
        if isinstance(path, OSError):
            skipped += 1
            continue
        one = _told(path, now)
        if one is not None:
            told.append(one)
        if len(told) == _AT_ONCE:
            new += _note(seed, work, told, now)
            told = []
    new += _note(seed, work, told, now)
    return Brought(new=new, problem=f"{skipped} folders or files in it cannot be opened" if skipped else None)


def _note(seed: Seed, work: Work, told: list[NewFound], now: datetime) -> int:
    with work.record.writing() as connection:
        return note_found(connection, seed.id, told, now)


def _told(path: str, now: datetime) -> NewFound | None:
    try:
        facts = os.stat(path)
    except OSError:  # taken away since
        return None
    if not stat.S_ISREG(facts.st_mode) or abs(now.timestamp() - facts.st_mtime) < _SETTLED_S:
        return None
    address = address_of(path)
    key = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    mark = f"{facts.st_mtime_ns}:{facts.st_size}"
    return NewFound(key, address, Told(), FoundState.WAITING, now, modified=mark)


def address_of(path: str) -> str:
    """Return the address of a file or folder."""
    return Path(os.path.abspath(path)).as_uri()


def path_of(address: str) -> str:
    """Return the path of a file's or folder's address."""
    return unquote(urlsplit(address).path)


def read_file(address: str, at: datetime) -> Answer:
    """Return a file as an answer that can be kept; raises InputError for what cannot be read."""
    path = path_of(address)
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_FETCH_BYTES + 1)
    except OSError as error:
        raise InputError(path, f"it cannot be read ({error.strerror or type(error).__name__})", "check it") from error
    if len(data) > MAX_FETCH_BYTES:
        raise InputError(path, f"it is over {MAX_FETCH_BYTES // MEGABYTE} MB", "give it to dateline add")
    if not data.strip():
        raise InputError(path, "it is empty", "give a file with text in it")
    if kind_of(path, data[:_HEAD]) is None:
        raise unknown_type(path)
    return kept_as(address, data, None, written(at), "folder")
