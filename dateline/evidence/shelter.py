"""What may not leave with evidence: who says what names a protected source, and an occurrence without what is withheld.

Whoever hands evidence on says who sees it: there is no way to pack without a shelter.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import unquote

from dateline.intake.answer import Exchange
from dateline.record.occurrence import Occurrence

from .keeping import unpacked

_TAG = re.compile(r"<[^<>]{0,2000}>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TEXT = re.compile(r"text/|.*(?:html|xml|json|javascript)")  # what can be looked through for a name
_ENCODINGS = ("utf-8", "latin-1", "utf-16")


class Shelter(Protocol):
    """Knows what is protected."""

    @property
    def is_needed(self) -> bool:
        """Whether anything is protected at all."""

    def hides_sender(self, report: int) -> bool:
        """Tell whether whoever sent or wrote a report is protected."""

    def names(self, reports: frozenset[int], texts: Iterable[str]) -> bool:
        """Tell whether a text of these reports names a protected source."""

    def protect(self, occurrence: Occurrence) -> Occurrence | None:
        """Return an occurrence as it may leave, None where it may not."""


@dataclass(frozen=True, slots=True)
class ForTheSteward:
    """Withholds nothing: for the one who may see protected sources."""

    is_needed: bool = False

    def hides_sender(self, report: int) -> bool:
        """Return False."""
        return False

    def names(self, reports: frozenset[int], texts: Iterable[str]) -> bool:
        """Return False."""
        return False

    def protect(self, occurrence: Occurrence) -> Occurrence | None:
        """Return the occurrence as it is."""
        return occurrence


def may_hold_a_name(shelter: Shelter, reports: frozenset[int], exchanges: Iterable[Exchange]) -> bool:
    """Tell whether a capture names a protected source, in whatever way a page may write a name, or cannot be told."""
    if not shelter.is_needed:
        return False
    for one in exchanges:
        media_type = (one.header("Content-Type") or "").lower()
        if one.payload and not _TEXT.match(media_type):
            return True  # a picture, a PDF: nobody looked what it shows
        if shelter.names(reports, _ways_to_write(one)):
            return True
    return False


def _ways_to_write(one: Exchange) -> Iterator[str]:
    yield unquote(one.url)
    yield from (value for _, value in (*one.headers, *one.request_headers))
    data = unpacked(one)
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield text
        plain = html.unescape(text)
        yield _TAG.sub("", plain)
        yield _TAG.sub(" ", plain)
        yield unquote(plain)
        yield _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def without(occurrence: Occurrence, reports: frozenset[int]) -> Occurrence:
    """Return an occurrence without the accounts of these reports and whatever rests on them by name."""
    gone = {one.id for one in occurrence.accounts if int(one.report) in reports}
    if not gone:
        return occurrence

    def left(accounts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in accounts if one not in gone)

    independence = replace(
        occurrence.independence,
        reasons=(),
        roots=tuple(replace(o, accounts=left(o.accounts)) for o in occurrence.independence.roots if left(o.accounts)),
        reliances=tuple(
            replace(o, accounts=left(o.accounts)) for o in occurrence.independence.reliances if left(o.accounts)
        ),
        circles=(),
    )
    disputes = []
    for dispute in occurrence.disputes:
        sides = tuple(
            replace(side, accounts=left(side.accounts), independence=None)
            for side in dispute.sides
            if left(side.accounts)
        )
        if len(sides) > 1 and dispute.settled_by not in gone:
            disputes.append(replace(dispute, sides=sides))
    summary = replace(
        occurrence.summary,
        ranges=tuple(
            replace(one, said=tuple(said for said in one.said if said[0] not in gone))
            for one in occurrence.summary.ranges
            if any(said[0] not in gone for said in one.said)
        ),
    )
    return replace(
        occurrence,
        accounts=tuple(one for one in occurrence.accounts if one.id not in gone),
        summary=summary,
        independence=independence,
        standing_reason="",
        disputes=tuple(disputes),
    )
