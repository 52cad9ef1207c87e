"""What can go wrong at the desk, as pages for people and as problem+json for programs."""

from __future__ import annotations

from dateline.errors import DatelineError

from .visitor import May, Visitor


class DeniedError(DatelineError):
    """A visitor asks for what needs a login or another role; the message says which."""

    def __init__(self, visitor: Visitor | None, permission: May) -> None:
        self.visitor, self.permission = visitor, permission
        super().__init__("Log in first." if visitor is None else f"This needs the right to {permission.value}.")


class NotThereError(DatelineError):
    """An address names nothing of the record; the message says what there is."""
