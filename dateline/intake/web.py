"""A report from the web: one address to bytes, within limits of size and time; http and https, the public web alone."""

from __future__ import annotations

import http.client
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from email.message import Message
from typing import NamedTuple

from dateline import __version__
from dateline.errors import InputError

from .limits import FETCH_SECONDS, MAX_FETCH_BYTES, MEGABYTE
from .reach import NotPublicError, not_public, opener

_CHUNK = 64_000
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


class Fetched(NamedTuple):
    """What an address answered; ``kind`` is None where the answer does not tell its format."""

    data: bytes
    url: str
    kind: str | None
    charset: str | None


def is_url(argument: str) -> bool:
    """Tell whether an argument is an address with a scheme, of the web or not."""
    scheme, mark, _ = argument.partition("://")
    return bool(mark) and scheme.isalnum()


def fetch(url: str, seconds: float = FETCH_SECONDS, limit: int = MAX_FETCH_BYTES) -> Fetched:
    """Return what an address answers, or raise InputError; meant for the worker process, which ends what hangs."""
    try:
        parts = urllib.parse.urlsplit(url)
        sound = bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound and url.lower().startswith(("http://", "https://")):
        raise InputError(url, "it is no web address", "check the address")
    if parts.scheme.lower() not in ("http", "https"):
        raise InputError(url, "only http and https addresses are fetched", "save the page and give the file")
    until = time.monotonic() + seconds
    request = urllib.request.Request(
        urllib.parse.quote(url, safe="%/:=&?~#+!$,;'@()*[]"),
        headers={
            "User-Agent": f"dateline/{__version__}",
            "Accept-Encoding": "identity",
            "Accept": "text/html,application/pdf,text/plain,*/*;q=0.5",
        },
    )
    try:
        with opener().open(request, timeout=min(seconds, 15.0)) as answer:
            data = _body(answer, url, until, limit)
            headers: Message = answer.headers
            final = answer.geturl()
    except urllib.error.HTTPError as error:
        error.close()
        answer_line = f"the site answered {error.code} {' '.join(str(error.reason).split())}"
        raise InputError(
            url,
            "it redirects in a circle" if "infinite loop" in answer_line else answer_line,
            "check the address, or save the page and give the file",
        ) from error
    except TimeoutError as error:
        raise _too_slow(url, seconds) from error
    except (urllib.error.URLError, http.client.HTTPException, ssl.SSLError, OSError, ValueError, UnicodeError) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, NotPublicError):
            raise not_public(url) from error
        if isinstance(reason, TimeoutError):
            raise _too_slow(url, seconds) from error
        raise InputError(url, f"it cannot be fetched ({reason})", "check the address and the connection") from error
    if not data.strip():
        raise InputError(url, "the answer is empty", "open the page in a browser and save it")
    return Fetched(
        data,
        final,
        _TYPES.get(headers.get_content_type()) if headers.get("Content-Type") else None,
        headers.get_content_charset(),
    )


def _body(answer: http.client.HTTPResponse, url: str, until: float, limit: int) -> bytes:
    """Return the answer's bytes, unpacked; the limits hold for the unpacked bytes too."""
    coding = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    unpack = zlib.decompressobj(47) if coding in ("gzip", "deflate") else None  # 47: zlib or gzip, as the head says
    if coding not in ("identity", "gzip", "deflate", ""):
        raise InputError(url, f"the answer is packed as {coding[:20]!r}", "save the page and give the file")
    parts: list[bytes] = []
    size = 0
    while True:
        if time.monotonic() > until:
            raise TimeoutError
        chunk = answer.read1(_CHUNK)
        if not chunk:
            break
        try:
            part = unpack.decompress(chunk, limit + 1 - size) if unpack else chunk
        except zlib.error as error:
            raise InputError(url, "the answer is packed wrongly", "save the page and give the file") from error
        parts.append(part)
        size += len(part)
        if size > limit or (unpack and unpack.unconsumed_tail):
            raise InputError(url, f"the answer is over {limit // MEGABYTE} MB", "save the report's own page or text")
    expected = answer.headers.get("Content-Length")
    if expected and expected.isdigit() and not unpack and size < int(expected):
        raise InputError(url, f"the answer breaks off after {size} of {expected} bytes", "try again")
    return b"".join(parts)


def _too_slow(url: str, seconds: float) -> InputError:
    return InputError(url, f"no full answer within {seconds:g} s", "try again, or save the page and give the file")
