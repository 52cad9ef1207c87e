"""The statements step."""

from __future__ import annotations

from .draft import Draft


def find_statements(draft: Draft) -> None:
    """Find the statements of the report."""
