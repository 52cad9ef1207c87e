"""The ordered steps of reading, what each needs and gives, and the way of many reports through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from dateline import __version__
from dateline.record.reading import Reading
from dateline.record.report import Report

from .assemble import assemble
from .draft import Draft
from .own import NONE_OWN, OwnLists
from .parse import parse

READ_LANGUAGES = frozenset({"en", None})  # None: too short to tell, read as English


@dataclass(frozen=True, slots=True)
class Step:
    """One step of reading; it writes what it ``gives`` into the draft and reads what it ``needs`` there."""

    name: str
    run: Callable[[Draft], None]
    needs: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingFailed:
    """A report that could not be read, with the reason; the others of the batch are not touched."""

    report: Report
    reason: str


def reader_name(fast: bool) -> str:
    """Return what a reading is said to be made by: the version, and whether rules alone find its statements."""
    return f"dateline {__version__}, {'rules' if fast else 'rules and encoder'}"


def steps() -> tuple[Step, ...]:
    """Return the steps in their order; imported here so that a command that reads nothing loads nothing."""
    from . import times
    from .actors import step as actors
    from .counts import step as counts
    from .disputes import step as disputes
    from .events import step as events
    from .places import step as places
    from .statements import step as statements
    from .status import step as status

    return (
        Step("times", times.find_times, ("parse",), ("times",)),
        Step("actors", actors.find_actors, ("parse", "times"), ("actors", "metonyms", "country_of")),
        Step("places", places.find_places, ("parse", "actors"), ("places",)),
        Step("statements", statements.find_statements, ("actors", "places", "times"), ("statements",)),
        Step("events", events.find_events, ("actors", "places", "times", "statements"), ("events",)),
        Step("status", status.find_status, ("events", "statements"), ("status", "outcome", "reported_by", "alleged")),
        Step("counts", counts.find_counts, ("events",), ("counts",)),
        Step("disputes", disputes.find_disputes, ("events", "statements"), ("disputes",)),
    )


def draft_reports(
    reports: Iterable[Report],
    until: str | None = None,
    batch_size: int = 32,
    own: OwnLists = NONE_OWN,
    fast: bool = False,
) -> Iterator[Draft]:
    """Yield the draft of each report in order, with the steps up to and including ``until`` done (all by default).

    ``fast`` finds statements by rules alone, without the encoder.
    """
    chosen = []
    for step in steps():
        chosen.append(step)
        if step.name == until:
            break
    for draft in parse(reports, batch_size):
        draft.own, draft.fast = own, fast
        for step in chosen if len(draft.doc) else ():
            step.run(draft)
        yield draft


def read_reports(
    reports: Iterable[Report], batch_size: int = 32, own: OwnLists = NONE_OWN, fast: bool = False
) -> Iterator[Reading | ReadingFailed]:
    """Yield the reading of each report, in order; the user's own lists win over ours, ``fast`` leaves out the encoder.

    A report in a language that is not read is kept and marked, with nothing found in it. One that makes a step fail
    is yielded as ReadingFailed and the next is read.
    """
    todo = steps()
    for batch in _batches(reports, batch_size):
        readable = [r for r in batch if r.language in READ_LANGUAGES]
        drafts = {id(d.report): d for d in _parsed(readable, batch_size)}
        for report in batch:
            if report.language not in READ_LANGUAGES:
                yield Reading(report)
                continue
            draft = drafts.pop(id(report), None)
            if draft is None:
                yield ReadingFailed(report, "the text could not be parsed")
                continue
            draft.own, draft.fast = own, fast
            yield _finish(draft, todo)


def _finish(draft: Draft, todo: tuple[Step, ...]) -> Reading | ReadingFailed:
    for step in todo if len(draft.doc) else ():  # nothing to read in an empty body
        try:
            step.run(draft)
        except Exception as error:  # one report's failure must not stop a batch; its kind is kept, its text is not
            return ReadingFailed(draft.report, f"step {step.name} failed ({type(error).__name__})")
    return assemble(draft)


def _parsed(reports: list[Report], batch_size: int) -> Iterator[Draft]:
    try:
        yield from list(parse(reports, batch_size))
    except Exception:  # the batch holds a text the parser fails on: find it by parsing each alone
        for report in reports:
            try:
                yield from list(parse([report], 1))
            except Exception:
                continue


def _batches(reports: Iterable[Report], size: int) -> Iterator[list[Report]]:
    batch: list[Report] = []
    weight = 0
    for report in chain(reports):
        batch.append(report)
        weight += len(report.text)
        if len(batch) >= size or weight > 200_000:  # characters: bounds the memory of a batch of long reports
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
