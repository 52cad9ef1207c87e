"""Which reports tell one story: reports go in one by one, stories come out, and for each report why it is in its own.

A new report is compared with the few stories that share its heaviest terms, and joins the one it is surest of. Since an
early report cannot know what comes later, a neighbourhood is looked at anew each time a good part of it is new: the
reports of the stories nearby are joined afresh, the surest pair first. That parts what was joined too early and joins
what a later report has linked. It costs by the neighbourhood, however large the record is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from dateline.record.report import Report

from .likeness import Floats, Sums, empty_dots, join_surest_first, link_scores
from .nearby import Days, NearbyIndex
from .overlap import Overlaps, norms_of, sum_of
from .terms import FIELDS, NAMES, WORDS, StemTable, Terms, Vocabulary

_COMPARED = 6  # stories that a report is compared with; with 12 the stories of train and dev come out the same
_NEIGHBOUR = (
    -2.0
)  # score from which stories are looked at anew together; with -1 and -.5 B-cubed is within .004 on train
_NEW = 0.3  # share of new reports from which a neighbourhood is looked at anew; at .5 B-cubed falls by .006 on train
_WHOLE = 100  # reports from which a story stays whole when its neighbourhood is looked at anew; by hand, for the time
_CROWD = 300  # reports looked at anew together, a whole story as one; by hand, for the time
_PARTS = 8  # terms of reports after which their sum is made
_SHOWN = 5  # words, and names, of a reason
_DAY = timedelta(days=1)
_DAY_0 = datetime(1970, 1, 1, tzinfo=UTC)
_JUST_A_DAY = len("2024-05-04")


@dataclass(frozen=True, slots=True)
class Story:
    """Reports that tell one story, by id in the order they came, and when they were published, as far as that is known.

    It is named by its first report, so the name stays while reports are added, unless that report turns out to tell
    another story.
    """

    name: str
    reports: tuple[str, ...]
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report is in its story: the rare names and words it shares with the others, and the report nearest to it.

    ``days_apart`` is to the nearest report. ``score`` is above 0 where the report would join the others by itself, and
    about 4 where it hardly can be another story. All is empty where the report stands alone.
    """

    report: str
    story: str
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    nearest: str | None = None
    days_apart: float | None = None
    score: float | None = None

    def in_words(self) -> str:
        """Return the reason in words."""
        if self.nearest is None:
            return f"{self.report} is like no other report"
        shared = "; ".join(", ".join(terms) for terms in (self.names, self.words) if terms)
        apart = "" if self.days_apart is None else f", {self.days_apart:.1f} days apart"
        return f"{self.report} shares {shared} with its story; nearest is {self.nearest}{apart}"


@dataclass(slots=True)
class _Group:
    """A story as it is kept: its reports by number, their terms in a few parts, and what is told of their sum."""

    reports: list[int]
    parts: list[Terms]
    norms: Floats
    days: Days
    new: int = 0  # reports since it was last looked at anew


@dataclass(frozen=True, slots=True)
class _Kept:
    """One report: its id, terms and days."""

    id: str
    terms: Terms
    days: Days


class Stories:
    """Reports by the story they tell. The same reports in the same order give the same stories."""

    def __init__(self, table: StemTable | None = None) -> None:
        self._vocabulary = Vocabulary(table)
        self._overlaps = Overlaps()
        self._index = NearbyIndex()
        self._kept: list[_Kept] = []
        self._number: dict[str, int] = {}
        self._story: list[int] = []  # for each report the number of its story's first
        self._groups: dict[int, _Group] = {}  # by that number

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, report_id: object) -> bool:
        return report_id in self._number

    def add_report(self, report: Report, names: Iterable[str] = ()) -> str:
        """Add the body of a report and return the name of its story."""
        text = report.quote(report.body)
        return self.add(report.id, text, title=report.title, published=report.published, names=names)

    def add(
        self,
        report_id: str,
        text: str,
        *,
        title: str | None = None,
        published: str | None = None,
        names: Iterable[str] = (),
    ) -> str:
        """Add a text and return the name of its story; an id that is known is left as it is.

        ``published`` is an ISO 8601 date or date-time; ``names`` are those of actors and places, where they are known.
        """
        if report_id in self._number:
            return self.story_of(report_id)
        number = len(self._kept)
        kept = _Kept(report_id, self._vocabulary.read(title or "", text, names), _days(published))
        near = self._stories_near(kept.terms, kept.days)
        self._kept.append(kept)
        self._number[report_id] = number
        self._story.append(number)
        self._groups[number] = self._alone(number, new=1)
        self._index.enter(number, kept.terms, kept.days)
        if near:
            self._place(number, near)
        return self.story_of(report_id)

    def settle(self) -> None:
        """Look anew at every neighbourhood with new reports, as is right when no more are expected for now."""
        for number in list(self._groups):
            group = self._groups.get(number)
            if group is not None and group.new and self._kept[number].terms.numbers.size:
                near = [n for n in self._stories_near(sum_of(group.parts), group.days) if n != number]
                self._look_anew(number, near, self._compare(group, near)[1], at_once=True)

    def story_of(self, report_id: str) -> str:
        """Return the name of a report's story, which is the id of its first report."""
        return self._kept[self._story[self._number[report_id]]].id

    def stories(self) -> tuple[Story, ...]:
        """Return all stories in the order of their first reports, a report that stands alone too."""
        return tuple(
            Story(
                self._kept[number].id,
                tuple(self._kept[report].id for report in group.reports),
                _moment(group.days.first),
                _moment(group.days.last),
            )
            for number, group in sorted(self._groups.items())
        )

    def reason_of(self, report_id: str) -> Reason:
        """Return why a report is in its story."""
        number = self._number[report_id]
        story = self.story_of(report_id)
        others = [other for other in self._groups[self._story[number]].reports if other != number]
        if not others:
            return Reason(report_id, story)
        terms = self._kept[number].terms
        rest = self._joined([self._alone(other) for other in others])
        rest.norms = norms_of(sum_of(rest.parts))
        dots = self._dots([terms], [[self._kept[other].terms] for other in others])
        nearest = others[int(np.argmax(dots.sum(axis=1)))]
        alone = _sums([self._alone(number)])
        shared = self._overlaps.shared(terms, rest.parts, len(self._vocabulary))
        is_name = shared[:, NAMES] > 0
        apart = max(alone.first[0] - self._kept[nearest].days.last, self._kept[nearest].days.first - alone.last[0], 0.0)
        return Reason(
            report_id,
            story,
            names=self._heaviest(terms, shared[:, NAMES]),
            words=self._heaviest(terms, np.where(is_name, 0.0, shared[:, WORDS])),
            nearest=self._kept[nearest].id,
            days_apart=None if np.isnan(apart) else float(apart),
            score=float(link_scores(dots.sum(axis=0, keepdims=True), alone, _sums([rest]))[0]),
        )

    def _stories_near(self, terms: Terms, days: Days) -> list[int]:
        """Return the stories that share the heaviest terms, the nearest first."""
        weight_of = self._index.weight_by_story(terms, days, self._story)
        return sorted(weight_of, key=lambda story: (-weight_of[story], story))[:_COMPARED]

    def _place(self, number: int, near: list[int]) -> None:
        """Put a new report into the story that it is surest of, if any, and look anew at its neighbourhood."""
        dots, scores = self._compare(self._groups[number], near)
        best = int(np.argmax(scores))
        if scores[best] <= 0:
            self._look_anew(number, near, scores)
            return
        story = near.pop(best)
        joined = self._joined([self._groups[story], self._groups.pop(number)])
        joined.norms = joined.norms + 2 * dots[best]
        self._groups[story] = joined
        self._story[number] = story
        # The scores of the report alone: those of its story find the same neighbours (B-cubed F1 within .001 on train).
        self._look_anew(story, near, np.delete(scores, best))

    def _compare(self, group: _Group, others: Sequence[int]) -> tuple[Floats, Floats]:
        """Return what a story has in common with each of others, and how surely it is one with them."""
        groups = [self._groups[other] for other in others]
        dots = self._dots(group.parts, [other.parts for other in groups])
        return dots, link_scores(dots, _sums([group]), _sums(groups))

    def _look_anew(self, story: int, others: Sequence[int], scores: Floats, at_once: bool = False) -> None:
        """Join the reports of a story and its neighbours afresh, if enough of them are new."""
        stories, size = [story], self._size_anew(story)
        for at in np.argsort(-scores, kind="stable"):
            size += self._size_anew(others[at])
            if scores[at] < _NEIGHBOUR or size > _CROWD:
                break
            stories.append(others[at])
        groups = [self._groups[near] for near in stories]
        reports = sum(len(group.reports) for group in groups)
        if not at_once and sum(group.new for group in groups) < _NEW * reports:
            return
        for group in groups:
            group.new = 0
        if reports > 2:  # the link of two has been judged just now
            blocks = [block for group in groups for block in self._split(group)]
            for gone in stories:
                del self._groups[gone]
            self._join_afresh(sorted(blocks, key=lambda block: block.reports[0]))

    def _size_anew(self, story: int) -> int:
        size = len(self._groups[story].reports)
        return size if size < _WHOLE else 1

    def _split(self, group: _Group) -> Iterator[_Group]:
        """Yield a story's reports each by itself, or the story where it is to stay whole."""
        if len(group.reports) < _WHOLE:
            yield from (self._alone(report) for report in group.reports)
        else:
            yield group

    def _join_afresh(self, blocks: Sequence[_Group]) -> None:
        dots = empty_dots(len(blocks), len(blocks))
        parts = [block.parts for block in blocks]
        for at, of in enumerate(parts):
            dots[at] = self._dots(of, parts)
        sums = _sums(blocks)
        together: dict[int, list[_Group]] = defaultdict(list)
        for block, joined in zip(blocks, join_surest_first(dots, sums), strict=True):
            together[joined].append(block)
        for at, joint in together.items():
            group = self._joined(joint)
            group.norms = sums.norms[at].copy()
            first = group.reports[0]
            self._groups[first] = group
            for report in group.reports:
                self._story[report] = first

    def _alone(self, number: int, new: int = 0) -> _Group:
        """Return a report as a story of its own."""
        kept = self._kept[number]
        return _Group([number], [kept.terms], norms_of(kept.terms), kept.days, new)

    def _joined(self, groups: Sequence[_Group]) -> _Group:
        """Return stories as one; the norms are those of stories that share nothing."""
        parts = [part for group in groups for part in group.parts]
        return _Group(
            reports=sorted(report for group in groups for report in group.reports),
            parts=parts if len(parts) <= _PARTS else [sum_of(parts)],
            norms=np.sum([group.norms for group in groups], axis=0),
            days=Days(
                float(np.fmin.reduce([group.days.first for group in groups])),
                float(np.fmax.reduce([group.days.last for group in groups])),
            ),
            new=sum(group.new for group in groups),
        )

    def _dots(self, of: Sequence[Terms], others: Sequence[Sequence[Terms]]) -> Floats:
        return self._overlaps.dots(of, others, len(self._vocabulary))

    def _heaviest(self, terms: Terms, shared: Floats) -> tuple[str, ...]:
        order = np.argsort(-shared, kind="stable")[:_SHOWN]
        return tuple(self._vocabulary.written(int(terms.numbers[at])) for at in order if shared[at] > 0)


def _sums(groups: Sequence[_Group]) -> Sums:
    return Sums(
        np.array([group.norms for group in groups]).reshape(-1, len(FIELDS)),
        np.array([float(len(group.reports)) for group in groups]),
        np.array([group.days.first for group in groups]),
        np.array([group.days.last for group in groups]),
    )


def _days(published: str | None) -> Days:
    """Return when a date or date-time says, in UTC where it names no zone: one moment, or a whole day."""
    written = (published or "").strip()
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return Days(np.nan, np.nan)
    moment = moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    first = (moment - _DAY_0) / _DAY
    return Days(first, first + 1 if len(written) <= _JUST_A_DAY else first)


def _moment(day: float) -> datetime | None:
    return None if np.isnan(day) else _DAY_0 + day * _DAY
