"""The one way from the record to a visitor: queries of the record, with protected sources veiled as the role wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl

from dateline.errors import DatelineError, UsageError
from dateline.record.briefing import (
    Facets,
    Filter,
    Listed,
    OccurrenceLine,
    OpenedActor,
    OpenedOccurrence,
    OpenedReport,
    Totals,
)
from dateline.record.occurrence import Occurrence
from dateline.show.asked import actor_names
from dateline.store.actor_list import MOST as ACTORS
from dateline.store.actor_list import ActorFilter, ActorPage, ActorSort, list_actors
from dateline.store.actor_page import open_actor
from dateline.store.actor_ties import ActorHead, Worded, actor_head, name_of_actor, worded_of
from dateline.store.brief import find_near as find_near_names
from dateline.store.brief import totals_of
from dateline.store.disputed import DisputesAsked, DisputesPage, Last, disputed_countries, find_disputed
from dateline.store.facets import facets
from dateline.store.finding import Kind, Named, NearNames, find_named, names_near
from dateline.store.history import (
    Decision,
    Judged,
    decision_of,
    history_of_occurrence,
    judged,
    last_decision,
    last_decisions,
)
from dateline.store.lines import occurrence_lines
from dateline.store.listing import list_occurrences
from dateline.store.lookup import Opened, open_name
from dateline.store.mapping import Box, MapTotals, MapView, Spot, lines_at, map_totals, map_view
from dateline.store.matching import matching_occurrences
from dateline.store.near import Near, near_occurrences
from dateline.store.newly import News, news_since
from dateline.store.ordering import Sort
from dateline.store.readings import Readings
from dateline.store.record import Record
from dateline.store.report_list import (
    FailedPage,
    Made,
    ReportFilter,
    ReportPage,
    failures,
    find_reports,
    made_of,
    names_of_agencies,
    names_of_outlets,
)
from dateline.store.reviewing import Doubted, Queue, doubts_of, find_doubted
from dateline.store.sayings import Said, SayingFilter, Unnamed, anonymous_sources, find_sayings
from dateline.store.search import Hit, search
from dateline.store.taken_out import LeftOut, last_decision_of, left_out_of
from dateline.store.timeline import TimeLine, time_line
from dateline.store.views import SavedView, saved_views

from .errors import NotThereError
from .veil import NOBODY, Veil
from .visitor import Visitor


class Seeing:
    """The record as one visitor may see it. Whatever is returned has been through the veil."""

    def __init__(self, record: Record, visitor: Visitor, readings: Readings) -> None:
        self.record = record
        self.visitor = visitor
        self.readings = readings
        self.veil = Veil.of(record, visitor)

    def open(self, name: str) -> Opened:
        """Return what an id or a name stands for; raises UsageError where there is none."""
        with self._as_asked(name) as asked:
            return self.veil.over(open_name(self.record, asked, actor_names(asked), self.readings))

    @contextmanager
    def _as_asked(self, name: str) -> Iterator[str]:
        """Yield a name to ask the record by: nobody's in place of one that is hidden; errors tell both alike."""
        asked = name.strip()
        is_number = asked[:1] == "a" and asked[1:].isdigit()
        is_hidden = self.veil.hides(asked) or (is_number and self.veil.hides_actor(int(asked[1:])))
        try:
            yield NOBODY if is_hidden else name
        except UsageError as error:
            words = str(error).replace(repr(NOBODY), repr(asked)) if is_hidden else self.veil.over(str(error))
            raise UsageError(words) from None

    def totals(self) -> Totals:
        """Return what the whole record holds."""
        with self.record.engine.connect() as connection:
            return totals_of(connection)

    def news(self, since: str | None, most: int) -> News:
        """Return what came to the record after a moment."""
        return self.veil.over(news_since(self.record, since, most))

    def listed(self, asked: Filter, most: int, after: str | None = None, sort: Sort = Sort.NEWEST) -> Listed:
        """Return a page of the occurrences that are asked for."""
        return self.veil.over(list_occurrences(self.record, self.veil.asked(asked), most, after, sort))

    def facets(self, asked: Filter) -> Facets:
        """Return what can further be asked of what is asked for."""
        return self.veil.over(facets(self.record, self.veil.asked(asked)))

    def matching(self, asked: Filter) -> Iterator[Occurrence]:
        """Yield what is asked for whole, the earliest first, as it is in the record: for exports, which protect it."""
        return matching_occurrences(self.record, self.veil.asked(asked))

    def near_asked(self, asked: Filter) -> list[str]:
        """Return names near to an actor or a place that is asked for and not there."""
        return self.veil.without(find_near_names(self.record, self.veil.asked(asked)))

    def named(self, words: str) -> Named | None:
        """Return what a number, an id or the name of an actor stands for, None where there is nothing of it."""
        found = None if self.veil.hides(words) else find_named(self.record, words, actor_names(words))
        is_hidden = found is not None and found.kind is Kind.ACTOR and self.veil.hides_actor(found.number)
        return None if is_hidden else found

    def names_near(self, words: str) -> NearNames:
        """Return names of actors and places near to what was typed."""
        found = NearNames() if self.veil.hides(words) else names_near(self.record, words)
        return NearNames(tuple(self.veil.without(found.actors)), tuple(self.veil.without(found.places)))

    def views(self) -> tuple[SavedView, ...]:
        """Return the saved views of the visitor and those for all, but for those that name what is hidden from it."""
        found = saved_views(self.record, self.visitor.person)
        return tuple(one for one in found if not any(self.veil.hides(words) for words in _words_of(one)))

    def open_occurrence(self, number: int) -> OpenedOccurrence | None:
        """Return an occurrence with all that stands behind it, None where there is none of this number."""
        try:
            opened = self.open(str(number))
        except DatelineError:
            return None
        return opened if isinstance(opened, OpenedOccurrence) else None

    def judged(self, number: int) -> Judged:
        """Return what people hold of an occurrence; raises DecisionError where there is none of this number."""
        return self.veil.over(judged(self.record, str(number)))

    def decisions(self, number: int) -> tuple[Decision, ...]:
        """Return the decisions on an occurrence, the first first; raises DecisionError where there is none."""
        return self.veil.over(history_of_occurrence(self.record, str(number)))

    def decision(self, number: int) -> Decision | None:
        """Return a decision, None where there is none of this number."""
        with self.record.engine.connect() as connection:
            return self.veil.over(decision_of(connection, number))

    def last_decisions(self, most: int, before: int | None = None) -> tuple[Decision, ...]:
        """Return the newest decisions of the record, or those before one, the newest first."""
        return self.veil.over(last_decisions(self.record, most, before))

    def last_decision(self) -> int:
        """Return the newest decision of the record, 0 where there is none; to be asked before what is shown is read."""
        return last_decision(self.record)

    def last_own_decision(self) -> Decision | None:
        """Return the newest decision of the visitor that stands and took nothing back."""
        with self.record.engine.connect() as connection:
            return self.veil.over(last_decision_of(connection, self.visitor.name))

    def near(self, line: OccurrenceLine) -> tuple[Near, ...]:
        """Return occurrences that may be the same as this one, the likeliest first."""
        with self.record.engine.connect() as connection:
            return self.veil.over(near_occurrences(connection, [line])[line.id])

    def left_out(self, number: int) -> tuple[LeftOut, ...]:
        """Return what people left out of the reports that tell of an occurrence."""
        with self.record.engine.connect() as connection:
            return self.veil.over(left_out_of(connection, number))

    def disputed(self, asked: DisputesAsked, most: int, after: Last | None = None) -> DisputesPage:
        """Return the disputes that are asked for, the newest first."""
        with self.record.engine.connect() as connection:
            return self.veil.over(find_disputed(connection, self.readings, asked, most, after))

    def countries(self) -> tuple[str, ...]:
        """Return the countries of the record's occurrences, by code."""
        with self.record.engine.connect() as connection:
            return disputed_countries(connection)

    def doubted(self, asked: Filter, most: int, after: tuple[float, int] | None = None) -> Queue:
        """Return what is best judged next."""
        with self.record.engine.connect() as connection:
            return self.veil.over(find_doubted(connection, self.veil.asked(asked), most, after))

    def doubts(self, number: int) -> Doubted | None:
        """Return one occurrence as it stands in the queue of what is to be judged."""
        with self.record.engine.connect() as connection:
            return self.veil.over(doubts_of(connection, number))

    def search(self, words: str, most: int = 50) -> list[Hit]:
        """Return the reports that hold words."""
        return self.veil.hits(words, search(self.record, words, most))

    def report(self, number: int) -> tuple[OpenedReport, Made]:
        """Return a report with its reading, and how that came to be; raises NotThereError where there is none."""
        try:
            opened = self.open(f"r{number}")
        except UsageError as error:
            raise NotThereError(str(error)) from None
        made = made_of(self.record, number)
        assert isinstance(opened, OpenedReport)
        assert made is not None  # it was there a moment ago
        return opened, made

    def reports(self, asked: ReportFilter, most: int, before: tuple[int, int] | None = None) -> ReportPage:
        """Return a page of the reports that are asked for, the newest first."""
        return self.veil.over(find_reports(self.record, self.veil.asked(asked), most, before))

    def failures(self, most: int, before: int | None = None) -> FailedPage:
        """Return a page of what could not be read."""
        return self.veil.over(failures(self.record, most, before))

    def outlets(self) -> tuple[str, ...]:
        """Return the names of the outlets."""
        return tuple(self.veil.without(names_of_outlets(self.record)))

    def agencies(self) -> tuple[str, ...]:
        """Return the names of the agencies."""
        return tuple(self.veil.without(names_of_agencies(self.record)))

    def lines(self, numbers: Iterable[int]) -> list[OccurrenceLine]:
        """Return the lines of these occurrences."""
        with self.record.engine.connect() as connection:
            return self.veil.over(occurrence_lines(connection, numbers))

    def sayings(self, asked: SayingFilter, most: int, before: tuple[int, int] | None = None) -> Said:
        """Return a page of the statements that are asked for, the newest first."""
        return self.veil.over(find_sayings(self.record, self.veil.asked(asked), most, before))

    def anonymous(self, since: str | None, until: str | None) -> Unnamed:
        """Return how many anonymous statements each outlet has, by locality."""
        return self.veil.over(anonymous_sources(self.record, since, until))

    def map_view(self, asked: Filter, box: Box, zoom: int) -> MapView:
        """Return what a map of a part of the world shows."""
        return self.veil.over(map_view(self.record, self.veil.asked(asked), box, zoom))

    def map_totals(self, asked: Filter) -> MapTotals:
        """Return how much of what is asked for has a place and a day, and where it lies."""
        return map_totals(self.record, self.veil.asked(asked))

    def lines_at(self, asked: Filter, spot: Spot, most: int) -> tuple[list[OccurrenceLine], int]:
        """Return the newest occurrences of a spot of the map, and how many there are."""
        lines, number = lines_at(self.record, self.veil.asked(asked), spot, most)
        return self.veil.over(lines), number

    def time_line(self, asked: Filter, box: Box | None, whole: bool) -> TimeLine:
        """Return the time line of what is asked for."""
        return self.veil.over(time_line(self.record, self.veil.asked(asked), box, whole))

    def actors(
        self, asked: ActorFilter, most: int = ACTORS, after: str | None = None, sort: ActorSort = ActorSort.MOST
    ) -> ActorPage:
        """Return a page of the actors that are asked for."""
        wanted = self.veil.asked(asked)
        page = list_actors(self.record, wanted, most, after, sort)
        while page.after is not None and most > 1 and not self.veil.without([page.after]):
            most -= 1  # a page does not end with what is not there: its address would say the name
            page = list_actors(self.record, wanted, most, after, sort)
        return self.veil.over(page)

    def head_of_actor(self, name: str) -> ActorHead:
        """Return an actor by name or number ("a7"), with its newest occurrences; raises UsageError for none."""
        with self._as_asked(name) as asked, self.record.engine.connect() as connection:
            return self.veil.over(actor_head(connection, asked, self._called(asked)))

    def actor(self, name: str) -> OpenedActor:
        """Return an actor by name or number with all that is told of it; raises UsageError for none."""
        with self._as_asked(name) as asked, self.record.engine.connect() as connection:
            opened = open_actor(connection, self.readings, asked, self._called(asked))
        if not isinstance(opened, OpenedActor):
            raise NotThereError("The record has no such actor.")
        return self.veil.over(opened)

    def worded(self, numbers: Iterable[int]) -> tuple[Worded, ...]:
        """Return what reports call an actor."""
        with self.record.engine.connect() as connection:
            return self.veil.over(worded_of(connection, [one for one in numbers if not self.veil.hides_actor(one)]))

    def _called(self, name: str) -> tuple[str, ...]:
        """Return the other names of an actor that the lexicon knows, that of a number looked up first."""
        with self.record.engine.connect() as connection:
            called = name_of_actor(connection, name) or name
        others = actor_names(called)
        return others if len(others) > 1 else ()


def _words_of(one: SavedView) -> list[str]:
    return [one.name, *(value for _, value in parse_qsl(one.query))]
