"""What may leave with evidence from the command line: nothing that the desk would veil as a protected source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.record.occurrence import Occurrence
    from dateline.store.record import Record


class DeskShelter:
    """Withholds what the desk veils for those who may not see protected sources (``dateline.evidence.shelter``)."""

    def __init__(self, record: Record) -> None:
        from dateline.desk.naming_words import Matcher, names_of
        from dateline.desk.veil import Veil
        from dateline.desk.visitor import Visitor
        from dateline.show.asked import actor_names
        from dateline.store.protecting import Collected

        with record.engine.connect() as connection:
            called = Collected().collect(connection, actor_names)
        self._senders = {one.sender for one in called if one.sender is not None}
        self._matcher = Matcher(names_of(called)) if called else None
        self._veil = Veil.of(record, Visitor("", frozenset()))

    @property
    def is_needed(self) -> bool:
        """Whether anything is protected at all."""
        return self._matcher is not None

    def hides_sender(self, report: int) -> bool:
        """Tell whether whoever sent or wrote a report is protected."""
        return report in self._senders

    def names(self, reports: frozenset[int], texts: Iterable[str]) -> bool:
        """Tell whether a text of these reports names a protected source."""
        matcher = self._matcher
        return matcher is not None and any(matcher.find(text, reports) for text in texts)

    def protect(self, occurrence: Occurrence) -> Occurrence | None:
        """Return an occurrence as it may leave, None where it may not."""
        return self._veil.protect(occurrence)
