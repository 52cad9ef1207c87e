"""Dateline reads reports of conflict and keeps a sourced record: who said what, on whose word, with what status.

What a program needs of it is offered here by name and loaded when it is first asked for, so that ``import dateline``
takes no time. ``docs/api.md`` shows each with an example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import (
        Counts,
        UnreadWarning,
        add,
        brief,
        brief_markdown,
        occurrences,
        open_name,
        open_record,
        read_inputs,
        read_text,
        statements,
    )
    from .errors import DatelineError
    from .frames import account_frame, dispute_frame, occurrence_frame, statement_frame
    from .store.judging import Judge
    from .store.record import Record
    from .store.search import search

__version__ = "0.1.0"

__all__ = [
    "Counts",
    "DatelineError",
    "Judge",
    "Record",
    "UnreadWarning",
    "account_frame",
    "add",
    "brief",
    "brief_markdown",
    "dispute_frame",
    "occurrence_frame",
    "occurrences",
    "open_name",
    "open_record",
    "read_inputs",
    "read_text",
    "search",
    "statement_frame",
    "statements",
]
_ELSEWHERE = {
    "DatelineError": "errors",
    "Judge": "store.judging",
    "Record": "store.record",
    "account_frame": "frames",
    "dispute_frame": "frames",
    "occurrence_frame": "frames",
    "search": "store.search",
    "statement_frame": "frames",
}  # the rest stands in ``api``

if not TYPE_CHECKING:  # a checker sees the names above, and no others

    def __getattr__(name: str) -> object:
        """Return what is offered under this name (PEP 562), from the module that has it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'api')}"), name)
        globals()[name] = found  # asked for once
        return found

    def __dir__() -> list[str]:
        """Return what is here and what is offered."""
        return sorted({*globals(), *__all__})
