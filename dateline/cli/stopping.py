"""Ctrl-C that is not lost: where it falls into code that cannot raise, the next report raises it again."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ASKED = threading.Event()


@contextmanager
def watched() -> Iterator[None]:
    """Keep in mind within this context that Ctrl-C was pressed; what stood there before holds again at its end."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as it is for what runs in the background
        yield
        return
    before = signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        _ASKED.clear()


def stop_if_asked() -> None:
    """Raise KeyboardInterrupt if Ctrl-C was pressed."""
    if _ASKED.is_set():
        raise KeyboardInterrupt


def _stop(_: int, __: FrameType | None) -> None:
    _ASKED.set()
    raise KeyboardInterrupt
