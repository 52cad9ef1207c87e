"""Scripts, styles and map data by their hashed names, so that a browser keeps each until it changes.

Other people's scripts come from the packages they are installed with, which need not be imported for it.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from dateline.errors import SetupError

_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages name: its bytes, packed by gzip, its type, and the name that changes with it."""

    path: str
    packed: bytes
    type: str


def _own(name: str) -> Callable[[], bytes]:
    return lambda: files("dateline.desk").joinpath("static", name).read_bytes()


def _shown(*names: str) -> Callable[[], bytes]:
    return lambda: b"\n".join(files("dateline.show").joinpath("templates", name).read_bytes() for name in names)


def _package(package: str, path: str) -> Callable[[], bytes]:
    def load() -> bytes:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise SetupError(
                f"The package {package}, which holds {Path(path).name}, is missing: pip install dateline[desk]"
            )
        return (Path(spec.origin).parent / path).read_bytes()

    return load


def _world() -> bytes:
    from .world import world_map

    return world_map()


# htmx (0BSD) from django-htmx (MIT), Leaflet (BSD 2-Clause) from django-leaflet: read as files, no line of Django runs.
_SOURCES: dict[str, Callable[[], bytes]] = {
    "record.css": _shown("page.css", "sheet.css"),
    "desk.css": _own("desk.css"),
    "desk.js": _own("desk.js"),
    "people.css": _own("people.css"),
    "occurrence.css": _own("occurrence.css"),
    "occurrences.css": _own("occurrences.css"),
    "judging.js": _own("judging.js"),
    "report.js": _shown("page.js"),
    "reports.css": _own("reports.css"),
    "reports.js": _own("reports.js"),
    "statements.css": _own("statements.css"),
    "adding.css": _own("adding.css"),
    "adding.js": _own("adding.js"),
    "map.js": _own("map.js"),
    "map.css": _own("map.css"),
    "map.json": _world,
    "actors.css": _own("actors.css"),
    "htmx.js": _package("django_htmx", "static/django_htmx/htmx-2.min.js"),
    "leaflet.js": _package("leaflet", "static/leaflet/leaflet.js"),
    "leaflet.css": _package("leaflet", "static/leaflet/leaflet.css"),
}


@cache
def asset(name: str) -> Asset:
    """Return a file by its plain name."""
    content = _SOURCES[name]()
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:12]
    kind = _TYPES[f".{suffix}"]
    return Asset(f"/static/{stem}.{digest}.{suffix}", gzip.compress(content, 9, mtime=0), kind)


def asset_at(path: str) -> Asset | None:
    """Return the file that stands at a path now, None where there is none."""
    stem, _, rest = path.rpartition("/")[2].partition(".")
    suffix = rest.rpartition(".")[2]
    name = f"{stem}.{suffix}"
    if name not in _SOURCES:
        return None
    found = asset(name)
    return found if found.path == path else None
