"""A template's name and what it shows in, a page out; whatever a report holds is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FunctionLoader, StrictUndefined

from dateline import __version__
from dateline.show.page import asset as shown_template
from dateline.show.record_words import (
    STANDING_WORDS,
    kind_words,
    outlet_words,
    place_words,
    report_words,
    status_words,
    who_words,
)
from dateline.show.words import (
    DISPUTE_WORDS,
    KIND_WORDS,
    STATUS_WORDS,
    TYPE_WORDS,
    counted,
    day_words,
    listed,
    printable,
    shorten,
)

from .assets import asset
from .visitor import May

PAGES = (  # name, address, key after g
    ("Today", "/", "t"),
    ("Occurrences", "/occurrences", "o"),
    ("Accounts differ", "/differ", "d"),
    ("Map", "/map", "m"),
    ("Actors", "/actors", "a"),
    ("Statements", "/statements", "s"),
    ("Review", "/review", "r"),
    ("Add", "/add", "n"),
)

MORE_PAGES = (("Reports", "/reports", "e"), ("Sources", "/sources", "q"), ("People", "/people", "p"))


def _template(name: str) -> str:
    own = files("dateline.desk").joinpath("templates", name)
    return own.read_text(encoding="utf-8") if own.is_file() else shown_template(name)


@cache
def environment() -> Environment:
    """Return what renders the templates, the desk's own before those of the annotated page."""
    made = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "asset": lambda name: asset(name).path,
        "version": __version__,
        "pages": PAGES,
        "more_pages": MORE_PAGES,
        "May": May,
        "counted": counted,
        "STATUS_WORDS": STATUS_WORDS,
        "STANDING_WORDS": STANDING_WORDS,
        "TYPE_WORDS": TYPE_WORDS,
        "KIND_WORDS": KIND_WORDS,
        "DISPUTE_WORDS": DISPUTE_WORDS,
    }
    made.filters |= {
        "day": day_words,
        "kind": kind_words,
        "status_words": status_words,
        "who": who_words,
        "place": place_words,
        "report": report_words,
        "outlet": lambda line: outlet_words(line.outlet, line.agency),
        "web": lambda url: url if url.startswith(("https://", "http://")) else "",
        "listed": listed,
        "printable": printable,
        "shorten": shorten,
    }
    return made


def render(request: Request, template: str, status: int = 200, **shown: object) -> HTMLResponse:
    """Return a page; every template has ``visitor``, ``desk``, ``here`` (the path) and ``is_part`` (htmx asks)."""
    state = request.state
    html = (
        environment()
        .get_template(template)
        .render(
            visitor=getattr(state, "visitor", None),
            settings=request.app.state.desk.settings,
            here=request.url.path,
            is_part=request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers,
            **shown,
        )
    )
    return HTMLResponse(html, status_code=status)
