"""The list of occurrences: narrowed, ordered, walked, taken along as a file; all of it stands in the address."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from dateline.errors import UsageError
from dateline.export import FORMATS, Exporter, Options
from dateline.gazetteer.borders import province_polygon
from dateline.record.occurrence import Occurrence
from dateline.store.audits import Who, note
from dateline.store.telling import HELD

from ..asked import asked_of
from ..choosing import SHORT_STANDING, SORT_WORDS, chips, groups, read_choice
from ..deciding import REASONS, Typed
from ..desk import Desk, Needs, desk_of
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter()

TheDesk = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Visitor, Depends(Needs(May.READ))]

_ON_A_PAGE = 50
_PICKED = 50  # occurrences merged at once; more are no longer looked at one by one
_CHUNK = 64 * 1024  # bytes of a download that are sent together
FORMAT_WORDS = {
    "csv": "CSV, a table",
    "parquet": "Parquet, for R and pandas",
    "jsonl": "JSON Lines, whole",
    "geojson": "GeoJSON, for maps",
    "gdelt": "GDELT's columns",
    "polecat": "POLECAT's columns",
    "acled": "ACLED's columns",
    "ged": "UCDP GED's columns",
    "stix": "STIX 2.1",
    "graphml": "GraphML, a network",
    "followthemoney": "FollowTheMoney",
}


@router.get("/occurrences", response_class=HTMLResponse)
def occurrences(request: Request, desk: TheDesk, visitor: Reader, after: str = "") -> HTMLResponse:
    """Return a page of the list; to htmx, which asks for more of it, its rows alone."""
    seeing = desk.seen_by(visitor)
    choice = read_choice(request)
    wrong = dict(choice.wrong)
    try:
        page = seeing.listed(choice.asked.filter, _ON_A_PAGE, after or None, choice.sort)
    except UsageError as error:
        after, wrong["after"] = "", str(error)
        page = seeing.listed(choice.asked.filter, _ON_A_PAGE, None, choice.sort)
    more = choice.address(after=page.after) if page.after else ""
    if after and request.headers.get("hx-request") == "true":
        return render(request, "occurrences_rows.html", page=page, more=more, short=SHORT_STANDING)
    is_nothing = not page.lines and not after
    return render(
        request,
        "occurrences.html",
        page=page,
        more=more,
        choice=choice,
        wrong=wrong,
        is_first=not after,
        chips=chips(choice),
        groups=groups(choice, seeing.facets(choice.asked.filter)),
        sorts=SORT_WORDS,
        short=SHORT_STANDING,
        held=HELD,
        formats=FORMAT_WORDS,
        views=seeing.views(),
        near=seeing.near_asked(choice.asked.filter) if is_nothing else [],
        is_empty=is_nothing and not seeing.totals().occurrences,
    )


@router.get("/occurrences/merge", response_class=HTMLResponse)
def merge(
    request: Request,
    desk: TheDesk,
    visitor: Annotated[Visitor, Depends(Needs(May.JUDGE))],
    ids: Annotated[list[int] | None, Query()] = None,
) -> HTMLResponse:
    """Return the rows that were ticked, with the form that says they are one thing."""
    seeing = desk.seen_by(visitor)
    lines = seeing.lines(list(dict.fromkeys(ids or ()))[:_PICKED])
    last = max((one.id for line in lines for one in seeing.decisions(line.id)), default=0)
    return render(request, "merge.html", lines=lines, last=last, typed=Typed(), reasons=REASONS)


@router.get("/occurrences/download")
def download(
    request: Request,
    desk: TheDesk,
    visitor: Annotated[Visitor, Depends(Needs(May.RELEASE))],
    as_: Annotated[str, Query(alias="as")] = "csv",
) -> Response:
    """Return what is asked for as a file, the earliest first, sent as it is written."""
    exporter = FORMATS.get(as_)
    if exporter is None:
        raise UsageError(f"There is no format of this name; there are {', '.join(FORMATS)}.")
    seeing = desk.seen_by(visitor)
    asked = asked_of(request).filter
    options = Options(protect=seeing.veil.protect, outline=lambda c, a: province_polygon(c, a) or None if a else None)
    with desk.record.writing() as connection:
        note(connection, Who(visitor.name, visitor.person), f"download {as_}")
    name = f"occurrences-{as_}{exporter.suffix}"  # no word of the record: names of files are seen by others
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Accel-Buffering": "no"}
    return StreamingResponse(
        write_pieces(seeing.matching(asked), exporter, options), media_type="application/octet-stream", headers=headers
    )


def write_pieces(found: Iterable[Occurrence], exporter: type[Exporter], options: Options) -> Iterator[bytes]:
    """Yield the bytes of an export piece by piece, one occurrence at hand at a time."""
    out = _Pieces()
    with exporter(cast(BinaryIO, out), options) as export:
        for one in found:
            export.write(one)
            if out.size >= _CHUNK:
                yield out.take()
    yield out.take()


class _Pieces(io.BufferedIOBase):
    """A stream that keeps what is written until it is taken."""

    def __init__(self) -> None:
        self.size = 0
        self._gone = 0
        self._kept: list[bytes] = []

    def writable(self) -> bool:
        """Whether it can be written to: always."""
        return True

    def write(self, content: object) -> int:
        """Keep some bytes."""
        piece = bytes(content)  # type: ignore[call-overload]
        self._kept.append(piece)
        self.size += len(piece)
        return len(piece)

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self._gone + self.size

    def take(self) -> bytes:
        """Return what was written since it was last taken."""
        taken = b"".join(self._kept)
        self._kept.clear()
        self._gone += len(taken)
        self.size = 0
        return taken
