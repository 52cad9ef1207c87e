"""Why a decision is not taken: what it names is not there, its value does not fit, or it goes against another."""

from __future__ import annotations

from dateline.errors import DatelineError


class DecisionError(DatelineError):
    """A decision cannot be taken as it is given; name what the record has, with a value that the field takes."""


class ConflictError(DecisionError):
    """Somebody decided on the same occurrence since you looked; look again, then decide."""


class ContradictionError(DecisionError):
    """A standing decision keeps apart what is to be one; undo the decision that the message names, then decide."""

    def __init__(self, message: str, undo: int) -> None:
        self.undo = undo
        super().__init__(message)
