"""What can go wrong with evidence; messages name files and numbers of the record, never words of a source."""

from __future__ import annotations

from dateline.errors import DatelineError


class EvidenceError(DatelineError):
    """Evidence cannot be kept, read or handed on; the message names the file, what is wrong and what to do."""
