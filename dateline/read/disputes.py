"""The disputes step."""

from __future__ import annotations

from .draft import Draft


def find_disputes(draft: Draft) -> None:
    """Find the disputes of the report."""
