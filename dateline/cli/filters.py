"""The options by which a command asks for a part of the record, the same for every command that does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from dateline.record.choices import Status
from dateline.record.occurrence import Standing

from .suggest import Choice

if TYPE_CHECKING:
    from dateline.record.briefing import Filter

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
        **others: Any,
    ) -> int:
        asked = _filter(actor, place, country, type_, since, until, status, standing, contested)
        return command(*args, asked=asked, **others)

    for option in reversed(_OPTIONS):
        _run = option(_run)
    return _run


def _filter(
    actor: str | None,
    place: str | None,
    country: str | None,
    type_: str | None,
    since: str | None,
    until: str | None,
    status: str | None,
    standing: str | None,
    contested: bool,
) -> Filter:
    from dateline.record.briefing import Filter
    from dateline.show.asked import actor_names, country_code, country_of, day_asked, event_type, last_day_asked

    of_place = country_of(place) if place else None
    return Filter(
        actor=actor_names(actor) if actor else (),
        place=(place,) if place and of_place is None else (),
        country=country_code(country) if country else of_place,
        type=event_type(type_) if type_ else None,
        since=day_asked(since, "--since") if since else None,
        until=last_day_asked(until, "--until") if until else None,
        status=Status(status) if status else None,
        contested=contested,
        standing=Standing(standing) if standing else None,
    )
