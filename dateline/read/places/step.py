"""Where the report is: the step that finds its places, gives them coordinates, and places its dateline and metonyms.

One place of the draft stands for all words that mean it. "Near X" keeps X's name and coordinates with a wider radius;
"30 km north of X" is a place of its own, moved so far.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.gazetteer.build import index_path
from dateline.gazetteer.index import Gazetteer, gazetteer
from dateline.gazetteer.names import key_of
from dateline.gazetteer.own import OwnPlaces
from dateline.record.choices import PlacePrecision

from ..draft import Draft, PlaceDraft, Words
from .nearness import NEAR_KM, Toponym
from .placing import Located, locate
from .toponyms import MISTAKEN, OTHER_ACTORS, find_toponyms

_AGENCY = re.compile(r"\(.*|[-–—]+\s*$|\s[-–—]+\s.*")
_SEATS = {"united nations": "New York"}  # datelines that name a body by its seat
_DATE = re.compile(r"\d|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$", re.IGNORECASE)


@lru_cache(maxsize=4)
def _with_own(own: OwnPlaces) -> Gazetteer:
    return Gazetteer(index_path(), own.by_key)


def _places_for(draft: Draft) -> Gazetteer:
    """Return the gazetteer, with the user's own places over it where there are any."""
    ours = gazetteer()
    return _with_own(draft.own.places) if draft.own.places.by_key else ours


def locate_names(draft: Draft) -> list[Located]:
    """Return every place name of the report with the place it means, also those that stand for a state."""
    places = _places_for(draft)
    toponyms = find_toponyms(draft, places)
    dateline = _dateline_toponyms(draft)
    located = locate(draft, places, [*toponyms, *dateline])
    if dateline:
        draft.dateline_place = _place(located[len(toponyms)], draft)
    return located[: len(toponyms)]


def find_places(draft: Draft) -> None:
    """Enter the places of the report with their mentions, its dateline's place, and the places behind its metonyms."""
    known: dict[object, PlaceDraft] = {}
    dateline = None
    for found in locate_names(draft):
        if dateline is None and draft.dateline_place is not None:
            dateline = draft.dateline_place
            known[_identity_of(dateline)] = dateline
        if not found.toponym.in_name and (found.entry is not None or found.toponym.sure):
            _take_from_actors(draft, found.toponym)
        is_place = _means_place(draft, found.toponym)
        metonyms = [
            m
            for m in draft.metonyms
            if m.words.start < found.toponym.words.end and found.toponym.words.start < m.words.end
        ]
        if not is_place and not metonyms:
            continue
        place = _place(found, draft)
        same = known.setdefault(_identity(found, place), place)
        if is_place:
            _mention(draft, same, found)
        for metonym in metonyms:
            metonym.place = same
    for place in known.values():
        if place.mentions:
            draft.places.append(place)
    draft.places.sort(key=lambda p: min(p.mentions))


def _means_place(draft: Draft, toponym: Toponym) -> bool:
    """Tell whether the words mean the place here and not the state, the people or the body called by it."""
    start, end = toponym.words
    if toponym.in_name:
        return False
    if end == start + 1 and toponym.iso3 is not None and draft.doc[start].dep_ in {"compound", "amod", "nmod"}:
        text = draft.doc[start].text
        if text.isupper() or "." in text:  # "US air strikes": the abbreviation is the adjective
            return False
    if any(m.words.start < end and start < m.words.end for m in draft.metonyms):
        return False
    actor = draft.actor_of[start]
    if actor is None or not actor.named:
        return True
    return actor.kind not in OTHER_ACTORS and not any(w.start <= start < w.end for w in actor.mentions)


def _take_from_actors(draft: Draft, toponym: Toponym) -> None:
    """Take the words from a person or body that the model saw in a place's name; one without other words goes."""
    actor = draft.actor_of[toponym.words.start]
    if actor is None or not actor.named or actor.kind not in MISTAKEN:
        return
    start, end = toponym.words
    for words in list(actor.mentions):
        inside = start <= words.start and words.end <= end
        clause = words.start <= start < words.end and any(
            t.lower_ == "and" or (t.pos_ == "VERB" and t.text.islower()) for t in draft.doc[words.start : words.end]
        )
        if not inside and not clause:  # "Missiles struck Kiev" taken whole is no name either
            continue
        actor.mentions.remove(words)
        for i in range(words.start, words.end):
            if draft.actor_of[i] is actor:
                draft.actor_of[i] = None
    if not actor.mentions and actor in draft.actors:
        draft.actors.remove(actor)


def _mention(draft: Draft, place: PlaceDraft, found: Located) -> None:
    if found.toponym.near and not place.mentions and place.radius_km is not None:
        place.radius_km = max(place.radius_km, NEAR_KM)
    elif place.mentions and not found.toponym.near and found.toponym.km is None:
        place.radius_km = found.radius_km  # named without "near" too
    place.mentions.append(found.toponym.words)
    for i in range(found.toponym.words.start, found.toponym.words.end):
        draft.place_of[i] = place


def _identity(found: Located, place: PlaceDraft) -> object:
    if found.toponym.km is not None and found.toponym.bearing is not None:
        return (place.name, found.toponym.km, found.toponym.bearing)
    if found.entry is None and found.within is not None:  # at the point of what it lies in, as others may be
        return (place.name.casefold(), place.precision)
    return _identity_of(place)


def _identity_of(place: PlaceDraft) -> object:
    return (
        (place.lat, place.lon, place.precision) if place.lat is not None else (place.name.casefold(), place.precision)
    )


def _place(found: Located, draft: Draft) -> PlaceDraft:
    entry, within = found.entry, found.within
    place = PlaceDraft(_shown(found.toponym.name), found.precision, found.lat, found.lon, radius_km=found.radius_km)
    if entry is not None:
        place.country = entry.country
        if entry.kind is PlacePrecision.COUNTRY:
            place.name = entry.name
        elif place.name.isupper() and entry.kind is PlacePrecision.CITY and key_of(place.name) == key_of(entry.name):
            place.name = place.name.title()  # "GOMA" in a dateline; "NYC" stays
        place.geonames_id = entry.geonames_id if found.toponym.km is None else None
        if entry.kind is not PlacePrecision.COUNTRY:
            place.admin1 = gazetteer().province_name(entry.country, entry.admin1)
    elif within is not None:
        place.country = within.country
        if within.kind is PlacePrecision.PROVINCE:
            place.admin1 = gazetteer().province_name(within.country, within.admin1)
    return place


def _shown(name: str) -> str:
    """Return a name as a reader would write it: "KABUL" as "Kabul", "US" as it is."""
    return name.title() if name.isupper() and len(name) > 4 else name


def _dateline_toponyms(draft: Draft) -> list[Toponym]:
    """Return the dateline's place with what it lies in: "IRBIL, Iraq, Aug 8 (Reuters) -"."""
    if draft.report.dateline is None:
        return []
    text, (start, end) = draft.report.dateline.text, draft.report.dateline.span
    agency = draft.report.agency.span if draft.report.agency else None
    if agency is not None and start <= agency.start and agency.end <= end:
        text = text[: agency.start - start] + text[agency.end - start :]
    return dateline_toponyms(text)


def dateline_toponyms(text: str) -> list[Toponym]:
    """Return the names of a dateline, the place itself first; they have no words in the parse."""
    text = text.removeprefix("(").removeprefix("[").replace(")", " ", 1) if text[:1] in "([" else text
    parts = [p.strip(" :.") if len(p.strip(" :.")) > 4 else p.strip(" :") for p in _AGENCY.sub("", text).split(",")]
    names: list[str] = []
    for part in parts:
        if not part or any(_DATE.search(word) for word in part.split()):
            break
        name = part.split("/")[0].strip()
        if name:
            names.append(_SEATS.get(name.casefold(), name))
    toponyms = [Toponym(Words(0, 0), name.title() if name.isupper() else name, sure=True) for name in names[:2]]
    if len(toponyms) == 2:
        toponyms[0].inside = toponyms[1]
    return toponyms
