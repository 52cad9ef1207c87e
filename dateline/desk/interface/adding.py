"""Reports given in by program: taken in at once, read in the background like those of the page Add."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from dateline.errors import UsageError
from dateline.intake.limits import MAX_TEXT_BYTES
from dateline.intake.received import Given
from dateline.show.asked import day_asked

from ..adding import Progress, written
from ..desk import Desk, Needs, desk_of
from ..visitor import May, Visitor
from .deciding import Text
from .tagged import PROBLEMS, TaggedRoute

router = APIRouter(prefix="/api/v1", route_class=TaggedRoute, responses=PROBLEMS, tags=["adding"])

Adds = Annotated[Visitor, Depends(Needs(May.ADD))]
ToDesk = Annotated[Desk, Depends(desk_of)]


class NewReport(BaseModel):
    """A report as text, and what is known of it; ``shelter`` says why whoever sent it is a protected source."""

    text: Text = Field(min_length=1, max_length=MAX_TEXT_BYTES)
    title: Text | None = Field(default=None, max_length=2000)
    outlet: Text | None = Field(default=None, max_length=2000)
    agency: Text | None = Field(default=None, max_length=2000)
    author: Text | None = Field(default=None, max_length=2000)
    url: Text | None = Field(default=None, max_length=2000)
    published: Text | None = Field(default=None, max_length=40)
    shelter: Text | None = Field(default=None, min_length=1, max_length=2000)


class Job(BaseModel):
    """The job that reads what was given in, to be asked after at /api/v1/jobs/{job}."""

    job: str


@router.post("/reports", status_code=202)
def add(given: NewReport, desk: ToDesk, visitor: Adds) -> Job:
    """Take in a report; it is read, kept and compared with the others in the background."""
    if not given.text.strip():
        raise UsageError("text: it is empty; give the report's own text.")
    known = Given(
        title=given.title,
        outlet=given.outlet,
        agency=given.agency,
        author=given.author,
        url=given.url,
        published=day_asked(given.published, "published") if given.published else None,
    )
    submission = written(given.text, known, "text by a program", given.shelter)
    return Job(job=desk.adding.submit(visitor, submission).id)


@router.get("/jobs/{job}")
def job(job: Annotated[str, Path(max_length=60)], desk: ToDesk, visitor: Adds) -> Progress:
    """Return how far a job of one's own is: what was added, what could not be read and why."""
    return desk.adding.job(visitor, job)
