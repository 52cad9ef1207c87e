"""A sheet as one page of HTML that fetches nothing and runs nothing, for a browser and for paper."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from dateline import __version__

from .page import asset, environment
from .sheet import Role, Run, Sheet
from .words import STATUS_SIGNS, printable

_ID = re.compile(r"(?<![\w#])(#\d+|d\d+|r\d+[es]\d+)(?!\w)")


def sheet_page(sheet: Sheet) -> str:
    """Return the page of a sheet; ids in its words lead to their entries where the page has them."""
    anchors: dict[tuple[str, int], str] = {}
    for section in sheet.sections:
        for at, entry in enumerate(section.entries):
            if entry.id and _anchor(entry.id) not in anchors.values():
                anchors[section.title, at] = _anchor(entry.id)
            else:
                anchors[section.title, at] = ""
    there = set(anchors.values()) - {""}

    def linked(one: Run) -> Markup:
        words = f"“{one.text}”" if one.role is Role.QUOTE and one.text[:1] not in '"“[' else one.text
        parts = _ID.split(words)
        return Markup("").join(
            Markup('<a href="#{}">{}</a>').format(_anchor(part), part)
            if n % 2 and _anchor(part) in there
            else escape(part)
            for n, part in enumerate(parts)
        )

    return (
        environment()
        .get_template("sheet.html")
        .render(
            sheet=sheet,
            printable=printable,
            version=__version__,
            css=Markup(asset("page.css") + asset("sheet.css")),
            anchors=anchors,
            linked=linked,
            signs=STATUS_SIGNS,
        )
    )


def _anchor(id_: str) -> str:
    return f"o{id_[1:]}" if id_.startswith("#") else id_
