"""What people put right in an occurrence."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.occurrence import Occurrence


def corrected(whole: Occurrence, fixes: Iterable[tuple[str, str]]) -> Occurrence:
    """Return an occurrence with these fields as a person put them right, the later over the earlier."""
    for _field, _value in fixes:
        raise NotImplementedError
    return whole
