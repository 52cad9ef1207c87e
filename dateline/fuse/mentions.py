"""Event mentions in, what pairs of them have in common out: words, sentences, those taking part, places, reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .meanings import vectors_of
from .telling_terms import Weights, heaviest, likeness, rarity_of, telling_stems
from .terms import stem_of, stems_of

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.intp]

ASKED = 30  # heaviest terms of a report by which others are looked for
LIKE = 0.05  # likeness of two reports from which their mentions are compared
ONE_STORY = 0.18  # likeness from which two reports are taken to tell one story
_HOLDERS = 400  # reports by which a term is looked for: a term of more finds too many to tell anything
_KEPT = 20_000  # mentions whose fields are remembered
_RARE = 8.0  # rarity of the rarest stems, which makes the feature about 1
_AXES = 32  # axes of meaning by which the weights of a pair hang on its word
_AXES_SCALE = 3.0  # brings the axes to the size of the other features
_CLOSE, _VERY_CLOSE = 0.45, 0.6  # likeness of meaning of which a feature says that it is reached
_BEATEN = 0.05  # by which another mention of the sentence has to be likelier

LIGHT = frozenset(
    (
        *("be", "have", "do", "make", "take", "get", "go", "come", "give", "put"),
        *("it", "this", "that", "what", "which", "happen", "occur", "incident", "event"),
    )
)
_FIELDS = SENTENCE, ACTORS, RECIPIENTS, TAKING_PART, PLACES, WHEN = range(6)


class Where(NamedTuple):
    """A place on the map, ``lat`` and ``lon`` in degrees: anywhere within ``radius_km`` of it, in ``country``."""

    lat: float
    lon: float
    radius_km: float
    country: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """One event as one report tells it, by what is known of it.

    ``lemma`` is that of the trigger's head; ``start`` and ``end`` are the days of the event and ``published`` the time
    of the report, in ISO 8601; ``when`` is the words of its time; ``counts`` are pairs of what and how many. ``where``
    is its place on the map; ``is_real`` is whether it is told as something that has or has not happened, not as
    something that may. ``effects`` are pairs of an effect and its least number; ``position`` counts the mentions of its
    report; ``is_definite`` is whether it takes up what was told ("the attack"). ``around`` is the place that its report
    speaks of there, its own or that told last, ``around_start`` and ``around_end`` the days likewise.
    """

    id: str
    report: str
    lemma: str
    trigger: str
    sentence: str
    type: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: str | None = None
    start: str | None = None
    end: str | None = None
    counts: tuple[tuple[str, int], ...] = ()
    published: str | None = None
    where: Where | None = None
    is_real: bool | None = None
    subtype: str | None = None
    effects: tuple[tuple[str, int], ...] = ()
    position: int = 0
    is_definite: bool = False
    around: Where | None = None
    around_start: str | None = None
    around_end: str | None = None


class Pairs(NamedTuple):
    """Pairs of mentions by number, the smaller first, and their features, a row a pair in the order of ``FEATURES``."""

    one: Numbers
    other: Numbers
    features: Floats


# What a pair has in common. "lemma_": of those with one lemma, the others are of those with different ones.
PLAIN = (
    *("lemma", "lemma_rival", "lemma_rare", "lemma_light", "lemma_sentence", "lemma_report", "lemma_taking_part"),
    *("lemma_other_actors", "lemma_other_recipients", "lemma_same_report", "lemma_same_sentence", "lemma_same_story"),
    *("sentence", "report", "same_report", "same_sentence", "same_story", "other_story", "taking_part"),
    *("actors", "other_actors", "recipients", "other_recipients", "places", "other_places", "when", "other_when"),
    *("meaning", "meaning_squared", "meaning_report", "meaning_squared_report", "meaning_taking_part"),
    *("meaning_same_story", "meaning_close", "meaning_very_close", "meaning_known", "meaning_beaten"),
    *("spelling", "rival", "beaten", "light", "unlike_report"),
)
# The same by the axes of meaning of the word: "said" of two speakers is two things, a quake of two reports is one.
BY_WORD = ("lemma", "lemma_actors", "lemma_other_actors", "unlike", "unlike_both")
FEATURES = (*PLAIN, *(f"{name}/{axis}" for name in BY_WORD for axis in range(_AXES)))


@lru_cache(maxsize=_KEPT)
def _fields_of(mention: Mention) -> tuple[Weights, ...]:
    own = {*stems_of(mention.trigger), stem_of(mention.lemma)}
    return (
        telling_stems([mention.sentence], own),
        telling_stems(mention.actors),
        telling_stems(mention.recipients),
        telling_stems((*mention.actors, *mention.recipients)),
        telling_stems(mention.places),
        telling_stems([mention.when or ""]),
    )


def _codes(values: Iterable[Hashable]) -> Numbers:
    """Return a number for each value, equal ones the same, and -1 for None."""
    numbers: dict[Hashable, int] = {}
    return np.array([-1 if v is None else numbers.setdefault(v, len(numbers)) for v in values], dtype=np.intp)


class Mentions:
    """Mentions in the order of their ids, and what those of reports that are like each other have in common."""

    def __init__(self, mentions: Iterable[Mention], terms: Mapping[str, Weights]) -> None:
        """Take mentions, and the terms of each of their reports, by which reports are like each other."""
        self.all = sorted(mentions, key=lambda mention: mention.id)
        self._terms = terms
        lemmas = [mention.lemma.lower() for mention in self.all]
        self._fields = [_fields_of(mention) for mention in self.all]
        self._vectors = vectors_of(lemmas)
        self._norms = np.linalg.norm(self._vectors, axis=1)
        self._rarity = np.array([rarity_of(stem_of(lemma)) for lemma in lemmas]) / _RARE
        self._light = np.array([lemma in LIGHT for lemma in lemmas], dtype=np.bool_)
        self._lemma = _codes(lemmas)
        self._start = _codes(lemma[:4] if len(lemma) > 3 else (lemma, n) for n, lemma in enumerate(lemmas))
        self._report = _codes(mention.report for mention in self.all)
        self._sentence = _codes((mention.report, mention.sentence) for mention in self.all)
        self._of_report: dict[str, list[int]] = defaultdict(list)
        for number, mention in enumerate(self.all):
            self._of_report[mention.report].append(number)

    def pairs(self, of: Iterable[str] | None = None) -> Iterator[Pairs]:
        """Yield the pairs of mentions in one report or in reports that are like each other, report by report.

        Where reports are named with ``of``, only pairs with a mention of theirs are.
        """
        reports = sorted(self._of_report)
        if of is None:
            others_of = self._near(reports)
        else:
            asked = sorted(self._of_report.keys() & set(of))
            rest = [report for report in reports if report not in asked]
            others_of = {report: rest + asked[:at] for at, report in enumerate(asked)}
        for report, near in others_of.items():
            ones = self._of_report[report]
            others, alike = list(ones), [1.0] * len(ones)
            for other in near:
                like = likeness(self._terms[report], self._terms[other])
                if like >= LIKE:
                    numbers = self._of_report[other]
                    others += numbers
                    alike += [like] * len(numbers)
            yield self._compare(ones, others, np.array(alike))

    def _near(self, reports: Sequence[str]) -> dict[str, list[str]]:
        """Return for each report those before it that share one of its heaviest terms."""
        holders: dict[str, list[str]] = defaultdict(list)
        near = {}
        for report in reports:
            asked = heaviest(self._terms[report], ASKED)
            near[report] = sorted({other for term in asked for other in holders[term][-_HOLDERS:]})
            for term in asked:
                holders[term].append(report)
        return near

    def _matrix(self, numbers: Sequence[int], field: int, codes: Mapping[str, int]) -> Floats:
        rows = np.zeros((len(numbers), len(codes)))
        for row, number in enumerate(numbers):
            for term, weight in self._fields[number][field].items():
                if term in codes:
                    rows[row, codes[term]] = weight
        return rows

    def _shared(self, ones: Sequence[int], others: Sequence[int], field: int) -> tuple[Floats, Floats]:
        """Return how much each pair has in common in a field, and whether both have something but nothing in common."""
        terms = {term for number in ones for term in self._fields[number][field]}
        codes = {term: code for code, term in enumerate(sorted(terms))}
        cosines = self._matrix(ones, field, codes) @ self._matrix(others, field, codes).T
        has = [np.array([bool(self._fields[n][field]) for n in numbers]) for numbers in (ones, others)]
        return cosines, (np.logical_and.outer(*has) & (cosines == 0)).astype(float)

    def _likeness(self, ones: Sequence[int], others: Sequence[int]) -> Floats:
        """Return how like the words of pairs are in meaning, 1 for one lemma."""
        likeness: Floats = self._vectors[ones] @ self._vectors[others].T
        likeness[np.equal.outer(self._lemma[ones], self._lemma[others])] = 1.0
        return likeness

    def _rivals(self, ones: Sequence[int], likeness: Floats) -> Floats:
        """Return for each pair how like the second's word is to the likest other one in the first one's sentence."""
        rivals = np.zeros_like(likeness)
        rows: dict[int, list[int]] = defaultdict(list)
        for row, number in enumerate(ones):
            rows[int(self._sentence[number])].append(row)
        for members in rows.values():
            for row in members:
                rest = [other for other in members if other != row]
                if rest:
                    rivals[row] = np.maximum(likeness[rest].max(axis=0), 0.0)
        return rivals

    def _compare(self, ones: Sequence[int], others: Sequence[int], report_likeness: Floats) -> Pairs:
        """Return the features of each of the first mentions with each of the others, no pair twice."""
        shared = {field: self._shared(ones, others, field) for field in _FIELDS}
        alike = self._likeness(ones, others)
        rivals = np.maximum(self._rivals(ones, alike), self._rivals(others, alike.T).T)
        one, other = (numbers.ravel() for numbers in np.meshgrid(ones, others, indexing="ij"))
        keep = np.where(self._report[one] == self._report[other], one < other, True)
        one, other = one[keep], other[keep]

        def flat(values: Floats) -> Floats:
            return np.broadcast_to(values, alike.shape).ravel()[keep]

        def same(codes: Numbers) -> Floats:
            equal: NDArray[np.bool_] = (codes[one] == codes[other]) & (codes[one] >= 0)
            return equal.astype(np.float64)

        found = {field: (flat(values), flat(differs)) for field, (values, differs) in shared.items()}
        lemma, same_report, same_sentence = same(self._lemma), same(self._report), same(self._sentence)
        unlike = 1 - lemma
        meaning, rival, report = flat(alike) * unlike, flat(rivals), flat(report_likeness)
        beaten = (rival > flat(alike) + _BEATEN) * unlike
        same_story = (report >= ONE_STORY).astype(np.float64)
        light = (self._light[one] | self._light[other]).astype(float)
        known = (self._norms > 0).astype(float)
        sentence, taking_part = found[SENTENCE][0], found[TAKING_PART][0]
        (actors, other_actors), (recipients, other_recipients) = found[ACTORS], found[RECIPIENTS]
        plain = {
            "lemma": lemma,
            "lemma_rival": rival * lemma,
            "lemma_rare": np.minimum(self._rarity[one], self._rarity[other]) * lemma,
            "lemma_light": light * lemma,
            "lemma_sentence": sentence * lemma,
            "lemma_report": report * lemma,
            "lemma_taking_part": taking_part * lemma,
            "lemma_other_actors": other_actors * lemma,
            "lemma_other_recipients": other_recipients * lemma,
            "lemma_same_report": same_report * lemma,
            "lemma_same_sentence": same_sentence * lemma,
            "lemma_same_story": same_story * lemma,
            "sentence": sentence,
            "report": report,
            "same_report": same_report,
            "same_sentence": same_sentence,
            "same_story": same_story,
            "other_story": 1 - same_story,
            "taking_part": taking_part,
            "actors": actors,
            "other_actors": other_actors,
            "recipients": recipients,
            "other_recipients": other_recipients,
            "places": found[PLACES][0],
            "other_places": found[PLACES][1],
            "when": found[WHEN][0],
            "other_when": found[WHEN][1],
            "meaning": meaning,
            "meaning_squared": meaning**2,
            "meaning_report": meaning * report,
            "meaning_squared_report": meaning**2 * report,
            "meaning_taking_part": meaning * taking_part,
            "meaning_same_story": meaning * same_story,
            "meaning_close": (meaning > _CLOSE).astype(float),
            "meaning_very_close": (meaning > _VERY_CLOSE).astype(float),
            "meaning_known": known[one] * known[other] * unlike,
            "meaning_beaten": meaning * beaten,
            "spelling": same(self._start) * unlike,
            "rival": rival * unlike,
            "beaten": beaten,
            "light": light * unlike,
            "unlike_report": report * unlike,
        }
        first, second = (_AXES_SCALE * self._vectors[numbers, :_AXES] for numbers in (one, other))
        by_word = {
            "lemma": lemma[:, np.newaxis] * first,
            "lemma_actors": (lemma * actors)[:, np.newaxis] * first,
            "lemma_other_actors": (lemma * other_actors)[:, np.newaxis] * first,
            "unlike": meaning[:, np.newaxis] * (first + second) / 2,
            "unlike_both": unlike[:, np.newaxis] * first * second,
        }
        features = np.hstack([*(plain[name][:, np.newaxis] for name in PLAIN), *(by_word[name] for name in BY_WORD)])
        return Pairs(np.minimum(one, other), np.maximum(one, other), features)
