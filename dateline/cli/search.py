"""``dateline search``: the reports of the record that hold some words."""

from __future__ import annotations

import click

from .add import record_option


@click.command()
@click.argument("words", nargs=-1, required=True)
@record_option
@click.option("-n", "--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="Reports to show.")
def search(words: tuple[str, ...], record: str, most: int) -> int:
    """Find the reports of the record that hold all of these words.

    \b
    Examples:
      dateline search El Fasher drone
      dateline search '"rapid support forces" hospital' --record sudan.db
    """
    from rich.console import Console
    from rich.text import Text

    from dateline.show.words import printable
    from dateline.store.record import Record
    from dateline.store.search import MARKS, search

    with Record.open(record) as opened:
        hits = search(opened, " ".join(words), most)
    console = Console(highlight=False, markup=False, emoji=False)
    for hit in hits:
        about = "  ".join(printable(part) for part in (hit.title or hit.name, hit.outlet, hit.published) if part)
        line = Text(f"{hit.id:>6}  ")
        line.append(about, style="bold")
        console.print(line, soft_wrap=True)
        around = Text("        ")
        for number, part in enumerate(hit.around.replace(MARKS[1], MARKS[0]).split(MARKS[0])):
            gaps = [" " if part[:1].isspace() else "", " " if part[1:] and part[-1].isspace() else ""]
            around.append(gaps[0] + printable(part) + gaps[1], style="bold" if number % 2 else "dim")
        console.print(around)
    if not hits:
        console.print("No report of the record holds all of these words.")
    return 0
