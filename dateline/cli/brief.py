"""``dateline brief``: what the record holds at a glance, what accounts differ on first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .add import record_option
from .filters import filter_options
from .opened import opened_record, output_options, record_name, write_out

if TYPE_CHECKING:
    from dateline.record.briefing import Filter


@click.command()
@record_option
@filter_options
@click.option("--most", type=click.IntRange(1, 500), default=12, show_default=True, help="Entries of each part.")
@output_options
def brief(
    record: str,
    asked: Filter,
    most: int,
    format_: str | None,
    output: str | None,
) -> int:
    """Show what the record holds: where accounts differ, what is reported, planned, said and left open.

    Each line begins with its number: dateline show 12 opens it with all the words behind it. Reports that were added
    and not yet compared with the others are compared first.

    \b
    Examples:
      dateline brief
      dateline brief --country Sudan --since 2025-10 --type "drone strike"
      dateline brief --actor "Rapid Support Forces" --contested -o rsf.html
    """
    from dateline.show.record_brief import brief_sheet
    from dateline.store.brief import find_near, make_briefing

    with opened_record(record) as fuser:
        made = make_briefing(fuser.record, record_name(record), asked, most, fuser.readings)
        near = find_near(fuser.record, asked) if made.found.of == 0 else []
    write_out(brief_sheet(made, tuple(near)), made, format_, output)
    return 0
