"""What can go wrong at the desk, as pages for people and as problem+json for programs."""

from __future__ import annotations

from dateline.errors import DatelineError

from .visitor import May, Visitor


class DeniedError(DatelineError):
    """A visitor asks for what needs a login or another role; the message says which."""

    def __init__(self, visitor: Visitor | None, permission: May | None) -> None:
        self.visitor, self.permission = visitor, permission
        if visitor is None:
            words = "Log in first."
        elif permission is None:
            words = "This is for a person who is logged in, not for a program, nor for one person alone."
        else:
            words = f"This needs the right to {permission.value}."
        super().__init__(words)


class NotThereError(DatelineError):
    """An address names nothing of the record; the message says what there is."""
