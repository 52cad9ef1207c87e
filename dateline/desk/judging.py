"""A visitor's decisions: taken as the record takes them, on no actor that is not there for the visitor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.record import Record
from dateline.store.refused import DecisionError

from .veil import Veil
from .visitor import Visitor


class NobodyError(DecisionError):
    """No actor is called as the visitor wrote it; name one that the record has.

    ``own_words`` are what the visitor wrote, which is told again as it was written.
    """

    def __init__(self, own_words: str) -> None:
        self.own_words = own_words
        super().__init__(f"No actor of the record is called {own_words!r}.")


class VeiledJudge(Judge):
    """Takes a visitor's decisions; a protected source is to one who may not see it as one that is not there."""

    def __init__(self, record: Record, visitor: Visitor, fuser: Fuser) -> None:
        super().__init__(record, visitor.name, fuser)
        self._veil = Veil.of(record, visitor)

    def same_actor(self, names: Sequence[str], why: str) -> int:
        """Say that actors are one; raises DecisionError where one is not there for the visitor."""
        self._refuse(names)
        return super().same_actor(names, why)

    def not_same_actor(self, one: str, other: str, why: str) -> int:
        """Say that two actors are not one; raises DecisionError where one is not there for the visitor."""
        self._refuse((one, other))
        return super().not_same_actor(one, other, why)

    def _refuse(self, names: Iterable[str]) -> None:
        for name in (one.strip() for one in names):
            is_number = name[:1] == "a" and name[1:].isdigit()
            if self._veil.hides(name) or (is_number and self._veil.hides_actor(int(name[1:]))):
                raise NobodyError(name)
