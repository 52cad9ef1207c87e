"""A PDF to one text: its pages' lines joined to paragraphs, page numbers and running heads left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import replace
from typing import Any

from dateline.errors import InputError

from .limits import MAX_BODY_CHARS, MAX_PDF_BYTES, MAX_PDF_PAGES, MEGABYTE
from .received import Received
from .text import receive_text

_AGAIN = "fetch the file again"
_TAIL = 8  # characters that show a hyphen at a line's end: looking through them all takes time by their square
_LINE_END_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]$")


def read_pdf(data: bytes, name: str) -> Received:
    """Return the text of a PDF; meant for the worker process, which bounds its time and memory."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    if len(data) > MAX_PDF_BYTES:
        raise InputError(
            name,
            f"{len(data) / MEGABYTE:.0f} MB of PDF are over the limit of {MAX_PDF_BYTES // MEGABYTE} MB",
            "split it",
        )
    if b"%PDF-" not in data[:1024]:
        raise InputError(name, "it is no PDF", "give the file that its name promises, or rename it")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted(name)
        count = len(reader.pages)
        if count > MAX_PDF_PAGES:
            raise InputError(name, f"{count} pages are more than one report (limit {MAX_PDF_PAGES})", "split it")
        pages = _pages(reader, count)
        title = reader.metadata.title if reader.metadata else None
    except InputError:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise _encrypted(name) from error
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        ArithmeticError,
        AssertionError,
        LookupError,
    ) as error:
        cut = b"%%EOF" not in data[-2048:]
        raise InputError(
            name, "the PDF is cut off" if cut else f"the PDF is damaged ({type(error).__name__})", _AGAIN
        ) from error
    if not count:
        raise InputError(name, "the PDF has no pages", _AGAIN)
    text = "\n\n".join(_paragraphs(_without_running_lines(pages)))
    if sum(c.isalpha() for c in text) < 2:
        raise InputError(
            name, f"the PDF has no text, only pictures (pages: {count})", "run text recognition (OCR) over it first"
        )
    found = receive_text(text)
    good = (
        isinstance(title, str)
        and " " in title.strip()
        and not re.search(r"\.(?:docx?|indd|pdf|qxd)$|^(?:microsoft|untitled)", title.strip(), re.IGNORECASE)
    )
    return replace(found, title=found.title or (" ".join(str(title).split()) if good else None))


def _encrypted(name: str) -> InputError:
    return InputError(name, "the PDF is encrypted", "open it with its password and save it without")


def _pages(reader: Any, count: int) -> list[list[str]]:
    pages, size = [], 0
    for i in range(count):
        text = reader.pages[i].extract_text() or ""
        size += len(text)
        pages.append(
            [
                "".join(c for c in line if c >= " " or c == "\t").rstrip()
                for line in text.replace("\x00", "").splitlines()
            ]
        )
        if size > 3 * MAX_BODY_CHARS:
            break  # over the limit of a report already: what is kept tells so
    return pages


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without page numbers and without lines that stand on top or foot of most pages."""
    marks: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line.strip()]
        marks.update({_mark(line) for line in (*filled[:2], *filled[-2:])})
    running = {mark for mark, n in marks.items() if n >= 3 and n >= 0.5 * len(pages)}
    kept = []
    for page in pages:
        filled_at = [i for i, line in enumerate(page) if line.strip()]
        edge = {*filled_at[:2], *filled_at[-2:]}
        kept.append(
            [
                line
                for i, line in enumerate(page)
                if not (
                    i in edge
                    and (
                        _mark(line) in running
                        or re.fullmatch(
                            r"\s*(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?\s*", line, re.IGNORECASE
                        )
                    )
                )
            ]
        )
    return kept


def _mark(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split())).casefold()


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Return lines joined where a sentence goes on: a line is the last of its paragraph when it is blank behind it or
    short and ends a sentence."""
    lines = [line for page in pages for line in (*page, None)]
    lengths = sorted(len(line) for line in lines if line and line.strip())
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        words = " ".join(line.split()) if line is not None else ""
        if line is None or not words:
            ends = not current or current[-1:] in '.!?:”"' or (line is not None)
            if current and ends:
                paragraphs.append(current)
                current = ""
            continue
        if current and _LINE_END_HYPHEN.search(current[-_TAIL:]) and words[:1].islower():
            current = current[:-1] + words
        elif current:
            current += " " + words
        else:
            current = words
        if len(words) < 0.75 * width and (current[-1:] in '.!?:”"' or len(current) < 0.75 * width):
            paragraphs.append(current)
            current = ""
    if current:
        paragraphs.append(current)
    return paragraphs
