"""How the collector behaves: how much at once, how far apart, how long, how large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.intake.limits import MEGABYTE

Clock = Callable[[], datetime]
"""Tells what time it is, aware and in UTC."""


def now() -> datetime:
    """Return what time it is."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """The collector's manners and limits; the defaults are for a machine of two cores and sites of strangers."""

    slots: int = 32  # addresses asked at once, each of another host
    gap_s: float = 1.0  # between two requests to one host, where its robots.txt asks for no more
    most_at_hand: int = 2_000  # jobs in memory; the others wait in the record
    most_in_line: int = 20  # jobs of one host in memory, so that a large one leaves room for the others
    seconds: float = 30.0  # for one address with its redirects
    list_bytes: int = 10 * MEGABYTE  # of a feed or a sitemap: the protocol allows sitemaps 50 MB unpacked
    page_bytes: int = 20 * MEGABYTE  # of a page or a PDF
    patience_s: float = 30.0  # what is due so soon, ``--once`` waits for
    ending_s: float = 5.0  # given to what is under way when the collector is stopped
    reads: bool = True
    is_fast: bool = False  # rules alone read
