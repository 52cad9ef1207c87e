"""What the words beside a name say of it: whether a place is meant, and of what kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dateline.gazetteer.index import Gazetteer
from dateline.lexicon.countries import country_at
from dateline.record.choices import PlacePrecision

from ..draft import Draft, Words
from .nearness import Toponym
from .placewords import (
    BEARINGS,
    CITY_WORDS,
    DIRECTIONS,
    GOING,
    HOLDS,
    KIND_OF,
    LINES,
    LOCATIVE,
    OF_PLACES,
    PAPERS,
    THINGS,
    WEAK,
)

# "The capital of X", "the coast of X" say nothing of what X is.
_VAGUE_BEFORE = frozenset({"state", "states", "department", "capital", "area", "areas", "region", "coast", "port"})

_SETTLED = {PlacePrecision.PROVINCE, PlacePrecision.DISTRICT, PlacePrecision.CITY}


class Signs:
    """The signs beside a name, read from the words of one report."""

    def __init__(self, draft: Draft, places: Gazetteer) -> None:
        self.draft = draft
        self.doc = draft.doc
        self.places = places
        self.texts = [t.text for t in draft.doc]

    def name(self, start: int, end: int) -> str:
        """Return the words as the report has them, on one line."""
        return self.draft.text_of(Words(start, end)).replace("\n", " ")

    def preposition(self, start: int) -> int:
        """Return how surely the words before say that a place follows: 2 "in", 1 "from", 0 not."""
        k = start - 1
        steps = 0
        while k >= 0 and steps < 4 and self.texts[k].lower() in DIRECTIONS and self.texts[k] not in {"in"}:
            if self.texts[k].lower() in {"of", "and"} and steps == 0:
                break
            k -= 1
            steps += 1
        if k < 0:
            return 0
        word = self.texts[k].lower()
        if word in LOCATIVE:
            return 2
        if word in WEAK or (word == "of" and k > 0 and self.texts[k - 1].lower() == "out"):
            return 1
        if word == "of" and k > 0 and (self.texts[k - 1].lower() in BEARINGS or self.texts[k - 1].lower() in KIND_OF):
            return 2
        return 0

    def goal_verb(self, start: int) -> int:
        """Return where the verb would stand whose object the name is: "shelled the besieged X"."""
        k = start - 1
        while k > 0 and self.texts[k].lower() in DIRECTIONS and self.doc[k].pos_ != "VERB":  # "have besieged X"
            k -= 1
        return k

    def is_goal(self, start: int) -> bool:
        """Tell whether the name follows a verb of going or fighting: "entered X", "shelled X", "fled X"."""
        k = self.goal_verb(start)
        return k >= 0 and self.doc[k].lemma_.lower() in GOING and self.doc[k].pos_ in {"VERB", "AUX"}

    def is_of_event(self, start: int) -> bool:
        """Tell whether the name follows "of" and what befalls or makes up a place: "the fall of X"."""
        return start > 1 and self.texts[start - 1] == "of" and self.doc[start - 2].lemma_.lower() in OF_PLACES

    def is_called(self, start: int) -> bool:
        """Tell whether the word before says what the name is: "the regional capital X", "the town X"."""
        return start > 0 and self.texts[start - 1] in CITY_WORDS and self.doc[start - 1].pos_ == "NOUN"

    def is_told_as_place(self, at: int) -> bool:
        """Tell whether an apposition says what kind of place it is: ", a town on the border"."""
        words = [t.lower() for t in self.texts[at : at + 5]]
        if any(w in BEARINGS and after == "of" for w, after in pairwise(words)):  # ", 80 km northwest of Goma"
            return True
        if words[:2] == ["on", "the"] or (words[:1] == ["on"] and "'s" in words):  # ", on Syria's border with Turkey"
            return any(w in LINES for w in words + [t.lower() for t in self.texts[at + 5 : at + 7]])
        return words[:1] in (["a"], ["the"], ["an"]) and any(w in KIND_OF or w in HOLDS for w in words[1:])

    def kind_beside(self, toponym: Toponym) -> None:
        """Set the kind that stands before or after the name: "the town of X", "X province"."""
        start, end = toponym.words
        for own in (self.texts[end - 1].lower(), self.texts[start].lower()):
            if end - start > 1 and own in KIND_OF:  # "Nyanza Province", "Camp Hurriya", "Lake Tharthar"
                toponym.hint = KIND_OF[own]
                return
        if end < len(self.texts):
            after = self.texts[end].lower()
            if after in KIND_OF and self.doc[end].pos_ in {"NOUN", "PROPN"}:
                capital = self.texts[end][0].isupper()
                if (
                    after not in {"department", "state", "port", "capital", "base", "school"}
                    or capital
                    or after == "state"
                    or (after == "department" and self._has_province(toponym.name))
                ):
                    toponym.hint = KIND_OF[after]
                    if after in {"region", "regions"} and self._has_province(toponym.name):
                        toponym.hint = PlacePrecision.PROVINCE
                    if capital:  # "Nyanza Province" is the name
                        toponym.words = Words(start, end + 1)
                        toponym.name = self.name(start, end + 1)
                    return
        toponym.hint = self._kind_before(start)

    def _kind_before(self, start: int) -> PlacePrecision | None:
        """Return the kind told by "the town of X", None for "a district of X" and for "the coast of X"."""
        k = start - 1
        while k > 0 and self.texts[k].lower() in {"the", '"'}:
            k -= 1
        if k < 1 or self.texts[k] != "of":
            return None
        kind = self.doc[k - 1]
        word = kind.lower_
        if word == "state" and self._has_province(self._capitals_from(start)):
            return PlacePrecision.PROVINCE
        if word in _VAGUE_BEFORE or word not in KIND_OF or kind.pos_ not in {"NOUN", "PROPN"}:
            return None
        if KIND_OF[word] in {PlacePrecision.DISTRICT, PlacePrecision.SITE}:
            before = self.texts[k - 2] if k > 1 else ""
            if word.endswith("s") or before[:1].isupper() or before.lower() in {"a", "an", "one"}:
                return None  # "the Karrada district of Baghdad"
        return KIND_OF[word]

    def _capitals_from(self, start: int) -> str:
        """Return the words in capitals from here on: "New York" of "the state of New York"."""
        end = start + 1
        while end < len(self.texts) and self.texts[end][0].isupper():
            end += 1
        return self.name(start, end)

    def _has_province(self, name: str) -> bool:
        return any(e.kind is PlacePrecision.PROVINCE for e in self.places.find(name))

    def is_thing(self, end: int) -> bool:
        """Tell whether the word after a name makes it a disease's or a paper's: "West Nile virus", "China Daily"."""
        if end >= len(self.texts):
            return False
        after = self.texts[end]
        return after.lower() in THINGS or after in PAPERS

    def is_settled(self, toponym: Toponym) -> bool:
        """Tell whether a name without its own kind stands beside it: "Kajaki district", not "City Council"."""
        own = {t.lower() for t in self.texts[toponym.words.start : toponym.words.end]}
        return toponym.hint in _SETTLED and not own & KIND_OF.keys()

    def is_list(self, start: int, end: int) -> bool:
        """Tell whether the words are a row of names."""
        return any(t in {",", "and", "&"} for t in self.texts[start:end])

    def stands_free(self, entity: tuple[int, int, str], start: int, end: int) -> bool:
        """Tell whether a country's name inside a body's still names the land: "Bank of Ghana" not, "Ghana's" yes."""
        if end < len(self.texts) and self.texts[end] in {"'s", "'", ",", "and"}:
            return True
        if entity[2] == "PERSON":
            return self.is_list(entity[0], entity[1])
        before = self.texts[start - 1].lower() if start else ""
        return start > entity[0] and before in {"in", ",", "and"}

    def free_of(self, entity: tuple[int, int, str] | None, start: int, end: int) -> bool:
        """Tell whether a place inside another name stands for itself: "the University of Ghana in Legon", "Herat's"."""
        if entity is None:
            return True
        if entity[0] < start and self.texts[start - 1].lower() in {"in", ",", "and", "at", "near"}:
            return entity[1] == end or self.texts[end] in {",", "and", "'s"}
        return entity[0] == start and end < entity[1] and self.texts[end] in {"'s", ","} and entity[2] != "PERSON"


def country_words(draft: Draft, texts: list[str]) -> Iterator[tuple[str, str, int]]:
    """Yield country, role and position of each word of the report that names a country, its people or its capital."""
    i = 0
    while i < len(texts):
        found = country_at(texts, i) if texts[i][0].isupper() else None
        if found is None:
            i += 1
            continue
        yield found.iso3, found.role, i
        i = found.end
