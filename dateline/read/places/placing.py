"""Which place a name means in this report: the candidates of the gazetteer weighed by what else the report names.

Words beside the name come first ("Mosul, Iraq", "X province"), then the countries and provinces that the report names
or whose people it names, then nearness to its other places, then size. A name without a likely place stays open.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from dateline.gazetteer.index import Entry, Gazetteer, kilometres, moved
from dateline.gazetteer.names import key_of
from dateline.lexicon.countries import countries
from dateline.record.choices import ActorKind, PlacePrecision

from ..draft import Draft
from .home import home_country
from .nearness import Toponym
from .placesigns import country_words
from .placewords import CITY_WORDS, DISTRICT_WORDS, PROVINCE_WORDS, SITE_WORDS

_DIVISIONS = {PlacePrecision.PROVINCE, PlacePrecision.DISTRICT}
_KIND_WORDS = PROVINCE_WORDS | DISTRICT_WORDS | CITY_WORDS | SITE_WORDS | {"region", "area", "island", "valley"}
_WORD_WEIGHT = {"name": 1.0, "adjective": 0.7, "people": 0.7, "capital": 0.5}
_HOME_KINDS = {ActorKind.ARMED_GROUP, ActorKind.PARTY}  # bodies that fight at home: Boko Haram, Hezbollah
_GROUP_WEIGHT = 0.5
_HOME_WEIGHT = 0.5  # the outlet's country
# Weights in the unit of one power of ten of population; chosen on GeoVirus and LGL dev.
COUNTRY = 2.5  # a country that the report names most
NEIGHBOUR = 0.3
PROVINCE = 1.5
OWN_NAME = 1.0
FOREIGN_NAME = 1.0  # a further name, in any language, of a place in a country of which the report says nothing
CAPITAL = 1.5
NEAR = 2.0  # other places of the report lie within NEAR_KM of it
NEAR_KM = 100.0
FEW = 1_000  # people: a hamlet at home leaves room for a town that is spelt otherwise
TOWN_FOR_PROVINCE = 0.5  # what a town counts for its province, beside the province's own name
SPELLING = 8.0  # by share of letters that differ
TOWN_FIRST = 1.0  # a province with a town of its name is named with its kind: "Gao" is the town
LARGE_SHARE = 0.2  # of the province's people: Isfahan is the town, Quebec the province
CONTAINER = 2.0  # "Buffalo, New York": the state
ROW = 3.0  # stands in a row of its country's provinces
ARTICLE = 2.0  # "the Pacific": the ocean, not the town
SMALL_KM = 60.0  # by hand: what is told to lie in a place so small is put at its point
LEAST = 4.3  # below this a name stays open: a village of a country of which the report says nothing


@dataclass(slots=True, eq=False)
class Located:
    """A name with the place it means; ``entry`` None where no place is likely."""

    toponym: Toponym
    entry: Entry | None
    precision: PlacePrecision
    lat: float | None
    lon: float | None
    radius_km: float | None
    within: Entry | None = None  # what the report says it lies in, for a place that no list has


class Locator:
    """Weighs the candidates of all names of one report."""

    def __init__(self, draft: Draft, places: Gazetteer, toponyms: list[Toponym]) -> None:
        self.places = places
        self.toponyms = toponyms
        self.countries: Counter[str] = Counter()
        self.provinces: Counter[tuple[str, str]] = Counter()
        self.points: list[tuple[str, float, float]] = []
        self._chosen: dict[tuple[str, str], Entry | None] = {}
        self._read_countries(draft)

    def _read_countries(self, draft: Draft) -> None:
        texts = [t.text for t in draft.doc]
        for iso3, role, at in country_words(draft, texts):
            if role == "name" and self._is_ambiguous(texts[at]):
                continue
            if role == "capital" and not self._is_clear_capital(texts[at], iso3):
                continue
            self.countries[iso3] += _WORD_WEIGHT[role]  # type: ignore[assignment]
        for actor in draft.actors:
            if actor.country is not None and actor.named and actor.kind in _HOME_KINDS:
                self.countries[actor.country] += _GROUP_WEIGHT  # type: ignore[assignment]
        home = home_country(draft.report)
        if home is not None:
            self.countries[home] += _HOME_WEIGHT  # type: ignore[assignment]

    def _is_ambiguous(self, name: str) -> bool:
        return name == "Georgia"

    def _is_clear_capital(self, name: str, iso3: str) -> bool:
        found = self.places.find(name)
        return (
            bool(found)
            and found[0].country == iso3
            and (len(found) == 1 or found[0].population > 20 * found[1].population)
        )

    def locate(self) -> list[Located]:
        """Return the place of each name, the clear ones decided first so that they help with the others."""
        groups: dict[tuple[str, str], list[Toponym]] = defaultdict(list)
        for toponym in self.toponyms:
            groups[self._group(toponym)].append(toponym)
        self._learn(groups)
        for _ in range(2):  # the second time with all other places of the report in view
            points = []
            for group, members in groups.items():
                entry = self._choose(group, members)
                self._chosen[group] = entry
                if entry is not None and entry.kind in {PlacePrecision.CITY, PlacePrecision.SITE, *_DIVISIONS}:
                    points.append((group[0], entry.lat, entry.lon))
            self.points = points
        return [self._located(t, self._chosen[self._group(t)]) for t in self.toponyms]

    def _group(self, toponym: Toponym) -> tuple[str, str]:
        hint = toponym.hint
        kind = "division" if hint in _DIVISIONS else "site" if hint is PlacePrecision.SITE else ""
        if toponym.holds and not kind and toponym.iso3 is None:
            kind = "container"
        return key_of(toponym.name), kind

    def _learn(self, groups: dict[tuple[str, str], list[Toponym]]) -> None:
        """Count the provinces and countries that names with one likely place point to."""
        for members in groups.values():
            first = members[0]
            if first.iso3 is not None:
                continue
            found = self.candidates(first)
            if not found:
                continue
            largest = found[0]
            rest = max((e.population for e in found[1:] if not _same_area(e, largest)), default=0)
            if largest.country is None or largest.population < 20 * rest or largest.population < 20_000:
                continue
            weight = min(len(members), 3)
            self.countries[largest.country] += 0.5 * weight  # type: ignore[assignment]
            share = 1.0 if largest.kind is PlacePrecision.PROVINCE else TOWN_FOR_PROVINCE
            self.provinces[largest.country, largest.admin1.removeprefix("~")] += share * weight  # type: ignore[assignment]

    def candidates(self, toponym: Toponym) -> list[Entry]:
        """Return the places that the name may mean by its spelling and the kind told beside it."""
        name = toponym.name
        found = list(self.places.find(name))
        if toponym.iso3 is not None:
            states = [e for e in found if e.kind is PlacePrecision.PROVINCE and self._may_be_state(e, toponym)]
            return [e for e in found if e.kind is PlacePrecision.COUNTRY and e.country == toponym.iso3] + states
        base = _without_kind(name)
        if base != name and not found:
            found = list(self.places.find(base))
        if toponym.hint in _DIVISIONS:
            divisions = [e for e in (*found, *self.places.find(base)) if e.kind in _DIVISIONS]
            if not divisions and toponym.hint is PlacePrecision.PROVINCE:
                of_city = (self.places.province(e.country, e.admin1) for e in found if e.kind is PlacePrecision.CITY)
                divisions = [e for e in of_city if e is not None][:3]
            found = divisions or found
        if not any((e.country in self.countries and e.population >= FEW) or e.population > 500_000 for e in found):
            for key in dict.fromkeys((name, base)):
                for e in self.places.find_respelt(key):
                    if e.country in self.countries or (e.distance <= 0.2 and e.population >= 50_000):
                        found.append(e)
        return found

    def _may_be_state(self, entry: Entry, toponym: Toponym) -> bool:
        """Tell whether a province with the name of a country may be meant: Georgia, or "Niger state"."""
        return entry.own_name and (entry.country == "USA" or toponym.hint is PlacePrecision.PROVINCE)

    def _choose(self, group: tuple[str, str], members: list[Toponym]) -> Entry | None:
        containers = [c for t in members if t.inside is not None and (c := self._container(t.inside)) is not None]
        best: Entry | None = None
        best_score = -math.inf
        candidates = self.candidates(members[0])
        for entry in candidates:
            score = self.score(group[0], entry, members, containers)
            if entry.kind is PlacePrecision.PROVINCE and group[1] == "":
                share = _town_share(entry, candidates)
                score -= TOWN_FIRST * ((share > 0) + (share > LARGE_SHARE))
            elif group[1] == "container" and entry.kind in {PlacePrecision.PROVINCE, PlacePrecision.COUNTRY}:
                score += CONTAINER
            if entry.kind is PlacePrecision.PROVINCE and any(t.row_country == entry.country for t in members):
                score += ROW
            elif entry.kind is PlacePrecision.REGION and any(t.article for t in members):
                score += ARTICLE
            if score > best_score:
                best, best_score = entry, score
        if best is None:
            return None
        iso3 = members[0].iso3
        if best_score < LEAST and iso3 is None:
            return None
        return best

    def _container(self, toponym: Toponym) -> Entry | None:
        group = self._group(toponym)
        if group in self._chosen:
            return self._chosen[group]
        for e in self.candidates(toponym)[:3]:
            if e.kind in {PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.REGION}:
                return e
        return None

    def score(self, key: str, entry: Entry, members: list[Toponym], containers: list[Entry]) -> float:
        """Return how likely this place is meant, in powers of ten of population."""
        hint = next((t.hint for t in members if t.hint is not None), None)
        score = math.log10(entry.population + 100)
        score += OWN_NAME if entry.own_name else 0.0
        score -= SPELLING * entry.distance
        country = entry.country
        if not entry.own_name and not entry.distance and country not in self.countries:
            score -= FOREIGN_NAME
        strongest = max(self.countries.values(), default=0)
        if country is not None and strongest:
            if country in self.countries:
                score += COUNTRY * math.sqrt(self.countries[country] / strongest)
            elif any(n in self.countries for n in countries()[country].neighbours):
                score += NEIGHBOUR
        if entry.kind is not PlacePrecision.COUNTRY and entry.admin1 and country is not None and self.provinces:
            count = self.provinces[country, entry.admin1.removeprefix("~")]
            own = key_of(self.places.province_name(country, entry.admin1) or "")
            if entry.kind is not PlacePrecision.PROVINCE and own != key:  # a name is no evidence for itself
                score += PROVINCE * math.sqrt(count / max(self.provinces.values()))
        if entry.kind is PlacePrecision.CITY and country is not None and _is_capital(entry, country):
            score += CAPITAL
        score += self._kind_score(entry, hint)
        for container in containers:
            score += self._containment(entry, container)
        if entry.kind not in {PlacePrecision.COUNTRY, PlacePrecision.REGION} and self.points:
            near = sum(k != key and kilometres(entry.lat, entry.lon, lat, lon) < NEAR_KM for k, lat, lon in self.points)
            score += NEAR * min(near, 2) / 2
        return score

    def _kind_score(self, entry: Entry, hint: PlacePrecision | None) -> float:
        if hint in _DIVISIONS:
            return 3.0 if entry.kind is hint else 2.0 if entry.kind in _DIVISIONS else -2.0
        if hint is PlacePrecision.CITY:
            return 2.0 if entry.kind in {PlacePrecision.CITY, PlacePrecision.SITE} else -2.0
        if hint is PlacePrecision.SITE:
            return 1.0 if entry.kind is PlacePrecision.SITE else 0.0
        if entry.kind is PlacePrecision.DISTRICT:
            return -2.5  # a bare name is the town's; districts are named with their kind
        return 0.0

    def _containment(self, entry: Entry, container: Entry) -> float:
        if entry.country is None and container.kind is not PlacePrecision.REGION:  # "Lake Titicaca in Puno, Peru"
            reach = 1.8 * (container.radius_km or 100) + (entry.radius_km or 0)
            return 2.5 if kilometres(entry.lat, entry.lon, container.lat, container.lon) < reach else -3.0
        if container.kind is PlacePrecision.COUNTRY:
            return 4.0 if entry.country == container.country else -4.0
        if container.kind is PlacePrecision.PROVINCE:
            same = entry.country == container.country
            inside = same and entry.admin1.removeprefix("~") == container.admin1.removeprefix("~")
            near = kilometres(entry.lat, entry.lon, container.lat, container.lon) < 1.8 * (container.radius_km or 100)
            return 4.0 if inside and entry.kind is not PlacePrecision.PROVINCE else 2.5 if same and near else -3.0
        if container.kind is PlacePrecision.REGION and container.radius_km:
            away = kilometres(entry.lat, entry.lon, container.lat, container.lon)
            return 2.0 if away < 1.5 * container.radius_km else -1.0
        away = kilometres(entry.lat, entry.lon, container.lat, container.lon)
        return 4.0 if away < 60 else 1.0 if away < 150 else -2.0

    def _located(self, toponym: Toponym, entry: Entry | None) -> Located:
        hint = toponym.hint
        if entry is None and toponym.offset is not None and toponym.inside is not None:
            anchor = self._container(toponym.inside)
            if anchor is not None:  # no list has it, but the report tells where it lies
                km, bearing = toponym.offset
                lat, lon = moved(anchor.lat, anchor.lon, km, bearing)
                precision = hint or PlacePrecision.CITY
                return Located(toponym, None, precision, round(lat, 4), round(lon, 4), round(max(5.0, 0.25 * km), 1))
        if entry is None:
            within = None if toponym.inside is None else self._container(toponym.inside)
            if within is not None and _is_small(within):  # "Greenlane, Auckland"
                precision = hint or (PlacePrecision.SITE if within.kind is PlacePrecision.CITY else PlacePrecision.CITY)
                return Located(toponym, None, precision, within.lat, within.lon, _radius_of(within), within)
            return Located(toponym, None, hint or PlacePrecision.CITY, None, None, None, within)
        precision = entry.kind
        radius = _radius_of(entry)
        if hint is PlacePrecision.SITE and precision is PlacePrecision.CITY:
            precision, radius = PlacePrecision.SITE, round(radius + 10, 1)  # "Kabul airport": in or near the city
        lat, lon = entry.lat, entry.lon
        if toponym.km is not None:
            if toponym.bearing is not None:
                lat, lon = moved(lat, lon, toponym.km, toponym.bearing)
                radius = round(max(5.0, 0.25 * toponym.km), 1)
            else:
                radius = round(toponym.km, 1)
        return Located(toponym, entry, precision, round(lat, 4), round(lon, 4), radius)


def _radius_of(entry: Entry) -> float:
    return round(2 + math.sqrt(entry.population) / 100, 1) if entry.radius_km is None else entry.radius_km


def _is_small(within: Entry) -> bool:
    """Tell whether a place is so small that its point says well enough where something in it lies."""
    return within.kind not in {PlacePrecision.COUNTRY, PlacePrecision.REGION} and _radius_of(within) <= SMALL_KM


def _same_area(one: Entry, other: Entry) -> bool:
    return one.country == other.country and kilometres(one.lat, one.lon, other.lat, other.lon) < 150


def _town_share(province: Entry, candidates: list[Entry]) -> float:
    """Return the share of a province's people who live in its town of the same name, 0 where it has none."""
    code = province.admin1.removeprefix("~")
    towns = [
        e.population
        for e in candidates
        if e.kind is PlacePrecision.CITY and e.country == province.country and e.admin1 == code and e.population > 5_000
    ]
    return max(towns, default=0) / max(province.population, 1)


def _is_capital(entry: Entry, iso3: str) -> bool:
    capitals = countries()[iso3].capitals
    return entry.population > 10_000 and key_of(entry.name) in {key_of(c) for c in capitals}


def _without_kind(name: str) -> str:
    """Return a name without the word for its kind at either end: "Nyanza Province" -> "Nyanza"."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _KIND_WORDS:
        words.pop()
    if len(words) > 1 and words[-1] == "International":
        words.pop()
    return " ".join(words)


def locate(draft: Draft, places: Gazetteer, toponyms: list[Toponym]) -> list[Located]:
    """Return the place that each of these names means in this report, in their order."""
    return Locator(draft, places, toponyms).locate()
