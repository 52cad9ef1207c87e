"""The events step."""

from __future__ import annotations

from .draft import Draft


def find_events(draft: Draft) -> None:
    """Find the events of the report."""
