"""A folder with WARC files in, what makes it a web archive collection out (WACZ 1.1.1): index, pages, description.

Only files that others' programs know lie in ``archive``, ``indexes`` and ``pages``, as the format wants it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from dateline import __version__

from .warc import Member, read_members

VERSION = "1.1.1"
_DESCRIPTION = ("datapackage.json", "datapackage-digest.json")
_STORED = (".gz", ".tsr", ".sig")  # is packed already, or as good as chance
_WWW = re.compile(r"^www\d*\.")
_HTML = ("text/html", "application/xhtml+xml")


class Page(NamedTuple):
    """A capture by its number: its bytes, and the title of the report that was read from it."""

    capture: int
    data: bytes
    title: str


def add_web_archive(folder: Path, pages: Iterable[Page], title: str, before_description: Callable[[], None]) -> None:
    """Write index and pages of the captures in "archive", then, after ``before_description``, what describes all."""
    lines: list[str] = []
    listed: list[str] = [_json({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})]
    for page in pages:
        for one in read_members(page.data):
            if one.type != "response":
                continue
            status, media_type = _head_of(one.block)
            lines.append(_index_line(one, status, media_type, f"capture-{page.capture}.warc.gz"))
            if status == 200 and media_type in _HTML:
                of = {"id": f"capture-{page.capture}", "url": one.url, "ts": _second(one.at), "title": page.title}
                listed.append(_json(of))
    for name, text in (("indexes/index.cdxj", sorted(lines)), ("pages/pages.jsonl", listed)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("".join(f"{line}\n" for line in text), encoding="utf-8", newline="\n")
    before_description()
    _describe(folder, title)


def zip_folder(folder: Path, to: Path) -> None:
    """Write a folder as a WACZ file; what is packed already is stored, so that it can be read from its middle."""
    part = to.with_name(f"{to.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            stored = path.name.endswith(_STORED)
            out.write(path, path.relative_to(folder), zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    part.replace(to)


def sort_key(url: str) -> str:
    """Return an address as an index sorts it (SURT): the host from its end, in small letters, without "www"."""
    parts = urlsplit(url.lower())
    host = ",".join(reversed(_WWW.sub("", parts.hostname or "").split(".")))
    try:
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        port = ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".replace(" ", "%20")


def _index_line(one: Member, status: int, media_type: str, file: str) -> str:
    _, _, payload = one.block.partition(b"\r\n\r\n")
    about = {
        "url": one.url,
        "mime": media_type,
        "status": str(status),
        "digest": f"sha256:{hashlib.sha256(payload).hexdigest()}",
        "length": str(one.length),
        "offset": str(one.offset),
        "filename": file,
    }
    return f"{sort_key(one.url)} {re.sub('[^0-9]', '', one.at)[:14]} {_json(about)}"


def _head_of(block: bytes) -> tuple[int, str]:
    first, *lines = block.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    named = {name.lower(): value.strip() for name, _, value in pairs}
    return int(first.split(" ")[1]), named.get("content-type", "").partition(";")[0].strip().lower()


def _describe(folder: Path, title: str) -> None:
    resources = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        name = re.sub(r"[^-a-z0-9._/]", "-", path.relative_to(folder).as_posix().lower()).replace("/", "-")
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        of = path.relative_to(folder).as_posix()
        resources.append({"name": name, "path": of, "hash": digest, "bytes": len(data)})
    whole = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "description": "How to check it: evidence/README.txt",
        "created": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "software": f"Dateline {__version__}",
        "resources": resources,
    }
    data = json.dumps(whole, ensure_ascii=False, indent=1).encode()
    (folder / _DESCRIPTION[0]).write_bytes(data)
    manifest = {"path": _DESCRIPTION[0], "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    (folder / _DESCRIPTION[1]).write_text(_json(manifest), encoding="utf-8")


def _second(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
