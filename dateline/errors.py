"""Every error the project raises, under one base class; a docstring says what the user can do."""


class DatelineError(Exception):
    """Something the user can act on; the message says what happened, where, and what to do."""


class UsageError(DatelineError):
    """An option or argument does not fit; correct the command and run it again."""


class InputError(DatelineError):
    """One input could not be read; the message names it, the place in it and what to do. The others go on."""

    def __init__(self, name: str, reason: str, remedy: str, place: str | None = None) -> None:
        self.name, self.place, self.reason, self.remedy = name, place, reason, remedy
        where = f"{name}, {place}" if place else name
        super().__init__(f"{where}: {reason}; {remedy}")


class SetupError(DatelineError):
    """A part that Dateline needs is missing or damaged; install or rebuild it as the message says."""


class RecordError(DatelineError):
    """The record cannot be opened or used; the message names it, what is wrong and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name}: {reason}; name a file in a folder that exists, or a PostgreSQL server that answers")
