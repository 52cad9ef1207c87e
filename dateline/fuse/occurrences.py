"""Which event mentions are one thing in the world: mentions and decisions in, occurrences with their reasons out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from dateline.errors import InputError

from .mentions import FEATURES, PLAIN, Floats, Mention, Mentions, Numbers, Pairs
from .telling_terms import Weights

# Score from which two groups are joined, above which a pair counts, and as what one that does not: it is enough that
# one pair in ten to twenty counts. Chosen on ECB+ train, five folds of topics, see models/occurrences/CARD.md.
THRESHOLD, KEPT_FROM, MISSING = -1.8, 0.0, -2.0
_LEAST, _MOST = -4.0, 2.0  # scores are cut at these: no single pair decides over a group
_CROWD = 1500  # mentions joined at once; where more hang together, only surer pairs hold them
_STEP = 0.5

_SHOWN = 0.2  # share of a field from which it is named as a reason


@dataclass(frozen=True, slots=True)
class Join:
    """Two mentions that hold an occurrence together: the score of the pair (None for a decision) and the reasons."""

    one: str
    other: str
    score: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Mentions of one thing in the world by id, named by the first, and the surest joins that hold them together."""

    name: str
    mentions: tuple[str, ...]
    joins: tuple[Join, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """How pairs are scored: from which score two groups are joined, above which a pair counts, and as what one that
    does not."""

    score: Callable[[Mentions, Pairs], Floats]
    threshold: float
    kept_from: float
    missing: float


@cache
def weights() -> tuple[Floats, float]:
    """Return the weights of the features and the level, which ``models.occurrences.fit`` makes."""
    lines = files("dateline.lexicon").joinpath("occurrence_weights.tsv").read_text("utf-8").splitlines()
    by_name = dict(line.split("\t") for line in lines if not line.startswith("#"))
    return np.array([float(by_name[name]) for name in FEATURES]), float(by_name["level"])


def find_occurrences(
    mentions: Iterable[Mention],
    terms: Mapping[str, Weights],
    same: Iterable[tuple[str, str]] = (),
    not_same: Iterable[tuple[str, str]] = (),
    threshold: float | None = None,
    scoring: Scoring | None = None,
) -> tuple[Occurrence, ...]:
    """Return the occurrences of these mentions, one that is alone too, in whatever order the mentions come.

    ``terms`` are those of each report. ``same`` and ``not_same`` are a person's decisions by id: they hold whatever
    the scores say. Decisions that contradict each other are an error; those on mentions not given do not count.
    Without a ``scoring`` it is that by words.
    """
    scoring = scoring or by_words()
    threshold = scoring.threshold if threshold is None else threshold
    if threshold < scoring.missing:  # whatever is compared is joined: each pair is to show its reasons
        scoring = replace(scoring, kept_from=_LEAST)
    read = Mentions(mentions, terms)
    number = {mention.id: at for at, mention in enumerate(read.all)}
    together = _numbers(same, number)
    apart = _numbers(not_same, number)
    one, other, scores, plain = score_pairs(read, scoring)
    groups = group_pairs(len(read.all), one, other, scores, threshold, together, apart, scoring.missing)
    members: dict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        members[group].append(at)
    for first, second in apart:
        if groups[first] == groups[second]:
            names = f"{read.all[first].id} and {read.all[second].id}"
            raise InputError(names, "decisions make them the same and not the same", "take one decision back")
    joins: dict[int, list[Join]] = defaultdict(list)
    tree = list(range(len(read.all)))
    for first, second in together:
        if _link(tree, first, second):
            joins[groups[first]].append(_join(read, first, second, None, ("a person's decision",)))
    for at in np.argsort(-scores, kind="stable"):
        first, second = int(one[at]), int(other[at])
        if groups[first] == groups[second] and _link(tree, first, second):
            reasons = _reasons(read.all[first], read.all[second], plain[at])
            joins[groups[first]].append(_join(read, first, second, float(scores[at]), reasons))
    return tuple(
        Occurrence(read.all[group].id, tuple(read.all[n].id for n in members[group]), tuple(joins[group]))
        for group in sorted(members)
    )


def group_pairs(
    count: int,
    one: Numbers,
    other: Numbers,
    scores: Floats,
    threshold: float = THRESHOLD,
    together: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
    missing: float = MISSING,
) -> list[int]:
    """Return for each mention the number of the first of its group, joining those whose pairs score best on average.

    A pair that is not given has the score ``missing``. Pairs ``together`` are joined before all, those ``apart`` never.
    """
    scores = np.clip(scores, _LEAST, _MOST)
    groups = list(range(count))
    waiting = [(list(range(count)), np.flatnonzero(scores > _LEAST), threshold)]
    while waiting:
        numbers, pairs, least = waiting.pop()
        tree = {number: number for number in numbers}
        for first, second in together:
            if first in tree and second in tree:
                _link(tree, first, second)
        for at in pairs[scores[pairs] > least]:
            _link(tree, int(one[at]), int(other[at]))
        root = {number: _root(tree, number) for number in numbers}
        parts: dict[int, list[int]] = defaultdict(list)
        pairs_of: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            parts[root[number]].append(number)
        for at in pairs:
            if root[int(one[at])] == root[int(other[at])]:
                pairs_of[root[int(one[at])]].append(int(at))
        for name, part in parts.items():
            inner = np.array(pairs_of[name], dtype=np.intp)
            if len(part) > _CROWD and least < _MOST:
                waiting.append((part, inner, least + _STEP))
            elif len(part) > 1:
                _join_part(part, one[inner], other[inner], scores[inner], threshold, together, apart, groups, missing)
    return groups


def _join_part(
    part: list[int],
    one: Numbers,
    other: Numbers,
    scores: Floats,
    threshold: float,
    together: Sequence[tuple[int, int]],
    apart: Sequence[tuple[int, int]],
    groups: list[int],
    missing: float,
) -> None:
    """Join mentions that hang together, the two groups of the best mean score first, and write down their groups."""
    place = {number: at for at, number in enumerate(part)}
    table = np.full((len(part), len(part)), missing)
    rows, columns = [place[int(n)] for n in one], [place[int(n)] for n in other]
    table[rows, columns] = table[columns, rows] = scores
    for first, second in apart:
        if first in place and second in place:
            table[place[first], place[second]] = table[place[second], place[first]] = -np.inf
    np.fill_diagonal(table, -np.inf)
    sizes = np.ones(len(part))
    group = np.arange(len(part))

    def join(first: int, second: int) -> None:
        kept, gone = min(first, second), max(first, second)
        table[kept] = (sizes[kept] * table[kept] + sizes[gone] * table[gone]) / (sizes[kept] + sizes[gone])
        table[:, kept] = table[kept]
        table[kept, kept] = -np.inf
        table[gone] = table[:, gone] = -np.inf
        sizes[kept] += sizes[gone]
        group[group == gone] = kept

    for first, second in together:
        if first in place and second in place and group[place[first]] != group[place[second]]:
            kept, gone = sorted((int(group[place[first]]), int(group[place[second]])))
            # a person joined what need not be alike: what is like either of them goes on being so
            best = np.where(
                np.minimum(table[kept], table[gone]) == -np.inf, -np.inf, np.maximum(table[kept], table[gone])
            )
            join(kept, gone)
            table[kept] = table[:, kept] = best
            table[kept, kept] = table[gone, kept] = table[kept, gone] = -np.inf
    while True:
        first, second = divmod(int(table.argmax()), len(part))
        if table[first, second] <= threshold:
            break
        join(first, second)
    for number, at in place.items():
        groups[number] = part[int(group[at])]


def by_words() -> Scoring:
    """Return the scoring by words, for mentions of which not much else is known."""
    return Scoring(_score_by_words, THRESHOLD, KEPT_FROM, MISSING)


def word_scores(pairs: Pairs) -> Floats:
    """Return the scores of pairs by their words alone."""
    factors, level = weights()
    scores: Floats = pairs.features @ factors + level
    return scores


def _score_by_words(_: Mentions, pairs: Pairs) -> Floats:
    return word_scores(pairs)


def score_pairs(
    read: Mentions, scoring: Scoring, of: Iterable[str] | None = None
) -> tuple[Numbers, Numbers, Floats, Floats]:
    """Return the pairs that count, their scores, and what they have in common; ``of`` as in ``Mentions.pairs``."""
    ones, others = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    scores, plain = [np.empty(0)], [np.empty((0, len(PLAIN)))]
    for pairs in read.pairs(of):
        found = scoring.score(read, pairs)
        kept = found > scoring.kept_from
        ones.append(pairs.one[kept])
        others.append(pairs.other[kept])
        scores.append(found[kept])
        plain.append(pairs.features[kept, : len(PLAIN)])
    return np.concatenate(ones), np.concatenate(others), np.concatenate(scores), np.concatenate(plain)


def _reasons(one: Mention, other: Mention, plain: Floats) -> tuple[str, ...]:
    """Return in words what speaks for a pair."""
    has = dict(zip(PLAIN, plain.tolist(), strict=True))
    if has["lemma"]:
        reasons = [f"both have “{one.lemma}”"]
    elif has["meaning_close"]:
        reasons = [f"“{one.trigger}” and “{other.trigger}” mean much the same ({has['meaning']:.2f})"]
    else:
        reasons = [f"“{one.trigger}” and “{other.trigger}”"]
    reasons += [
        said
        for name, said in (("actors", "the same who act"), ("recipients", "the same whom it befalls"))
        if has[name] > _SHOWN
    ]
    if has["places"] > _SHOWN:
        reasons.append("the same place")
    if _days_overlap(one, other) or has["when"] > _SHOWN:
        reasons.append("the same time")
    reasons += [f"both count {number:,} {what}" for what, number in sorted(set(one.counts) & set(other.counts))]
    if has["sentence"] > _SHOWN:
        reasons.append(f"sentences alike ({has['sentence']:.2f})")
    if has["same_report"]:
        reasons.append("one report")
    elif has["same_story"]:
        reasons.append("reports of one story")
    else:
        reasons.append(f"reports alike ({has['report']:.2f})")
    return tuple(reasons)


def _days_overlap(one: Mention, other: Mention) -> bool:
    """Tell whether two mentions have days in common."""
    if not one.start or not other.start:
        return False
    return one.start[:10] <= (other.end or other.start)[:10] and other.start[:10] <= (one.end or one.start)[:10]


def _join(read: Mentions, one: int, other: int, score: float | None, reasons: tuple[str, ...]) -> Join:
    first, second = sorted((one, other))
    return Join(read.all[first].id, read.all[second].id, score, reasons)


def _numbers(pairs: Iterable[tuple[str, str]], number: dict[str, int]) -> list[tuple[int, int]]:
    """Return pairs of ids as numbers, each once and in order."""
    known = ((number[one], number[other]) for one, other in pairs if one in number and other in number)
    return sorted({(min(pair), max(pair)) for pair in known})


def _root(tree: dict[int, int] | list[int], number: int) -> int:
    while tree[number] != number:
        tree[number] = tree[tree[number]]
        number = tree[number]
    return number


def _link(tree: dict[int, int] | list[int], one: int, other: int) -> bool:
    """Have two numbers hang together; tell whether they did not before."""
    first, second = _root(tree, one), _root(tree, other)
    tree[max(first, second)] = min(first, second)
    return first != second
