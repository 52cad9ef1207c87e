"""The places step."""

from __future__ import annotations

from .draft import Draft


def find_places(draft: Draft) -> None:
    """Find the places of the report."""
