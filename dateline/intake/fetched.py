"""What an address answered to the texts in it: which format it is, and its rows, read in the worker process."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from urllib.parse import urlsplit

from .addresses import is_web_url
from .answer import Answer, Exchange
from .apart import Worker
from .formats import kind_by_content, kind_of, unknown_type
from .table import Row

_HEAD = 64_000  # bytes that are looked at to tell a format
_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "text",
    "text/markdown": "text",
    "message/rfc822": "email",
    "text/csv": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/vnd.apache.parquet": "parquet",
}


def media_type(exchange: Exchange) -> str | None:
    """Return what an answer says it is, "text/html"; None where it does not say."""
    return _content_type(exchange).get_content_type() if exchange.header("Content-Type") else None


def charset(exchange: Exchange) -> str | None:
    """Return what an answer says its text is written in; None where it does not say."""
    return _content_type(exchange).get_content_charset()


def kind_of_answer(answer: Answer) -> str | None:
    """Return the format of an answer by what it says and by its first bytes; None where neither tells."""
    head = answer.data[:_HEAD]
    kind = _TYPES.get(media_type(answer.last) or "") or kind_of(urlsplit(answer.url).path, head)
    # servers send pages as text/plain, and anything as a stream of bytes
    return kind_by_content(head) if kind in ("text", None) else kind


def read_answer(worker: Worker, answer: Answer, name: str) -> Iterator[Row]:
    """Yield what an answer holds, or the error that says why it cannot be read."""
    kind = kind_of_answer(answer)
    if kind is None:
        yield unknown_type(name)
        return
    url = answer.url if is_web_url(answer.url) else None
    yield from worker.read(kind, name, data=answer.data, charset=charset(answer.last), url=url)


def _content_type(exchange: Exchange) -> Message:
    message = Message()
    message["Content-Type"] = " ".join((exchange.header("Content-Type") or "").split())
    return message
