"""Pairs of accounts in, how surely they are of one thing out: by what is known of both beyond their words.

Words alone do not tell a strike on a market from the next week's. Days, places, kinds of deed, numbers, and where in
its report an account stands do: "24 were wounded" after a strike is that strike, whatever its words.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from math import inf

import numpy as np
from numpy.typing import NDArray

from dateline.record.choices import Effect, EventType

from .mentions import FEATURES, PLAIN, Floats, Mention, Mentions, Numbers, Pairs, Where
from .occurrences import Scoring, word_scores

# Chosen with the weights on the learning half of our own set (``dateline measure joining``), five folds of stories.
THRESHOLD, KEPT_FROM, MISSING = -0.75, -1.5, -2.5
_WORDS_LEAST, _WORDS_MOST = -8.0, 6.0  # scores by words are cut at these
_NEAR_KM = 25.0  # beyond their radii, from which two places are two
_PRECISE_KM = 40.0  # radius to which a place is one that tells something when it is the same
# Beyond the weights, by hand: two days or two towns that are told are two things, whatever else is alike.
_OTHER_DAY, _OTHER_PLACE = -4.0, -3.0
_LAG_DAYS, _LAG_UNIT = 14.0, 7.0  # days between two reports that count, and for how many the weight stands
_LAG_UNKNOWN = 3.0
_TIMES = 8  # numbers of one effect of which one is so many times the other
_EARTH_KM = 6371.0
_NONE = np.int64(-(1 << 40))  # no day

# What a deed leads to, and what any violent deed is called.
_EFFECT = frozenset(("kill", "wound", "injure", "hurt", "die", "harm", "destroy", "damage", "lose", "burn", "maim"))
_GENERIC = frozenset(
    (
        *("attack", "strike", "bombing", "bomb", "massacre", "raid", "assault", "hit", "blast", "explosion", "explode"),
        *("shelling", "shell", "operation", "offensive", "incident", "killing", "murder", "blow", "fire", "target"),
    )
)
_FAMILY = {  # subtypes of violence that are often told for each other; the plain "attack" goes with all
    "air_drone_strike": "fire",
    "shelling_artillery_missile": "fire",
    "remote_explosive": "bomb",
    "suicide_bomb": "bomb",
    "attack": None,
}
KNOWN = (
    *("words", "same_report", "likeness", "lag", "told_before"),
    *("type_same", "one_assault", "family_differs", "unreal"),
    *("effects", "effect_and_deed", "generic", "effect_after", "definite"),
    *("day_same", "day_differs", "near_day_same", "violent_near_day_same"),
    *("place_same", "violent_place_same", "place_within", "place_differs", "near_place_same", "near_place_differs"),
    *("actors", "recipients", "count_same", "count_far"),
    *("next_to", "same_sentence", "bare", "leads", "one_leads"),
)


def by_what_is_known() -> Scoring:
    """Return the scoring for accounts of whole reports."""
    return Scoring(_score, THRESHOLD, KEPT_FROM, MISSING)


@cache
def weights() -> tuple[Floats, float]:
    """Return the weights of what is known and the level, which ``models.joining.fit`` makes."""
    lines = files("dateline.lexicon").joinpath("joining_weights.tsv").read_text("utf-8").splitlines()
    by_name = dict(line.split("\t") for line in lines if not line.startswith("#"))
    return np.array([float(by_name[name]) for name in KNOWN]), float(by_name["level"])


def _score(read: Mentions, pairs: Pairs) -> Floats:
    return scores_of(known_of(read, pairs), *weights())


def scores_of(known: Floats, factors: Floats, level: float) -> Floats:
    """Return the scores of pairs by what is known of them."""
    scores: Floats = known @ factors + level
    scores += _OTHER_DAY * known[:, KNOWN.index("day_differs")] + _OTHER_PLACE * known[:, KNOWN.index("place_differs")]
    return scores


def known_of(read: Mentions, pairs: Pairs) -> Floats:
    """Return what is known of pairs, a row a pair in the order of ``KNOWN``."""
    used, places = np.unique(np.concatenate([pairs.one, pairs.other]), return_inverse=True)
    at = _Table([read.all[number] for number in used])
    a, b = places[: pairs.one.size], places[pairs.one.size :]
    plain = {name: pairs.features[:, column] for name, column in _PLAIN.items()}
    same_report = plain["same_report"] > 0
    apart = ~same_report
    violent = at.violent[a] & at.violent[b]

    no_day = (at.start[a] == _NONE) | (at.start[b] == _NONE)
    overlap = (at.start[a] <= at.end[b]) & (at.start[b] <= at.end[a])
    gap = np.maximum(at.start[a] - at.end[b], at.start[b] - at.end[a])
    near_day = (at.near_start[a] != _NONE) & (at.near_start[b] != _NONE)
    near_day &= (at.near_start[a] <= at.near_end[b]) & (at.near_start[b] <= at.near_end[a])
    lag = np.abs(at.published[a] - at.published[b]).astype(np.float64)
    lag[(at.published[a] == _NONE) | (at.published[b] == _NONE)] = _LAG_UNKNOWN
    before = _is_before(at.published[a], at.start[b]) | _is_before(at.published[b], at.start[a])

    place, near_place = _meet(at.where, a, b), _meet(at.around, a, b)
    unplaced = ~place.known

    number_same, number_far = at.numbers(a, b)
    effect, deed = at.effect, at.generic
    later = np.where(at.position[a] < at.position[b], b, a)
    values = {
        "words": np.clip(word_scores(pairs), _WORDS_LEAST, _WORDS_MOST),
        "same_report": same_report,
        "likeness": plain["report"] * apart,
        "lag": np.minimum(lag, _LAG_DAYS) / _LAG_UNIT * (apart & (no_day | overlap)) * no_day,
        "told_before": before & at.real[a] & at.real[b],
        "type_same": at.type[a] == at.type[b],
        "one_assault": at.violent[a] != at.violent[b],
        "family_differs": (at.family[a] >= 0) & (at.family[b] >= 0) & (at.family[a] != at.family[b]),
        "unreal": at.real[a] != at.real[b],
        "effects": effect[a] & effect[b],
        "effect_and_deed": (effect[a] & deed[b]) | (effect[b] & deed[a]),
        "generic": deed[a] & deed[b],
        "effect_after": same_report & at.bare[later] & effect[later],
        "definite": at.definite[a] | at.definite[b],
        "day_same": ~no_day & overlap,
        "day_differs": ~no_day & ~overlap & (gap > 1),
        "near_day_same": no_day & near_day,
        "violent_near_day_same": no_day & near_day & violent,
        "place_same": place.same,
        "violent_place_same": place.same & violent,
        "place_within": place.within,
        "place_differs": place.differs,
        "near_place_same": unplaced & near_place.same,
        "near_place_differs": unplaced & near_place.differs,
        "actors": plain["actors"] > 0,
        "recipients": plain["recipients"] > 0,
        "count_same": number_same,
        "count_far": number_far & ~number_same,
        "next_to": same_report & (np.abs(at.position[a] - at.position[b]) == 1),
        "same_sentence": plain["same_sentence"] > 0,
        "bare": apart & at.bare[a] & at.bare[b],
        "leads": apart & (at.position[a] == 0) & (at.position[b] == 0),
        "one_leads": apart & ((at.position[a] == 0) != (at.position[b] == 0)),
    }
    return np.column_stack([values[name].astype(np.float64) for name in KNOWN]).reshape(-1, len(KNOWN))


_PLAIN = {
    name: FEATURES.index(name)
    for name in PLAIN
    if name in {"same_report", "same_sentence", "report", "actors", "recipients"}
}
_COUNTED = tuple(Effect)


class _Table:
    """Mentions by number, what is known of them as columns."""

    def __init__(self, mentions: list[Mention]) -> None:
        families = [_FAMILY.get(m.subtype, m.subtype) if m.subtype is not None else None for m in mentions]
        self.type = _codes([m.type for m in mentions])
        self.family = _codes(families)
        self.violent = np.array([m.type == EventType.ASSAULT for m in mentions], dtype=np.bool_)
        self.real = np.array([m.is_real is not False for m in mentions], dtype=np.bool_)
        self.effect = np.array([m.lemma in _EFFECT for m in mentions], dtype=np.bool_)
        self.generic = np.array([m.lemma in _GENERIC for m in mentions], dtype=np.bool_)
        self.definite = np.array([m.is_definite for m in mentions], dtype=np.bool_)
        self.position = np.array([m.position for m in mentions], dtype=np.int64)
        self.bare = np.array([m.where is None and not m.places and not m.start for m in mentions], dtype=np.bool_)
        self.published = _days([m.published for m in mentions])
        self.start, self.end = _days([m.start for m in mentions]), _days([m.end or m.start for m in mentions])
        self.near_start = _days([m.around_start for m in mentions])
        self.near_end = _days([m.around_end or m.around_start for m in mentions])
        self.where = _Places([m.where for m in mentions])
        self.around = _Places([m.around for m in mentions])
        self._counts = np.full((len(mentions), len(_COUNTED)), np.nan)
        for row, mention in enumerate(mentions):
            for effect, number in reversed(mention.effects):  # the first of an effect stands
                self._counts[row, _COUNTED.index(Effect(effect))] = number

    def numbers(self, a: Numbers, b: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell of which pairs a number of one effect is the same, and of which it is far from the other's."""
        one, other = self._counts[a], self._counts[b]
        same = (one == other) & (one > 1)
        with np.errstate(invalid="ignore"):
            far = np.maximum(one, other) > _TIMES * np.maximum(np.minimum(one, other), 1)
        return same.any(axis=1), far.any(axis=1)


class _Places:
    """Places as columns."""

    def __init__(self, places: list[Where | None]) -> None:
        self.known = np.array([p is not None for p in places], dtype=np.bool_)
        self.lat = np.radians([p.lat if p is not None else 0.0 for p in places])
        self.lon = np.radians([p.lon if p is not None else 0.0 for p in places])
        self.radius = np.array([p.radius_km if p is not None else 0.0 for p in places])
        self.country = _codes([p.country if p is not None else None for p in places])


class _Meeting:
    """Of pairs of places: which are known, the same and precise, one within the other, different."""

    def __init__(self, known: NDArray[np.bool_], meet: NDArray[np.bool_], precise: NDArray[np.bool_]) -> None:
        self.known = known
        self.same = known & meet & precise
        self.within = known & meet & ~precise
        self.differs = known & ~meet


def _meet(places: _Places, a: Numbers, b: Numbers) -> _Meeting:
    half = np.sin((places.lat[b] - places.lat[a]) / 2) ** 2
    half += np.cos(places.lat[a]) * np.cos(places.lat[b]) * np.sin((places.lon[b] - places.lon[a]) / 2) ** 2
    apart = 2 * _EARTH_KM * np.arcsin(np.minimum(np.sqrt(half), 1.0))
    radius = np.maximum(places.radius[a], places.radius[b])
    countries = (places.country[a] == places.country[b]) | (places.country[a] < 0) | (places.country[b] < 0)
    meet = np.where(radius == inf, countries, apart <= places.radius[a] + places.radius[b] + _NEAR_KM)
    return _Meeting(places.known[a] & places.known[b], meet, radius <= _PRECISE_KM)


def _is_before(published: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of which pairs the report of one is older than the day of the other."""
    before: NDArray[np.bool_] = (published != _NONE) & (start != _NONE) & (published < start)
    return before


def _codes(values: list[str | None]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array([-1 if v is None else numbers.setdefault(v, len(numbers)) for v in values], dtype=np.int64)


def _days(written: list[str | None]) -> NDArray[np.int64]:
    return np.array([_day(one) for one in written], dtype=np.int64)


@lru_cache(maxsize=4096)
def _day(written: str | None) -> int:
    try:
        return date.fromisoformat((written or "")[:10]).toordinal()
    except ValueError:
        return int(_NONE)
