"""``dateline seeds``: what ``dateline watch`` keeps in view, added, listed, paused and removed."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .add import record_option
from .suggest import Choice, Commands

if TYPE_CHECKING:
    from dateline.store.collecting import NewSeed, Seed
    from dateline.store.record import Record
    from dateline.store.watched import SeedLine

KINDS = ("feed", "sitemap", "page", "folder", "mailbox")
# By hand: feeds of news are made for being asked; a sitemap is long, a page is no list, the rest is our own.
_EVERY = {"feed": "15m", "sitemap": "1h", "page": "1h", "folder": "5m", "mailbox": "5m"}
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST_S, _MOST_S = 60, 30 * 86_400


class Interval(click.ParamType[int]):
    """A time like 90s, 15m, 6h or 1d, in seconds."""

    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the seconds, or fail with how it is written."""
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"(\d{1,6})\s*([smhd])", str(value).strip().lower())
        seconds = int(match[1]) * _UNITS[match[2]] if match else 0
        if not _LEAST_S <= seconds <= _MOST_S:
            self.fail(f"{value!r} is no interval from 60s to 30d. Write it as 15m, 6h or 1d.", param, ctx)
        return seconds


_every_option = click.option("--every", type=Interval(), metavar="TIME", help="How often at the most: 15m, 6h, 1d.")
_outlet_option = click.option("--outlet", metavar="NAME", help="Who publishes it, where its reports do not say.")
_feed_text_option = click.option(
    "--feed-text", is_flag=True, help="Take the text that the feed gives; do not fetch the pages it names."
)


@click.group(cls=Commands, epilog="More: dateline seeds COMMAND --help")
def seeds() -> None:
    """Say what dateline watch keeps in view: feeds, sitemaps, pages, folders and mailboxes.

    \b
    Example:
      dateline seeds add https://example.org/rss.xml --every 10m
      dateline seeds import feeds.opml
      dateline seeds list
      dateline watch --once
    """


@seeds.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESSES...")
@click.option("--kind", type=Choice(list(KINDS)), help="What it is. Default: by the address, or by a look at it.")
@click.option("--name", help="What you call it.")
@_outlet_option
@_every_option
@_feed_text_option
@record_option
def add(
    addresses: tuple[str, ...],
    kind: str | None,
    name: str | None,
    outlet: str | None,
    every: int | None,
    feed_text: bool,
    record: str,
) -> int:
    """Keep addresses in view.

    An address of the web is looked at once to tell what it is. A mailbox is imaps://USER@HOST/FOLDER?password-in=NAME,
    where NAME is the variable of the environment that holds its password, which is never kept.

    \b
    Examples:
      dateline seeds add https://example.org/rss.xml
      dateline seeds add https://example.org/sitemap_news.xml --kind sitemap --every 30m
      dateline seeds add incoming --outlet "Field desk"
      dateline seeds add "imaps://desk@mail.example.org/Reports?password-in=DESK_MAIL"
    """
    if name is not None and len(addresses) > 1:
        raise click.UsageError("--name is of one address; give one.")
    given = [new_seed(address, kind, name, outlet, every, feed_text) for address in addresses]
    return _keep(given, record)


@seeds.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=Choice(list(KINDS)), default="feed", show_default=True, help="What is in a plain list.")
@_outlet_option
@_every_option
@_feed_text_option
@record_option
def import_(file: Path, kind: str, outlet: str | None, every: int | None, feed_text: bool, record: str) -> int:
    """Keep in view what a file lists: OPML, as readers of feeds write it, or one address a line.

    Nothing is looked at. In a plain list a # begins a remark.

    \b
    Example:
      dateline seeds import feeds.opml
      dateline seeds import sitemaps.txt --kind sitemap
    """
    from dateline.collect.lists import read_seed_list

    listed = read_seed_list(file)
    if not listed:
        raise click.UsageError(f"{file} lists no address. Give OPML with xmlUrl, or one address a line.")
    return _keep([new_seed(a, kind, name, outlet, every, feed_text) for a, name in listed], record)


@seeds.command("list")
@click.option("--failing", is_flag=True, help="Only those that somebody should look at.")
@record_option
def list_seeds(failing: bool, record: str) -> int:
    """List what is in view: how often it is asked, when it last answered, what it brought, what is wrong with it."""
    from dateline.show.words import printable
    from dateline.store.watched import seed_lines

    with _there(record) as opened, opened.engine.connect() as connection:
        lines = seed_lines(connection)
    shown = [line for line in lines if line.seed.problem is not None or not failing]
    for line in shown:
        print(f"{_line(line)} {printable(_called(line.seed))}")
        if line.seed.problem is not None:
            print(printable(f"      {line.seed.problem}"))
    if not lines:
        print("Nothing is in view. dateline seeds add ADDRESS")
    return 0


@seeds.command()
@click.argument("names", nargs=-1, required=True, metavar="SEEDS...")
@record_option
def pause(names: tuple[str, ...], record: str) -> int:
    """Ask seeds no longer, until they are taken up again. SEEDS are numbers, addresses or names."""
    return _switch(names, record, is_paused=True)


@seeds.command()
@click.argument("names", nargs=-1, required=True, metavar="SEEDS...")
@record_option
def resume(names: tuple[str, ...], record: str) -> int:
    """Take paused seeds up again; also one that seemed dead is asked at once."""
    return _switch(names, record, is_paused=False)


@seeds.command()
@click.argument("names", nargs=-1, required=True, metavar="SEEDS...")
@record_option
def remove(names: tuple[str, ...], record: str) -> int:
    """Keep seeds in view no longer. What they brought stays in the record."""
    from dateline.store.collecting import remove_seed, seed_called

    with _there(record) as opened, opened.writing() as connection:
        found = [seed_called(connection, name) for name in names]
        for one in found:
            remove_seed(connection, one.id)
    for one in found:
        print(f"{_called(one)} is no longer in view")
    return 0


def new_seed(
    address: str, kind: str | None, name: str | None, outlet: str | None, every: int | None, feed_text: bool
) -> NewSeed:
    """Return a seed as it is given, told apart from its address; raises UsageError for what cannot be kept in view."""
    from dateline.collect.lists import kind_of_address, whole_address
    from dateline.store.collecting import NewSeed, SeedKind

    chosen = SeedKind(kind) if kind is not None and not _is_own(address) else kind_of_address(address)
    whole = whole_address(chosen, address)
    seconds = every if every is not None else Interval().convert(_EVERY[chosen.value], None, None)
    return NewSeed(chosen, whole, seconds, name, outlet, takes_full_text=not feed_text)


def _is_own(address: str) -> bool:
    """Tell whether an address tells its kind beyond doubt."""
    return os.path.isdir(address) or address.lower().startswith(("imap://", "imaps://", "file:"))


def _keep(given: list[NewSeed], record: str) -> int:
    from dateline.store.collecting import add_seeds
    from dateline.store.record import Record

    with Record.open(record) as opened:
        new, there = add_seeds(opened, given, datetime.now(UTC))
    for one in given[:20]:
        print(f"{one.kind.value}: {one.address}")
    print(f"{new} in view" + (f", {there} there already" if there else "") + ". dateline watch asks them.")
    return 0


def _switch(names: tuple[str, ...], record: str, is_paused: bool) -> int:
    from dateline.store.collecting import pause_seed, seed_called

    with _there(record) as opened, opened.writing() as connection:
        found = [seed_called(connection, name) for name in names]
        for one in found:
            pause_seed(connection, one.id, is_paused, datetime.now(UTC))
    for one in found:
        print(f"{_called(one)} is {'paused' if is_paused else 'in view again'}")
    return 0


def _there(where: str) -> Record:
    """Return a record that is there; raises UsageError where it is not."""
    from dateline.errors import UsageError
    from dateline.store.opening import shown
    from dateline.store.record import Record

    if "://" not in where and not Path(where).is_file():
        raise UsageError(f"{shown(where)} is not there. dateline seeds add ADDRESS makes it; --record names another.")
    return Record.open(where)


def _called(seed: Seed) -> str:
    return seed.name or seed.address


def _line(line: SeedLine) -> str:
    seed = line.seed
    state = (
        "paused"
        if seed.is_paused
        else "dead"
        if seed.dead_since is not None
        else "failing"
        if seed.problem is not None
        else "new"
        if seed.asked_at is None
        else "ok"
    )
    counts = f"{line.told} told" + (f", {line.waiting} wait" if line.waiting else "")
    counts += f", {line.given_up} given up" if line.given_up else ""
    answered = f"answered {_ago(seed.answered_at)}" if seed.answered_at is not None else "never answered"
    every = f"every {_short(seed.pace_s or seed.every_s)}"
    return f"{seed.id:>4}  {seed.kind.value:8} {state:8} {every:11} {answered:22} {counts:24}"


def _ago(at: datetime) -> str:
    return f"{_short(int(max((datetime.now(UTC) - at) / timedelta(seconds=1), 0)))} ago"


def _short(seconds: int) -> str:
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60)):
        if seconds >= 2 * size or (seconds >= size and seconds % size == 0):
            return f"{round(seconds / size)}{unit}"
    return f"{seconds}s"
