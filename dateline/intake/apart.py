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

from .limits import FETCH_SECONDS, MEGABYTE, PARSE_SECONDS
from .received import Received
from .table import Row
from .worker import read_frame, too_big, write_frame

_START = "import json,sys; sys.path[:] = json.loads(sys.argv[1]); from dateline.intake.worker import main; main()"
_RENEW_BYTES = 500 * MEGABYTE  # a worker that still holds this much after an input is replaced


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

    def read(self, kind: str, name: str, path: str | None = None, data: bytes | None = None) -> Iterator[Row]:
        """Yield what a file or these bytes hold."""
        yield from self._ask({"kind": kind, "name": name, "path": path}, data, name, self._seconds)

    def fetch(self, url: str, seconds: float = FETCH_SECONDS) -> Iterator[Row]:
        """Yield what an address holds."""
        yield from self._ask(
            {"kind": "url", "name": url, "url": url, "seconds": seconds}, None, url, seconds + self._seconds
        )

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

    def _ask(self, request: dict[str, Any], data: bytes | None, name: str, seconds: float) -> Iterator[Row]:
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
                    yield InputError(
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
                yield InputError(*answer["error"]) if "error" in answer else Received.from_json(answer["received"])
                until = time.monotonic() + seconds
        finally:
            if not done:  # hung, died, fat, or left in the middle of a table
                self.stop()

    def _died(self, name: str) -> InputError:
        code = self._process.wait() if self._process else 0
        if code in (-9, -24, 137):  # killed by the system, or out of processor time
            return InputError(
                name, "reading it takes too much memory or time", "save the report's own text and give that"
            )
        return (
            too_big(name)
            if code == 0
            else InputError(name, "it is damaged so that its reader broke", "fetch or save it again")
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
