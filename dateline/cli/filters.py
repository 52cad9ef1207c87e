"""The options by which a command asks for a part of the record, the same for every command that does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from dateline.record.choices import SourceKind, Status
from dateline.record.occurrence import Standing

from .suggest import Choice

_OPTIONS = (
    click.option("--actor", metavar="NAME", help="What was done by or to this actor, through it, and what it says."),
    click.option("--place", metavar="NAME", help="What was in this place, or within this province or country."),
    click.option("--country", metavar="NAME", help="What was in this country: its name or ISO code."),
    click.option("--type", "type_", metavar="WORDS", help='A type or subtype: "drone strike", ASSAULT, armed_clash.'),
    click.option("--since", metavar="DAY", help="From this day on: 2025-10-12, 2025-10, 2025."),
    click.option("--until", metavar="DAY", help="Up to this day; of a month or year its last day."),
    click.option("--status", type=Choice([s.value for s in Status]), help="Only what is told as this."),
    click.option("--standing", type=Choice([s.value for s in Standing]), help="Only what stands so."),
    click.option("--contested", is_flag=True, help="Only what accounts differ on."),
    click.option("--words", metavar="WORDS", help="What is told by reports that hold all of these words."),
    click.option(
        "--source-kind", type=Choice([k.value for k in SourceKind]), help="Only what a voice of this kind tells."
    ),
)


def filter_options(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command with the options of a filter, which it is given as ``asked``."""

    @wraps(command)
    def _run(
        *args: Any,
        actor: str | None,
        place: str | None,
        country: str | None,
        type_: str | None,
        since: str | None,
        until: str | None,
        status: str | None,
        standing: str | None,
        contested: bool,
        words: str | None,
        source_kind: str | None,
        **others: Any,
    ) -> int:
        from dateline.api import make_filter

        asked = make_filter(
            actor=actor,
            place=place,
            country=country,
            type=type_,
            since=since,
            until=until,
            status=status,
            standing=standing,
            contested=contested,
            words=words,
            source_kind=source_kind,
        )
        return command(*args, asked=asked, **others)

    for option in reversed(_OPTIONS):
        _run = option(_run)
    return _run
