"""Web archives that the intake's tests read, made here: plain, packed, and inside of a WACZ file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from .made import page_of

URL = "https://courier.example/"
PAGE = page_of().encode()


def answer_of(
    body: bytes = PAGE,
    url: str = f"{URL}a",
    content_type: str | None = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: Sequence[str] = (),
    with_digest: bool = False,
    **warc: str,
) -> bytes:
    """Return one response as an archive keeps it."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {content_type}"] if content_type else []), *headers]
    block = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body
    return record_of(block, url, "response", "application/http; msgtype=response", with_digest, **warc)


def record_of(
    block: bytes,
    url: str,
    kind: str = "resource",
    content_type: str = "text/html",
    with_digest: bool = False,
    **warc: str,
) -> bytes:
    """Return one record of an archive."""
    record = WarcRecord()
    record.init_headers(getattr(WarcRecordType, kind), record_urn=b"2f5b1ac3-3b02-4c71-a7b3-7a0a1c1f6a11")
    record.headers.set("WARC-Date", "2025-10-20T09:00:00Z")
    record.headers.set("WARC-Target-URI", url)
    record.headers.set("Content-Type", content_type)
    for key, value in warc.items():
        record.headers.set(key.replace("_", "-"), value)
    record.set_bytes_content(block)
    out = io.BytesIO()
    record.write(out, checksum_data=with_digest)
    return out.getvalue()


def packed(records: Iterable[bytes], form: str = "gz", dictionary: bytes | None = None) -> bytes:
    """Return an archive with each record packed by itself."""
    out = io.BytesIO()
    if form == "":
        return b"".join(records)
    writer = GzipWriter(out) if form == "gz" else ZstdWriter(out, dictionary=dictionary)
    for record in records:
        writer.write(record)
        writer.finish()
    writer.flush()
    return out.getvalue()


def wacz_of(*archives: bytes, compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return a WACZ file with these archives."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("datapackage.json", "{}")
        for number, archive in enumerate(archives):
            file.writestr(f"archive/data-{number}.warc.gz", archive, compression)
        file.writestr("pages/pages.jsonl", "{}\n")
    return out.getvalue()
