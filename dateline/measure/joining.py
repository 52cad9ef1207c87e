"""Joining on reports of our own: whole reports in, and how well the accounts of one event come together.

Unlike the task ``event-coref`` nothing is given but the reports: their deeds are those that the reader finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from dateline.fuse.accounts import account_id, accounts_of, mentions_of
from dateline.fuse.joining import by_what_is_known
from dateline.fuse.mentions import Mention
from dateline.fuse.occurrences import find_occurrences
from dateline.fuse.telling_terms import report_terms
from dateline.record.report import Report, Span

from .event_coref import TASK as CHAINS
from .task import Row, Scores, f1


class Labelled(NamedTuple):
    """One account of the reader's: its report, the event that the label says and the occurrence it was joined to."""

    report: str
    event: str
    occurrence: str


class ReadAccounts(NamedTuple):
    """The accounts of reports as mentions, the terms of each report, and where in it each account's words are."""

    mentions: list[Mention]
    terms: dict[str, dict[str, float]]
    triggers: dict[str, dict[str, Span]]


class JoiningTask:
    """The occurrence of each account; rows are reports with ``events``, each its ``words`` and the ``event`` they tell.

    Beside these a row has the columns of a table of reports: ``id``, ``outlet``, ``published``, ``title``, ``text`` ...
    """

    name = "joining"
    about = "Joining, whole reports of our own: B-cubed F1 of the accounts that fall on labelled words"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the accounts of each report by the place of their words, with the occurrence that each is joined to."""
        read = read_accounts(rows, fast)
        occurrences = find_occurrences(read.mentions, read.terms, scoring=by_what_is_known())
        joined = {one: occurrence.name for occurrence in occurrences for one in occurrence.mentions}
        for row in rows:
            yield {
                "id": row["id"],
                "accounts": [
                    {"account": account, "trigger": list(trigger), "occurrence": joined[account]}
                    for account, trigger in read.triggers[row["id"]].items()
                ],
            }

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return B-cubed, pairwise and CoNLL figures over the accounts on labelled words, and how much was found.

        An account that falls on no label is left out: whether it should be there is asked elsewhere. A label that no
        account falls on is not held against joining either; ``mentions_found`` is the share of the labelled words that
        one falls on, ``tellings_found`` that of the events of each report of which one account at least is found.
        ``none_joined_b_cubed_f1`` is what the main figure would be with each account by itself.
        """
        accounts = list(_labelled(gold, predictions))
        scores = CHAINS.score(
            [{"events": [{"id": number, "chain": one.event} for number, one in enumerate(accounts)]}],
            [{"id": number, "chain": one.occurrence} for number, one in enumerate(accounts)],
        )
        told = [(row["id"], event["event"]) for row in gold for event in row["events"]]
        found = {(one.report, one.event) for one in accounts}
        figures: dict[str, float | int | None] = {}
        for measure in ("b_cubed", "pairwise"):
            for part in ("f1", "precision", "recall"):
                figures[f"{measure}_{part}"] = scores.figures[f"{measure}_{part}"]
        figures["conll_f1"] = scores.figures["conll_f1"]
        events = len({one.event for one in accounts})  # each by itself, one account of an event makes up its recall
        figures["none_joined_b_cubed_f1"] = round(f1(events, events, len(accounts))[2], 4)
        figures["mentions_found"] = _share(sum(_found_mentions(gold, predictions)), len(told))
        figures["tellings_found"] = _share(len(found), len(set(told)))
        figures |= {
            "accounts": len(accounts),
            "gold_events": scores.figures["gold_chains"],
            "predicted_occurrences": scores.figures["predicted_chains"],
        }
        return Scores("b_cubed_f1", figures, _errors(accounts))


def read_accounts(rows: list[Row], fast: bool = False) -> ReadAccounts:
    """Return what the reader finds in the reports of these rows."""
    from dateline.read.pipeline import ReadingFailed, read_reports

    read = ReadAccounts([], {}, {})
    for reading in read_reports([_report_of(row) for row in rows], fast=fast):
        if isinstance(reading, ReadingFailed):
            raise RuntimeError(f"report {reading.report.id}: {reading.reason}")
        report = reading.report
        read.mentions.extend(mentions_of(accounts_of(reading)))
        read.terms[report.id] = report_terms(report.title, report.quote(report.body))
        read.triggers[report.id] = {account_id(report.id, deed.id): deed.trigger for deed in reading.deeds()}
    return read


def label_at(row: Row, trigger: Span) -> int | None:
    """Return the number of the label that words of a report fall on, None for none.

    It is enough that they overlap; of several labels it is the one with the fewest characters, of those the first.
    """
    best: tuple[int, int] | None = None
    for number, event in enumerate(row["events"]):
        start = row["text"].find(event["words"])
        if start < trigger.end and trigger.start < start + len(event["words"]):
            best = min(best or (len(event["words"]), number), (len(event["words"]), number))
    return best[1] if best is not None else None


def _report_of(row: Row) -> Report:
    """Return the row as the report that a table's row makes."""
    from dateline.intake.received import Given
    from dateline.intake.shape import make_report
    from dateline.intake.table import row_received

    received = row_received(row, row["id"], "the row")
    report = received if isinstance(received, Exception) else make_report(received, Given(), row["id"], row["id"])
    if isinstance(report, Exception):
        raise report
    return report


def _labelled(gold: list[Row], predictions: list[Row]) -> Iterator[Labelled]:
    """Yield the accounts that fall on a label, report by report."""
    for row, guess in zip(gold, predictions, strict=True):
        for account in guess["accounts"]:
            label = label_at(row, Span(*account["trigger"]))
            if label is not None:
                yield Labelled(row["id"], row["events"][label]["event"], account["occurrence"])


def _found_mentions(gold: list[Row], predictions: list[Row]) -> Iterator[int]:
    """Yield for each report the number of its labels that an account falls on."""
    for row, guess in zip(gold, predictions, strict=True):
        yield len({label_at(row, Span(*account["trigger"])) for account in guess["accounts"]} - {None})


def _errors(accounts: list[Labelled]) -> dict[str, int]:
    """Return the pairs that are parted and those put together wrongly, by whether one report tells both."""
    errors: Counter[str] = Counter()
    for one, other in combinations(accounts, 2):
        where = "in one report" if one.report == other.report else "of two reports"
        if one.event == other.event and one.occurrence != other.occurrence:
            errors[f"pair parted, {where}"] += 1
        elif one.event != other.event and one.occurrence == other.occurrence:
            errors[f"pair put together, {where}"] += 1
    return dict(errors)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


TASK = JoiningTask()
