"""The status step."""

from __future__ import annotations

from .draft import Draft


def find_status(draft: Draft) -> None:
    """Find the status of the report."""
