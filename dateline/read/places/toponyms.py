"""Which words of a report name a place, whether or not a list of places has it, and what the words around tell of it.

A name is taken where the model, the gazetteer or the words around it say so ("the town of X", "X province", "near X").
Which place it is is decided later, with the whole report in view.
"""

from __future__ import annotations

from dateline.gazetteer.index import Entry, Gazetteer
from dateline.gazetteer.names import ARTICLES
from dateline.lexicon.countries import countries, country_at
from dateline.record.choices import ActorKind, PlacePrecision

from ..draft import ActorDraft, Draft, Words
from .nearness import Toponym, link
from .placesigns import Signs, country_words
from .placewords import (
    ABBREVIATIONS,
    DIRECTIONS,
    GOING,
    GOING_ONLY,
    JOINERS,
    LOCATIVE,
    NEVER,
    SPEECH,
    TITLES,
    WEAK,
)

_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_NAMES_OF_OTHERS = frozenset({"PERSON", "ORG", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "NORP", "LANGUAGE"})
OTHER_ACTORS = frozenset(ActorKind) - {ActorKind.GOVERNMENT, ActorKind.PEOPLE, ActorKind.UNKNOWN}
ENOUGH = 2  # signs of a place that outweigh a model's "person"
MISTAKEN = frozenset({ActorKind.PERSON, ActorKind.ORGANIZATION, ActorKind.UNKNOWN})
LONGEST = 6  # words of a name looked up in one
NOTABLE = 50_000  # people: below this a name that only the model takes for a place needs a sign beside it
LARGE = 300_000  # people: a name written as a name that is so large a place needs no word beside it to say so


class Finder:
    """One pass over the report's words; holds what the questions to them share."""

    def __init__(self, draft: Draft, places: Gazetteer) -> None:
        self.draft = draft
        self.doc = draft.doc
        self.places = places
        self.signs = Signs(draft, places)
        self.texts = self.signs.texts
        self.metonyms = {i for m in draft.metonyms for i in range(m.words.start, m.words.end)}
        self.land_named = {iso3 for iso3, role, _ in country_words(draft, self.texts) if role != "capital"}
        self.land_named |= {
            iso3 for e in draft.doc.ents if e.label_ in _PLACE_ENTITIES and (iso3 := self._land_of(e.text))
        }
        self.land_named |= {a.country for a in draft.actors if a.country is not None}  # "Boko Haram": Nigeria
        self.near_land = {n for iso3 in self.land_named if iso3 in countries() for n in countries()[iso3].neighbours}
        self.entity_at: dict[int, tuple[int, int, str]] = {}
        for e in draft.doc.ents:
            if any(t.pos_ in {"VERB", "AUX"} and t.text.islower() for t in e):
                continue  # no name: a clause that the model took for one
            start = e.start
            if self.texts[start].lower() in LOCATIVE | WEAK and e.end > start + 1 and e.label_ in _NAMES_OF_OTHERS:
                start += 1  # "Near Palmyra" at the head of a sentence
            for i in range(start, e.end):
                self.entity_at[i] = (start, e.end, e.label_)
        self.found: list[Toponym] = []

    def _land_of(self, name: str) -> str | None:
        """Return the country of a name of one likely place, or None."""
        found = self.places.find(name)
        if not found or (len(found) > 1 and found[0].population < 20_000) or not found[0].own_name:
            return None
        rivals = (e.population for e in found[1:] if e.country != found[0].country)
        return found[0].country if found[0].population > 20 * max(rivals, default=0) else None

    def find(self) -> list[Toponym]:
        """Return the place names of the report in order, each with what stands beside it."""
        i, n = 0, len(self.texts)
        while i < n:
            text = self.texts[i]
            if not (text[0].isupper() or text == "al") or self.draft.time_of[i] is not None:
                i += 1
                continue
            toponym = self._at(i)
            if toponym is None:
                i = self._past(i)
                continue
            self.found.append(toponym)
            i = toponym.words.end
        self._repeat()
        link(self.found, self.doc, self.places)
        return self.found

    def _repeat(self) -> None:
        """Find further mentions of the names found, where nothing but the name tells that it is a place."""
        known = {tuple(self.texts[slice(*t.words)]): t for t in self.found if not t.in_name}
        opens: dict[str, list[tuple[str, ...]]] = {}
        for words in known:
            opens.setdefault(words[0], []).append(words)
        taken = {i for t in self.found for i in range(t.words.start, t.words.end)}
        added = []
        for i, text in enumerate(self.texts):
            if text not in opens or i in taken:
                continue
            for words in sorted(opens[text], key=len, reverse=True):
                end = i + len(words)
                if tuple(self.texts[i:end]) != words or (text.isupper() and len(text) == 2):
                    continue
                entity = self.entity_at.get(i)
                before = self.texts[i - 1] if i else ""
                longer = before[:1].isupper() and self.doc[i - 1].pos_ == "PROPN" and not self.doc[i].is_sent_start
                if longer or (entity and entity[2] == "PERSON") or self.signs.is_thing(end):
                    break
                again = Toponym(Words(i, end), known[words].name, iso3=known[words].iso3)
                again.in_name = (
                    entity is not None and entity[2] in _NAMES_OF_OTHERS and entity[1] - entity[0] > len(words)
                )
                again.in_name = again.in_name or self._belongs_to_another(i)
                added.append(again)
                break
        if added:
            self.found = sorted([*self.found, *added], key=lambda t: t.words)

    def _past(self, i: int) -> int:
        """Return where to go on after a name that is no place: a person's or a body's name is left as a whole."""
        entity = self.entity_at.get(i)
        if (
            entity
            and entity[2] == "PERSON"
            and entity[0] == i
            and entity[1] > i + 1
            and not self.signs.is_list(*entity[:2])
        ):
            return entity[1]
        return i + 1

    def _at(self, i: int) -> Toponym | None:
        if self.texts[i] == "The" and self.texts[i + 1 : i + 2] != ["Hague"]:
            return None
        country = country_at(self.texts, i)
        if self._belongs_to_another(i) and not self._is_titled_place(i):
            if country is None or country.role != "name" or self.texts[country.end - 1][0].islower():
                return None
            return Toponym(Words(i, country.end), self.signs.name(i, country.end), iso3=country.iso3, in_name=True)
        entity = self.entity_at.get(i)
        if country is not None and country.role in {"adjective", "people"}:
            named = self._longest(i)
            if named is None or named <= country.end:
                return None
        length = self._longest(i)
        named_own = length is not None and self.places.is_own(self.signs.name(i, length))
        if country is not None and country.role == "name" and (length is None or country.end >= length + named_own):
            return self._country(i, country.end, country.iso3)
        if length is not None:
            return self._listed(i, length, entity)
        return self._unlisted(i, entity)

    def _belongs_to_another(self, i: int) -> bool:
        """Tell whether the word is part of a person's, a group's or a body's name."""
        if i in self.metonyms:
            return False
        actor = self.draft.actor_of[i]
        return actor is not None and actor.named and actor.kind in OTHER_ACTORS and not self._is_doubtful(actor)

    def _is_titled_place(self, i: int) -> bool:
        """Tell whether a place's name opens with what looks like a title: "in Sheikh Zuweid"."""
        if not i or self.texts[i].lower() not in NEVER or self.texts[i - 1].lower() not in LOCATIVE:
            return False
        end = self._longest(i)
        return end is not None and end > i + 1

    def _is_doubtful(self, actor: ActorDraft) -> bool:
        """Tell whether an actor may be a place that the model took for a person or a body: a bare name."""
        if actor.kind not in MISTAKEN or actor.roles or actor.affiliations or actor.country is not None:
            return False
        if any(self.draft.text_of(w) != actor.name for w in actor.mentions):
            return False
        return self.places.knows(actor.name) or len(actor.mentions) == 1

    def _longest(self, i: int) -> int | None:
        """Return where the longest name that the gazetteer has ends, from this word on."""
        ends = []
        j = i
        last = min(len(self.texts), i + LONGEST)
        while j < last:
            text = self.texts[j]
            if text[0].isupper() or (j > i and text[0].isdigit()):
                ends.append(j + 1)
            elif j == i and text == "al":
                pass
            elif text.lower() not in JOINERS:
                break
            j += 1
        for end in reversed(ends):
            if end == i + 1 and self._is_no_name(self.texts[i]):
                continue
            if self._crosses(i, end) or self._is_direction_of_another(i, end):
                continue
            name = self.signs.name(i, end)
            if self.places.knows(name):
                return end
            led = self.signs.is_goal(i) or self.signs.preposition(i) == 2
            if (end == i + 1 or (end == i + 2 and self.texts[i + 1].isalpha())) and led and self._is_respelt(name):
                return end
            if end > i + 2 and any(t.lower() in ARTICLES for t in self.texts[i:end]) and self._is_respelt(name):
                return end
        return None

    def _is_direction_of_another(self, start: int, end: int) -> bool:
        """Tell whether all words are directions of the name that follows: "South West England"."""
        if end >= len(self.texts) or not self.texts[end][0].isupper() or self.doc[end].pos_ != "PROPN":
            return False
        return all(t.lower() in DIRECTIONS for t in self.texts[start:end])

    def _is_no_name(self, text: str) -> bool:
        """Tell whether a word alone is no name to be looked up: a title, a month, an abbreviation without its dot."""
        lower = text.lower()
        if lower in NEVER or len(text) < 2 or (len(text) == 2 and not text.isupper()):
            return True
        return lower in ABBREVIATIONS or (lower in ARTICLES and len(text) == 2)

    def _is_respelt(self, name: str) -> bool:
        """Tell whether a name with an article in it is one of a country that the report names, spelt otherwise."""
        return any(e.country in self.land_named for e in self.places.find_respelt(name))

    def _crosses(self, start: int, end: int) -> bool:
        """Tell whether the words run over the edge of an entity of the model that begins within them."""
        if end - start < 2 or self.doc[start].sent.end < end:
            return end - start >= 2
        if not any(self.doc[k].whitespace_ for k in range(start, end - 1)):
            return False  # "Port-au-Prince" is one word
        entity = self.entity_at.get(end - 1)
        return entity is not None and start < entity[0] and entity[1] > end and entity[2] in _NAMES_OF_OTHERS

    def _country(self, start: int, end: int, iso3: str) -> Toponym | None:
        if self.signs.is_thing(end):
            return None
        entity = self.entity_at.get(start)
        if (
            entity
            and entity[2] in _NAMES_OF_OTHERS
            and entity[1] - entity[0] > end - start
            and start not in self.metonyms
            and not self.signs.stands_free(entity, start, end)
        ):
            if entity[2] != "ORG":
                return None
            return Toponym(Words(start, end), self.signs.name(start, end), iso3=iso3, in_name=True)
        if start and self.texts[start - 1] == "$":
            return None
        toponym = Toponym(Words(start, end), self.signs.name(start, end), None, True, iso3=iso3)
        self.signs.kind_beside(toponym)
        return toponym

    def _listed(self, start: int, end: int, entity: tuple[int, int, str] | None) -> Toponym | None:
        toponym = Toponym(Words(start, end), self.signs.name(start, end))
        toponym.article = start > 0 and self.texts[start - 1].lower() == "the"
        if self.signs.is_thing(end):
            return None
        if start and self.texts[start - 1].lower().rstrip(".") in TITLES:
            return None
        if (
            len(self.texts[start]) == 2
            and end == start + 1
            and self.texts[start].isupper()
            and not self._after_place(start)
        ):
            return None
        self.signs.kind_beside(toponym)
        if start in self.metonyms or toponym.hint is not None:
            toponym.sure = True
            return toponym
        strength = self.signs.preposition(start)
        toponym.sure = strength == 2
        label = entity[2] if entity else ""
        inner = entity is not None and (entity[0] < start or entity[1] > end) and not self.signs.is_list(*entity[:2])
        actor = self.draft.actor_of[start]
        if label in _PLACE_ENTITIES and actor is None:
            told = strength or self.signs.is_goal(start) or self._followed_by_container(end) or self._after_place(start)
            return toponym if told or self._is_notable(toponym.name) else None
        if label in _NAMES_OF_OTHERS or actor is not None:
            if inner and not self.signs.free_of(entity, start, end):
                return None
            return toponym if self._evidence(toponym, strength) >= ENOUGH else None
        if not any(self.doc[k].pos_ == "PROPN" for k in range(start, end)):
            return toponym if strength and self._evidence(toponym, strength) >= ENOUGH else None
        if start and self.texts[start - 1][:1].isupper() and self.doc[start - 1].pos_ == "PROPN":
            return None  # the end of a longer name
        if end < len(self.texts) and self.doc[end].pos_ == "PROPN" and self.texts[end][:1].isupper() and strength < 2:
            return None
        if strength or self._followed_by_container(end) or self._after_place(start) or self.signs.is_goal(start):
            return toponym
        if self.signs.is_called(start):
            return toponym
        return toponym if any(e.population >= LARGE for e in self._entries(toponym.name)[:1]) else None

    def _entries(self, name: str) -> tuple[Entry, ...]:
        return self.places.find(name) or self.places.find_respelt(name)

    def _is_notable(self, name: str) -> bool:
        """Tell whether a bare name is of a place that a report may name without saying what it is."""
        return any(
            e.kind is not PlacePrecision.CITY or e.population >= NOTABLE or e.country in self.land_named
            for e in self.places.find(name)
        )

    def _evidence(self, toponym: Toponym, strength: int) -> int:
        """Return how much speaks for a place where the model saw a person or a body: 2 is enough."""
        start, end = toponym.words
        token = self.doc[end - 1]
        if token.dep_ in {"nsubj", "nsubjpass", "poss"} and token.head.lemma_ in SPEECH:
            return 0
        points = strength + ENOUGH * self.places.is_own(toponym.name)
        if self._followed_by_container(end) or self._after_place(start) or self.signs.is_called(start):
            points += 2
        if start > 1 and self.texts[start - 1] == "'s" and self.found and self.found[-1].words.end == start - 1:
            points += 1  # "Darfur's El Geneina"
        if self.signs.is_goal(start) or self.signs.is_of_event(start):
            points += 1
            points += self.doc[self.signs.goal_verb(start)].lemma_.lower() in GOING_ONLY
        if token.dep_ == "nsubjpass" and token.head.lemma_.lower() in GOING:
            points += 1
        after = [t.lower() for t in self.texts[end : end + 2]]
        if after and (after[0] == "in" or after == [",", "in"]):
            points += 1
        if after[:1] == [","] and self.signs.is_told_as_place(end + 1):
            points += 2
        found = self._entries(toponym.name)
        at_home = [e for e in found if e.country in self.land_named]
        told_near = at_home or [e for e in found if e.country in self.near_land and e.own_name]
        if any(e.population >= 10_000 or e.kind is not PlacePrecision.CITY for e in told_near):
            points += 1
        if found[0].kind in {PlacePrecision.REGION, PlacePrecision.PROVINCE} and found[0].own_name:
            points += 1
        if any(e.population >= LARGE for e in (at_home or found[:1])):
            points += 1
        return points

    def _unlisted(self, start: int, entity: tuple[int, int, str] | None) -> Toponym | None:
        """Return a name that no list has, where the model or the words around say that it is a place."""
        if (
            entity is not None
            and entity[2] in _PLACE_ENTITIES
            and entity[0] == start
            and not self.signs.is_list(*entity[:2])
        ):
            end = entity[1]
        else:
            end = start + 1
            while end < len(self.texts) and (
                (self.texts[end][0].isupper() and self.doc[end].pos_ == "PROPN" and end - start < 4)
                or (self.texts[end] == "-" and end + 1 < len(self.texts) and self.texts[end + 1][0].isupper())
                or (self.texts[end - 1] == "-" and self.texts[end][0].isalpha())
            ):
                end += 1
        while end > start + 1 and self.texts[end - 1] in {"'s", "'", ","}:
            end -= 1
        first = self.texts[start].lower()
        if first in DIRECTIONS and end > start + 1:
            return None  # "Eastern China": the name follows
        if self.doc[start].pos_ != "PROPN" or (end == start + 1 and (first in NEVER or self.texts[start].isupper())):
            return None
        toponym = Toponym(Words(start, end), self.signs.name(start, end))
        self.signs.kind_beside(toponym)
        label = entity[2] if entity else ""
        strength = self.signs.preposition(start)
        toponym.sure = toponym.hint is not None or (label in _PLACE_ENTITIES and strength > 0)
        if end < len(self.texts) and self.texts[end] == "," and (strength or self.signs.is_goal(start)):
            toponym.sure = toponym.sure or self.signs.is_told_as_place(end + 1)
        if toponym.sure and toponym.hint is None and self.signs.is_told_as_place(end + 1):
            return toponym
        if label in _NAMES_OF_OTHERS and not toponym.sure:
            return None
        if label in _PLACE_ENTITIES and (
            strength or toponym.hint is not None or self._followed_by_container(end) or end - start > 1
        ):
            return toponym
        told = strength or self.signs.is_goal(start) or self.signs.is_settled(toponym)
        return toponym if toponym.hint is not None and told else None

    def _followed_by_container(self, end: int) -> bool:
        """Tell whether a comma and the name of a country or a province follow: "Mosul, Iraq"."""
        if end + 1 >= len(self.texts) or self.texts[end] != "," or not self.texts[end + 1][0].isupper():
            return False
        country = country_at(self.texts, end + 1)
        if country is not None:
            return country.role == "name"
        stop = self._longest(end + 1)
        if stop is None:
            return False
        found = self.places.find(self.signs.name(end + 1, stop))
        return any(e.kind in {PlacePrecision.PROVINCE, PlacePrecision.COUNTRY} for e in found[:2])

    def _after_place(self, start: int) -> bool:
        """Tell whether the name stands in a list after a place: "in Gori, Senaki and Poti"."""
        if not self.found:
            return False
        last = self.found[-1].words.end
        between = [t.lower() for t in self.texts[last:start]]
        return bool(between) and len(between) <= 2 and set(between) <= {",", "and", "or"}


def find_toponyms(draft: Draft, places: Gazetteer) -> list[Toponym]:
    """Return the names of places in the report in the order of the text, those that stand for a state included."""
    return Finder(draft, places).find()
