"""Texts made fit for the cells of a table: one line each, nothing that steers a terminal or starts a formula."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from urllib.parse import quote

from dateline.record.account import Account, Chain, Voice
from dateline.record.choices import SourceKind

Cell = str | int | float | None
_JOINERS = "\u200c\u200d"  # part the letters of Persian, Hindi and others; no other format character is kept
_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # in full width too: a spreadsheet may take either
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#]")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ODD = re.compile(r"[^\x20-\x7e]")


def one_line(text: str) -> str:
    """Return a text as one line without control and direction characters or halves of surrogate pairs."""
    if not _ODD.search(text) and "  " not in text:
        return text.strip()
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )
    return " ".join(kept.split())


def safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: a text that looks like one gets a leading quote mark."""
    if not isinstance(cell, str):
        return cell
    line = one_line(cell)
    return f"'{line}" if line.startswith(_FORMULA) else line


def joined(texts: Iterable[str | None], mark: str = "; ") -> str:
    """Return texts as one cell, each once, in their order; a mark inside a text becomes a comma."""
    lines = (one_line(text).replace(mark.strip(), ",") for text in texts if text)
    return mark.join(dict.fromkeys(line for line in lines if line))


class TextSink:
    """A file for ``csv.writer`` over a function that takes text."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self.write = write


def comma_rows(write: Callable[[str], None]) -> Callable[[Sequence[Cell]], object]:
    """Return a function that writes a row parted by commas, quoted where needed (RFC 4180, lines end in LF)."""
    return csv.writer(TextSink(write), lineterminator="\n").writerow


def tab_row(cells: Sequence[Cell]) -> str:
    """Return a row parted by tabs without quoting; a double quote becomes a single one, as readers differ on it."""
    return "\t".join("" if cell is None else str(cell).replace('"', "'") for cell in cells) + "\n"


def day_of(text: str | None) -> date | None:
    """Return the day that an ISO 8601 date or time begins with, None where it tells no day."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def moment_of(text: str | None) -> datetime | None:
    """Return an ISO 8601 time in UTC, midnight for a bare day; a time without zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def address_of(text: str | None) -> str | None:
    """Return an address as a URI (RFC 3986), what it may not hold escaped; None for what is no address at all."""
    if text is None or not _ADDRESS.match(line := one_line(text)):
        return None
    return quote(_PERCENT.sub("%25", line), safe="%:/?#@!$&'()*+,;=~-._")


def voice_name(voice: Voice) -> str:
    """Return what a voice is called: its name, or the report's words for one without a name.

    An anonymous voice has only its words, whatever else is known of it.
    """
    if voice.kind is SourceKind.ANONYMOUS:
        return voice.words
    return voice.name or (voice.actor.name if voice.actor else "") or voice.words


def first_voices(account: Account) -> list[str]:
    """Return whose word an account stands on: the first voice of each of its chains."""
    return [voice_name(chain[0]) for chain in account.chains if chain]


def through(account: Account, chain: Chain) -> list[str]:
    """Return through whom a first voice's word came, nearest first: further voices, the agency, the outlet."""
    relays = [voice_name(voice) for voice in chain[1:]]
    return list(dict.fromkeys([*relays, *filter(None, (account.agency, account.outlet))]))
