"""The one way from the record to a visitor: queries of the record, with protected sources veiled as the role wants."""

from __future__ import annotations

from dateline.record.briefing import Briefing, Filter
from dateline.show.asked import actor_names
from dateline.store.brief import MOST, make_briefing
from dateline.store.lookup import Opened, open_name
from dateline.store.readings import Readings
from dateline.store.record import Record
from dateline.store.search import Hit, search

from .veil import Veil
from .visitor import Visitor


class Seeing:
    """The record as one visitor may see it. Whatever is returned has been through the veil."""

    def __init__(self, record: Record, visitor: Visitor, readings: Readings) -> None:
        self.record = record
        self.visitor = visitor
        self.readings = readings
        self.veil = Veil.of(record, visitor)

    def brief(self, asked: Filter, most: int = MOST, name: str = "") -> Briefing:
        """Return the brief of what is asked for."""
        return self.veil.over(make_briefing(self.record, name, asked, most, self.readings))

    def open(self, name: str) -> Opened:
        """Return what an id or a name stands for; raises UsageError where there is none."""
        return self.veil.over(open_name(self.record, name, actor_names(name), self.readings))

    def search(self, words: str, most: int = 50) -> list[Hit]:
        """Return the reports that hold words."""
        return self.veil.over(search(self.record, words, most))
