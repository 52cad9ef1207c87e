"""The parent's side of the worker process: started when first needed, used for many inputs, ended when it hangs."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from dateline.errors import InputError

from .formats import ARCHIVES
from .limits import MEGABYTE, PARSE_SECONDS
from .listed import Entry
from .received import Received
from .resuming import Going, Mark, place_of
from .table import Row
from .worker import read_frame, too_big, write_frame

_START = "import json,sys; sys.path[:] = json.loads(sys.argv[1]); from dateline.intake.worker import main; main()"
_RENEW_BYTES = 500 * MEGABYTE  # a worker that still holds this much after an input is replaced


class _LostError(InputError):
    """An input that cost the worker process; save the report's own text and give that."""


class Worker:
    """One worker process at a time; a context manager, so that it never outlives its use."""

    def __init__(self, seconds: float = PARSE_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread()
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue(maxsize=4)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """Return the process id of the running worker."""
        return self._process.pid if self._process else None

    def warm(self, kind: str) -> None:
        """Start the worker and let it load what this format needs, while this process does other work."""
        if self._process is None:
            self._start()
            self._send({"kind": "warm", "load": kind}, None)

    def read(
        self,
        kind: str,
        name: str,
        path: str | None = None,
        data: bytes | None = None,
        charset: str | None = None,
        url: str | None = None,
    ) -> Iterator[Row]:
        """Yield what a file or these bytes hold; of bytes from the web the address and what it says they are in."""
        asked = {"kind": kind, "name": name, "path": path, "charset": charset, "url": url}
        if kind in ARCHIVES:
            yield from self._read_archive(asked, data, name)
            return
        for answer in self._ask(asked, data, name):
            yield answer if isinstance(answer, InputError) else Received.from_json(answer["received"])

    def list(self, kind: str, name: str, data: bytes, url: str, media_type: str = "") -> Iterator[Entry | InputError]:
        """Yield what a feed or a sitemap tells of; what is broken in it is left out, or is the error."""
        asked = {"kind": kind, "name": name, "url": url, "type": media_type}
        for answer in self._ask(asked, data, name):
            yield answer if isinstance(answer, InputError) else Entry.from_json(answer["entry"])

    def stop(self) -> None:
        """End the worker at once; the next input starts a new one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        if process.stdin:
            with suppress(OSError):
                process.stdin.close()
        while self._thread.is_alive():  # let the reading thread run out before its pipe is closed
            with suppress(queue.Empty):
                self._answers.get(timeout=0.02)
        process.wait()
        if process.stdout:
            process.stdout.close()

    def _read_archive(self, asked: dict[str, Any], data: bytes | None, name: str) -> Iterator[Row]:
        """Yield the pages of a web archive; one that costs a worker is one error, and the next goes on behind it."""
        mark: Mark | None = None
        going: Going | None = None
        while True:
            asked["since"] = [*mark, going] if mark is not None and going is not None else None
            lost: InputError | None = None
            is_told, marks = True, 0
            for answer in self._ask(asked, data, name):
                if isinstance(answer, dict) and "at" in answer:
                    mark, is_told, marks = Mark(*answer["at"]), False, marks + 1
                    if marks > 1 and answer["held"] >= _RENEW_BYTES:
                        going = Going.AT
                        break
                elif isinstance(answer, _LostError):
                    lost = answer
                else:
                    is_told = True
                    yield answer if isinstance(answer, InputError) else Received.from_json(answer["received"])
            else:
                if lost is None:
                    return
                if mark is None or (not marks and going is Going.BEYOND):
                    yield lost
                    return
                if not is_told:
                    yield InputError(name, lost.reason, lost.remedy, place_of(mark))
                going = Going.BEHIND if marks else Going.BEYOND

    def _ask(self, request: dict[str, Any], data: bytes | None, name: str) -> Iterator[dict[str, Any] | InputError]:
        seconds = self._seconds
        if self._process is None:
            self._start()
        if data is not None:
            request["size"] = len(data)
        done = False
        try:
            if not self._send(request, data):
                yield InputError(name, "the reading process cannot be started", "check the memory that is free")
                return
            until = time.monotonic() + seconds
            while True:
                try:
                    answer = self._answers.get(timeout=max(0.01, until - time.monotonic()))
                except queue.Empty:
                    yield _LostError(
                        name, f"reading it takes over {seconds:g} s", "save the report's own text and give that"
                    )
                    return
                if answer is None:
                    yield self._died(name)
                    return
                if "end" in answer:
                    if request["kind"] == answer.get("for", request["kind"]):
                        done = answer["end"] < _RENEW_BYTES
                        return
                    continue  # the end of warming up
                yield InputError(*answer["error"]) if "error" in answer else answer
                until = time.monotonic() + seconds
        finally:
            if not done:  # hung, died, fat, or left in the middle of a table
                self.stop()

    def _died(self, name: str) -> InputError:
        code = self._process.wait() if self._process else 0
        if code in (-9, -24, 137):  # killed by the system, or out of processor time
            return _LostError(
                name, "reading it takes too much memory or time", "save the report's own text and give that"
            )
        big = too_big(name)
        return (
            _LostError(name, big.reason, big.remedy)
            if code == 0
            else _LostError(name, "it is damaged so that its reader broke", "fetch or save it again")
        )

    def _start(self) -> None:
        package = str(Path(__file__).resolve().parents[2])
        paths = [p for p in sys.path if p]
        paths += [] if package in paths else [package]
        self._answers = queue.Queue(maxsize=4)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, json.dumps(paths)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"},
        )  # fmt: skip
        self._thread = threading.Thread(target=_forward, args=(self._process, self._answers), daemon=True)
        self._thread.start()

    def _send(self, request: dict[str, Any], data: bytes | None) -> bool:
        if self._process is None or self._process.stdin is None:
            return False
        try:
            write_frame(self._process.stdin, request)
            if data is not None:
                self._process.stdin.write(data)
                self._process.stdin.flush()
        except OSError:
            return False
        return True


def _forward(process: subprocess.Popen[bytes], answers: queue.Queue[dict[str, Any] | None]) -> None:
    """Pass the worker's answers on until its output ends."""
    try:
        while process.stdout is not None and (answer := read_frame(process.stdout)) is not None:
            answers.put(answer)
    except (OSError, ValueError):
        pass
    answers.put(None)
