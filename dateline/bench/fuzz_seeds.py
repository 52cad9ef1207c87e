"""Small sound inputs of each format that is read, made here, from which the hostile ones are bred."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Sequence

from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType

_LINES = (
    "BEIRUT (AFP) - Shelling killed nine people in a market of the southern city on Friday, residents said.",
    "The army denied that it had fired and blamed the rebels for the attack, in a statement read on television.",
    '"We buried nine people before noon," one medic told AFP by telephone on condition of anonymity.',
)
_TEXT = "\n\n".join(_LINES)
_URL = "https://courier.example/news/1"
_CODINGS = (b"", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n")


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Return for each kind of input the sound ones: the suffix that a file of it has, and its bytes."""
    records = [_answer(coding) for coding in _CODINGS]
    rows = [
        {"id": str(i), "text": line, "published": "2025-10-10", "outlet": "Courier"} for i, line in enumerate(_LINES)
    ]
    plain = b"".join(records)
    return {
        "text": [
            (".txt", f"Title: Market shelled\nDate: 10 October 2025\nSource: AFP\n\n{_TEXT}".encode()),
            (".md", f"# Market shelled\n\n{_TEXT}".encode("utf-16")),
            (".txt", "Обстрел рынка унёс девять жизней, сообщили врачи.".encode("koi8-r") * 9),
        ],
        "HTML": [(".html", page()), (".xhtml", page(charset="windows-1251")), (".html", _with_data())],
        "PDF": [(".pdf", _pdf(_LINES)), (".pdf", _pdf(_LINES * 20))],
        "e-mail": [(".eml", _message()), (".eml", _letter())],
        "mailbox": [
            (".mbox", b"".join(b"From x@y.example Fri Oct 10 09:00:00 2025\n" + _message() + b"\n\n" for _ in "abc"))
        ],
        "CSV": [(".csv", _csv(rows, ",")), (".tsv", _csv(rows, "\t"))],
        "JSON Lines": [(".jsonl", "\n".join(map(json.dumps, rows)).encode())],
        "Parquet": [(".parquet", _parquet(rows))],
        "WARC": [(".warc", plain)],
        "WARC, gzip": [(".warc.gz", _packed(records)), (".warc.gz", gzip.compress(plain))],
        "WARC, zstandard": [(".warc.zst", _packed(records, is_zstd=True))],
        "WACZ": [(".wacz", _wacz(_packed(records)))],
    }


def list_seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Return for each kind of list of addresses the sound ones."""
    item = f"<title>Market shelled</title><link>{_URL}</link><pubDate>Fri, 10 Oct 2025 09:00:00 GMT</pubDate>"
    rss = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><link>https://courier.example/</link>'
        f"<item>{item}<description><![CDATA[<p>{_TEXT}</p>]]></description></item></channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Market shelled</title>'
        f'<link href="{_URL}"/><id>{_URL}</id><updated>2025-10-10T09:00:00Z</updated>'
        f'<content type="html">&lt;p&gt;{_LINES[0]}&lt;/p&gt;</content></entry></feed>'
    )
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [{"id": "1", "url": _URL}]}
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{_URL}</loc><lastmod>2025-10-10</lastmod></url></urlset>"
    )
    index = sitemap.replace("urlset", "sitemapindex").replace("<url>", "<sitemap>").replace("</url>", "</sitemap>")
    return {
        "feed": [("feed", rss.encode()), ("feed", atom.encode()), ("feed", json.dumps(feed).encode())],
        "sitemap": [
            ("sitemap", sitemap.encode()),
            ("sitemap", gzip.compress(index.encode())),
            ("sitemap", f"{_URL}\n{_URL}/2\n".encode()),
        ],
    }


def page(charset: str = "utf-8") -> bytes:
    """Return a web page with a report."""
    body = "".join(f"<p>{line}</p>" for line in _LINES)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='{charset}'><title>Market shelled | Courier</title>"
        f"<link rel='canonical' href='{_URL}'><meta property='article:published_time' content='2025-10-10T09:00:00Z'>"
        "</head><body><nav><a href='/'>Home</a></nav><article><h1>Market shelled</h1>"
        "<p class='byline'>By Amal Haddad | AFP</p>"
        f"<time datetime='2025-10-10'>10 October 2025</time>{body}</article><footer>Courier</footer></body></html>"
    ).encode(charset)


def _with_data() -> bytes:
    data = {
        "@type": "NewsArticle",
        "headline": "Market shelled",
        "articleBody": _TEXT,
        "author": [{"name": "Amal Haddad"}],
    }
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    return f"<html><head>{script}</head><body><div>Loading</div></body></html>".encode()


def _pdf(lines: Sequence[str]) -> bytes:
    shown = " ".join("({}) Tj T*".format(line.replace("(", r"\(").replace(")", r"\)")) for line in lines)
    content = f"BT /F1 11 Tf 60 760 Td 14 TL {shown} ET"
    things = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, thing in enumerate(things, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{thing}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode("ascii")


def _message() -> bytes:
    head = (
        "From: News Desk <news@courier.example>\nTo: x@y.example\nSubject: Market shelled\nMessage-ID: <1@y.example>\n"
    )
    head += "Date: Fri, 10 Oct 2025 09:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    return f"{head}Content-Transfer-Encoding: quoted-printable\n\n{_TEXT}\n".encode()


def _letter() -> bytes:
    head = "From: =?utf-8?q?Amal_Haddad?= <a@y.example>\nSubject: =?koi8-r?B?8tnOz8s=?=\nMIME-Version: 1.0\n"
    head += 'Message-ID: <2@y.example>\nContent-Type: multipart/alternative; boundary="b"\n\n'
    html = f"--b\nContent-Type: text/html; charset=utf-8\n\n{page().decode()}\n--b--\n"
    return f"{head}--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nU2hlbGxpbmc=\n{html}".encode()


def _csv(rows: list[dict[str, str]], delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _parquet(rows: list[dict[str, str]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def _answer(coding: bytes) -> bytes:
    body = page()
    if b"gzip" in coding:
        body = gzip.compress(body)
    if b"chunked" in coding:
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    record = WarcRecord()
    record.init_headers(WarcRecordType.response, record_urn=b"2f5b1ac3-3b02-4c71-a7b3-7a0a1c1f6a11")
    record.headers.set("WARC-Target-URI", _URL)
    record.headers.set("Content-Type", "application/http; msgtype=response")
    record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + coding + b"\r\n" + body)
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


def _packed(records: Sequence[bytes], is_zstd: bool = False) -> bytes:
    out = io.BytesIO()
    writer = ZstdWriter(out) if is_zstd else GzipWriter(out)
    for record in records:
        writer.write(record)
        writer.finish()
    writer.flush()
    return out.getvalue()


def _wacz(archive: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("datapackage.json", "{}")
        file.writestr("archive/data.warc.gz", archive)
    return out.getvalue()
