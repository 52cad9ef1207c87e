"""Ctrl-C that falls into code that cannot raise is raised again."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from dateline.cli.progress import Progress
from dateline.cli.stopping import stop_if_asked, watched


class _Swallows:
    """Something whose end cannot raise: Python drops what is raised there."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.fixture(autouse=True)
def in_front() -> Iterator[None]:
    """Have Ctrl-C taken as in front: what runs in the background is started with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_next_report_raises_what_was_lost() -> None:
    with watched():
        lost = _Swallows()
        del lost
        with pytest.raises(KeyboardInterrupt), Progress(total=2, many=False) as progress:
            progress.advance()


def test_what_runs_in_the_background_goes_on() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with watched():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN  # ours is not put in its place
        signal.raise_signal(signal.SIGINT)
        with Progress(total=1, many=False) as progress:
            progress.advance()
            gone_on = True
    assert gone_on


def test_once_stopped_the_next_command_runs() -> None:
    with pytest.raises(KeyboardInterrupt), watched():
        signal.raise_signal(signal.SIGINT)
    stop_if_asked()
    assert signal.getsignal(signal.SIGINT) is not None
