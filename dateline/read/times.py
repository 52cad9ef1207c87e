"""The times step."""

from __future__ import annotations

from .draft import Draft


def find_times(draft: Draft) -> None:
    """Find the times of the report."""
