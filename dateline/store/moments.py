"""Times as the desk's tables keep them: ISO 8601, UTC, to the second, so that they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def moment(after: timedelta = timedelta()) -> str:
    """Return the time that it is so long after now."""
    return (datetime.now(UTC) + after).isoformat(timespec="seconds")
