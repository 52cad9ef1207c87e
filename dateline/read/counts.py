"""The counts step."""

from __future__ import annotations

from .draft import Draft


def find_counts(draft: Draft) -> None:
    """Find the counts of the report."""
