"""The actors step."""

from __future__ import annotations

from .draft import Draft


def find_actors(draft: Draft) -> None:
    """Find the actors of the report."""
