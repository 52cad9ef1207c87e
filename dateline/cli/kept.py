"""Where a record's evidence lies, and what ``dateline add`` keeps there of the addresses that it fetches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.evidence.keeping import Keeper
    from dateline.intake.answer import Answer
    from dateline.record.report import Report
    from dateline.store.record import Added, Also, Record

evidence_option = click.option(
    "--evidence",
    metavar="FOLDER",
    envvar="DATELINE_EVIDENCE",
    help="Where what was fetched is kept. Default: beside the record, RECORD.evidence. Also in DATELINE_EVIDENCE.",
)


def evidence_folder(record: str, given: str | None) -> Path | None:
    """Return the evidence folder of a record; None for one on a server where no folder is given."""
    if given:
        return Path(given)
    return None if "://" in record else Path(f"{record}.evidence")


class Pages:
    """Keeps what was fetched of the web as evidence, and ties each report to what it was read from."""

    def __init__(self, record: Record, folder: Path | None, reader: str) -> None:
        self._record = record
        self._folder = folder
        self._reader = reader
        self._keeper: Keeper | None = None
        self._kept: tuple[Answer, int] | None = None  # the last: reports of one answer come one after another
        self._captures: dict[str, int] = {}

    def keep(self, answer: Answer, report: Report) -> None:
        """Keep an answer that a report was read from, unless the record has the report."""
        if self._folder is None or self._record.known(report, self._reader) is not None:
            return
        if self._keeper is None:
            from dateline.evidence.keeping import Keeper

            self._keeper = Keeper(self._record, self._folder)
        if self._kept is None or self._kept[0] is not answer:
            self._kept = (answer, self._keeper.keep([(answer, None)])[0])
        self._captures[report.id] = self._kept[1]

    def tie(self, name: str) -> Also | None:
        """Return what ties a report to its capture in the transaction that adds it; None where it has none."""
        capture = self._captures.pop(name, None)
        if capture is None:
            return None
        from dateline.store.captures import mark_read
        from dateline.store.chain import tie_report

        def also(connection: Connection, added: Added) -> None:
            tie_report(connection, capture, added.id)
            mark_read(connection, capture)

        return also

    def close(self) -> None:
        """Close the file that pages are kept in."""
        if self._keeper is not None:
            self._keeper.close()
