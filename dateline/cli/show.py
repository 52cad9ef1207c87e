"""``dateline show``: what a number of the record, or an actor's name, stands for, with all the words behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .add import record_option
from .opened import opened_record, output_options, write_out, write_report

if TYPE_CHECKING:
    from dateline.show.sheet import Sheet
    from dateline.store.lookup import Opened


@click.command()
@click.argument("name", nargs=-1, required=True, metavar="ID")
@record_option
@output_options
def show(name: tuple[str, ...], record: str, format_: str | None, output: str | None) -> int:
    """Open one thing of the record with all the words behind it.

    ID is the number of an occurrence (12 or #12), a report (r3), what a report tells (r3e5) or somebody says (r3s2),
    a dispute (d4), or an actor: its name, or its number (a7). An occurrence opens with its accounts side by side, who
    stands behind them and how many sources that makes, with the reasons, what they differ on, why they are taken to be
    one, and what people decided.

    \b
    Examples:
      dateline show 12
      dateline show r3 --format html --output report.html
      dateline show Rapid Support Forces
    """
    from dateline.record.briefing import OpenedReport
    from dateline.show.asked import actor_names
    from dateline.store.lookup import open_name
    from dateline.store.story import story_of_report

    asked = " ".join(name)
    with opened_record(record) as fuser:
        found = open_name(fuser.record, asked, actor_names(asked), fuser.readings)
        story = story_of_report(fuser.record, fuser.readings, found.line.id) if isinstance(found, OpenedReport) else ()
    if isinstance(found, OpenedReport):
        write_report(found, story, format_, output)
    else:
        write_out(_sheet(found), found, format_, output)
    return 0


def _sheet(found: Opened) -> Sheet:
    from dateline.record.briefing import OpenedAccount, OpenedActor, OpenedOccurrence, OpenedReport, OpenedStatement
    from dateline.show.actor_sheet import actor_sheet
    from dateline.show.opened import account_sheet, occurrence_sheet, report_sheet, statement_sheet

    match found:
        case OpenedOccurrence():
            return occurrence_sheet(found)
        case OpenedAccount():
            return account_sheet(found)
        case OpenedStatement():
            return statement_sheet(found)
        case OpenedActor():
            return actor_sheet(found)
        case OpenedReport():
            return report_sheet(found)
