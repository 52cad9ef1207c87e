"""A sheet as Markdown, for notes, tickets and pages that take it; what a report says stays text and is no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .sheet import Entry, Line, Role, Run, Sheet
from .words import printable

# Signs that open markup in the middle of a line; at its start "#", "+", "-", "=" and "1." do so too.
_SIGNS = re.compile(r"([\\`*_\[\]|~$])")
_OPENS = re.compile(r"^(\s*)(#|\+|-|=|\d+(?=[.)]))")


def sheet_markdown(sheet: Sheet) -> str:
    """Return a sheet as Markdown, a list of entries under each heading."""
    lines = [f"# {_text(printable(sheet.title))}", ""]
    for words in sheet.lines:
        lines += [_line(words), ""]
    for section in sheet.sections:
        lines += [f"## {_text(section.title.capitalize())}", ""]
        for entry in section.entries:
            lines += list(_entry(entry))
        lines.append("")
        if section.note:
            lines += [_text(printable(section.note)), ""]
    return "\n".join(lines).rstrip() + "\n"


def _entry(entry: Entry) -> Iterator[str]:
    year = f" {entry.year}" if entry.year and entry.day and not entry.day.endswith(entry.year) else ""
    status = entry.status.value if entry.status is not None else ""
    head = [f"**{_text(entry.id)}**" if entry.id else "", status, _text(f"{entry.day}{year}"), _text(entry.place)]
    first, *rest = [_line(words) for words in entry.lines] or [""]
    yield "- " + " · ".join(part for part in (*head, first) if part).rstrip()
    for words in rest:
        yield f"  - {words}"
    for part in entry.parts:
        opening, *others = [_line(words) for words in part.lines] or [""]
        yield f"  - **{_text(printable(part.label))}** {opening}".rstrip()
        for words in others:
            yield f"    - {words}"


def _line(words: Line) -> str:
    return " ".join(_run(one) for one in words if one.role is not Role.SIGN)


def _run(one: Run) -> str:
    text = _text(one.text)
    if one.role in (Role.NAME, Role.DIFFERS):
        return f"**{text}**"
    return f"“{text}”" if one.role is Role.QUOTE and one.text[:1] not in '"“[' else text


def _text(words: str) -> str:
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _OPENS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", plain))
