"""A place's name and what stands around it: what it lies in ("Mosul, Iraq"), how near or how far from it is meant."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.gazetteer.index import Entry, Gazetteer
from dateline.record.choices import PlacePrecision

from ..draft import Words
from .placewords import BEARINGS, DIRECTIONS, KIND_OF, UNITS

_FILLERS = frozenset({"some", "about", "just", "around", "roughly", "the", "to", "city", "town", "village"})
CITY_SIZE = 100_000  # people: a city so large stands in a row of cities by its own right
NEAR_KM = 15.0  # what "near" means where no distance is told
# By hand: what makes a row of provinces one, and a province in it more than the town of its name.
SHORTEST_ROW = 3
CLEAR_ITEMS = 2
TOWN_TIMES = 3
VILLAGE = 5_000  # people: a smaller place leaves a province's name clear
_BETWEEN_ITEMS = frozenset({",", "and", "or", "&"})
# Parts of a city and the like that a name may be of: "the Mukuru slums in Nairobi".
_QUARTERS = frozenset({"slum", "slums", "estate", "estates", "area", "camp", "camps", "ghetto", "shantytown"})


@dataclass(slots=True, eq=False)
class Toponym:
    """Words that name a place, with what stands beside them: the kind of place, what it lies in, how near is meant."""

    words: Words
    name: str
    hint: PlacePrecision | None = None
    sure: bool = False  # the words around say that it is a place, even where no list knows it
    inside: Toponym | None = None
    near: bool = False
    km: float | None = None
    bearing: float | None = None
    offset: tuple[float, float] | None = None  # kilometres and bearing from ``inside``: ", 80 km northwest of Goma"
    iso3: str | None = None  # the country it is the name of
    article: bool = False  # "the Gulf"
    in_name: bool = False  # part of a body's or a thing's name: "US Army", "Auckland Zoo"
    holds: bool = False  # another name lies in it: "Buffalo, New York"
    row_country: str | None = None  # it stands in a row of this country's provinces: "Washington, Virginia and Utah"


def link(toponyms: list[Toponym], doc: Doc, places: Gazetteer) -> None:
    """Set what each name lies in, and how near or how far from it is meant."""
    texts = [t.text for t in doc]
    _mark_rows(toponyms, texts, places)
    told_of_other: set[int] = set()
    for one, other in pairwise(toponyms):
        between = [t.lower() for t in texts[one.words.end : other.words.start]]
        if between in ([","], ["("]) or (between and len(between) <= 6 and _leads_inside(between)):
            in_row = one.row_country is not None
            if between == [","] and (in_row or _is_row(one, other, places) or _goes_on(other, texts, places)):
                continue
            one.inside = other
            other.holds = True
            if between[-1] == "of" and between[-2:-1] and between[-2] in BEARINGS:
                told_of_other.add(id(other))  # the distance tells where the first lies
                away = _distance(doc, other.words.start - 2)
                if away is not None:
                    one.offset = (away, BEARINGS[between[-2]])
    _lead_on(toponyms, texts)
    for toponym in toponyms:
        if id(toponym) not in told_of_other:
            _set_nearness(toponym, doc, texts)
    _spread_kinds(toponyms, texts)


def _lead_on(toponyms: list[Toponym], texts: list[str]) -> None:
    """Let a name that lies in a country lie in its part told of next: "Kuriga, in Nigeria's Kaduna state"."""
    for one, outer, inner in zip(toponyms, toponyms[1:], toponyms[2:], strict=False):
        between = [t.lower() for t in texts[outer.words.end : inner.words.start]]
        told = between[:1] == ["'s"] and all(t in DIRECTIONS for t in between[1:])
        if one.inside is outer and told and inner.hint in {PlacePrecision.PROVINCE, PlacePrecision.DISTRICT}:
            one.inside, inner.holds = inner, True


def _spread_kinds(toponyms: list[Toponym], texts: list[str]) -> None:
    """Give a kind in the plural to all names of its row: "Khost and Kunar provinces"."""
    for n, last in enumerate(toponyms):
        after = texts[last.words.end] if last.words.end < len(texts) else ""
        if last.hint is None or not after.endswith("s") or KIND_OF.get(after) is None:
            continue
        for k in range(n, 0, -1):
            one, other = toponyms[k - 1], toponyms[k]
            if not {t.lower() for t in texts[one.words.end : other.words.start]} <= {",", "and", "or"}:
                break
            one.hint = one.hint or last.hint


def _mark_rows(toponyms: list[Toponym], texts: list[str], places: Gazetteer) -> None:
    """Mark the names of provinces that stand in a row of names with two clear ones of one country."""
    row: list[Toponym] = []
    for toponym in [*toponyms, None]:
        if row and toponym is not None:
            between = {t.lower() for t in texts[row[-1].words.end : toponym.words.start]}
            if between and between <= _BETWEEN_ITEMS:
                row.append(toponym)
                continue
        if len(row) >= SHORTEST_ROW:
            _mark_row(row, places)
        row = [] if toponym is None else [toponym]


def _mark_row(row: list[Toponym], places: Gazetteer) -> None:
    found = [{e.country: e for e in reversed(_provinces(t, places))} for t in row]
    towns = [_towns(t, places) for t in row]
    clear = Counter(
        country for of, town in zip(found, towns, strict=True) for country in of if country not in town and len(of) == 1
    )
    for country, count in clear.items():
        if count < CLEAR_ITEMS:
            continue
        for toponym, of, town in zip(row, found, towns, strict=True):
            if country in of and of[country].population > TOWN_TIMES * town.get(country, 0):
                toponym.row_country = country


def _provinces(toponym: Toponym, places: Gazetteer) -> list[Entry]:
    return [e for e in places.find(toponym.name) if e.kind is PlacePrecision.PROVINCE and e.own_name]


def _towns(toponym: Toponym, places: Gazetteer) -> dict[str | None, int]:
    """Return by country the people of the largest town of this name."""
    towns = [e for e in places.find(toponym.name) if e.kind is PlacePrecision.CITY and e.own_name]
    return {e.country: e.population for e in reversed(towns) if e.population > VILLAGE}


def _is_row(one: Toponym, other: Toponym, places: Gazetteer) -> bool:
    """Tell whether two names with a comma between are items of a row: "Iowa, Kansas and Ohio"."""
    if one.iso3 is not None:
        return True
    first, second = places.find(one.name), places.find(other.name)
    if not first or not second:
        return False
    town = max((e.population for e in first if e.kind is PlacePrecision.CITY), default=0)
    both = first[0].kind is second[0].kind is PlacePrecision.PROVINCE and one.name != other.name
    return both and first[0].population > TOWN_TIMES * town


def _goes_on(other: Toponym, texts: list[str], places: Gazetteer) -> bool:
    """Tell whether a name that is also a city's is followed by more of its row: "Mashhad, Isfahan and Zahedan"."""
    end = other.words.end
    if end + 1 >= len(texts) or texts[end].lower() not in {"and", "or"} or not texts[end + 1][:1].isupper():
        return False
    return any(
        e.kind is PlacePrecision.CITY and e.own_name and e.population >= CITY_SIZE for e in places.find(other.name)
    )


def _set_nearness(toponym: Toponym, doc: Doc, texts: list[str]) -> None:
    k = toponym.words.start - 1
    while k >= 0 and texts[k].lower() in {"the", "city", "town", "village", "of", "capital"}:
        if texts[k] == "of" and k > 0 and texts[k - 1].lower() in BEARINGS:
            break
        k -= 1
    if k < 0:
        return
    if texts[k].lower() in {"near", "outside"}:
        toponym.near = True
    elif texts[k] == "of" and texts[k - 1].lower() in BEARINGS:
        bearing = BEARINGS[texts[k - 1].lower()]
        distance = _distance(doc, k - 1)
        if distance is not None:
            toponym.km, toponym.bearing = distance, bearing
        elif k >= 2 and texts[k - 2].lower() not in {"the", "in"}:
            toponym.near = True
    elif texts[k].lower() == "from":
        distance = _distance(doc, k)
        if distance is not None:
            toponym.km = distance


def _distance(doc: Doc, end: int) -> float | None:
    """Return the kilometres told right before this word: "30 km north", "20 miles (32 kilometres) west"."""
    tokens: list[Token] = [doc[j] for j in range(max(0, end - 9), end)]
    if tokens and tokens[-1].text == ")":
        opened = max((j for j, t in enumerate(tokens) if t.text == "("), default=0)
        tokens = tokens[:opened]
    while tokens and tokens[-1].lower_ in {"to", "the", "about", "some", "just"}:
        tokens.pop()
    if len(tokens) < 2 or tokens[-1].lower_ not in UNITS:
        return None
    number = tokens[-2].text.replace(",", "")
    try:
        return float(number) * UNITS[tokens[-1].lower_]
    except ValueError:
        return None


def _leads_inside(between: list[str]) -> bool:
    """Tell whether these words say that the place before lies in the one after: ", in the eastern province of"."""
    if between[0] == ",":
        between = between[1:]
    if between and (between[0] == "near" or (between[-1] == "of" and between[-2:-1] and between[-2] in BEARINGS)):
        return all(
            w in DIRECTIONS or w in UNITS or w in BEARINGS or not w.isalpha() or w in _FILLERS for w in between[1:-1]
        )
    if not between or between[0] not in {"in", "of"}:
        if between and between[0] in _QUARTERS:
            return between[1:] in (["in"], ["of"], ["in", "the"])
        return bool(between) and between[0] in {"province", "district", "city", "town"} and "in" in between
    return all(w in DIRECTIONS or w in KIND_OF for w in between[1:])
