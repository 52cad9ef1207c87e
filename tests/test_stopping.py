"""Ctrl-C that falls into code that cannot raise is raised again."""

from __future__ import annotations

import signal

import pytest

from dateline.cli.progress import Progress
from dateline.cli.stopping import stop_if_asked, watched


class _Swallows:
    """Something whose end cannot raise: Python drops what is raised there."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_next_report_raises_what_was_lost() -> None:
    with watched():
        lost = _Swallows()
        del lost
        with pytest.raises(KeyboardInterrupt), Progress(total=2, many=False) as progress:
            progress.advance()


def test_once_stopped_the_next_command_runs() -> None:
    with pytest.raises(KeyboardInterrupt), watched():
        signal.raise_signal(signal.SIGINT)
    stop_if_asked()
    assert signal.getsignal(signal.SIGINT) is not None
