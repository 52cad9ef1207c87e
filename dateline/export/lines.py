"""Occurrences whole, one line of JSON each, and back again: accounts, voices, who relies on whom, disputes."""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from dateline.errors import InputError
from dateline.record.occurrence import Occurrence
from dateline.record.report import Span

from .base import Exporter

SCHEMA = "dateline/occurrence/1"

JSON = Any  # a value of the json module; it does not cross a package border, only text does


class JsonLines(Exporter):
    """One object a line, with nothing left out; ``read_line`` gives the same occurrence back."""

    suffix = ".jsonl"

    def _put(self, occurrence: Occurrence) -> None:
        self._text(to_line(occurrence) + "\n")


def to_line(occurrence: Occurrence) -> str:
    """Return an occurrence as one line of JSON Lines, without the line end; the same one gives the same bytes."""
    whole = {"schema": SCHEMA, **_plain(occurrence)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def read_line(line: str, name: str = "occurrences", place: str | None = None) -> Occurrence:
    """Return the occurrence of a line; ``name`` and ``place`` say in an error where the line stands."""
    try:
        value = json.loads(line)
        if not isinstance(value, dict) or value.get("schema") != SCHEMA:
            raise ValueError(f'its "schema" is not {SCHEMA}')
        occurrence = _build(Occurrence, value)
    except (ValueError, KeyError, TypeError) as error:
        what = f"the field {error} is missing" if isinstance(error, KeyError) else f"it is no occurrence ({error})"
        raise InputError(name, what, "export it again with this version", place) from error
    assert isinstance(occurrence, Occurrence)
    return occurrence


def _plain(value: object) -> JSON:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        kind: type = type(value)
        return {key: _plain(getattr(value, name)) for key, name in _names(kind)}
    return value


@cache
def _names(kind: type) -> list[tuple[str, str]]:
    """Return the fields of a class by their keys: ``with_``, which Python needs so, is "with"."""
    return [(f.name.rstrip("_"), f.name) for f in fields(kind)]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: JSON) -> object:
    """Return a value of this type from its JSON; what is missing or of another type is an error."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, Union):
        if value is None and type(None) in parts:
            return None
        (one,) = (part for part in parts if part is not type(None))
        return _build(one, value)
    if kind is Span:
        return Span(*_build(tuple[int, int], value))  # type: ignore[misc]
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(f"a list was expected, not {type(value).__name__}")
        if parts[-1] is ...:
            return tuple(_build(parts[0], one) for one in value)
        return tuple(_build(part, one) for part, one in zip(parts, value, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, dict):
            raise TypeError(f"an object was expected, not {type(value).__name__}")
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], value[key]) for key, name in _names(kind)})
    if issubclass(kind, Enum):
        return kind(value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} was expected, not {type(value).__name__}")
    return value
