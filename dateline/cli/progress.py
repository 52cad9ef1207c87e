"""The bar for more than one report, and the lines beside it: on standard error, only where that is a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from .stopping import stop_if_asked

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


class Progress:
    """How far a batch is; for one report, or without a terminal, it only passes lines on."""

    def __init__(self, total: int | None, many: bool, doing: str = "reading") -> None:
        self.total = total
        self.doing = doing
        self.bar: Bar | None = None
        self.task: TaskID | None = None
        self.console: Console | None = None
        self.shown = many and sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Start the bar."""
        if self.shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            # where both streams are one terminal the briefs go through the same console, so that the bar stays below
            stream = sys.stdout if sys.stdout.isatty() else sys.stderr
            self.console = Console(file=stream, highlight=False, markup=False, emoji=False)
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self.bar = Progress(*columns, console=self.console, transient=True)
            self.task = self.bar.add_task(self.doing, total=self.total)
            self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()

    def advance(self, by: int = 1) -> None:
        """Move the bar by one report, or by so much of what else it counts.

        Raises KeyboardInterrupt where Ctrl-C was pressed and has not stopped us yet.
        """
        stop_if_asked()
        if self.bar is not None and self.task is not None:
            self.bar.advance(self.task, by)

    def say(self, line: str) -> None:
        """Write one line to standard error, above the bar where there is one."""
        if self.bar is not None and self.console is not None:
            self.console.print(line, soft_wrap=True)
        else:
            print(f"dateline: {line}", file=sys.stderr, flush=True)

    def beside(self, stream: TextIO) -> Console | None:
        """Return the console of the bar where this stream is the terminal it stands in."""
        return self.console if self.console is not None and self.console.file is stream else None
