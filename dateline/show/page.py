"""The annotated page: one file of HTML with the reports' text, their notes beside it, and nothing fetched.

Whatever a report holds is escaped by the templates, and the page's own rules let no script but its own run.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import TextIO

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dateline import __version__
from dateline.record.reading import Reading

from .annotate import Annotator
from .words import STATUS_WORDS, counted

_KEPT_IN_MEMORY = 16_000_000  # characters of rendered reports; more go to a temporary file


@dataclass(frozen=True, slots=True)
class _Listed:
    """One line of the list of reports."""

    key: str
    headline: str
    origin: str
    statements: int
    events: int
    disputes: int


@cache
def asset(name: str) -> str:
    """Return a file of the templates."""
    return files("dateline.show").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Return what renders the templates; all that is put in is escaped."""
    return Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class PageWriter:
    """Renders one report after the other and writes the page at the end, since its list stands on top."""

    def __init__(self) -> None:
        self.listed: list[_Listed] = []
        self.spool = SpooledTemporaryFile(_KEPT_IN_MEMORY, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115

    def add(self, reading: Reading) -> None:
        """Render a report's part of the page."""
        report = Annotator(reading, f"r{len(self.listed) + 1}").annotated()
        self.spool.write(environment().get_template("report.html").render(r=report))
        numbers = (len(reading.statements), len(reading.events), len(reading.disputes))
        self.listed.append(_Listed(report.key, report.headline, report.origin, *numbers))

    def write(self, out: TextIO) -> None:
        """Write the whole page."""
        script = asset("page.js")
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        only = self.listed[0].headline if len(self.listed) == 1 else counted(len(self.listed), "report")
        head = environment().get_template("page.html")
        out.write(
            head.render(
                title=f"{only} - dateline",
                version=__version__,
                css=Markup(asset("page.css")),
                script_hash=digest,
                reports=self.listed,
                statuses=[(status.value, word) for status, word in STATUS_WORDS.items()],
                counted=counted,
            )
        )
        self.spool.seek(0)
        while part := self.spool.read(1 << 20):
            out.write(part)
        out.write(f"</main>\n<script>{script}</script>\n</body>\n</html>\n")
        self.spool.close()


def page_of(reading: Reading) -> str:
    """Return the page of one reading."""
    from io import StringIO

    out = StringIO()
    page = PageWriter()
    page.add(reading)
    page.write(out)
    return out.getvalue()
