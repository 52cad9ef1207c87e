"""The whole reading of one report against a gold written by hand (task ``reading``).

Statements are paired by the overlap of their contents, events by their triggers or, failing that, by sentence and
type; every other figure is a share over those pairs. Events without a partner are extra: the gold lists what matters
most, so an extra event need not be wrong, but many are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dateline.read.pipeline import ReadingFailed, read_reports
from dateline.record.reading import as_json

from .task import Row, Scores

EARTH_DIAMETER_KM = 12742
NEAR_KM = 50  # a place is right within this distance of the gold's point
SAME_CONTENT = 0.5  # share of characters that two contents must have in common to be one statement

Pairs = dict[int, int]


class ReadingTask:
    """One report with every field of its reading written by hand."""

    name = "reading"
    about = "one wire report, every field by hand; main figure: events typed right over events of the gold"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the reading of the report that each gold names, as JSON of the contract."""
        from dateline.intake.inputs import Given, open_inputs  # the gold names a file: it comes in as any other

        for row in rows:
            given = Given(published=row["report"].get("published"))
            path = Path(row["folder"]) / row["report"]["file"]
            for report in open_inputs([str(path)], given):
                if isinstance(report, Exception):
                    raise report
                reading = next(iter(read_reports([report], fast=fast)))
                if isinstance(reading, ReadingFailed):
                    raise RuntimeError(reading.reason)
                yield as_json(reading)

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return every share of the comparison, and what was missed by kind."""
        comparison = _Comparison(gold[0], predictions[0])
        return Scores("events_typed", comparison.figures(), dict(comparison.errors))


TASK = ReadingTask()


def _characters(spans: Iterable[list[int]]) -> set[int]:
    found: set[int] = set()
    for start, end in spans:
        found.update(range(start, end))
    return found


def _overlap(a: set[int], b: set[int]) -> float:
    either = a | b
    return len(a & b) / len(either) if either else 0.0


def _plain(name: str | None) -> str:
    return " ".join((name or "").lower().replace("’", "'").removeprefix("the ").split())


def same_name(a: str | None, b: str | None) -> bool:
    """Tell whether one name holds the other, case and a leading "the" aside."""
    x, y = _plain(a), _plain(b)
    return bool(x and y) and (x in y or y in x)


def _distance_km(a: Row, b: Row) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(v) for v in (a["lat"], a["lon"], b["lat"], b["lon"]))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(math.sqrt(half))


def _best_pairs(candidates: Iterable[tuple[float, int, int]]) -> Pairs:
    """Pair gold and predicted one to one, the highest score first, earlier ones first among equals."""
    taken: set[int] = set()
    out: Pairs = {}
    for _, g, p in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if g not in out and p not in taken:
            out[g] = p
            taken.add(p)
    return out


def _share(answers: Iterable[bool]) -> float | None:
    listed = list(answers)
    return round(sum(listed) / len(listed), 3) if listed else None


class _Comparison:
    """One gold beside one reading."""

    def __init__(self, gold: Row, reading: Row) -> None:
        self.gold, self.reading = gold, reading
        self.text: str = reading["report"]["text"]
        self.actors = {a["id"]: a for a in reading["actors"]}
        self.places = {p["id"]: p for p in reading["places"]}
        self.times = {t["id"]: t for t in reading["times"]}
        self.errors: Counter[str] = Counter()

    def name(self, actor: str | None) -> str | None:
        found: str | None = self.actors.get(actor or "", {}).get("name")
        return found

    def figures(self) -> dict[str, float | int | None]:
        statements, said = self._statements()
        events, happened = self._events(said)
        ids = {self.reading["statements"][p]["id"]: self.gold["statements"][g]["id"] for g, p in said.items()}
        ids |= {self.reading["events"][p]["id"]: self.gold["events"][g]["id"] for g, p in happened.items()}
        return {**statements, **events, **self._rest(ids)}

    def _statements(self) -> tuple[dict[str, float | int | None], Pairs]:
        gold, mine = self.gold["statements"], self.reading["statements"]
        contents = [_characters(s["content"]["spans"]) for s in mine]
        candidates = []
        for g, wanted in enumerate(gold):
            characters = _characters(wanted["content"])
            for p, content in enumerate(contents):
                if (overlap := _overlap(characters, content)) >= SAME_CONTENT:
                    candidates.append((overlap, g, p))
        pairs = _best_pairs(candidates)
        both = [(gold[g], mine[p]) for g, p in pairs.items()]
        right_source = [
            not g["source"] or bool(_characters(g["source"]) & _characters(p["source"]["spans"])) for g, p in both
        ]
        self.errors["statement missed"] += len(gold) - len(pairs)
        self.errors["source wrong"] += len(pairs) - sum(right_source)

        def source_name(s: Row) -> str | None:
            given: str | None = s["source"].get("name")
            return given or self.name(s["source"].get("actor"))

        def day(s: Row) -> str | None:
            start: str | None = (self.times.get(s.get("when")) or {}).get("start")
            return start

        recall = len(pairs) / len(gold) if gold else 0.0
        precision = len(pairs) / len(mine) if mine else 0.0
        total = precision + recall
        return {
            "statements_gold": len(gold),
            "statements_pred": len(mine),
            "statements_found": len(pairs),
            "statements_f1": round(2 * precision * recall / total, 3) if total else 0.0,
            "statements_with_source": sum(right_source),
            "source_kind": _share(p["source"]["kind"] == g["source_kind"] for g, p in both),
            "source_name": _share(same_name(g["source_name"], source_name(p)) for g, p in both if g["source_name"]),
            "form": _share(p["form"] == g["form"] for g, p in both),
            "act": _share(p["cue"]["act"] in g["act"] for g, p in both),
            "said_on": _share(day(p) == g["said_on"] for g, p in both if g["said_on"]),
            "said_to": _share(same_name(g["addressee"], self.name(p.get("to"))) for g, p in both if g["addressee"]),
        }, pairs

    def _events(self, said: Pairs) -> tuple[dict[str, float | int | None], Pairs]:
        gold, mine = self.gold["events"], self.reading["events"]
        candidates = [(s, g, p) for g, a in enumerate(gold) for p, b in enumerate(mine) if (s := _event_match(a, b))]
        pairs = _best_pairs(candidates)
        typed = [(gold[g], mine[p]) for g, p in pairs.items() if gold[g]["type"] == mine[p]["type"]]
        of_gold = {id(g): p for g, p in typed}
        statement_ids = {self.reading["statements"][p]["id"]: self.gold["statements"][g]["id"] for g, p in said.items()}
        self.errors["event missed"] += len(gold) - len(pairs)
        self.errors["event type wrong"] += len(pairs) - len(typed)
        for g, p in typed:
            if g["status"] != p["status"]:
                self.errors[f"status {p['status']} for {g['status']}"] += 1

        def names(wanted: list[str], ids: list[str]) -> bool:
            return all(any(same_name(w, self.name(i)) for i in ids) for w in wanted)

        def place(event: Row) -> str | None:
            named: str | None = (self.places.get(event["place"]) or {}).get("name")
            return named

        def counted(g: Row, count: Row) -> bool:
            wanted = (count["effect"], count["low"], count["high"])
            found = of_gold[id(g)]["counts"] if id(g) in of_gold else []
            return any((c["effect"], c["low"], c["high"]) == wanted for c in found)

        def voices(event: Row) -> set[str]:
            return {statement_ids.get(s, s) for s in event["reported_by"]}

        return {
            "events_gold": len(gold),
            "events_pred": len(mine),
            "events_found": len(pairs),
            "events_typed": len(typed),
            "extra_events": len(mine) - len(pairs),
            "actors": _share(names(g["actor"], p["actors"]) for g, p in typed if g["actor"]),
            "recipients": _share(names(g["recipient"], p["recipients"]) for g, p in typed if g["recipient"]),
            "event_place": _share(same_name(g["place"], place(p)) for g, p in typed if g["place"]),
            "event_dates": _share((p["start"], p["end"]) == (g["start"], g["end"]) for g, p in typed if g["start"]),
            "status": _share(p["status"] == g["status"] for g, p in typed),
            "outcome": _share(p.get("outcome") == g["outcome"] for g, p in typed if g["outcome"]),
            "via": _share(names(g["via"], p["via"]) for g, p in typed if g["via"]),
            "reported_by": _share(voices(p) == set(g["reported_by"]) for g, p in typed),
            "counts": _share(counted(g, c) for g in gold for c in g["counts"]),
        }, pairs

    def _rest(self, ids: dict[str, str]) -> dict[str, float | int | None]:
        gold, reading = self.gold, self.reading
        body = reading["report"]["body"]
        agency = reading["report"]["agency"] or {}
        return {
            "places": _share(self._place_right(p) for p in gold["places"]),
            "times": _share(self._time_right(t) for t in gold["times"]),
            "roles": self._ties(gold["roles"], lambda g, a: any(same_name(g["title"], r["title"]) for r in a["roles"])),
            "affiliations": self._ties(
                gold["affiliations"],
                lambda g, a: any(same_name(g["of"], self.name(f["with"])) for f in a["affiliations"]),
            ),
            "metonyms": _share(self._metonym_right(m) for m in gold["metonyms"]),
            "metonyms_nearest": _share(self._metonym_right(m, nearest=True) for m in gold["metonyms"]),
            "disputes": _share(any(_same_dispute(g, d, ids) for d in reading["disputes"]) for g in gold["disputes"]),
            "body_right": int(body is not None and abs(body[1] - gold["report"]["body_end"]) <= 1),
            "agency_right": int(same_name(gold["report"]["agency"], agency.get("name"))),
        }

    def _place_right(self, wanted: Row) -> bool:
        for place in self.reading["places"]:
            if not same_name(wanted["name"], place["name"]) or place["country"] != wanted["country"]:
                continue
            if "lat" not in wanted or (place["lat"] is not None and _distance_km(place, wanted) <= NEAR_KM):
                return True
        return False

    def _time_right(self, wanted: Row) -> bool:
        right = [t["text"] for t in self.reading["times"] if t["value"] == wanted["value"]]
        return any(wanted["text"] in text or text in wanted["text"] for text in right)

    def _ties(self, wanted: list[Row], tied: Callable[[Row, Row], bool]) -> float | None:
        actors = self.reading["actors"]
        return _share(any(same_name(g["actor"], a["name"]) and tied(g, a) for a in actors) for g in wanted)

    def _metonym_right(self, wanted: Row, nearest: bool = False) -> bool:
        """Tell whether a name means what the gold says; ``nearest`` also finds a name that stands before its anchor."""
        anchor = self.text.find(wanted["anchor"])
        at = self.text.find(wanted["text"], anchor)
        if nearest and at < 0:
            at = self.text.rfind(wanted["text"], 0, anchor)
        words = set(range(at, at + len(wanted["text"])))
        as_place = any(words & _characters(p["mentions"]) for p in self.reading["places"])
        if wanted["means"] == "place":
            return as_place
        meant = (a for a in self.reading["actors"] if same_name(wanted["means"], a["name"]))
        return not as_place and any(words & _characters(a["mentions"]) for a in meant)


def _event_match(gold: Row, mine: Row) -> int:
    """Return 3 for the same words and type, 2 for one sentence and type, 1 for the same words, else 0."""
    trigger = set(range(*gold["trigger"]))
    same_words = bool(trigger & set(range(*mine["trigger"])))
    same_type = gold["type"] == mine["type"]
    if same_words:
        return 3 if same_type else 1
    return 2 if same_type and trigger & set(range(*mine["sentence"])) else 0


def _same_dispute(gold: Row, mine: Row, ids: dict[str, str]) -> bool:
    one, other = set(gold["one"]), set(gold["other"])
    a, b = ({ids.get(i) for i in side} for side in mine["sides"])
    return bool((a & one and b & other) or (b & one and a & other))
